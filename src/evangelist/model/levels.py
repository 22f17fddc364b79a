"""What a client may rely on, as figures: promised, and where somebody measured, kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pydantic import Field

from evangelist.model.bars import PERCENT, differing, exact, in_words, missing_hours, shares
from evangelist.model.values import Number, Structured

LEVELS = ("availability", "response", "resolution")
"""What a service level may be of: the names of the fields."""
_HOURS = {"minutes": Fraction(1, 60), "hours": Fraction(1)}
"""Units that mean one thing, however the time is counted. Working days and hours do not."""


class Level(Structured):
    """A figure of service, with the clock that it runs on."""

    target: Number | None = Field(None, description="The figure.")
    unit: str = Field("", description="Its unit: `percent`, `hours`, `working days`.")
    clock: str = Field("", description="When time counts: `business` or `calendar`.")
    applies_to: str = Field("", description="To what: `incident`, `question`.")
    measured: Number | None = Field(None, description="What it really was, in the same unit.")
    source: str = Field("", description="Where the measured figure comes from, and of which time.")

    @property
    def without(self) -> tuple[str, str] | None:
        """An availability as the time of a year without it: `18` `hours`. Else None."""
        hours = self.hours_without(self.target)
        return None if hours is None else in_words(hours)

    @property
    def was_without(self) -> tuple[str, str] | None:
        """The same of what was measured, as a year would have it."""
        hours = self.hours_without(self.measured)
        return None if hours is None else in_words(hours)

    def hours_without(self, percent: float | None) -> Fraction | None:
        """Those that so many percent leave out; None where only part of the time counts."""
        counts_all = self.unit in PERCENT and self.clock in {"", "calendar"}
        return missing_hours(percent) if counts_all else None


class ServiceLevels(Structured):
    """What a client may rely on."""

    hours: str = Field("", description="When somebody is there.")
    availability: Level | None = Field(None, description="How much of the time it works.")
    response: Level | None = Field(None, description="How soon somebody answers.")
    resolution: Level | None = Field(None, description="How soon it works again.")

    @property
    def bars(self) -> Mapping[str, tuple[int | None, ...]]:
        """Promised and measured, as bars in whole percent of the longer, of each level with both.

        Those of `availability` are the time without it, those of percentages percent of a hundred.
        """
        levels = ((name, getattr(self, name)) for name in LEVELS)
        drawn = {name: _kept(name, level) for name, level in levels if level}
        return {name: lengths for name, lengths in drawn.items() if lengths}


def side_by_side(name: str, levels: Sequence[Level | None]) -> tuple[int | None, ...]:
    """One level of several offerings as bars in whole percent of the longest.

    None for one without a figure; empty where they differ in unit, clock or what they apply to.
    """
    if name == "availability":
        return differing([each.hours_without(each.target) if each else None for each in levels])
    known = [each for each in levels if each and each.target is not None]
    if len({_clock_of(each) for each in known}) > 1:
        return ()
    whole = Fraction(100 if any(each.unit in PERCENT for each in known) else 0)
    return differing([_length(each) if each else None for each in levels], whole)


def _kept(name: str, level: Level) -> tuple[int | None, ...]:
    if name == "availability":
        return shares([level.hours_without(level.target), level.hours_without(level.measured)])
    whole = Fraction(100 if level.unit in PERCENT else 0)
    return shares([exact(level.target), exact(level.measured)], whole)


def _clock_of(level: Level) -> tuple[str, str, str]:
    return "hours" if level.unit in _HOURS else level.unit, level.clock, level.applies_to


def _length(level: Level) -> Fraction | None:
    figure = exact(level.target)
    return None if figure is None else figure * _HOURS.get(level.unit, 1)
