"""What would market the services better: never a reason to fail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evangelist.model.card import Card
from evangelist.model.dates import days_after
from evangelist.problems import Problem
from evangelist.site.lens import Lens

_BOASTS = re.compile(
    r"(?=[bcglrsuw])\b(best(?!\s+(?:before|practice|effort|regards|wishes|man))"
    r"|world[- ]class|cutting[- ]edge"
    r"|state[- ]of[- ]the[- ]art|leading(?!\s+to)|unrivalled|unparalleled|seamless(?:ly)?"
    r"|revolutionary|game[- ]chang(?:er|ing)|best[- ]in[- ]class|unmatched|second to none)\b",
    re.IGNORECASE,
)
_SIGNS = (
    *("best", "world-class", "world class", "cutting", "the-art", "the art", "leading"),
    *("unrivalled", "unparalleled", "seamless", "revolutionary", "game", "unmatched", "to none"),
)
"""A folded text without any of these has no boast: looking for them takes next to no time."""
_BOASTFUL = ("title", "summary", "outcome", "external_outcome", "strategic_value")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_BOAST_HINT = "say what somebody could do afterwards, with a figure"
_OFFERED = {"live", "on-shelf"}
_YEAR = 365
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


def advice(
    lens: Lens, card: Card, code: str, message: str, hint: str, *place: str | int
) -> Problem:
    """Advice on an entry, at a value of its front matter; without a place, at its first line."""
    line, column = lens.places(card.path).mark(*place) if place else (1, 1)
    return Problem(code, message, card.source, line or 1, column or 1, hint)


def service_facts(lens: Lens, card: Card) -> Iterator[Problem]:
    """What a client asks first, and a service does not say."""
    if card.kind != "service" or card.get("lifecycle") not in _OFFERED:
        return
    for name, (code, message, hint) in _FACTS.items():
        if not card.get(name):
            yield advice(lens, card, code, message, hint)
    if card.get("lifecycle") == "live" and not lens.is_named(card.path, "case-study"):
        message = "no case study tells that it worked for somebody"
        hint = f"name {card.path} in the services: of a case study"
        yield advice(lens, card, "proof-missing", message, hint)


def overdue_reviews(lens: Lens, card: Card) -> Iterator[Problem]:
    """An entry whose writer promised to read it again by a day that has passed."""
    day = card.front.review_by
    if day and lens.passed(day):
        message = f"was to be reviewed by {day.isoformat()}"
        hint = "read it again, then move review_by"
        yield advice(lens, card, "review-overdue", message, hint, "review_by")


def boasts(lens: Lens, card: Card) -> Iterator[Problem]:
    """A boast in a sentence without a figure to stand on: in front matter, or a service's text.

    A case study with results has its figures beside it.
    """
    if card.get("results"):
        return
    for name in _BOASTFUL:
        if not (text := card.get(name)):
            continue
        for word in boasts_in(str(text)):
            message = f"'{word}' in '{name}' is a boast without a result or a source"
            yield advice(lens, card, "boast", message, _BOAST_HINT, name)
    if card.kind == "service":
        for word in boasts_in(lens.body(card.path).text):
            message = f"'{word}' in the text is a boast without a result or a source"
            yield advice(lens, card, "boast", message, _BOAST_HINT)


def boasts_in(text: str) -> Iterator[str]:
    """The boasts of a text, each as it is written."""
    folded = _folded(text)
    if not any(sign in folded for sign in _SIGNS) or not _BOASTS.search(text):
        return
    for sentence in _SENTENCES.split(text):
        if not any(sign.isdigit() for sign in sentence):
            yield from (match[0] for match in _BOASTS.finditer(sentence))


def _folded(text: str) -> str:
    """The text without regard to case as `re` sees it, to which Turkish letters are an i too."""
    return text.casefold().replace("i\N{COMBINING DOT ABOVE}", "i").replace("\u0131", "i")


def stale_results(lens: Lens, card: Card) -> Iterator[Problem]:
    """Wins that nobody measured again for a year."""
    if card.kind != "case-study" or not card.get("results"):
        return
    newest = max((day for day in (card.get("still_true_on"), card.date) if day), default=None)
    if newest and lens.passed(days_after(newest, _YEAR)):
        message = f"the figures were last checked on {newest.isoformat()}"
        hint = "measure again; write results_now and still_true_on"
        yield advice(lens, card, "result-stale", message, hint, "results")


def expired_consents(lens: Lens, card: Card) -> Iterator[Problem]:
    """A consent that has expired: the quote is already left out everywhere."""
    consent = card.get("consent")
    if consent and consent.expires and lens.passed(consent.expires):
        message = f"the consent expired on {consent.expires.isoformat()}: the quote is left out"
        hint = "ask again, then move consent.expires"
        yield advice(lens, card, "consent-expired", message, hint, "consent", "expires")
