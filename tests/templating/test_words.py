"""Figures are formatted, never changed."""

import pytest

from evangelist.templating.words import Words

ENGLISH = Words(
    {
        "format.group": ",",
        "format.decimal": ".",
        "format.money": "{symbol}{amount}",
        "format.currency.EUR": "€",
    }
)
GERMAN = Words({"format.group": ".", "format.decimal": ",", "format.money": "{amount} {symbol}"})


@pytest.mark.parametrize(
    "written",
    ["3.10", "2026", "+5", "1_000", "1e3", "0123", "007000", "-4", "٣", "1,350", "about 5", "1."],
)
def test_a_figure_in_a_text_stays_as_written(written: str) -> None:
    assert ENGLISH.number(written) == written


@pytest.mark.parametrize(
    "written, shown",
    [("12500", "12,500"), ("-12500", "-12,500"), ("1234567.50", "1,234,567.50")],
)
def test_a_figure_in_a_text_is_grouped_from_five_digits_up(written: str, shown: str) -> None:
    assert ENGLISH.number(written) == shown


@pytest.mark.parametrize(
    "number, shown",
    [(999, "999"), (1350, "1,350"), (-1350, "-1,350"), (1234.5, "1,234.5"), (2.0, "2")],
)
def test_a_number_is_grouped_from_four_digits_up(number: float, shown: str) -> None:
    assert ENGLISH.number(number) == shown


def test_a_figure_has_the_separators_of_the_language() -> None:
    assert GERMAN.number("12500.10") == "12.500,10"


@pytest.mark.parametrize(
    "amount, shown",
    [
        (1350, "€1,350"),
        ("1350", "€1,350"),
        (99.5, "€99.50"),
        ("99.5", "€99.50"),
        ("99.50", "€99.50"),
        (1234.5, "€1,234.50"),
        (300.0, "€300"),
        (0.075, "€0.075"),
        (-20, "€-20"),
        ("1,350", "€1,350"),
    ],
    ids=repr,
)
def test_an_amount_has_two_digits_of_cents_or_none(amount: float | str, shown: str) -> None:
    assert ENGLISH.money(amount, "EUR") == shown


def test_a_currency_without_a_sign_is_said_by_its_code() -> None:
    assert GERMAN.money(1350, "CHF") == "1.350 CHF\N{NO-BREAK SPACE}"


def test_a_very_long_figure_is_still_a_figure() -> None:
    assert ENGLISH.number("1" * 6000).count(",") == 1999
