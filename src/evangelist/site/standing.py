"""The answers that checks ask for: what is there today, and what was meant where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from evangelist.site.addresses import leads_to
from evangelist.site.index import Site
from evangelist.site.nearest import suggestion

Standing = Literal["published", "hidden", "unread", "unknown"]
"""Whether something is there today."""
Among = Literal["entries", "known", "files"]
"""What a name was meant to be: an entry that is published, any entry, a file."""
Parts = Literal["parts", "offerings"]
"""What a part of an entry was meant to be: one of its text, or an offering."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A kind by its numbers: entries without a date, whether any is published, their last day.

    Drafts that are shown count for the first alone.
    """

    undated: int
    published: bool
    newest: date | None


def standing(site: Site, path: str) -> Standing:
    """How an entry stands today: `unread` is one that could not be read."""
    if path in site.stubs:
        return "published"
    if path in site.hidden:
        return "hidden"
    return "unread" if path in site.unread else "unknown"


def address(site: Site, url: str) -> Standing:
    """How what an address within the site, or a whole one, leads to stands today."""
    if leads_to(url, site.hidden_urls):
        return "hidden"
    return "published" if leads_to(url, site.urls) else "unknown"


def anchor(site: Site, path: str, name: str) -> bool:
    """Whether an entry has a part of this name: in its text, or an offering."""
    return name in site.bodies[path].anchors or name in _offerings(site, path)


def _offerings(site: Site, path: str) -> list[str]:
    return [offering.id for offering in site.cards[path].get("offerings") or ()]


def suggest(site: Site, written: str, among: Among) -> str:
    """A hint with the nearest name that exists, or nothing."""
    known: dict[Among, Callable[[], Iterable[str]]] = {
        "entries": lambda: site.stubs,
        "known": lambda: site.stubs.keys() | site.hidden,
        "files": lambda: site.files,
    }
    return suggestion(written, known[among]())


def suggest_part(site: Site, path: str, written: str, among: Parts) -> str:
    """A hint with the nearest part that an entry has, or nothing."""
    known = site.bodies[path].anchors if among == "parts" else _offerings(site, path)
    return suggestion(written, known)


def is_named(site: Site, path: str, kind: str) -> bool:
    """Whether an entry of a kind names this one in its front matter."""
    return any(site.stubs[each].kind == kind for each in site.about.get(path, ()))


def tally(site: Site, kind: str) -> Tally:
    """The entries of a kind by their numbers."""
    entries = list(site.stubs_of(kind))
    published = [stub for stub in entries if stub.is_published(site.today)]
    return Tally(
        undated=sum(stub.moment is None for stub in entries),
        published=bool(published),
        newest=max((stub.moment.date() for stub in published if stub.moment), default=None),
    )


def team(site: Site, folded: str) -> str:
    """The path of the team that is called so, by its title or its file, or nothing."""
    found = ""
    for stub in site.stubs_of("team"):
        if folded in {stub.title.casefold(), stub.path.rsplit("/", 1)[-1].casefold()}:
            found = stub.path
    return found
