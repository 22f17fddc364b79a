"""Numbers as bars: all from zero, on one straight scale, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

PERCENT = frozenset(["percent", "%"])
"""The units of a share of a hundred."""

_FIGURE = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")
_YEAR = Fraction(365 * 24)


def exact(figure: float | str | None) -> Fraction | None:
    """A figure as it was written; None for what is no plain number, or is below zero."""
    written = "" if figure is None else str(figure)
    return Fraction(written) if _FIGURE.fullmatch(written) else None


def shares(
    figures: Sequence[Fraction | None], whole: Fraction = Fraction(0)
) -> tuple[int | None, ...]:
    """How long the bar of each figure is: whole percent of the largest, or of `whole` if more.

    What is something has 1 or more, so that it is seen; nothing has 0, and what is no figure None.
    Empty where there is nothing to compare: fewer than two figures, one below zero, or only zeros.
    """
    known = [figure for figure in figures if figure is not None]
    if len(known) < 2 or min(known) < 0 or not any(known):
        return ()
    longest = max(*known, whole)
    return tuple(None if figure is None else _share(figure, longest) for figure in figures)


def differing(
    figures: Sequence[Fraction | None], whole: Fraction = Fraction(0)
) -> tuple[int | None, ...]:
    """The same, and empty too unless two figures above zero differ: one bar alone tells nothing."""
    return shares(figures, whole) if len({figure for figure in figures if figure}) > 1 else ()


def missing_hours(percent: float | None) -> Fraction | None:
    """The hours of a year (365 days) that so much availability leaves out.

    99 and 99.9 percent make bars of one length, though the one is ten times as much time without
    it as the other. So this is what is drawn. None for what is no percentage.
    """
    share = exact(percent)
    return None if share is None or share > 100 else (100 - share) * _YEAR / 100


def in_words(hours: Fraction) -> tuple[str, str]:
    """Hours as people say them, in a figure and its unit: `44` or `8.8` `hours`, `53` `minutes`.

    From ten on whole hours, below one whole minutes; never nothing where there is something.
    """
    if hours and hours < 1:
        return str(max(1, round(hours * 60))), "minutes"
    shown = round(hours) if hours >= 10 else round(hours, 1)
    return f"{float(shown):g}", "hours"


def _share(figure: Fraction, whole: Fraction) -> int:
    return max(1, round(100 * figure / whole)) if figure else 0
