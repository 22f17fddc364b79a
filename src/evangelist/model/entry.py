"""What all kinds have in common, and what a kind is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import Field, model_validator

from evangelist.model.values import (
    Address,
    Anything,
    Day,
    Many,
    Moment,
    Party,
    Plain,
    Structured,
    Value,
)


class LabelledLink(Structured):
    """A link with its label."""

    label: str = Field("", description="The words to press.")
    url: Address = Field("", description="Where it leads.")

    @model_validator(mode="before")
    @classmethod
    def _address(cls, value: object) -> object:
        return {"label": str(value), "url": str(value)} if isinstance(value, str) else value


class Entry(Value):
    """The front matter that every kind understands."""

    title: str = Field("", description="The name, as readers say it.")
    summary: str = Field("", description="One line in the reader's words.")
    owner: Party | None = Field(None, description="Who answers for it: a team, or a name.")
    authors: Many[Party] = Field((), description="Who wrote it.")
    date: Moment | None = Field(None, description="When it was published.")
    updated: Moment | None = Field(None, description="When it last changed in substance.")
    review_by: Day | None = Field(None, description="When somebody will read it again.")
    tags: Many[str] = Field((), description="Words to find it by.")
    audience: Many[str] = Field((), description="For whom it is.")
    redirect_from: Many[str] = Field((), description="Old addresses that lead here.")
    also_known_as: Many[str] = Field((), description="Old and plain names, for search.")
    links: Many[LabelledLink] = Field((), description="Where to read on.")
    image: str = Field("", description="A picture beside the entry.")
    image_alt: str = Field("", description="What the picture shows, in words.")
    slug: str = Field("", description="The last part of the address, if not the file's name.")
    lang: str = Field("", description="The language, if not the site's.")
    draft: bool = Field(False, description="Not published yet.")
    publish_on: Day | None = Field(None, description="Not published before this day.")
    expires_on: Day | None = Field(None, description="Not published from this day on.")
    extra: Anything = Field({}, description="Anything, passed to templates untouched.")


@dataclass(frozen=True, slots=True)
class Grouping:
    """The parts of a listing: the values of a field, in the order in which readers care.

    An entry with another value keeps its page and is not listed. What a part is called is a word
    of the theme: `KIND.FIELD.VALUE.title`.
    """

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: where it lives, what its front matter is, how it is shown."""

    name: str
    model: type[Entry]
    folder: str = ""
    template: str = "page.html"
    listing: str = ""
    dated: bool = False
    """Whether entries are news of their day: newest first, and in feeds."""
    mailed: bool = False
    """Whether entries become e-mails too: what is wrong with one is told with its line."""
    yearly: bool = False
    """Whether each year has a page of its own beside the listing."""
    grouping: Grouping | None = None
    """The parts of its listing; without one, dated kinds have a part for each year."""
    titles: tuple[str, ...] = ()
    """The fields that may be its title, where it has none by that name."""
    summaries: tuple[str, ...] = ()
    """The fields that say in a line what an entry is about, where it has no summary."""
    starter: tuple[str, ...] = ("title", "summary")
    """The fields that a new entry begins with, at most six; a dated one is also a draft."""
    names: tuple[str, ...] = ("{title}",)
    """What a new file is called; the first that is free. `{date}` and `{month}` are its day's."""
    synonyms: dict[str, str] = field(default_factory=dict)
    """Words that people write elsewhere, and the field that they mean here."""


SYNONYMS = {
    "excerpt": "summary",
    "description": "summary",
    "lead": "summary",
    "subtitle": "summary",
    "abstract": "summary",
    "author": "authors",
    "tag": "tags",
    "keywords": "tags",
    "permalink": "slug",
    "aliases": "redirect_from",
    "modified": "updated",
    "lastmod": "updated",
    "thumbnail": "image",
}
"""What other generators call our common fields: for a hint, never read."""


def written(value: Any) -> str:
    """A scalar as its writer wrote it, for a message."""
    return str(value) if isinstance(value, Plain | str) else repr(value)
