"""References in front matter: each names an entry that exists."""

from __future__ import annotations

from collections.abc import Iterator

from evangelist.model.card import Card
from evangelist.model.places import Place
from evangelist.model.values import references
from evangelist.problems import Problem
from evangelist.site.lens import Lens


def missing_references(lens: Lens, card: Card) -> Iterator[Problem]:
    """A reference to nothing is an error, one to what is not published a warning."""
    for place, path, anchor in references(card.front):
        standing = lens.standing(path)
        name = str(place[0])
        if standing == "hidden":
            message = f"'{name}' names '{path}', which is not published: it is left out"
            mark = lens.places(card.path).mark(*place)
            yield Problem("link-draft", message, card.source, *mark)
        elif standing == "unknown":
            message = f"'{name}' names '{path}', which does not exist"
            hint = lens.suggest(path, "known")
            yield _missing(lens, card, place, message, hint)
        elif standing == "published" and anchor and not lens.anchor(path, anchor):
            message = f"'{name}' names '{path}#{anchor}', but there is no '{anchor}'"
            yield _missing(lens, card, place, message, lens.suggest_part(path, anchor, "offerings"))


def odd_corrections(lens: Lens, card: Card) -> Iterator[Problem]:
    """An issue corrects another issue: neither itself nor an entry of another kind."""
    if card.kind != "newsletter" or not card.get("corrects"):
        return
    wrong = lens.link(card.get("corrects"))
    if wrong and (wrong.kind != "newsletter" or wrong.path == card.path):
        which = "this very issue" if wrong.path == card.path else "no issue"
        message = f"'corrects' names '{wrong.path}', which is {which}"
        hint = "name the issue that was wrong: newsletters/2026-10"
        yield _missing(lens, card, ("corrects",), message, hint)


def _missing(lens: Lens, card: Card, place: Place, message: str, hint: str) -> Problem:
    mark = lens.places(card.path).mark(*place)
    return Problem("reference-missing", message, card.source, *mark, hint)
