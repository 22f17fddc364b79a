"""One text through the whole of parsing, and its parts as one string of HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any, Literal
from zoneinfo import ZoneInfo

from evangelist.content.markdown import Engine
from evangelist.content.markdown.engines import engine_for
from evangelist.content.parse import Parsed, Reading, parse
from evangelist.model.body import Addressed, Anchor, Embed, Image, Label, Part
from evangelist.model.card import Card
from evangelist.model.settings import MarkdownSettings

EngineName = Literal["markdown", "gfm"]
ENGINES: tuple[EngineName, ...] = ("markdown", "gfm")


@lru_cache
def engine(raw_html: str = "sanitize", name: EngineName = "markdown") -> Engine:
    """An engine; it is slow to make."""
    return engine_for(MarkdownSettings(engine=name, raw_html=raw_html))


def read(
    text: str | bytes,
    path: str = "page.md",
    *,
    raw_html: str = "sanitize",
    zone: str = "UTC",
    seconds: float = 60,
    name: EngineName = "markdown",
) -> Parsed:
    """Parse one file; `path` is relative to `content/`."""
    data = text if isinstance(text, bytes) else text.encode()
    reading = Reading(
        engine(raw_html, name), ZoneInfo(zone), trust_html=raw_html == "trust", seconds=seconds
    )
    return parse(path, data, reading)


def card(text: str, path: str = "page.md", zone: str = "UTC") -> Card:
    """The card of a text in which nothing is amiss; advice is none of it."""
    parsed = read(text, path, zone=zone)
    assert not complaints(parsed)
    assert parsed.card
    return parsed.card


def front(text: str, path: str = "page.md") -> Any:
    """The typed front matter of a head, written without its fences, in which nothing is amiss."""
    return card(f"---\n{textwrap.dedent(text).strip()}\n---\n", path).front


def complaints(parsed: Parsed) -> list[str]:
    """The errors and warnings, as a person reads them."""
    return [str(problem) for problem in parsed.problems if problem.level != "advice"]


def codes(parsed: Parsed) -> list[str]:
    """The codes of errors and warnings."""
    return [problem.code for problem in parsed.problems if problem.level != "advice"]


def html(parts: Iterable[Part]) -> str:
    """Parts as HTML: addresses as written, cards as `<card>`, words as `{key}`."""
    return "".join(_html(part) for part in parts)


def _html(part: Part) -> str:
    match part:
        case str():
            return part
        case Anchor():
            href = escape(part.target.href)
            return f'<a href="{href}"{part.attributes}>{html(part.parts)}</a>'
        case Addressed():
            return f"<for {escape(', '.join(part.audiences))}>{html(part.parts)}</for>"
        case Embed():
            return f"<card>{escape(part.anchor.target.entry)}</card>"
        case Image():
            source, alt = escape(part.target.href), escape(part.alt)
            return f'<img src="{source}" alt="{alt}"{part.attributes}>'
        case Label():
            return f"{{{part.key}}}"


def rendered(text: str, raw_html: str = "sanitize", name: EngineName = "markdown") -> str:
    """The body of a text as HTML, without blank lines."""
    shown = html(read(text, raw_html=raw_html, name=name).body.parts)
    return "\n".join(line for line in shown.splitlines() if line.strip())
