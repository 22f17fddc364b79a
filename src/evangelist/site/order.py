"""The order of entries: in listings, in reading, and who comes before whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from evangelist.content.places import natural_key
from evangelist.model.kinds import KINDS, kind_named
from evangelist.model.settings import CategoryItem, Settings
from evangelist.site.stubs import Stub


class Dated(Protocol):
    """What the order of news depends on: a stub and a card both have it."""

    @property
    def path(self) -> str:
        """The path of the entry."""

    @property
    def moment(self) -> datetime | None:
        """When it was published."""

    @property
    def year(self) -> int | None:
        """Its year, where the day is not known."""

    @property
    def number(self) -> int:
        """The number of an issue, 0 for none."""


def newest_first(entry: Dated) -> tuple[object, ...]:
    """Sort key: dated ones newest first (of one day, the highest number), then by year and name."""
    stamp = -entry.moment.timestamp() if entry.moment else 0.0
    number = entry.number if entry.moment else 0
    order = (entry.moment is None, stamp, -(entry.year or 0), -number)
    return (*order, natural_key(entry.path), entry.path)


def oldest_first(entry: Dated) -> tuple[object, ...]:
    """Sort key of reading order: what `previous` and `next` follow."""
    stamp = entry.moment.timestamp() if entry.moment else 0.0
    number = entry.number if entry.moment else 0
    order = (entry.moment is not None, stamp, entry.year or 0, number)
    return (*order, natural_key(entry.path), entry.path)


def sorted_categories(settings: Settings) -> list[CategoryItem]:
    """The categories of site.yaml by their order, else as they stand."""
    numbered = enumerate(settings.categories)
    order = sorted(numbered, key=lambda p: (p[0] if p[1].order is None else p[1].order, p[0]))
    return [category for _, category in order]


def by_kind(stubs: Iterable[Stub], settings: Settings) -> dict[str, tuple[str, ...]]:
    """The paths of the entries of each kind, in its order."""
    groups: dict[str, list[Stub]] = {kind.name: [] for kind in KINDS}
    for stub in stubs:
        groups[stub.kind].append(stub)
    order = {category.id: index for index, category in enumerate(sorted_categories(settings))}
    return {
        name: tuple(stub.path for stub in sorted(group, key=_order(name, order)))
        for name, group in groups.items()
    }


def _order(kind: str, categories: Mapping[str, int]) -> Callable[[Stub], tuple[object, ...]]:
    if kind_named(kind).dated:
        return newest_first
    if kind == "service":
        return lambda stub: (
            categories.get(stub.category, len(categories)),
            natural_key(stub.category),
            natural_key(stub.title),
            stub.path,
        )
    return lambda stub: (natural_key(stub.title), stub.path)


def reading_order(stubs: Iterable[Stub]) -> dict[str, tuple[str, str]]:
    """The paths before and after each entry of a kind in reading order; empty at the ends."""
    row = ["", *(stub.path for stub in sorted(stubs, key=oldest_first)), ""]
    around = zip(row, row[1:], row[2:], strict=False)
    return {path: (before, after) for before, path, after in around}
