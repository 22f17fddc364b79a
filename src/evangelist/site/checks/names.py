"""Names, dates and languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evangelist.content.places import redirect_url
from evangelist.model.card import Card
from evangelist.model.kinds import KINDS
from evangelist.model.places import Places
from evangelist.problems import Problem
from evangelist.site.checks.references import suggestion
from evangelist.site.index import Site

_EXAMPLE = re.compile(r"[/@.]example\.(?:org|com|net)\b", re.IGNORECASE)


def unsafe_redirects(site: Site) -> Iterator[Problem]:
    """An old address has to be a path that can be a file."""
    for card in site.cards.values():
        for index, written in enumerate(card.front.redirect_from):
            if not redirect_url(written):
                line, column = site.places[card.path].mark("redirect_from", index)
                message = f"'redirect_from': '{written}' cannot be an address of this site"
                hint = "write a path like /old/place/"
                yield Problem("path-outside", message, card.source, line, column, hint)


def unknown_categories(site: Site) -> Iterator[Problem]:
    """Where site.yaml lists categories, a service names one of them."""
    known = [category.id for category in site.settings.categories]
    for card in site.by_kind["service"]:
        name = card.get("category")
        if known and name and name not in known:
            line, column = site.places[card.path].mark("category")
            message = f"'category': '{name}' is not a category of site.yaml"
            hint = suggestion(name, known) or f"these are: {', '.join(known)}"
            yield Problem("category-unknown", message, card.source, line, column, hint)


def unknown_audiences(site: Site) -> Iterator[Problem]:
    """Where site.yaml lists audiences, what an issue says for one of them names it so."""
    known = {name.casefold(): name for name in site.settings.audiences}
    for card in site.by_kind["newsletter"]:
        places = site.places[card.path]
        for name, (line, column) in _audiences(card, places):
            if known and name.casefold() not in known:
                message = f"'{name}' is not an audience of site.yaml"
                hint = suggestion(name, known.values()) or f"these are: {', '.join(known.values())}"
                yield Problem("audience-unknown", message, card.source, line, column, hint)


def open_marks(site: Site) -> Iterator[Problem]:
    """A mark without words for everybody can go out in single messages only."""
    for card in site.by_kind["newsletter"]:
        for index, mark in enumerate(card.get("merge")):
            if mark.name and not mark.otherwise:
                line, column = site.places[card.path].mark("merge", index)
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


def placeholders(site: Site) -> Iterator[Problem]:
    """Once an issue is published, no address of the settings is one of an example (RFC 2606).

    An e-mail cannot be mended: its links and its sender stay as they were.
    """
    if all(card.draft for card in site.by_kind["newsletter"]):
        return
    newsletter, links = site.settings.newsletter, site.settings.links
    named = {
        "url": site.settings.url,
        "newsletter.from": newsletter.sender,
        "newsletter.list": newsletter.list,
        "links.feedback": links.feedback,
    }
    for name, value in named.items():
        if _EXAMPLE.search(value):
            message = f"'{name}' is still an example: {value}"
            hint = "put in the real one before an issue is sent"
            yield Problem("placeholder", message, "site.yaml", hint=hint)


def names_like_entries(site: Site) -> Iterator[Problem]:
    """A name that is that of a team, by its file or its title, but no reference to it."""
    teams = {
        word.casefold(): card.path
        for card in site.by_kind["team"]
        for word in (card.title, card.path.rsplit("/", 1)[-1])
    }
    for card in site.cards.values():
        for field in ("owner", "backup_owner"):
            party = card.get(field)
            meant = teams.get(party.text.casefold()) if party else None
            if meant:
                line, column = site.places[card.path].mark(field)
                message = f"'{field}' is the name '{party.text}': shown as a word, not as a link"
                hint = f"did you mean '{meant}'?"
                yield Problem("name-like-entry", message, card.source, line, column, hint)


def missing_dates(site: Site) -> Iterator[Problem]:
    """One warning for each dated kind whose entries lack dates."""
    for kind in KINDS:
        if not kind.dated:
            continue
        without = [card for card in site.by_kind[kind.name] if card.moment is None]
        if without:
            shown = "1 entry has" if len(without) == 1 else f"{len(without)} entries have"
            yield Problem(
                "date-missing",
                f"{shown} no date: last in lists, and in no feed",
                f"content/{kind.folder}",
                hint="write date: 2026-11-20 at the top of the file",
            )


def missing_language(site: Site) -> Iterator[Problem]:
    """The theme speaks the language of the site."""
    language = site.settings.lang
    if not {language, language.split("-")[0]} & set(site.theme.strings):
        spoken = ", ".join(sorted(site.theme.strings))
        yield Problem(
            "language-missing",
            f"the theme has no words in '{language}': labels are in English",
            "site.yaml",
            hint=f"it speaks {spoken}; add themes/NAME/strings/{language}.yaml",
        )
