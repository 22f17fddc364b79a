"""Gathers what no issue of the newsletter has told yet: a pure function of a site and its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from evangelist.content.places import natural_key
from evangelist.model.card import Card
from evangelist.model.kinds.service import Change
from evangelist.scaffold.draft.told import newest_issue, told
from evangelist.site.index import Site

MOST = 6
"""Entries in one group of a draft; of more, the number is told."""
HORIZON = timedelta(days=365)
"""What is older than the newest issue by more than this is not new."""
NEAR = timedelta(days=31)
"""News may be this much older than the newest issue; a change may be announced this long before."""
GROUPS = ("service", "change", "shelf", "case-study", "news", "idea", "ending")
_ENDING = {"retiring", "retired"}
_OFFERED = {"live": "service", "on-shelf": "shelf"}


@dataclass(frozen=True, slots=True)
class Item:
    """An entry to tell about, why it is new, and which of its changes are."""

    group: str
    card: Card
    reason: str
    day: date | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The newest entries of a group, and how many more there are."""

    name: str
    items: tuple[Item, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an issue could tell, in groups that have entries; `since` is the newest issue's day."""

    since: date | None
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Memory:
    """What was told when, and from which day on something is new: lasting things, and news.

    What changes after the day `ahead` can wait for a later issue.
    """

    told: Mapping[str, Sequence[date]]
    horizon: date
    news: date
    ahead: date

    def is_new(self, card: Card, day: date | None) -> bool:
        """Whether no issue told it, and it is not too old to be told."""
        return card.path not in self.told and (day is None or day >= self.horizon)

    def untold(self, card: Card) -> tuple[Change, ...]:
        """The changes of a service that no issue named, then or in the month before."""
        days = self.told.get(card.path, ())
        return tuple(
            change
            for change in card.get("changes")
            if change.date
            and self.horizon <= change.date <= self.ahead
            and all(day < change.date - NEAR for day in days)
        )


def gather(site: Site) -> Gathered:
    """What no issue has told yet. `site` has its drafts; drafts of issues count as told."""
    since = newest_issue(site)
    horizon = (since or site.today) - HORIZON
    news = since - NEAR if since else horizon
    memory = _Memory(told(site), horizon, news, site.today + NEAR)
    items = [item for each in (_services, _stories, _news, _ideas) for item in each(site, memory)]
    groups = (_group(name, [item for item in items if item.group == name]) for name in GROUPS)
    return Gathered(since, tuple(group for group in groups if group.items))


def _group(name: str, items: Sequence[Item]) -> Group:
    """The newest of a group; what has no date comes last."""
    ordered = sorted(
        items,
        key=lambda item: (
            -(item.day.toordinal() if item.day else 0),
            natural_key(item.card.title),
            item.card.path,
        ),
    )
    return Group(name, tuple(ordered[:MOST]), len(ordered[MOST:]))


def _public(site: Site, kind: str) -> Iterator[Card]:
    return (card for card in site.by_kind[kind] if not card.draft)


def _services(site: Site, memory: _Memory) -> Iterator[Item]:
    for card in _public(site, "service"):
        changes = memory.untold(card)
        dates = [change.date for change in card.get("changes") if change.date]
        newest = max((change.date for change in changes if change.date), default=None)
        day = card.date or max(dates, default=None)
        lifecycle = card.get("lifecycle")
        if lifecycle in _ENDING:
            if _ends(card, changes, memory):
                yield Item("ending", card, _end_of(card), newest or day, changes)
        elif lifecycle in _OFFERED and memory.is_new(card, day):
            where = "available" if lifecycle == "live" else "ready for the first who ask"
            reason = f"{where}, and no issue has told about it"
            yield Item(_OFFERED[lifecycle], card, reason, day)
        elif newest:
            verb = "changes" if newest > site.today else "changed"
            reason = f"{verb} on {newest.isoformat()}, and no issue has told it since"
            yield Item("change", card, reason, newest, changes)


def _ends(card: Card, changes: Sequence[Change], memory: _Memory) -> bool:
    """Whether the end of a service is still to be told."""
    last = card.get("retires_on")
    if card.get("lifecycle") == "retired" and not (last and last >= memory.horizon):
        return False
    return card.path not in memory.told or bool(changes)


def _end_of(card: Card) -> str:
    last = card.get("retires_on")
    return f"ends on {last.isoformat()}, and no issue has told it" if last else "is ending"


def _stories(site: Site, memory: _Memory) -> Iterator[Item]:
    for card in _public(site, "case-study"):
        if memory.is_new(card, card.date):
            when = f"of {card.date.isoformat()}, and " if card.date else ""
            yield Item("case-study", card, f"{when}no issue has told it", card.date)


def _news(site: Site, memory: _Memory) -> Iterator[Item]:
    for card in _public(site, "news"):
        if card.date and card.date >= memory.news and memory.is_new(card, card.date):
            reason = f"of {card.date.isoformat()}, and no issue has told it"
            yield Item("news", card, reason, card.date)


def _ideas(site: Site, memory: _Memory) -> Iterator[Item]:
    for card in _public(site, "idea"):
        day = _made_on(card)
        if card.get("status") == "completed" and memory.is_new(card, day):
            when = f"made on {day.isoformat()}" if day else "made"
            yield Item("idea", card, f"{when}: readers see what was asked, and what you did", day)


def _made_on(card: Card) -> date | None:
    """The day by which an idea was made: of the last word about it."""
    response = card.get("response")
    days = [response.on if response else None, card.date]
    days += [card.front.updated.date() if card.front.updated else None]
    return max((day for day in days if day), default=None)
