"""Eleventy: https://www.11ty.dev, with its plug-ins for feeds and highlighting."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.content import Entry
from benchmarks.generator import Generator, Needs


def _source(entry: Entry) -> str:
    front = (
        f"title: {json.dumps(entry.title)}\ndescription: {json.dumps(entry.summary)}\n"
        f"date: {entry.day}\ncategory: {entry.section}\ntags: [{', '.join(entry.tags)}]\n"
    )
    return f"---\n{front}---\n\n{entry.text(lambda section, slug: f'/{section}/{slug}/')}"


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
