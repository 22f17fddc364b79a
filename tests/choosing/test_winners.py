"""Winners, break-evens and never-bests agree with a brute force that knows nothing of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from hypothesis import given

from evangelist.choosing.matrix import SCALE, Matrix, Option
from evangelist.choosing.winners import never_best, steps, winners
from tests.choosing.matrices import matrix, weighed


@given(weighed())
def test_the_best_by_one_criterion_are_those_that_nobody_beats(made: Matrix) -> None:
    for number, scale in enumerate(made.scales):
        middles = {
            option.id: (span.low + span.high) / 2
            for option in made.options
            if (span := option.figures[number])
        }
        better = max if scale.best > scale.worst else min
        best = better(middles.values(), default=None)
        found = winners(made, number)
        assert {each.id for each in found.best} == {n for n, m in middles.items() if m == best}
        assert {each.id for each in found.unknown} == {o.id for o in made.options} - set(middles)


def net(made: Matrix, option: Option, worth: Fraction) -> Fraction:
    """What an option costs in the end, where a unit of the second criterion is worth so much.

    Scores say the same as figures here, in parts of a whole scale.
    """
    money, figure = (
        Fraction(sum(ends), 2 * SCALE) * abs(scale.best - scale.worst)
        for scale, ends in zip(made.scales, made.scores(option), strict=True)
    )
    return -money - worth * figure


@given(weighed(criteria=2, ends=(-5, 15)))
def test_break_evens_are_where_a_sweep_finds_them(drawn: Matrix) -> None:
    known = tuple(option for option in drawn.options if None not in option.figures)
    made = replace(drawn, options=known)
    found = steps(drawn, 0, 1)
    if not known:
        assert found == ()
        return
    ends = [step.low for step in found] + [step.high for step in found if step.high is not None]
    assert found[0].low == 0
    assert found[-1].high is None
    assert all(one.high == two.low for one, two in pairwise(found))
    probes = {Fraction(number, 3) for number in range(1, 40)} - set(ends)
    for worth in probes:
        costs = {option.id: net(made, option, worth) for option in made.options}
        least = {name for name, cost in costs.items() if cost == min(costs.values())}
        step = next(s for s in found if s.low < worth and (s.high is None or worth < s.high))
        assert {option.id for option in step.options} == least


def test_the_break_evens_of_three_cars() -> None:
    cars = {"chevrolet": (300, 5), "cadillac": (900, 3), "rolls-royce": (3000, 1)}
    made = matrix({"money": (6000, 0), "days": (10, 0)}, cars)
    found = steps(made, 0, 1)
    assert [[option.id for option in step.options] for step in found] == [[name] for name in cars]
    assert [step.low for step in found] == [0, 300, 1050]
    assert [step.high for step in found] == [300, 1050, None]


@given(weighed(criteria=3))
def test_who_is_never_best_is_so_at_every_corner_of_all_weightings(made: Matrix) -> None:
    named = {option.id for option in never_best(made)}
    for option in made.options:
        ahead = [
            [high - low for (_, high), (low, _) in zip(mine, theirs, strict=True)]
            for other in made.options
            if other is not option
            for mine, theirs in [(made.scores(option), made.scores(other))]
        ]
        sure = bool(ahead) and all(
            min(dot(weights, row) for row in ahead) < 0 for weights in corners(ahead)
        )
        assert (option.id in named) == sure


def dot(one: Sequence[Fraction], other: Sequence[int]) -> Fraction:
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))


def corners(ahead: Sequence[Sequence[int]]) -> Iterator[list[Fraction]]:
    """Every weighting where two of the lines meet between which the least advantage may change."""
    lines = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    lines += [
        [a - b for a, b in zip(one, other, strict=True)] for one, other in combinations(ahead, 2)
    ]
    for one, two in combinations(lines, 2):
        cross = [
            one[1] * two[2] - one[2] * two[1],
            one[2] * two[0] - one[0] * two[2],
            one[0] * two[1] - one[1] * two[0],
        ]
        if total := sum(cross):
            weights = [Fraction(each, total) for each in cross]
            if min(weights) >= 0:
                yield weights


def test_one_in_the_middle_of_nowhere_is_never_best() -> None:
    made = matrix(
        {"money": (10, 0), "days": (10, 0)}, {"cheap": (0, 10), "quick": (10, 0), "dull": (6, 6)}
    )
    assert [option.id for option in never_best(made)] == ["dull"]


def test_what_is_unknown_may_yet_be_the_best() -> None:
    made = matrix({"money": (10, 0)}, {"cheap": (0,), "dear": (9,), "who knows": (None,)})
    assert [option.id for option in never_best(made)] == ["dear"]
    assert [option.id for option in winners(made, 0).unknown] == ["who knows"]
