"""An entry without its text: what lists, feeds and choices see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from evangelist.model.entry import Entry

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An entry without its text; complete from the start.

    `path` names it below `content/` without the ending, `url` is its address within the site
    (percent-encoded, from `/` to `/`), `source` its file, relative to the folder of the site.
    `marks` says where in the file each value of the front matter stands, as line and column: for
    messages only, so it is no part of what a card is.
    """

    path: str
    kind: str
    url: str
    source: str
    title: str
    summary: str
    year: int | None
    front: Entry
    marks: Mapping[Place, tuple[int, int]] = field(repr=False, compare=False)

    @property
    def moment(self) -> datetime | None:
        """When it was published, in the site's time zone."""
        return self.front.date

    @property
    def date(self) -> date | None:
        """The day of its publication, in the site's time zone."""
        return self.front.date.date() if self.front.date else None

    @property
    def draft(self) -> bool:
        """Whether its writer calls it a draft."""
        return self.front.draft

    def get(self, name: str) -> Any:
        """A field of the front matter that not every kind has, or None."""
        return getattr(self.front, name, None)

    def mark(self, *place: str | int) -> tuple[int, int]:
        """Line and column of a value in the front matter; of what holds it, or 0, 0."""
        while place:
            if place in self.marks:
                return self.marks[place]
            place = place[:-1]
        return (0, 0)


@dataclass(frozen=True, slots=True)
class Link:
    """What navigation, breadcrumbs and lists of links need to know of an entry."""

    path: str
    title: str
    url: str
    summary: str = ""
    kind: str = ""
    lifecycle: str = ""


def link_to(card: Card) -> Link:
    """The link to an entry."""
    lifecycle = card.get("lifecycle") or ""
    return Link(card.path, card.title, card.url, card.summary, card.kind, lifecycle)
