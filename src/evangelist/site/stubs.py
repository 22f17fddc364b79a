"""What the index of a site knows of an entry: worked out once, when its file is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from evangelist.content.parse import Parsed
from evangelist.model.body import Body
from evangelist.model.card import Card, Link
from evangelist.model.kinds import kind_named
from evangelist.model.places import Places
from evangelist.model.values import references
from evangelist.problems import Problem
from evangelist.site.addresses import addresses
from evangelist.site.pictures import front_image, images

_Item = TypeVar("_Item")
_WITHHELD_UNNAMED = ("customer",)
_WITHHELD_UNALLOWED = ("quote", "consent")


@dataclass(frozen=True, slots=True)
class Stub:
    """An entry in a few words: enough to find, sort, count and link it, and to plan its outputs.

    Fields that a card has too mean the same here. `group` is the value that its listing groups
    it by; `references` are the entries that it names, each with the field; `addresses` those of
    its front matter. Files below `content/`: `linked` are those that its text links to, `shown`
    the pictures of its text, `image` that of its front matter, and `mailed` those of its e-mail,
    each with the attributes that its writer gave it.
    `allowed_until` is the last day of a consent, `allowed` whether one
    that has scopes names the site, `named` whether its customer may be named. `changed` are the
    days of a service's changes as they stand, None where one has no day.
    """

    path: str
    kind: str
    url: str
    source: str
    title: str
    summary: str = ""
    year: int | None = None
    lifecycle: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    owner: str = ""
    number: int = 0
    group: str = ""
    moment: datetime | None = None
    updated: datetime | None = None
    draft: bool = False
    publish_on: date | None = None
    expires_on: date | None = None
    redirect_from: tuple[str, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    image: str = ""
    mailed: tuple[tuple[str, str], ...] = ()
    named: bool = True
    allowed: bool = True
    allowed_until: date | None = None
    changed: tuple[date | None, ...] = ()

    @property
    def link(self) -> Link:
        """The link to the entry."""
        return Link(self.path, self.title, self.url, self.summary, self.kind, self.lifecycle)

    def is_published(self, today: date) -> bool:
        """Whether the entry may be seen on this day."""
        if self.draft or (self.publish_on and self.publish_on > today):
            return False
        return not (self.expires_on and self.expires_on <= today)

    def withheld(self, today: date) -> tuple[str, ...]:
        """The fields that nobody may see on this day.

        A customer that wants no name; a quote whose consent was not given for the site, or has
        run out after its last day.
        """
        expired = self.allowed_until is not None and self.allowed_until < today
        unnamed = () if self.named else _WITHHELD_UNNAMED
        return unnamed + (_WITHHELD_UNALLOWED if expired or not self.allowed else ())


@dataclass(frozen=True, slots=True)
class Known:
    """One file after reading: the path of its entry, its stub or None, and what was amiss."""

    path: str
    source: str
    stub: Stub | None
    problems: tuple[Problem, ...] = ()


def stub_of(parsed: Parsed) -> Stub:
    """The stub of an entry that could be read."""
    card = _card(parsed)
    front = card.front
    consent = card.get("consent")
    kind = kind_named(card.kind)
    return Stub(
        path=card.path,
        kind=card.kind,
        url=card.url,
        source=card.source,
        title=card.title,
        summary=card.summary,
        year=card.year,
        lifecycle=card.get("lifecycle") or "",
        category=card.get("category") or "",
        tags=front.tags,
        owner=front.owner.path if front.owner else "",
        number=card.get("number") or 0,
        group=str(card.get(kind.grouping.field) or "") if kind.grouping else "",
        moment=front.date,
        updated=front.updated,
        draft=front.draft,
        publish_on=front.publish_on,
        expires_on=front.expires_on,
        redirect_from=front.redirect_from,
        references=_unique((str(place[0]), path) for place, path, _ in references(front)),
        addresses=_unique(url for _, url in addresses(front)),
        linked=_files(parsed.places, "link"),
        shown=_files(parsed.places, "image"),
        image=front_image(card).file if front.image else "",
        mailed=_mailed(parsed.body) if kind.mailed else (),
        named=not card.get("anonymous"),
        allowed=not (consent and consent.scope and "site" not in consent.scope),
        allowed_until=consent.expires if consent else None,
        changed=tuple(change.date for change in card.get("changes") or ()),
    )


def _card(parsed: Parsed) -> Card:
    if parsed.card is None:
        raise ValueError(f"{parsed.path} could not be read")
    return parsed.card


def _mailed(body: Body) -> tuple[tuple[str, str], ...]:
    return _unique((each.target.file, each.attributes) for each in images(body.parts))


def _files(places: Places, kind: str) -> tuple[str, ...]:
    files = (each.target.file for each in places.mentions if each.kind == kind)
    return _unique(file for file in files if file)


def _unique(items: Iterable[_Item]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys(items))
