"""References in front matter: each names an entry that exists."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from evangelist.model.values import references
from evangelist.problems import Problem
from evangelist.site.index import Site


def missing_references(site: Site) -> Iterator[Problem]:
    """A reference to nothing is an error, one to what is not published a warning."""
    known = site.cards.keys() | site.hidden
    for card in site.cards.values():
        for place, path, anchor in references(card.front):
            line, column = site.places[card.path].mark(*place)
            name = str(place[0])
            if path in site.unread:
                continue
            if path in site.hidden:
                message = f"'{name}' names '{path}', which is not published: it is left out"
                yield Problem("link-draft", message, card.source, line, column)
            elif path not in site.cards:
                message = f"'{name}' names '{path}', which does not exist"
                hint = suggestion(path, known)
                yield Problem("reference-missing", message, card.source, line, column, hint)
            elif anchor and not _has_part(site, path, anchor):
                message = f"'{name}' names '{path}#{anchor}', but there is no '{anchor}'"
                hint = suggestion(anchor, offering_ids(site, path))
                yield Problem("reference-missing", message, card.source, line, column, hint)


def odd_corrections(site: Site) -> Iterator[Problem]:
    """An issue corrects another issue: neither itself nor an entry of another kind."""
    for card in site.by_kind["newsletter"]:
        wrong = site.cards.get(card.get("corrects").path) if card.get("corrects") else None
        if wrong and (wrong.kind != "newsletter" or wrong.path == card.path):
            line, column = site.places[card.path].mark("corrects")
            which = "this very issue" if wrong.path == card.path else "no issue"
            message = f"'corrects' names '{wrong.path}', which is {which}"
            hint = "name the issue that was wrong: newsletters/2026-10"
            yield Problem("reference-missing", message, card.source, line, column, hint)


def offering_ids(site: Site, path: str) -> list[str]:
    """The ids of a service's offerings."""
    return [offering.id for offering in site.cards[path].get("offerings") or ()]


def _has_part(site: Site, path: str, anchor: str) -> bool:
    return anchor in offering_ids(site, path) or anchor in site.bodies[path].anchors


def suggestion(written: str, known: Iterable[str]) -> str:
    """A hint with the nearest thing that exists."""
    names = list(known)
    close = difflib.get_close_matches(written, names, n=1, cutoff=0.6)
    if not close:
        last = written.rsplit("/", 1)[-1]
        close = [name for name in sorted(names) if name.rsplit("/", 1)[-1] == last][:1]
    return f"did you mean '{close[0]}'?" if close else ""
