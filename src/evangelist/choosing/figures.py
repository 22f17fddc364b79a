"""Figures as people write them, and costs over years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from evangelist.choosing.matrix import Span
from evangelist.model.offers import Comparable, Price

LIFE_CYCLE = "life_cycle_cost"
COMPUTED = (LIFE_CYCLE, "yearly_cost", "one_time", "exit_cost")
"""The names of the criteria that are worked out of prices."""

_PERIODS = {"year": 1, "quarter": 4, "month": 12, "week": 52, "day": 365}
_NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?"
_SPAN = re.compile(rf"({_NUMBER})(?:\s*(?:-|\u2013|to)\s*({_NUMBER}))?")
_BLANKS = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}\b)")


def read_span(text: str) -> Span:
    """A number, or a range such as `3-5`. Raises ValueError, with how to write it."""
    match = _SPAN.fullmatch(_BLANKS.sub("", text.strip()))
    if match is None:
        raise ValueError("write a number such as 3.5, a range such as 3-5, or unknown")
    low = Fraction(match[1])
    high = Fraction(match[2]) if match[2] else low
    return Span(min(low, high), max(low, high))


def cost(
    name: str, offer: Comparable, years: float, quantities: Mapping[str, float]
) -> Span | None:
    """A cost that is worked out, by its name in COMPUTED; None where the price is not known.

    `quantities` are the units of each kind, in a year where their price has no period. The cost
    over so many years is what it costs once, what it costs each year, and what it costs to leave;
    the last counts as nothing where nobody wrote it, and so does the first. What it costs to leave
    is known without a price where somebody wrote it.
    """
    once = Fraction(str(offer.one_time or 0))
    leaving = Fraction(str(offer.exit_cost or 0))
    if name == "exit_cost" and offer.exit_cost is not None:
        return Span(leaving, leaving)
    parts = _parts(offer.price, quantities)
    if parts is None:
        return None
    first, yearly = parts
    found = {
        "one_time": once + first,
        "exit_cost": leaving,
        "yearly_cost": yearly,
        LIFE_CYCLE: once + first + yearly * Fraction(str(years)) + leaving,
    }[name]
    return Span(found, found)


def _parts(
    price: Price | None, quantities: Mapping[str, float]
) -> tuple[Fraction, Fraction] | None:
    """What a price comes to once, and in a year; None where that cannot be told."""
    if price is None or price.text:
        return None
    if price.type == "none":
        return Fraction(0), Fraction(0)
    if price.amount is None or price.type == "quote":
        return None
    amount, period = Fraction(str(price.amount)), price.period
    if price.type == "per_unit" or price.unit:
        if price.unit not in quantities:
            return None
        amount, period = amount * Fraction(str(quantities[price.unit])), period or "year"
    if period == "once":
        return amount, Fraction(0)
    return (Fraction(0), amount * _PERIODS[period]) if period in _PERIODS else None
