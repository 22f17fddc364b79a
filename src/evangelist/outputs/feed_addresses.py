"""Which feeds there are: for the site, each dated kind, category and section that asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evangelist.model.card import Card
from evangelist.model.kinds import KINDS
from evangelist.site.index import Site, newest_first

FORMATS = (
    ("feed.xml", "application/rss+xml"),
    ("atom.xml", "application/atom+xml"),
    ("feed.json", "application/feed+json"),
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: the address of its page, what it is of, and its entries, newest first.

    `title` is empty for the feed of the whole site; `label` is a key of the string table where
    the title is a word of the theme.
    """

    url: str
    title: str
    label: str
    cards: tuple[Card, ...]


def channels(site: Site) -> Iterator[Channel]:
    """Every feed that has entries."""
    dated = [
        card
        for kind in KINDS
        if kind.dated
        for card in site.by_kind[kind.name]
        if card.moment is not None
    ]
    candidates = [Channel("/", "", "", _newest(dated, site.settings.feeds.items))]
    each = site.settings.feeds.items_each
    for kind in KINDS:
        if kind.dated:
            cards = [card for card in dated if card.kind == kind.name]
            label = f"kinds.{kind.name}"
            candidates.append(Channel(f"/{kind.folder}/", "", label, _newest(cards, each)))
    for category in site.categories:
        related = _of_category(site, category.id)
        cards = [card for card in dated if card.path in related]
        candidates.append(Channel(category.url, category.title, "", _newest(cards, each)))
    for section in site.settings.sections:
        if section.feed:
            cards = [
                card
                for card in site.cards.values()
                if card.path.startswith(f"{section.folder}/") and card.moment
            ]
            title = section.title or section.folder
            candidates.append(Channel(f"/{section.folder}/", title, "", _newest(cards, each)))
    return (channel for channel in candidates if channel.cards)


def _newest(cards: list[Card], count: int) -> tuple[Card, ...]:
    return tuple(sorted(cards, key=newest_first)[:count])


def _of_category(site: Site, category: str) -> set[str]:
    services = {c.path for c in site.by_kind["service"] if c.get("category") == category}
    return {path for service in services for path in site.about.get(service, ())}
