"""The dates of an issue as a calendar file (RFC 5545), for those that happen at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

from evangelist.model.card import Card
from evangelist.model.kinds.newsletter import Event
from evangelist.outputs.output import Output, Rendered
from evangelist.site.index import Site
from evangelist.site.lens import Lens

NAME = "dates.ics"
_OCTETS = 75  # of a line, without its end
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}) | dict.fromkeys(
    [*range(9), *range(11, 32), *range(127, 160)]
)
"""RFC 5545, 3.3.11; control characters cannot be in a text at all."""


def plan(site: Site) -> Iterator[Output]:
    """One file for each issue that names events, below the address of its page."""
    for card in site.by_kind["newsletter"]:
        if dated_events(card):
            path = f"site{calendar_url(card)}"
            yield Output(path, partial(render_calendar, path=card.path), card.source)


def dated_events(card: Card) -> list[tuple[datetime, Event]]:
    """The events of an issue that have a time, with their beginnings."""
    return [(event.start, event) for event in card.get("events") if event.start]


def calendar_url(card: Card) -> str:
    """The address of an issue's calendar file within the site."""
    return f"{card.url}{NAME}"


def render_calendar(lens: Lens, path: str) -> Rendered:
    """The calendar of an issue: UTF-8, CRLF, lines of at most 75 octets.

    Its stamps come from the issue, so that the same text makes the same bytes.
    """
    card = lens.card(path)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//evangelist//EN", "METHOD:PUBLISH"]
    for number, (start, event) in enumerate(dated_events(card), start=1):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}-{lens.permanent_url(card.url)}",
            f"DTSTAMP:{_utc(card.front.updated or card.moment or start)}",
            *_times(start, event),
            *_words(lens, card, event),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return Rendered("".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode())


def _words(lens: Lens, card: Card, event: Event) -> Iterator[str]:
    yield f"SUMMARY:{event.text.translate(_ESCAPES)}"
    if event.place:
        yield f"LOCATION:{event.place.translate(_ESCAPES)}"
    yield f"URL:{lens.permanent().url(event.url or card.url)}"


def _times(start: datetime, event: Event) -> Iterator[str]:
    """Begin and end; of whole days the end is the day after the last (RFC 5545, 3.6.1)."""
    if event.whole_day:
        last = (event.end or start).date() + timedelta(days=1)
        yield f"DTSTART;VALUE=DATE:{_day(start.date())}"
        yield f"DTEND;VALUE=DATE:{_day(last)}"
        return
    yield f"DTSTART:{_utc(start)}"
    if event.end:
        yield f"DTEND:{_utc(event.end)}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _folded(line: str) -> Iterator[str]:
    """A line cut where it is too long, never within a character."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > _OCTETS:
            yield part
            part = " "
        part += sign
    yield part
