"""Dates as people write them.

Understood: RFC 3339 and ISO 8601 dates with or without a time, the same with a space before
the time or the offset, slashes with the year first, RFC 5322 dates, and a day beside the
English name of a month. Refused by name: dates that two readers would read differently.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAY = timedelta(days=1)
_TIME = (
    r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?"
)
_FORMS = (
    re.compile(rf"(?P<y>\d{{4}})([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}}){_TIME}", re.IGNORECASE),
    re.compile(
        rf"(?:[a-z]{{3,9}}\.?,?\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]+(?P<n>[a-z]{{3,9}})\.?,?"
        rf"[\s-]+(?P<y>\d{{4}}){_TIME}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:[a-z]{{3,9}}\.?,?\s+)?(?P<n>[a-z]{{3,9}})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?"
        rf"\s+(?P<y>\d{{4}}){_TIME}",
        re.IGNORECASE,
    ),
)
_AMBIGUOUS = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})")
_DAY_AND_MORE = re.compile(r"\s*\d{4}-\d{1,2}-\d{1,2}\s+\S")
"""A day, and after it something that is no hour."""


def read_moment(value: object, zone: tzinfo) -> datetime:
    """Read a point in time; without an offset it is in `zone`, without a time at midnight.

    The result is in `zone`. Raises ValueError with a sentence for the writer.
    """
    if isinstance(value, datetime):
        return _within(value if value.tzinfo else value.replace(tzinfo=zone), zone, str(value))
    if isinstance(value, date):
        midnight = datetime(value.year, value.month, value.day, tzinfo=zone)
        return _within(midnight, zone, str(value))
    text = str(value).strip()
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _moment(match, text, zone)
    raise ValueError(_refusal(text))


def read_date(value: object) -> date:
    """Read a day, as written whatever its offset. Raises ValueError with a sentence."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    without_offset = re.sub(r"(:\d{2})\s*[+-]\d{1,2}(?::?\d{2})?$", r"\1", str(value).strip())
    return read_moment(without_offset, UTC).date()


def days_after(day: date, days: int) -> date:
    """So many days later; the last day of the calendar where it ends before."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def year_first(text: str) -> str:
    """A day that is written with the year last, as `2026-11-20`; nothing if it can be two days."""
    days = _days(text)
    return days.pop().isoformat() if len(days) == 1 else ""


def _days(text: str) -> set[date]:
    """The days that a date with the year last can be."""
    days = set()
    if match := _YEAR_LAST.fullmatch(text.strip()):
        for day, month in ((match[1], match[3]), (match[3], match[1])):
            with suppress(ValueError):
                days.add(date(int(match[4]), int(month), int(day)))
    return days


def _moment(match: re.Match[str], text: str, zone: tzinfo) -> datetime:
    parts = match.groupdict()
    hour, minute, second, offset = match.groups()[-4:]
    try:
        month = int(parts["m"]) if parts.get("m") else _month(parts["n"])
        moment = datetime(
            int(parts["y"]),
            month,
            int(parts["d"]),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            tzinfo=_offset(offset) or zone,
        )
    except (ValueError, OverflowError):
        raise ValueError(f"'{text}' is not a date of the calendar") from None
    return _within(moment, zone, text)


def _within(moment: datetime, zone: tzinfo, text: str) -> datetime:
    """The moment in `zone`, if the calendar has it in every zone."""
    try:
        for margin in (-_DAY, _DAY):
            moment.astimezone(UTC) + margin
        return moment.astimezone(zone)
    except OverflowError:
        raise ValueError(f"'{text}' is not a date of the calendar") from None


def _month(name: str) -> int:
    """The number of a month by its English name, or by the first three letters or more of it."""
    found = (n for n, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()))
    return next(found, 0)


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    if int(minutes) > 59:
        raise ValueError(f"{text} is not an offset")
    delta = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-delta if text[0] == "-" else delta)


def _refusal(text: str) -> str:
    if day := year_first(text):
        return f"'{text}' has the year last; write the year first: {day}"
    if _YEAR_LAST.fullmatch(text) and not _days(text):
        return f"'{text}' is not a date of the calendar"
    if _AMBIGUOUS.fullmatch(text):
        return f"'{text}' can be read in two ways; write the year first: 2026-11-20"
    if re.fullmatch(r"\d{4}(-\d{1,2})?", text):
        return f"'{text}' has no day; write year, month and day: 2026-11-20"
    if _DAY_AND_MORE.match(text):
        return f"the hour of '{text}' is not understood; write it like this: 2026-11-20 10:00"
    return f"'{text}' is not a date; write year, month and day: 2026-11-20"
