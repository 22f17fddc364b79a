"""evangelist: with each engine, in a theme as plain as the others' and in the built-in one."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from benchmarks.content import FEED_ITEMS, SECTIONS, TITLE, URL, Entry, navigation
from benchmarks.generator import Generator, Needs, by_file, put, yaml_text
from benchmarks.goals import ENGINES, row_of
from evangelist.model.settings import MarkdownSettings

THEMES = {"plain": "", "ours": ", built-in theme"}


def has_engine(name: str) -> bool:
    """Whether this version has an engine."""
    try:
        MarkdownSettings(engine=name)
    except ValidationError:
        return False
    return True


def _source(entry: Entry) -> str:
    return yaml_text(entry, by_file, summary=entry.summary)


def _configure(engine: str, theme: str, folder: Path, made: list[Entry]) -> None:
    """Write site.yaml: `news` is a kind of its own, every other section asks for a feed."""
    sections = [
        f"  - {{folder: {name}, title: {name.title()}, feed: yes}}" for name in SECTIONS[1:]
    ]
    lines = [
        f"title: {TITLE}",
        f"url: {URL}",
        f"theme: {theme}",
        f"markdown: {{engine: {engine}}}",
        f"feeds: {{items: {FEED_ITEMS}, items_each: {FEED_ITEMS}}}",
        "search: no",
        "sections:",
        *sections,
        "navigation:",
        *(f"  - {{label: {json.dumps(label)}, url: {url}}}" for label, url in navigation(made)),
    ]
    put(folder / "site.yaml", "\n".join(lines) + "\n")


def _ours(engine: str, theme: str) -> Generator:
    return Generator(
        name=row_of(engine) if theme == "plain" else f"{row_of(engine)}-built-in",
        title=f"evangelist, `{engine}`{THEMES[theme]}",
        needs=Needs(),
        template="evangelist",
        source=_source,
        command=lambda _: [sys.executable, "-m", "evangelist"],
        build=("build",),
        serve=("serve", "--port", "{port}"),
        output="output/site",
        layout=f"themes/{theme}/templates/base.html",
        style=f"themes/{theme}/assets/style.css",
        kept=("output", ".evangelist"),
        configure=partial(_configure, engine, theme),
        ours=True,
    )


OURS = tuple(_ours(engine, theme) for theme in THEMES for engine in ENGINES)
