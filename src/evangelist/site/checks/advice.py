"""What would market the services better: never a reason to fail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from evangelist.model.card import Card
from evangelist.problems import Problem
from evangelist.site.index import Site

_BOASTS = re.compile(
    r"\b(best(?!\s+(?:before|practice|effort|regards|wishes|man))|world[- ]class|cutting[- ]edge"
    r"|state[- ]of[- ]the[- ]art|leading(?!\s+to)|unrivalled|unparalleled|seamless(?:ly)?"
    r"|revolutionary|game[- ]chang(?:er|ing)|best[- ]in[- ]class|unmatched|second to none)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_BOAST_HINT = "say what somebody could do afterwards, with a figure"
_OFFERED = {"live", "on-shelf"}
_YEAR = timedelta(days=365)
_FACTS = {
    "outcome": (
        "outcome-missing",
        "it does not say what a client has in the end",
        "write outcome: You can …",
    ),
    "owner": ("owner-missing", "it does not say who answers for it", "write owner: teams/…"),
    "get_started": (
        "get-started-missing",
        "it does not say how to get it",
        "write get_started: with label, url and lead_time",
    ),
    "offerings": (
        "offerings-missing",
        "it has no offerings, so no price to compare",
        "write offerings: with a title, for_whom and price each",
    ),
}
"""What a service says of itself, and what is told where it does not."""


def service_facts(site: Site) -> Iterator[Problem]:
    """What a client asks first, and a service does not say."""
    proven = {path for path, about in site.about.items() if any(_is_case(site, p) for p in about)}
    for card in site.by_kind["service"]:
        lifecycle = card.get("lifecycle")
        if lifecycle not in _OFFERED:
            continue
        for name, (code, message, hint) in _FACTS.items():
            if not card.get(name):
                yield _advice(site, card, code, message, hint)
        if lifecycle == "live" and card.path not in proven:
            message = "no case study tells that it worked for somebody"
            hint = f"name {card.path} in the services: of a case study"
            yield _advice(site, card, "proof-missing", message, hint)


def _is_case(site: Site, path: str) -> bool:
    return site.cards[path].kind == "case-study"


def _advice(site: Site, card: Card, code: str, message: str, hint: str, *place: str) -> Problem:
    line, column = site.places[card.path].mark(*place) if place else (1, 1)
    return Problem(code, message, card.source, line or 1, column or 1, hint)


def overdue_reviews(site: Site) -> Iterator[Problem]:
    """Entries whose writer promised to read them again by a day that has passed."""
    for card in site.cards.values():
        day = card.front.review_by
        if day and day < site.today:
            message = f"was to be reviewed by {day.isoformat()}"
            hint = "read it again, then move review_by"
            yield _advice(site, card, "review-overdue", message, hint, "review_by")


def boasts(site: Site) -> Iterator[Problem]:
    """A boast in a sentence without a figure to stand on: in front matter, or a service's text.

    A case study with results has its figures beside it.
    """
    for card in site.cards.values():
        if card.get("results"):
            continue
        for name in ("title", "summary", "outcome", "external_outcome", "strategic_value"):
            for word in _boasts_in(str(getattr(card.front, name, ""))):
                message = f"'{word}' in '{name}' is a boast without a result or a source"
                yield _advice(site, card, "boast", message, _BOAST_HINT, name)
        if card.kind == "service":
            for word in _boasts_in(site.bodies[card.path].text):
                message = f"'{word}' in the text is a boast without a result or a source"
                yield _advice(site, card, "boast", message, _BOAST_HINT)


def _boasts_in(text: str) -> Iterator[str]:
    for sentence in _SENTENCES.split(text):
        if not any(sign.isdigit() for sign in sentence):
            yield from (match[0] for match in _BOASTS.finditer(sentence))


def stale_results(site: Site) -> Iterator[Problem]:
    """Wins that nobody measured again for a year."""
    for card in site.by_kind["case-study"]:
        days = [day for day in (card.get("still_true_on"), card.date) if day]
        if card.get("results") and days and site.today - max(days) > _YEAR:
            message = f"the figures were last checked on {max(days).isoformat()}"
            hint = "measure again; write results_now and still_true_on"
            yield _advice(site, card, "result-stale", message, hint, "results")


def expired_consents(site: Site) -> Iterator[Problem]:
    """Consents that have expired: the quote is already left out everywhere."""
    for card in site.by_kind["case-study"]:
        consent = card.get("consent")
        if consent and consent.expires and consent.expires < site.today:
            message = f"the consent expired on {consent.expires.isoformat()}: the quote is left out"
            hint = "ask again, then move consent.expires"
            yield _advice(site, card, "consent-expired", message, hint, "consent", "expires")
