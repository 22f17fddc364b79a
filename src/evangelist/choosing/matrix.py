"""What is to be decided, as a matrix: alternatives by needs and by criteria."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from evangelist.model.offers import Word

SCALE = 10_000
"""The whole of a criterion's scale, from worst to best. Scores are whole numbers of it, so that
every program that adds them up comes to the same."""

LEVELS = 4
"""How important a criterion can be to a reader: 0 for not at all, to 3."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers; of `many`, a reader may give several."""

    id: str
    answers: tuple[str, ...]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A figure: from lowest to highest, equal where it is exact."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """Half way between its ends."""
        return (self.low + self.high) / 2

    @property
    def least(self) -> int | float:
        """The lower end, for a reader."""
        return plain(self.low)

    @property
    def most(self) -> int | float:
        """The upper end, for a reader."""
        return plain(self.high)


@dataclass(frozen=True, slots=True)
class Scale:
    """A criterion with its fixed ends. Where `best` is less than `worst`, less is better."""

    id: str
    worst: Fraction
    best: Fraction
    money: bool = False

    def score(self, value: Fraction) -> int:
        """A value on the scale, from 0 at the worst to SCALE at the best; beyond, as the end."""
        share = (value - self.worst) / (self.best - self.worst)
        return round(SCALE * min(max(share, Fraction(0)), Fraction(1)))

    def held(self, value: Fraction) -> Fraction:
        """The value, or the end of the scale that it lies beyond."""
        low, high = sorted((self.worst, self.best))
        return min(max(value, low), high)

    def middle(self, span: Span) -> Fraction:
        """Half way between the ends of a range, each held: what ranks it is what it is worth."""
        return (self.held(span.low) + self.held(span.high)) / 2


def plain(number: Fraction) -> int | float:
    """A number for a reader: whole from a thousand on, else with two decimals at most.

    Of less than a tenth the first two digits that are not 0: a megabyte costs little, not nothing.
    """
    places = 0 if abs(number) >= 1000 else 2
    while 0 < abs(number) * 10**places < 10:
        places += 1
    rounded = round(number, places)
    return int(rounded) if rounded == int(rounded) else float(rounded)


@dataclass(frozen=True, slots=True)
class Option:
    """An alternative: whether it fits each answer of each question, its figure for each criterion.

    A figure that is not known is None.
    """

    id: str
    fits: tuple[tuple[Word, ...], ...]
    figures: tuple[Span | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A decision: every option has a fit for each answer and a figure for each scale."""

    questions: tuple[Question, ...]
    scales: tuple[Scale, ...]
    options: tuple[Option, ...]

    def scores(self, option: Option) -> tuple[tuple[int, int], ...]:
        """For each scale what an option scores at least and at most: all of it where unknown."""
        return tuple(
            (0, SCALE) if span is None else _ends(scale, span)
            for scale, span in zip(self.scales, option.figures, strict=True)
        )


def _ends(scale: Scale, span: Span) -> tuple[int, int]:
    low, high = sorted((scale.score(span.low), scale.score(span.high)))
    return low, high
