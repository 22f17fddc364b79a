"""What matters to a reader puts the alternatives in order: by a weighted sum on fixed scales.

The sum is that of multi-attribute value theory (Keeney and Raiffa, 1976), with the scales fixed
beforehand: an alternative's score depends on no other, so adding one never turns the others round.
As with `needs`, this is the specification of what the page's script works out; the scores that it
adds up are the build's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evangelist.choosing.matrix import LEVELS, Matrix, Option

Weights = Sequence[int]
"""For each criterion how important it is, from 0 to LEVELS - 1."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An option with the least and the most that it scores, a sum over all criteria."""

    option: Option
    low: int
    high: int

    @property
    def order(self) -> int:
        """Twice the middle of its range: the more, the better."""
        return self.low + self.high


def ranked(matrix: Matrix, options: Iterable[Option], weights: Weights) -> tuple[Ranked, ...]:
    """The options in order, the best first; those that are equal by id.

    An unknown figure makes the range wide and moves its middle to that of the scale: it neither
    sinks an option nor lifts it.
    """
    found = [_weighed(matrix, option, weights) for option in options]
    return tuple(sorted(found, key=lambda each: (-each.order, each.option.id)))


def _weighed(matrix: Matrix, option: Option, weights: Weights) -> Ranked:
    scores = matrix.scores(option)
    low = sum(weight * score[0] for weight, score in zip(weights, scores, strict=True))
    high = sum(weight * score[1] for weight, score in zip(weights, scores, strict=True))
    return Ranked(option, low, high)


def first(matrix: Matrix, options: Iterable[Option], weights: Weights) -> frozenset[str]:
    """The ids of those that are first: several where they are equal, none without a weight."""
    order = ranked(matrix, options, weights)
    if not order or not any(weights):
        return frozenset()
    return frozenset(each.option.id for each in order if each.order == order[0].order)


@dataclass(frozen=True, slots=True)
class Turn:
    """A criterion whose importance, set to `level`, would make others the first."""

    criterion: int
    level: int
    first: frozenset[str]


def turns(matrix: Matrix, options: Sequence[Option], weights: Weights) -> tuple[Turn, ...]:
    """For each criterion the nearest other importance at which others are first, if there is one.

    Of two that are equally near the higher. Where the ranking has no first, there is no turn.
    """
    now = first(matrix, options, weights)
    found = []
    for number, weight in enumerate(weights) if now else ():
        for level in sorted(range(LEVELS), key=lambda each: (abs(each - weight), -each)):
            changed = [*weights[:number], level, *weights[number + 1 :]]
            then = first(matrix, options, changed)
            if then and then != now:
                found.append(Turn(number, level, then))
                break
    return tuple(found)
