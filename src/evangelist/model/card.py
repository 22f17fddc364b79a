"""An entry without its text: what lists, feeds and choices see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from evangelist.model.entry import Entry


@dataclass(frozen=True, slots=True)
class Card:
    """An entry without its text; complete from the start.

    `path` names it below `content/` without the ending, `url` is its address within the site
    (percent-encoded, from `/` to `/`), `source` its file, relative to the folder of the site.
    """

    path: str
    kind: str
    url: str
    source: str
    title: str
    summary: str
    year: int | None
    front: Entry

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
        return vars(self.front).get(name)  # pydantic takes its time to say no


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
