"""What matters puts alternatives in order, and no other alternative has a say in it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from evangelist.choosing.matrix import LEVELS, SCALE, Matrix
from tests.choosing.matrices import matrix, weighed
from tests.choosing.weighing import first, ranked, turns

WEIGHTS = st.lists(st.integers(0, LEVELS - 1), min_size=4, max_size=4)


def order(made: Matrix, weights: list[int]) -> list[str]:
    return [each.option.id for each in ranked(made, made.options, weights[: len(made.scales)])]


@given(weighed(), WEIGHTS, st.randoms(use_true_random=False))
def test_permuting_the_alternatives_changes_nothing(
    made: Matrix, weights: list[int], chance: st.DataObject
) -> None:
    options = list(made.options)
    chance.shuffle(options)  # type: ignore[attr-defined]
    assert order(replace(made, options=tuple(options)), weights) == order(made, weights)


@given(weighed(), WEIGHTS)
def test_taking_one_away_leaves_the_others_in_their_order(made: Matrix, weights: list[int]) -> None:
    whole = order(made, weights)
    for gone in made.options:
        rest = tuple(option for option in made.options if option is not gone)
        assert order(replace(made, options=rest), weights) == [n for n in whole if n != gone.id]


def test_a_rolls_royce_does_not_turn_chevrolet_and_cadillac_round() -> None:
    """As it does where scales go from the least to the most of what is on offer."""
    scales = {"money": (6000, 0), "days": (10, 0)}
    two = {"chevrolet": (300, 5), "cadillac": (900, 2)}
    three = two | {"rolls-royce": (6000, 1)}
    weights = [3, 2]
    assert order(matrix(scales, two), weights) == ["cadillac", "chevrolet"]
    assert [n for n in order(matrix(scales, three), weights) if n in two] == [
        "cadillac",
        "chevrolet",
    ]
    stretched = [
        {"money": (max(column(of, 0)), min(column(of, 0))), "days": (max(column(of, 1)), 1)}
        for of in (two, three)
    ]
    stretched[0]["days"] = (5, 2)
    flipped = [
        [n for n in order(matrix(ends, of), weights) if n in two]
        for ends, of in zip(stretched, (two, three), strict=True)
    ]
    assert flipped == [["chevrolet", "cadillac"], ["cadillac", "chevrolet"]]


def column(of: dict[str, tuple[int, int]], at: int) -> list[int]:
    return [figures[at] for figures in of.values()]


def test_an_unknown_figure_makes_a_range_and_neither_sinks_nor_lifts() -> None:
    made = matrix({"days": (10, 0)}, {"quick": (1,), "slow": (9,), "unknown": (None,)})
    found = {each.option.id: (each.low, each.high) for each in ranked(made, made.options, [1])}
    assert found == {"quick": (9000, 9000), "slow": (1000, 1000), "unknown": (0, SCALE)}
    assert order(made, [1]) == ["quick", "unknown", "slow"]


def test_what_lies_beyond_a_scale_counts_as_its_end() -> None:
    made = matrix({"days": (10, 0)}, {"never": (400,), "at once": (-1,)})
    assert [made.scores(option)[0] for option in made.options] == [(0, 0), (SCALE, SCALE)]


def test_without_a_preference_nobody_is_first() -> None:
    made = matrix({"days": (10, 0)}, {"quick": (1,), "slow": (9,)})
    assert first(made, made.options, [0]) == frozenset()


@given(weighed(), WEIGHTS)
def test_a_turn_is_the_nearest_importance_that_puts_others_first(
    made: Matrix, weights: list[int]
) -> None:
    given_ = weights[: len(made.scales)]
    now = first(made, made.options, given_)
    found = {turn.criterion: turn for turn in turns(made, made.options, given_)}
    for number, weight in enumerate(given_):
        others = {
            level: then
            for level in range(LEVELS)
            if (then := first(made, made.options, [*given_[:number], level, *given_[number + 1 :]]))
            and then != now
        }
        if not now or not others:
            assert number not in found
            continue
        assert found[number].first == others[found[number].level]
        assert abs(found[number].level - weight) == min(abs(level - weight) for level in others)
