"""Bars start from zero and keep order and proportion of their figures, or are not drawn."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.model.bars import differing, in_words, missing_hours, shares
from evangelist.model.kinds.service import Service
from evangelist.model.levels import ServiceLevels

FIGURES = st.fractions(min_value=0, max_value=10**12, max_denominator=10**4)


@given(st.lists(FIGURES, min_size=2, max_size=8), FIGURES)
def test_the_longest_bar_is_full_and_all_keep_order_and_proportion(
    figures: list[Fraction], whole: Fraction
) -> None:
    drawn = shares(figures)
    if not any(figures):
        assert drawn == ()
        return
    assert max(length for length in drawn if length is not None) == 100
    longest = max(figures)
    for figure, length in zip(figures, drawn, strict=True):
        assert length is not None
        assert (length == 0) == (figure == 0)
        assert length == 1 or abs(length - 100 * figure / longest) <= Fraction(1, 2)
    by_figure = [length for _, length in sorted(zip(figures, drawn, strict=True))]
    assert by_figure == sorted(by_figure, key=lambda length: length or 0)
    assert all((length or 0) <= 100 for length in shares(figures, whole))


def test_what_is_something_is_seen_and_what_is_no_figure_has_no_bar() -> None:
    assert shares([Fraction(10**9), Fraction(1), Fraction(0), None]) == (100, 1, 0, None)


@pytest.mark.parametrize(
    "figures",
    [[], [Fraction(3)], [Fraction(3), None], [Fraction(0)] * 2, [Fraction(-3), Fraction(1)]],
)
def test_nothing_is_drawn_where_there_is_nothing_to_compare(
    figures: list[Fraction | None],
) -> None:
    assert shares(figures) == ()


def test_one_price_beside_free_ones_and_equal_prices_are_no_comparison() -> None:
    assert differing([Fraction(0), Fraction(40)]) == ()
    assert differing([Fraction(40), Fraction(40)]) == ()
    assert differing([Fraction(0), Fraction(10), Fraction(40)]) == (0, 25, 100)


def test_availability_is_time_without_it() -> None:
    hours = [missing_hours(percent) for percent in (99, 99.5, 99.9, 99.99, 99.9999, 100)]
    assert [in_words(each) for each in hours if each is not None] == [
        ("88", "hours"),
        ("44", "hours"),
        ("8.8", "hours"),
        ("53", "minutes"),
        ("1", "minutes"),
        ("0", "hours"),
    ]
    assert [missing_hours(percent) for percent in (101, -1, None)] == [None] * 3


YEARLY = {"type": "fixed", "amount": 300, "period": "year"}


@pytest.mark.parametrize(
    "prices, drawn",
    [
        ([YEARLY, YEARLY | {"amount": 900}], (33, 100)),
        ([{"type": "none"}, YEARLY, YEARLY | {"amount": 900}], (0, 33, 100)),
        ([YEARLY, "as agreed", YEARLY | {"amount": 900}], (33, None, 100)),
        ([YEARLY, YEARLY | {"amount": 30, "period": "month"}], None),
        ([YEARLY, YEARLY | {"amount": 30, "unit": "seat"}], None),
        (
            [
                {"type": "per_unit", "amount": 0.04, "unit": "side"},
                {"type": "per_unit", "amount": 0.16, "unit": "side", "period": "once"},
            ],
            (25, 100),
        ),
        (["€300", "€900"], None),
        ([YEARLY], None),
    ],
)
def test_prices_are_compared_where_they_are_of_one_kind(
    prices: list[object], drawn: tuple[int | None, ...] | None
) -> None:
    offerings = [{"title": str(number), "price": price} for number, price in enumerate(prices)]
    assert read(offerings).bars.get("price") == drawn


def test_levels_are_compared_where_one_clock_counts_for_all() -> None:
    def response(target: float, unit: str, clock: str) -> dict[str, object]:
        return {"response": {"target": target, "unit": unit, "clock": clock}}

    def bars(*levels: dict[str, object]) -> tuple[int | None, ...] | None:
        return read([{"title": "x", "service_levels": each} for each in levels]).bars.get(
            "response"
        )

    assert bars(response(8, "hours", "business"), response(30, "minutes", "business")) == (100, 6)
    assert bars(response(8, "hours", "business"), response(2, "hours", "calendar")) is None
    assert bars(response(8, "hours", ""), response(2, "working days", "")) is None
    assert bars(response(8, "hours", ""), {"hours": "Weekdays"}) is None


def test_what_was_promised_and_measured_is_compared() -> None:
    levels = ServiceLevels.model_validate(
        {
            "availability": {"target": 99.8, "unit": "percent", "measured": 99.9},
            "response": {"target": 4, "unit": "hours", "measured": 5},
            "resolution": {"target": 90, "unit": "percent", "measured": 95},
        }
    )
    assert levels.bars == {"availability": (100, 50), "response": (80, 100), "resolution": (90, 95)}
    part_of_the_day = {"target": 99, "unit": "percent", "clock": "business", "measured": 98}
    assert ServiceLevels.model_validate({"availability": part_of_the_day}).bars == {}


def read(offerings: list[dict[str, object]]) -> Service:
    """Return a service with these offerings."""
    return Service.model_validate({"title": "Any", "offerings": offerings}, context={"zone": None})
