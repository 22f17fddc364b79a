"""Which alternative is best for whom: for each criterion, at which price, and for nobody at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evangelist.choosing.game import value_of_game
from evangelist.choosing.matrix import Matrix, Option, Scale, Span


@dataclass(frozen=True, slots=True)
class Winners:
    """The best by one criterion alone; `unknown` are those whose figure nobody knows."""

    criterion: int
    best: tuple[Option, ...]
    unknown: tuple[Option, ...]


def winners(matrix: Matrix, criterion: int) -> Winners:
    """The options that score most by a criterion, by the middle of a range; all that are equal."""
    known = [option for option in matrix.options if option.figures[criterion] is not None]
    order = {option: sum(matrix.scores(option)[criterion]) for option in known}
    most = max(order.values(), default=0)
    return Winners(
        criterion,
        tuple(option for option in known if order[option] == most),
        tuple(option for option in matrix.options if option.figures[criterion] is None),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """Options that are best while one unit better is worth between `low` and `high`.

    `high` is None where there is no end to it.
    """

    options: tuple[Option, ...]
    low: Fraction
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class _Point:
    """What an option costs, and how many units better than the worst it is."""

    cost: Fraction
    gain: Fraction


def steps(matrix: Matrix, money: int, criterion: int) -> tuple[Step, ...]:
    """Who is best for whom: by what one unit of a criterion is worth, in money.

    An option is best where `cost - worth * gain` is least. Each value counts no further than its
    scale reaches; of a range the middle counts, as it does in the ranking. Options without one of
    the figures are left out, and so are those that are best at a single point only.
    """
    points = _points(matrix, money, criterion)
    found = []
    for point, options in points.items():
        low, high = _interval(point, points)
        if high is None or high > low:
            found.append(Step(options, low, high))
    return tuple(sorted(found, key=lambda step: step.low))


def _points(matrix: Matrix, money: int, criterion: int) -> dict[_Point, tuple[Option, ...]]:
    cost, scale = matrix.scales[money], matrix.scales[criterion]
    found: dict[_Point, tuple[Option, ...]] = {}
    for option in matrix.options:
        price, figure = option.figures[money], option.figures[criterion]
        if price is not None and figure is not None:
            better = 1 if scale.best > scale.worst else -1
            gain = better * (scale.middle(figure) - scale.worst)
            point = _Point(_cost(cost, price), gain)
            found[point] = (*found.get(point, ()), option)
    return found


def _cost(scale: Scale, price: Span) -> Fraction:
    """A price as something of which less is better."""
    return scale.middle(price) if scale.best < scale.worst else -scale.middle(price)


def _interval(point: _Point, points: Iterable[_Point]) -> tuple[Fraction, Fraction | None]:
    """Between which worths of a unit a point is best: an empty interval where it never is."""
    low, high = Fraction(0), None
    for other in points:
        dearer = point.cost - other.cost
        if other.gain == point.gain:
            if dearer > 0:
                return Fraction(0), Fraction(0)
        elif other.gain < point.gain:
            low = max(low, dearer / (point.gain - other.gain))
        else:
            bound = -dearer / (other.gain - point.gain)
            high = bound if high is None else min(high, bound)
    return low, high


def never_best(matrix: Matrix) -> tuple[Option, ...]:
    """The options that no weighting at all makes the best, nor one of several that are equal.

    It is said only where it is sure: by the best that may be true of the option, and the worst
    that may be true of the others.
    """
    if not matrix.scales:
        return ()
    return tuple(option for option in matrix.options if _is_never_best(matrix, option))


def _is_never_best(matrix: Matrix, option: Option) -> bool:
    others = [other for other in matrix.options if other.id != option.id]
    if not others:
        return False
    mine = [high for _, high in matrix.scores(option)]
    theirs = [[low for low, _ in matrix.scores(other)] for other in others]
    return value_of_game(_ahead(mine, theirs)) < 0


def _ahead(mine: Sequence[int], theirs: Sequence[Sequence[int]]) -> list[list[int]]:
    """By how much an option is ahead: for each criterion, of each of the others."""
    return [[score - their[number] for their in theirs] for number, score in enumerate(mine)]
