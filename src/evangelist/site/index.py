"""The site as one frozen value: everything that a render or a check may ask about."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from evangelist.content.parse import Parsed
from evangelist.content.places import name_refusal, natural_key, readable
from evangelist.model.body import Body
from evangelist.model.card import Card
from evangelist.model.kinds import KINDS, kind_named
from evangelist.model.places import Places
from evangelist.model.settings import CategoryItem, Settings
from evangelist.model.theme import Theme
from evangelist.model.values import references
from evangelist.site.addresses import Concealed, conceal
from evangelist.site.pictures import Picture, measure_all

_SEGMENT_BYTES = 100


@dataclass(frozen=True, slots=True)
class Category:
    """A category of services, with the number of services that it shows."""

    id: str
    title: str
    summary: str
    url: str
    count: int

    @property
    def part(self) -> str:
        """The name of its part of the catalog: like its address, without blanks and quotes."""
        return unquote(self.url).split("/")[-2]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, with the number of entries that carry it."""

    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Site:
    """What is published, indexed. `cards`, `bodies` and `places` have the same paths as keys.

    `categories` are those that have services, `tags` all of them in alphabetical order, and
    `neighbours` the paths before and after an entry in reading order, empty at the ends.
    `unread` are the paths of entries that could not be read, `hidden` those of entries that are
    not published today; `urls` every address that the plan will write, empty before it is made.
    """

    settings: Settings
    base_url: str
    theme: Theme
    today: date
    drafts: bool
    cards: Mapping[str, Card]
    bodies: Mapping[str, Body]
    places: Mapping[str, Places]
    hidden: frozenset[str]
    hidden_urls: frozenset[str]
    concealed: tuple[Concealed, ...]
    unread: frozenset[str]
    files: Mapping[str, Path]
    by_kind: Mapping[str, tuple[Card, ...]]
    about: Mapping[str, frozenset[str]]
    categories: tuple[Category, ...]
    tags: tuple[Tag, ...]
    neighbours: Mapping[str, tuple[str, str]]
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    urls: frozenset[str] = frozenset()

    @property
    def base_path(self) -> str:
        """The path that every address begins with: `/` or `/NAME/`."""
        return urlsplit(self.base_url).path or "/"

    def planned(self, urls: Iterable[str]) -> Site:
        """The same site, with the addresses that will be written."""
        return replace(self, urls=frozenset(urls))


def _addresses(folder: str, names: Iterable[str]) -> dict[str, str]:
    """An address below `folder` for each name; where two look alike, a number tells them apart."""
    segments: dict[str, str] = {}
    used: set[str] = set()
    for name in sorted(names, key=lambda name: (_segment(name) != name.casefold(), name)):
        segment, count = _segment(name), 1
        while segment in used:
            count += 1
            segment = f"{_segment(name)}-{count}"
        used.add(segment)
        segments[name] = segment
    return {name: f"/{folder}/{quote(segment)}/" for name, segment in segments.items()}


def _segment(name: str) -> str:
    """A name as a part of an address that can be a folder on every system."""
    folded = unicodedata.normalize("NFC", name).casefold()
    words = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in folded)
    words = words.encode()[:_SEGMENT_BYTES].decode(errors="ignore").strip("-.")
    return f"{words}-" if words and name_refusal(words) else words or "other"


def categories(services: Iterable[Card], settings: Settings) -> tuple[Category, ...]:
    """The categories that have services: those of site.yaml in order, then others."""
    counts: dict[str, int] = defaultdict(int)
    for card in services:
        if card.get("lifecycle") != "retired":
            counts[card.get("category")] += 1
    urls = _addresses("categories", counts)
    found = [
        Category(c.id, c.title or readable(c.id), c.summary, urls[c.id], counts[c.id])
        for c in sorted_categories(settings)
        if counts.get(c.id)
    ]
    known = {category.id for category in settings.categories}
    rest = sorted((name for name in counts if name and name not in known), key=natural_key)
    found += [Category(n, readable(n), "", urls[n], counts[n]) for n in rest]
    return tuple(found)


def sorted_categories(settings: Settings) -> list[CategoryItem]:
    """The categories of site.yaml by their order, else as they stand."""
    numbered = enumerate(settings.categories)
    order = sorted(numbered, key=lambda p: (p[0] if p[1].order is None else p[1].order, p[0]))
    return [category for _, category in order]


def tags(cards: Iterable[Card]) -> tuple[Tag, ...]:
    """All tags in alphabetical order; spellings that differ only in case are one."""
    names: dict[str, str] = {}
    counts: dict[str, int] = defaultdict(int)
    for card in cards:
        for key in {tag.casefold() for tag in card.front.tags}:
            counts[key] += 1
        for tag in card.front.tags:
            names.setdefault(tag.casefold(), tag)
    ordered = sorted(counts, key=natural_key)
    urls = _addresses("tags", ordered)
    return tuple(Tag(names[key], urls[key], counts[key]) for key in ordered)


def make_site(
    parsed: Iterable[Parsed],
    settings: Settings,
    theme: Theme,
    files: Mapping[str, Path],
    *,
    base_url: str,
    today: date,
    drafts: bool,
) -> Site:
    """Index what parsing found. With `drafts`, what is not published yet is shown too."""
    everything = list(parsed)
    cards = {entry.path: _as_of(entry.card, today) for entry in everything if entry.card}
    hidden = {path for path, card in cards.items() if card.draft and not drafts}
    hidden_urls = _urls_of((cards[path] for path in hidden), (settings.url, base_url))
    kept = [conceal(card, hidden_urls) for path, card in cards.items() if path not in hidden]
    shown = {card.path: card for card, _ in kept}
    places = {entry.path: entry.places for entry in everything if entry.path in shown}
    by_kind = _by_kind(shown, settings)
    return Site(
        settings=settings,
        base_url=base_url,
        theme=theme,
        today=today,
        drafts=drafts,
        cards=shown,
        bodies={entry.path: entry.body for entry in everything if entry.path in shown},
        places=places,
        hidden=frozenset(hidden),
        hidden_urls=hidden_urls,
        concealed=tuple(each for _, found in kept for each in found),
        unread=frozenset(entry.path for entry in everything if not entry.card),
        files=files,
        by_kind=by_kind,
        about=_about(shown),
        categories=categories(by_kind["service"], settings),
        tags=tags(shown.values()),
        neighbours=_neighbours(by_kind),
        pictures=measure_all(shown, places, files),
    )


def _urls_of(cards: Iterable[Card], bases: Iterable[str]) -> frozenset[str]:
    """The addresses of entries, within the site and whole."""
    within = {url for card in cards for url in (card.url, f"/{quote(card.path)}/")}
    whole = {base.rstrip("/") + url for base in bases for url in within}
    return frozenset(within | whole)


def is_published(card: Card, today: date) -> bool:
    """Whether an entry may be seen on this day."""
    front = card.front
    if front.draft or (front.publish_on and front.publish_on > today):
        return False
    return not (front.expires_on and front.expires_on <= today)


def _as_of(card: Card, today: date) -> Card:
    """The card as it is on a day: what is not published then is a draft, whatever the reason."""
    card = _consented(card, today)
    if is_published(card, today):
        return card
    return replace(card, front=card.front.model_copy(update={"draft": True}))


def _consented(card: Card, today: date) -> Card:
    """The card without what nobody may see: an anonymous customer, a quote without consent.

    Consent has run out after its last day, or was never given for the site.
    """
    update: dict[str, Any] = {"customer": None} if card.get("anonymous") else {}
    consent = card.get("consent")
    if consent is not None:
        expired = consent.expires is not None and consent.expires < today
        if expired or (consent.scope and "site" not in consent.scope):
            nobody = consent.model_copy(update={"by": "", "text": ""})
            update |= {"quote": None, "consent": nobody}
    return replace(card, front=card.front.model_copy(update=update)) if update else card


def _by_kind(cards: Mapping[str, Card], settings: Settings) -> dict[str, tuple[Card, ...]]:
    groups: dict[str, list[Card]] = {kind.name: [] for kind in KINDS}
    for card in cards.values():
        groups[card.kind].append(card)
    order = {category.id: index for index, category in enumerate(sorted_categories(settings))}
    return {name: tuple(sorted(group, key=_order(name, order))) for name, group in groups.items()}


def _order(kind: str, categories: Mapping[str, int]) -> Callable[[Card], tuple[object, ...]]:
    if kind_named(kind).dated:
        return newest_first
    if kind == "service":
        return lambda card: (
            categories.get(card.get("category"), len(categories)),
            natural_key(card.get("category")),
            natural_key(card.title),
            card.path,
        )
    return lambda card: (natural_key(card.title), card.path)


def _number(card: Card) -> int:
    """The number of an issue that has a date: those without are sorted by their names."""
    return card.get("number") or 0 if card.moment else 0


def newest_first(card: Card) -> tuple[object, ...]:
    """Sort key: dated ones newest first (of one day, the highest number), then by year and name."""
    stamp = -card.moment.timestamp() if card.moment else 0.0
    order = (card.moment is None, stamp, -(card.year or 0), -_number(card))
    return (*order, natural_key(card.path), card.path)


def oldest_first(card: Card) -> tuple[object, ...]:
    """Sort key of reading order: what `previous` and `next` follow."""
    stamp = card.moment.timestamp() if card.moment else 0.0
    order = (card.moment is not None, stamp, card.year or 0, _number(card))
    return (*order, natural_key(card.path), card.path)


def _about(cards: Mapping[str, Card]) -> dict[str, frozenset[str]]:
    mentions: dict[str, set[str]] = defaultdict(set)
    for path, card in cards.items():
        for _, target, _ in references(card.front):
            mentions[target].add(path)
    return {target: frozenset(paths) for target, paths in mentions.items()}


def _neighbours(by_kind: Mapping[str, tuple[Card, ...]]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for cards in by_kind.values():
        row = ["", *(card.path for card in sorted(cards, key=oldest_first)), ""]
        for before, path, after in zip(row, row[1:], row[2:], strict=False):
            found[path] = (before, after)
    return found
