from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.model.dates import days_after, read_date, read_moment

NEW_YORK = ZoneInfo("America/New_York")

DAYS = [
    "2014-06-30",
    "2014-6-30",
    "2014/06/30",
    "2014.06.30",
    "30 June 2014",
    "30 Jun 2014",
    "30-Jun-2014",
    "30. June 2014",
    "30th June 2014",
    "June 30, 2014",
    "Jun. 30 2014",
    "june 30th, 2014",
    "Mon, 30 Jun 2014",
    "Monday, June 30, 2014",
    "  2014-06-30  ",
]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_understood_in_every_form(text: str) -> None:
    assert read_date(text) == date(2014, 6, 30)


@pytest.mark.parametrize("text", DAYS)
def test_a_day_without_a_time_is_midnight_in_the_sites_zone(text: str) -> None:
    assert read_moment(text, NEW_YORK) == datetime(2014, 6, 30, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    "text",
    [
        "2014-06-30 10:00:10 -0400",
        "2014-06-30 10:00:10 -04:00",
        "2014-06-30 10:00:10 -4",
        "2014-06-30T10:00:10-04:00",
        "2014-06-30t14:00:10z",
        "2014-06-30T14:00:10Z",
        "2014-06-30T14:00:10.123Z",
        "2014-06-30 14:00:10 UTC",
        "2014-06-30 10:00:10",
        "Mon, 30 Jun 2014 14:00:10 GMT",
        "Mon, 30 Jun 2014 14:00:10 +0000",
    ],
)
def test_a_time_is_understood_in_every_form(text: str) -> None:
    assert read_moment(text, NEW_YORK) == datetime(2014, 6, 30, 14, 0, 10, tzinfo=UTC)


def test_a_moment_is_told_in_the_sites_zone() -> None:
    moment = read_moment("2014-06-30T23:30:00Z", ZoneInfo("Europe/Dublin"))
    assert moment.isoformat() == "2014-07-01T00:30:00+01:00"


def test_a_day_stays_as_written_whatever_its_offset() -> None:
    assert read_date("2014-06-30 23:30:00 -0400") == date(2014, 6, 30)


@pytest.mark.parametrize("text", ["03.06.2014", "06/03/2014", "3/4/14", "14-06-30"])
def test_a_date_that_two_readers_read_differently_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="can be read in two ways; write the year first"):
        read_date(text)


@pytest.mark.parametrize("text", ["30.06.2014", "30. 6. 2014", "06/30/2014", "30-6-2014"])
def test_a_date_with_the_year_last_is_refused_with_what_it_must_be(text: str) -> None:
    with pytest.raises(ValueError, match="has the year last; write the year first: 2014-06-30"):
        read_date(text)


@pytest.mark.parametrize("text", ["2014", "2014-06"])
def test_a_date_without_a_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="has no day"):
        read_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "2014-13-01",
        "2014-02-30",
        "0000-01-01",
        "30 Foo 2014",
        "30 Juni 2014",
        "2014-06-30 25:00",
        "2014-06-30 10:60",
        "2014-06-30 10:00 +24:00",
        "2014-06-30 10:00 +01:60",
        "0001-01-01T00:00Z",
        "9999-12-31 23:59",
    ],
)
def test_a_date_that_no_calendar_has_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date of the calendar") as refused:
        read_moment(text, NEW_YORK)
    assert f"'{text}'" in str(refused.value)


@pytest.mark.parametrize("text", ["2014-06-30 10.00", "2014-06-30 10 am", "2014-06-30 noon"])
def test_an_hour_that_is_not_understood_is_told_apart_from_its_day(text: str) -> None:
    with pytest.raises(ValueError, match=f"the hour of '{text}' is not understood"):
        read_moment(text, UTC)


@pytest.mark.parametrize("text", ["", "soon", "2014-06-30T10", "20140630", "June 2014", "2014-W05"])
def test_what_is_no_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date; write year, month and day") as refused:
        read_moment(text, UTC)
    assert f"'{text}'" in str(refused.value)


def test_toml_dates_are_understood() -> None:
    assert read_date(datetime(2014, 6, 30, 23, tzinfo=UTC)) == date(2014, 6, 30)
    assert read_moment(date(2014, 6, 30), UTC) == datetime(2014, 6, 30, tzinfo=UTC)
    naive = datetime(2014, 6, 30, 10)  # noqa: DTZ001 - TOML has local times
    assert read_moment(naive, NEW_YORK) == datetime(2014, 6, 30, 10, tzinfo=NEW_YORK)


@pytest.mark.parametrize("value", [datetime.min.replace(tzinfo=UTC), date.min, date.max])
def test_toml_dates_at_the_ends_of_the_calendar_are_refused(value: date) -> None:
    with pytest.raises(ValueError, match="is not a date of the calendar"):
        read_moment(value, NEW_YORK)


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)))  # noqa: DTZ001
def test_every_iso_date_comes_back(moment: datetime) -> None:
    assert read_moment(moment.isoformat(), UTC) == moment.replace(microsecond=0, tzinfo=UTC)


@given(st.text(max_size=40) | st.from_regex(r"[0-9TZ:./+ -]{1,30}", fullmatch=True))
def test_any_text_is_a_date_or_refused_with_a_sentence(text: str) -> None:
    try:
        read_moment(text, NEW_YORK)
    except ValueError as refused:
        assert str(refused).startswith("'")  # noqa: PT017 - both outcomes are right


@pytest.mark.parametrize(
    "day, days, later",
    [
        (date(2026, 11, 22), 30, date(2026, 12, 22)),
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(9999, 12, 31), 365, date(9999, 12, 31)),
    ],
)
def test_days_are_counted_to_the_end_of_the_calendar(day: date, days: int, later: date) -> None:
    assert days_after(day, days) == later
