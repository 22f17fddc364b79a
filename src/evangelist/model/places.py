"""Where things stand in the file of an entry: for checks and messages, never for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evangelist.model.body import Target

Place = tuple[str | int, ...]
"""The way to a value of the front matter: its key, then keys and indexes inside it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A link or picture with its place in the file: what checks look at."""

    kind: str
    target: Target
    alt: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A part of the text for some audiences alone, with the place of their names in the file."""

    audiences: tuple[str, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Element:
    """A heading, a table or an element of raw HTML with its place in the file, for messages.

    `words` are those of a heading, the first row of a table, the tag as it is written.
    """

    tag: str
    words: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where things stand in the file of an entry.

    `marks` has line and column of each value of the front matter; `mentions` every link and
    picture of the text, in order; `asides` what is for some audiences alone; `elements`, for what
    becomes an e-mail, its headings, tables and raw HTML.
    """

    marks: Mapping[Place, tuple[int, int]] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    asides: tuple[Aside, ...] = ()
    elements: tuple[Element, ...] = ()

    def mark(self, *place: str | int) -> tuple[int, int]:
        """Line and column of a value in the front matter; of what holds it, or 0, 0."""
        while place:
            if place in self.marks:
                return self.marks[place]
            place = place[:-1]
        return (0, 0)
