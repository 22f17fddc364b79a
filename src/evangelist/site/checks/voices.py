"""What customers said to us, and what we promised them: answers, asks, the next issue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evangelist.model.card import Card
from evangelist.model.dates import days_after
from evangelist.problems import Problem
from evangelist.site.checks.advice import advice
from evangelist.site.lens import Lens

ANSWER_DAYS = 30
"""How long somebody may wait for an answer to an idea."""
RHYTHMS = {"week": 7, "fortnight": 14, "month": 31, "quarter": 92}
"""The longest that a rhythm lasts, in days; a third more of it is grace."""
_WAITING = {"open", "planned", "started"}
_LOOSE_ENDS = {
    "completed": (
        ("shipped_in", "response"),
        "it is done, and readers are not told where",
        "write shipped_in: services/…, or response:",
    ),
    "declined": (("response",), "it was declined without a reason", "write response: and say why"),
    "duplicate": (
        ("duplicate_of",),
        "it does not say which idea is the same",
        "write duplicate_of: ideas/…",
    ),
}


def unanswered_ideas(lens: Lens, card: Card) -> Iterator[Problem]:
    """An idea that nobody answered for 30 days."""
    if card.kind != "idea" or card.draft:
        return
    name = "received_on" if card.get("received_on") else "date"
    day: date | None = card.get("received_on") or card.date
    waits = card.get("status") in _WAITING and not card.get("response")
    if day and waits and lens.passed(days_after(day, ANSWER_DAYS)):
        days = lens.days_since(day)
        message = f"came in on {day.isoformat()} and has no answer after {days} days"
        hint = "write response: even if it is: not yet"
        yield advice(lens, card, "idea-unanswered", message, hint, name)


def unfinished_ideas(lens: Lens, card: Card) -> Iterator[Problem]:
    """An idea whose end is not told: done, but not where; declined, but not why; which it is."""
    if card.kind != "idea":
        return
    names, message, hint = _LOOSE_ENDS.get(str(card.get("status")), ((), "", ""))
    if names and not any(card.get(name) for name in names):
        yield advice(lens, card, "idea-unfinished", message, hint, "status")


def bare_asks(lens: Lens, card: Card) -> Iterator[Problem]:
    """What an issue asks without saying how long it takes, or what readers get for it."""
    if card.kind != "newsletter":
        return
    for index, ask in enumerate(card.get("asks")):
        missing = {"effort_minutes": ask.effort_minutes is None, "in_return": not ask.in_return}
        if any(missing.values()):
            message = f"'{ask.text or ask.url}' {_unsaid(*missing.values())}"
            keys = " and ".join(f"{name}:" for name, is_missing in missing.items() if is_missing)
            yield advice(lens, card, "ask-bare", message, f"write {keys}", "asks", index)


def _unsaid(no_minutes: bool, no_return: bool) -> str:  # noqa: FBT001 - two facts of one ask
    if no_minutes and no_return:
        return "says neither how long it takes nor what comes back"
    return f"does not say {'how long it takes' if no_minutes else 'what comes back'}"


def overdue_issues(lens: Lens) -> Iterator[Problem]:
    """A newsletter that is later than its promised rhythm and a third of it."""
    every = lens.setting("newsletter").every
    if not every:
        return
    issues = lens.tally("newsletter")
    newest, days = issues.newest, RHYTHMS[every] + RHYTHMS[every] // 3
    if newest and not lens.passed(days_after(newest, days)):
        return
    if issues.published and not newest:
        return
    last = f"the last issue is from {newest.isoformat()}" if newest else "there is no issue yet"
    message = f"{last}; the site promises one every {every}"
    hint = "evangelist new newsletter writes a draft"
    yield Problem("newsletter-overdue", message, "site.yaml", hint=hint)
