"""Eleventy: https://www.11ty.dev, with its plug-ins for feeds and highlighting."""

from __future__ import annotations

from pathlib import Path

from benchmarks.content import Entry
from benchmarks.generator import Generator, Needs, by_address, yaml_text


def _source(entry: Entry) -> str:
    front = {"description": entry.summary, "category": entry.section}
    return yaml_text(entry, by_address, **front)


def _command(installed: Path) -> list[str]:
    return ["node", str(installed / "node_modules/@11ty/eleventy/cmd.cjs")]


ELEVENTY = Generator(
    name="eleventy",
    title="Eleventy",
    needs=Needs(
        "npm",
        (
            "@11ty/eleventy==3.1.8",
            "@11ty/eleventy-plugin-rss==3.0.0",
            "@11ty/eleventy-plugin-syntaxhighlight==5.0.2",
        ),
    ),
    template="eleventy",
    source=_source,
    command=_command,
    build=("--quiet",),
    serve=("--quiet", "--serve", "--port", "{port}"),
    output="_site",
    layout="_includes/base.njk",
    style="style.css",
    lines="_data/navigation.json",
)
