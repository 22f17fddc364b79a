"""What is wrong with a site, and what would market it better.

A rule is a function from a Site to Problems. A new one is a function and one name in RULES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from evangelist.problems import Problem
from evangelist.site.checks import addresses, advice, dead_links, names, references, voices
from evangelist.site.index import Site

Rule = Callable[[Site], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    references.missing_references,
    references.odd_corrections,
    names.unsafe_redirects,
    dead_links.dead_links,
    dead_links.missing_front_images,
    addresses.concealed_addresses,
    addresses.dead_addresses,
    addresses.dead_navigation,
    names.unknown_categories,
    names.unknown_audiences,
    names.open_marks,
    names.missing_dates,
    names.placeholders,
    names.names_like_entries,
    names.missing_language,
    advice.service_facts,
    advice.overdue_reviews,
    advice.boasts,
    advice.stale_results,
    advice.expired_consents,
    voices.unanswered_ideas,
    voices.unfinished_ideas,
    voices.bare_asks,
    voices.overdue_issues,
)


def check(site: Site) -> list[Problem]:
    """Everything that the rules find."""
    return [problem for rule in RULES for problem in rule(site)]
