"""The value of a matrix game, exactly: by the simplex method on fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def value_of_game(gains: Sequence[Sequence[int]]) -> Fraction:
    """What the row player can be sure of, whatever column the other one picks.

    `gains[row][column]` is what the row player gets; rows may be mixed by any weights that add up
    to 1. Both have at least one choice. By Dantzig (1951) it is a linear program: with all gains
    made positive, the largest sum of `y >= 0` with `gains * y <= 1` is one divided by the value.
    """
    shift = 1 - min(min(row) for row in gains)
    table = [
        [Fraction(gain + shift) for gain in row]
        + [Fraction(int(number == other)) for other in range(len(gains))]
        + [Fraction(1)]
        for number, row in enumerate(gains)
    ]
    costs = [Fraction(-1)] * len(gains[0]) + [Fraction(0)] * (len(gains) + 1)
    basis = [len(gains[0]) + number for number in range(len(gains))]
    while (entering := next((at for at, cost in enumerate(costs) if cost < 0), None)) is not None:
        leaving = _leaving(table, basis, entering)
        _pivot(table, costs, leaving, entering)
        basis[leaving] = entering
    return 1 / costs[-1] - shift


def _leaving(table: list[list[Fraction]], basis: list[int], entering: int) -> int:
    """The row that limits the column most; of equal ones that with the first variable (Bland)."""
    limits = (
        (row[-1] / row[entering], basis[number], number)
        for number, row in enumerate(table)
        if row[entering] > 0
    )
    return min(limits)[2]


def _pivot(table: list[list[Fraction]], costs: list[Fraction], at: int, column: int) -> None:
    factor = table[at][column]
    table[at] = [value / factor for value in table[at]]
    for row in (*table[:at], *table[at + 1 :], costs):
        if times := row[column]:
            row[:] = [value - times * pivot for value, pivot in zip(row, table[at], strict=True)]
