"""Engines that turn a text into HTML, behind one protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Beyond:
    """Words that another engine would have read as something: what it is, and where it stands.

    `line` and `column` count characters of the text from 1.
    """

    what: str
    words: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML as an engine makes it, not yet safe, and the raw HTML that the writer put in.

    `beyond` is what this engine shows as it is written, and another one reads. `nested` says that
    all tags are the engine's own: each ends where it should.
    """

    html: str
    raw: tuple[str, ...]
    beyond: tuple[Beyond, ...] = ()
    nested: bool = False


class Engine(Protocol):
    """Turns Markdown into HTML.

    Lists, quotes, code and raw HTML follow CommonMark. Beyond it: tables (alignment as the
    classes `align-left`, `align-center`, `align-right`), footnotes, task lists
    (`<span class="task">`), strikethrough, code in `<div class="highlight">` for `highlighted` to
    mark its parts, and callouts as `<div class="callout callout-note">`; a part for
    one audience as `<div class="for" title="staff, teachers">`. Definition lists, attribute lists
    and abbreviations are those of Python-Markdown alone.
    """

    @property
    def extensions(self) -> tuple[object, ...]:
        """What other people's code takes part in it."""

    def render(self, text: str) -> Rendered:
        """Render a text whose lines end in LF."""
        ...
