"""The site as one frozen value: everything that a render or a check may ask about."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from evangelist.content.places import name_refusal, natural_key, readable
from evangelist.model.body import Body
from evangelist.model.card import Card
from evangelist.model.places import Places
from evangelist.model.settings import Settings
from evangelist.model.theme import Theme
from evangelist.site.order import by_kind, sorted_categories
from evangelist.site.pictures import Picture, measure
from evangelist.site.pieces import Cards, Loaded, Pieces
from evangelist.site.stubs import Stub

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


class Answers(dict[tuple[object, ...], object]):
    """What was asked of the whole site before; no other process needs it."""

    def __reduce__(self) -> tuple[type[Answers], tuple[()]]:
        """Nothing but a place for answers."""
        return Answers, ()


@dataclass(frozen=True, slots=True)
class Site:
    """What is published, indexed. `stubs`, `cards`, `bodies` and `places` have the same keys.

    `order` has the paths of each kind in its order, `by_kind` their cards.
    `categories` are those that have services, `tags` all of them in alphabetical order.
    `unread` are the paths of entries that could not be read, `hidden` those of entries that are
    not published today; `urls` every address that the plan will write, empty before it is made.
    `indexed` says that an index for a search is made of the pages, `previewed` that the site is
    made for a preview, `has_cards` that social cards are drawn.
    """

    settings: Settings
    base_url: str
    theme: Theme
    today: date
    drafts: bool
    stubs: Mapping[str, Stub]
    pieces: Pieces
    cards: Cards
    hidden: frozenset[str]
    hidden_urls: frozenset[str]
    unread: frozenset[str]
    files: Mapping[str, Path]
    order: Mapping[str, tuple[str, ...]]
    about: Mapping[str, frozenset[str]]
    categories: tuple[Category, ...]
    tags: tuple[Tag, ...]
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    urls: frozenset[str] = frozenset()
    indexed: bool = False
    previewed: bool = False
    has_cards: bool = False
    answers: Answers = field(init=False, default_factory=Answers, repr=False)

    @property
    def base_path(self) -> str:
        """The path that every address begins with: `/` or `/NAME/`."""
        return urlsplit(self.base_url).path or "/"

    @property
    def bodies(self) -> Mapping[str, Body]:
        """The text of every entry."""
        return Loaded(self.stubs, self.pieces.body)

    @property
    def places(self) -> Mapping[str, Places]:
        """Where things stand in the file of every entry."""
        return Loaded(self.stubs, self.pieces.places)

    @property
    def by_kind(self) -> Mapping[str, tuple[Card, ...]]:
        """The cards of each kind, in its order."""
        return _ByKind(self.order, self.cards)

    def stubs_of(self, kind: str) -> Iterator[Stub]:
        """The stubs of a kind, in its order."""
        return (self.stubs[path] for path in self.order[kind])

    def planned(self, urls: Iterable[str]) -> Site:
        """The same site, with the addresses that will be written."""
        return replace(self, urls=frozenset(urls))


@dataclass(frozen=True, slots=True)
class _ByKind(Mapping[str, tuple[Card, ...]]):
    order: Mapping[str, tuple[str, ...]]
    cards: Cards

    def __getitem__(self, kind: str) -> tuple[Card, ...]:
        return tuple(self.cards[path] for path in self.order[kind])

    def __iter__(self) -> Iterator[str]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)


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


def categories(services: Iterable[Stub], settings: Settings) -> tuple[Category, ...]:
    """The categories that have services: those of site.yaml in order, then others."""
    counts: dict[str, int] = defaultdict(int)
    for stub in services:
        if stub.lifecycle != "retired":
            counts[stub.category] += 1
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


def tags(stubs: Iterable[Stub]) -> tuple[Tag, ...]:
    """All tags in alphabetical order; spellings that differ only in case are one."""
    names: dict[str, str] = {}
    counts: dict[str, int] = defaultdict(int)
    for stub in stubs:
        for key in {tag.casefold() for tag in stub.tags}:
            counts[key] += 1
        for tag in stub.tags:
            names.setdefault(tag.casefold(), tag)
    ordered = sorted(counts, key=natural_key)
    urls = _addresses("tags", ordered)
    return tuple(Tag(names[key], urls[key], counts[key]) for key in ordered)


Measure = Callable[[Path], Picture]
"""How large a picture is; a store may know it from an earlier build."""


def make_site(
    stubs: Iterable[Stub],
    pieces: Pieces,
    settings: Settings,
    theme: Theme,
    files: Mapping[str, Path],
    *,
    base_url: str,
    today: date,
    drafts: bool,
    unread: Iterable[str] = (),
    size_of: Measure = measure,
) -> Site:
    """Index what reading found. With `drafts`, what is not published yet is shown too."""
    everything = list(stubs)
    hidden = [stub for stub in everything if not (drafts or stub.is_published(today))]
    hidden_urls = _urls_of(hidden, (settings.url, base_url))
    unseen = {stub.path for stub in hidden}
    shown = {stub.path: stub for stub in everything if stub.path not in unseen}
    order = by_kind(shown.values(), settings)
    return Site(
        settings=settings,
        base_url=base_url,
        theme=theme,
        today=today,
        drafts=drafts,
        stubs=shown,
        pieces=pieces,
        cards=Cards(shown, pieces, today, hidden_urls),
        hidden=frozenset(unseen),
        hidden_urls=hidden_urls,
        unread=frozenset(unread),
        files=files,
        order=order,
        about=_about(shown.values(), today),
        categories=categories((shown[path] for path in order["service"]), settings),
        tags=tags(shown.values()),
        pictures=measured(shown.values(), files, size_of),
    )


def _urls_of(stubs: Iterable[Stub], bases: Iterable[str]) -> frozenset[str]:
    """The addresses of entries, within the site and whole."""
    within = {url for stub in stubs for url in (stub.url, f"/{quote(stub.path)}/")}
    whole = {base.rstrip("/") + url for base in bases for url in within}
    return frozenset(within | whole)


def _about(stubs: Iterable[Stub], today: date) -> dict[str, frozenset[str]]:
    """The entries that name each entry, but for what nobody may see."""
    mentions: dict[str, set[str]] = defaultdict(set)
    for stub in stubs:
        withheld = stub.withheld(today) if stub.references else ()
        for name, target in stub.references:
            if name not in withheld:
                mentions[target].add(stub.path)
    return {target: frozenset(paths) for target, paths in mentions.items()}


def measured(
    stubs: Iterable[Stub], files: Mapping[str, Path], size_of: Measure = measure
) -> dict[str, Picture]:
    """The size of every picture that exists and that an entry shows, by path."""
    wanted = {path for stub in stubs for path in (*stub.shown, stub.image) if path in files}
    return {path: size_of(files[path]) for path in sorted(wanted)}
