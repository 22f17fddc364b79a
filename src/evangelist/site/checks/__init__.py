"""What is wrong with a site, and what would market it better.

A rule asks through a lens. One of `ENTRY_RULES` is about one entry: what it asks is all that its
findings depend on, so an entry whose answers are the same has the same problems. One of
`SITE_RULES` is about the whole, and asks little. A new one is a function and its name here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from evangelist.model.card import Card
from evangelist.problems import Problem
from evangelist.site.checks import (
    addresses,
    advice,
    choices,
    dead_links,
    names,
    pictures,
    references,
    tables,
    voices,
)
from evangelist.site.index import Site
from evangelist.site.lens import Lens

EntryRule = Callable[[Lens, Card], Iterable[Problem]]
SiteRule = Callable[[Lens], Iterable[Problem]]

ENTRY_RULES: tuple[EntryRule, ...] = (
    references.missing_references,
    references.odd_corrections,
    names.unsafe_redirects,
    dead_links.dead_links,
    dead_links.missing_front_images,
    pictures.large_pictures,
    addresses.concealed_addresses,
    addresses.dead_addresses,
    names.unwritable_titles,
    names.unknown_categories,
    names.unknown_audiences,
    names.open_marks,
    names.names_like_entries,
    choices.choices,
    advice.service_facts,
    advice.overdue_reviews,
    advice.boasts,
    advice.stale_results,
    advice.expired_consents,
    voices.unanswered_ideas,
    voices.unfinished_ideas,
    voices.bare_asks,
)

SITE_RULES: tuple[SiteRule, ...] = (
    addresses.dead_navigation,
    names.missing_dates,
    names.placeholders,
    names.missing_language,
    voices.overdue_issues,
    tables.unplaced_facts,
)


def check(site: Site) -> list[Problem]:
    """Everything that the rules find."""
    found = [problem for path in site.cards for problem in check_entry(Lens(site), path)]
    return [*found, *check_site(Lens(site))]


def check_entry(lens: Lens, path: str) -> list[Problem]:
    """What the rules find in one entry. Its problems depend on what `lens` was asked alone."""
    card = lens.card(path)
    return [problem for rule in ENTRY_RULES for problem in rule(lens, card)]


def check_site(lens: Lens) -> list[Problem]:
    """What the rules find in the whole."""
    return [problem for rule in SITE_RULES for problem in rule(lens)]
