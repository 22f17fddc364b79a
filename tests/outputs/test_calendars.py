"""The dates of an issue as a calendar file, read by a library that others use."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from evangelist.outputs.calendars import _folded
from tests.sites import Workspace, site

FILES = """
-- content/newsletters/2026-11.md --
---
title: November
date: 2026-11-20
events:
  - text: "Laptops; wiped, while you wait \\\\ für alle"
    start: 2026-12-02 10:00
    end: 2026-12-02 16:00
    place: Main Building
  - {text: Closed, start: 2026-12-24, end: 2027-01-03, url: /about/}
  - Some day, a party
  - {text: Talk, start: "2026-12-09T14:00:00+01:00"}
---
Text.
-- content/newsletters/2026-10.md --
---
title: October
date: 2026-10-20
---
-- content/about.md --
About.
"""
URL = "/newsletters/2026-11/dates.ics"


@pytest.fixture
def made(tmp_path: Path) -> Workspace:
    return site(tmp_path, FILES, "timezone: Europe/Dublin\n").built()


def test_the_events_of_an_issue_are_in_its_calendar(made: Workspace) -> None:
    calendar = Calendar.from_ical(made.page(URL))
    events: list[Any] = list(calendar.walk("VEVENT"))
    assert [str(event["SUMMARY"]) for event in events] == [
        "Laptops; wiped, while you wait \\ für alle",
        "Closed",
        "Talk",
    ]
    assert [event["DTSTART"].dt for event in events] == [
        datetime(2026, 12, 2, 10, tzinfo=UTC),
        date(2026, 12, 24),
        datetime(2026, 12, 9, 13, tzinfo=UTC),
    ]
    assert [event["DTEND"].dt for event in events[:2]] == [
        datetime(2026, 12, 2, 16, tzinfo=UTC),
        date(2027, 1, 4),
    ]
    assert str(events[0]["LOCATION"]) == "Main Building"
    assert str(events[1]["URL"]) == "https://example.org/about/"
    assert str(events[2]["URL"]) == "https://example.org/newsletters/2026-11/"
    assert len({str(event["UID"]) for event in events}) == 3


def test_its_lines_end_in_crlf_and_have_at_most_75_octets(made: Workspace) -> None:
    data = made.tree()[f"site{URL}"]
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_signs_that_a_calendar_cannot_have_are_left_out(tmp_path: Path) -> None:
    event = r'{text: "a\x01b\x85c, d\ne", start: 2026-12-02}'
    text = f"-- content/newsletters/a.md --\n---\nevents:\n  - {event}\n---\n"
    made = site(tmp_path, text).built()
    assert "\r\nSUMMARY:abc\\, d\\ne\r\n" in made.tree()["site/newsletters/a/dates.ics"].decode()


def test_an_issue_without_events_has_no_calendar(made: Workspace) -> None:
    assert not made.exists("site/newsletters/2026-10/dates.ics")


def test_the_moment_of_the_build_is_not_in_it(made: Workspace) -> None:
    before = made.page(URL)
    made.built(now=datetime(2027, 1, 1, tzinfo=UTC))
    assert made.page(URL) == before


@pytest.mark.parametrize(
    "event, message",
    [
        ("{text: A, start: 2026-12-02, end: 2026-12-01}", "ends before it begins"),
        ("{text: A, end: 2026-12-01}", "has an end and no start"),
        ("{text: A, start: soon}", "soon"),
        ("{start: 2026-12-01, url: /about/}", "does not say what happens"),
    ],
)
def test_an_event_that_cannot_be_is_an_error_with_its_line(
    tmp_path: Path, event: str, message: str
) -> None:
    made = site(tmp_path, f"-- content/newsletters/a.md --\n---\nevents:\n  - {event}\n---\n")
    made.build()
    assert len(made.errors()) == 1
    assert made.errors()[0].startswith("content/newsletters/a.md:3:")
    assert message in made.errors()[0]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_folded_line_is_whole_again_when_unfolded(line: str) -> None:
    parts = list(_folded(line))
    assert max(len(part.encode()) for part in parts) <= 75
    assert "\r\n".join(parts).replace("\r\n ", "") == line
