"""The changes of all services in one row: what clients should know, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from evangelist.site.index import Site

FOLDER = "changes"
URL = f"/{FOLDER}/"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a change stands: the path of its service, and its place among that one's changes."""

    path: str
    place: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Every change that has a day: those to come, the next one first, and the others, newest first.

    Changes of one day are in the order of the catalog, those of a service as they stand there.
    """

    coming: tuple[Place, ...]
    past: tuple[Place, ...]


def changes(site: Site) -> Changes:
    """The changes of all services as of the day of the site, from what the index knows of them."""
    dated = list(_dated(site))
    coming = sorted((each for each in dated if each[0] > site.today), key=lambda each: each[0])
    past = sorted(
        (each for each in dated if each[0] <= site.today), key=lambda each: each[0], reverse=True
    )
    return Changes(tuple(place for _, place in coming), tuple(place for _, place in past))


def have_page(site: Site) -> bool:
    """Whether there is a list of changes: not where a section of site.yaml has its address."""
    taken = any(section.folder == FOLDER for section in site.settings.sections)
    return not taken and any(True for _ in _dated(site))


def have_feed(site: Site) -> bool:
    """Whether a feed tells of them: of those that have happened."""
    return have_page(site) and any(day <= site.today for day, _ in _dated(site))


def _dated(site: Site) -> Iterator[tuple[date, Place]]:
    for stub in site.stubs_of("service"):
        for place, day in enumerate(stub.changed):
            if day is not None:
                yield day, Place(stub.path, place)
