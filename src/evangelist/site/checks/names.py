"""Names, dates and languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evangelist.content.places import redirect_url
from evangelist.model.card import Card
from evangelist.model.kinds import KINDS
from evangelist.model.places import Places
from evangelist.problems import Problem
from evangelist.site.cards import unwritable
from evangelist.site.lens import Lens
from evangelist.site.nearest import suggestion
from evangelist.templating.lettering import missing

_EXAMPLE = re.compile(r"[/@.]example\.(?:org|com|net)\b", re.IGNORECASE)
_SHOWN = 5
"""So many letters tell which ones are meant."""


def unsafe_redirects(lens: Lens, card: Card) -> Iterator[Problem]:
    """An old address has to be a path that can be a file."""
    for index, written in enumerate(card.front.redirect_from):
        if not redirect_url(written):
            mark = lens.places(card.path).mark("redirect_from", index)
            message = f"'redirect_from': '{written}' cannot be an address of this site"
            hint = "write a path like /old/place/"
            yield Problem("path-outside", message, card.source, *mark, hint)


def unwritable_titles(lens: Lens, card: Card) -> Iterator[Problem]:
    """A title that no social card can show; not where the site's own is none either."""
    letters = unwritable(card)
    if not letters or not lens.setting("cards") or missing(lens.setting("title")):
        return
    marks = (lens.places(card.path).mark(name) for name in ("title", "question"))
    mark = next((mark for mark in marks if mark[0]), (1, 1))
    message = f"the font of social cards has no {_few(letters)}: a link to this page shows the"
    hint = "write the title without, or give the page an image"
    yield Problem("card-letters", f"{message} card of the site", card.source, *mark, hint)


def _few(letters: str) -> str:
    shown = " ".join(letters[:_SHOWN])
    return f"{shown} …" if len(letters) > _SHOWN else shown


def unknown_categories(lens: Lens, card: Card) -> Iterator[Problem]:
    """Where site.yaml lists categories, a service names one of them."""
    if card.kind != "service" or not (name := card.get("category")):
        return
    known = [category.id for category in lens.setting("categories")]
    if known and name not in known:
        mark = lens.places(card.path).mark("category")
        message = f"'category': '{name}' is not a category of site.yaml"
        hint = suggestion(name, known) or f"these are: {', '.join(known)}"
        yield Problem("category-unknown", message, card.source, *mark, hint)


def unknown_audiences(lens: Lens, card: Card) -> Iterator[Problem]:
    """Where site.yaml lists audiences, what an issue says for one of them names it so."""
    if card.kind != "newsletter":
        return
    known = {name.casefold(): name for name in lens.setting("audiences")}
    for name, mark in _audiences(card, lens.places(card.path)) if known else ():
        if name.casefold() not in known:
            message = f"'{name}' is not an audience of site.yaml"
            hint = suggestion(name, known.values()) or f"these are: {', '.join(known.values())}"
            yield Problem("audience-unknown", message, card.source, *mark, hint)


def open_marks(lens: Lens, card: Card) -> Iterator[Problem]:
    """A mark without words for everybody can go out in single messages only."""
    for index, mark in enumerate(card.get("merge") or ()):
        if mark.name and not mark.otherwise:
            line, column = lens.places(card.path).mark("merge", index)
            message = f"'{{{{{mark.name}}}}}' has no words for everybody: only single messages"
            hint = "write otherwise: to send the issue to a list too"
            yield Problem("email-personal", message, card.source, line, column, hint)


def _audiences(card: Card, places: Places) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every audience that an issue speaks to in a part of its own, with its place."""
    for index, name in enumerate(card.get("variants")):
        yield name, places.mark("variants", index)
    for index, ask in enumerate(card.get("asks")):
        yield from ((name, places.mark("asks", index, "audience")) for name in ask.audience)
    for aside in places.asides:
        yield from ((name, (aside.line, aside.column)) for name in aside.audiences)


def names_like_entries(lens: Lens, card: Card) -> Iterator[Problem]:
    """A name that is that of a team, by its file or its title, but no reference to it."""
    for field in ("owner", "backup_owner"):
        party = card.get(field)
        if party and party.text and (meant := lens.team(party.text)):
            mark = lens.places(card.path).mark(field)
            message = f"'{field}' is the name '{party.text}': shown as a word, not as a link"
            hint = f"did you mean '{meant}'?"
            yield Problem("name-like-entry", message, card.source, *mark, hint)


def placeholders(lens: Lens) -> Iterator[Problem]:
    """Once an issue is published, no address of the settings is one of an example (RFC 2606).

    An e-mail cannot be mended: its links and its sender stay as they were.
    """
    if not lens.tally("newsletter").published:
        return
    newsletter = lens.setting("newsletter")
    named = {
        "url": lens.setting("url"),
        "newsletter.from": newsletter.sender,
        "newsletter.list": newsletter.list,
        "links.feedback": lens.setting("links").feedback,
    }
    for name, value in named.items():
        if _EXAMPLE.search(value):
            message = f"'{name}' is still an example: {value}"
            hint = "put in the real one before an issue is sent"
            yield Problem("placeholder", message, "site.yaml", hint=hint)


def missing_dates(lens: Lens) -> Iterator[Problem]:
    """One warning for each dated kind whose entries lack dates."""
    for kind in KINDS:
        without = lens.tally(kind.name).undated if kind.dated else 0
        if without:
            shown = "1 entry has" if without == 1 else f"{without} entries have"
            yield Problem(
                "date-missing",
                f"{shown} no date: last in lists, and in no feed",
                f"content/{kind.folder}",
                hint="write date: 2026-11-20 at the top of the file",
            )


def missing_language(lens: Lens) -> Iterator[Problem]:
    """The theme speaks the language of the site."""
    language, spoken = lens.setting("lang"), lens.languages()
    if not {language, language.split("-")[0]} & set(spoken):
        yield Problem(
            "language-missing",
            f"the theme has no words in '{language}': labels are in English",
            "site.yaml",
            hint=f"it speaks {', '.join(spoken)}; add themes/NAME/strings/{language}.yaml",
        )
