"""Which feeds there are: for the site, each dated kind, category and section that asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from evangelist.model.kinds import KINDS, kind_named
from evangelist.site.changes import have_feed
from evangelist.site.index import Site
from evangelist.site.order import newest_first
from evangelist.site.stubs import Stub

FORMATS = (
    ("feed.xml", "application/rss+xml"),
    ("atom.xml", "application/atom+xml"),
    ("feed.json", "application/feed+json"),
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: the address of its page, what it is of, and the paths of its entries, newest first.

    `title` is empty for the feed of the whole site; `label` is a key of the string table where
    the title is a word of the theme.
    """

    url: str
    title: str
    label: str
    paths: tuple[str, ...]


def channels(site: Site) -> Iterator[Channel]:
    """Every feed that has entries."""
    each = site.settings.feeds.items_each
    kinds = [kind for kind in KINDS if kind.dated]
    everything = merge(*(_dated(site.stubs_of(kind.name)) for kind in kinds), key=newest_first)
    candidates = [Channel("/", "", "", _first(everything, site.settings.feeds.items))]
    for kind in kinds:
        paths = _first(_dated(site.stubs_of(kind.name)), each)
        candidates.append(Channel(f"/{kind.folder}/", "", f"kinds.{kind.name}", paths))
    for category in site.categories:
        related = (site.stubs[path] for path in _of_category(site, category.id))
        found = _dated(stub for stub in related if kind_named(stub.kind).dated)
        paths = _first(sorted(found, key=newest_first), each)
        candidates.append(Channel(category.url, category.title, "", paths))
    for section in site.settings.sections:
        if section.feed:
            below = (s for s in site.stubs.values() if s.path.startswith(f"{section.folder}/"))
            paths = _first(sorted(_dated(below), key=newest_first), each)
            title = section.title or section.folder
            candidates.append(Channel(f"/{section.folder}/", title, "", paths))
    return (channel for channel in candidates if channel.paths)


def has_channels(site: Site) -> bool:
    """Whether there is any feed."""
    dated = {kind.name for kind in KINDS if kind.dated}
    fed = tuple(f"{section.folder}/" for section in site.settings.sections if section.feed)
    return have_feed(site) or any(
        stub.moment is not None and (stub.kind in dated or stub.path.startswith(fed))
        for stub in site.stubs.values()
    )


def _dated(stubs: Iterable[Stub]) -> Iterator[Stub]:
    return (stub for stub in stubs if stub.moment is not None)


def _first(stubs: Iterable[Stub], count: int) -> tuple[str, ...]:
    return tuple(stub.path for stub in islice(stubs, count))


def _of_category(site: Site, category: str) -> set[str]:
    services = {stub.path for stub in site.stubs_of("service") if stub.category == category}
    return {path for service in services for path in site.about.get(service, ())}
