"""Which feeds there are: for the site, each dated kind, category and section that asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evangelist.model.kinds import KINDS
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
    dated = [
        stub
        for kind in KINDS
        if kind.dated
        for stub in site.stubs_of(kind.name)
        if stub.moment is not None
    ]
    candidates = [Channel("/", "", "", _newest(dated, site.settings.feeds.items))]
    each = site.settings.feeds.items_each
    for kind in KINDS:
        if kind.dated:
            stubs = [stub for stub in dated if stub.kind == kind.name]
            label = f"kinds.{kind.name}"
            candidates.append(Channel(f"/{kind.folder}/", "", label, _newest(stubs, each)))
    for category in site.categories:
        related = _of_category(site, category.id)
        stubs = [stub for stub in dated if stub.path in related]
        candidates.append(Channel(category.url, category.title, "", _newest(stubs, each)))
    for section in site.settings.sections:
        if section.feed:
            stubs = [
                stub
                for stub in site.stubs.values()
                if stub.path.startswith(f"{section.folder}/") and stub.moment
            ]
            title = section.title or section.folder
            candidates.append(Channel(f"/{section.folder}/", title, "", _newest(stubs, each)))
    return (channel for channel in candidates if channel.paths)


def _newest(stubs: list[Stub], count: int) -> tuple[str, ...]:
    return tuple(stub.path for stub in sorted(stubs, key=newest_first)[:count])


def _of_category(site: Site, category: str) -> set[str]:
    services = {stub.path for stub in site.stubs_of("service") if stub.category == category}
    return {path for service in services for path in site.about.get(service, ())}
