"""Pelican: https://getpelican.com."""

from __future__ import annotations

from pathlib import Path

from benchmarks.content import Entry
from benchmarks.generator import Generator, Needs, program


def _source(entry: Entry) -> str:
    front = (
        f"Title: {entry.title}\nDate: {entry.day}\nCategory: {entry.section}\nSlug: {entry.slug}\n"
        f"Tags: {', '.join(entry.tags)}\nDescription: {entry.summary}\n"
    )
    text = entry.text(lambda section, slug: f"{{filename}}/{section}/{slug}.md")
    return f"{front}\n{text}"


def _command(installed: Path) -> list[str]:
    return [program(installed, "pelican")]


PELICAN = Generator(
    name="pelican",
    title="Pelican",
    needs=Needs("pip", ("pelican==4.12.0", "markdown==3.11.3", "pygments==2.19.2")),
    template="pelican",
    source=_source,
    command=_command,
    build=("--quiet",),
    serve=("--quiet", "--autoreload", "--listen", "--port", "{port}"),
    output="output",
    layout="theme/templates/base.html",
    style="theme/static/style.css",
)
