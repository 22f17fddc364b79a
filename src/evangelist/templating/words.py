"""Labels, dates and numbers in the language of a site, from a theme's string table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left (by the usual script of each)."""
_FIGURE = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_ONE_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]")


class MissingWordError(LookupError):
    """The string table of a theme lacks a word: the fault of the theme."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's string table."""

    table: Mapping[str, Any]

    def label(self, key: str, **values: object) -> str:
        """The label `key` with its {placeholders} filled; `count` chooses the plural form.

        Raises MissingWordError for a key that the table does not have.
        """
        if key not in self.table:
            raise MissingWordError(f"the string table has no '{key}'")
        text = self.table[key]
        if isinstance(text, dict):
            form = "one" if values.get("count") == 1 and "one" in text else "other"
            text = text[form]
        count = values.get("count")
        if isinstance(count, int):
            values["count"] = self.number(count)
        return str(text).format(**values) if values else str(text)

    def day(self, day: date, form: str = "") -> str:
        """A date; `form` "short" for the short one."""
        suffix = f"_{form}" if form else ""
        return str(self.table[f"format.date{suffix}"]).format(
            day=day.day,
            day2=f"{day.day:02}",
            month=self.table["format.months"][day.month - 1],
            month_short=self.table["format.months_short"][day.month - 1],
            month2=f"{day.month:02}",
            year=day.year,
        )

    def number(self, number: float | str) -> str:
        """A number with the separators of the language; what is no number stays as written.

        A figure in a text keeps its decimals, and four digits may be a year: no mark parts them.
        """
        return self._figure(_written(number), grouped_from=5 if isinstance(number, str) else 4)

    def money(self, amount: float | str, currency: str) -> str:
        """An amount in a currency (ISO 4217); cents only where there are some, and then two."""
        symbol = str(self.table.get(f"format.currency.{currency}", f"{currency}\N{NO-BREAK SPACE}"))
        written = _written(amount)
        cents = "0" if _ONE_DECIMAL.fullmatch(written) else ""
        shown = self._figure(f"{written}{cents}", grouped_from=4)
        return str(self.table["format.money"]).format(symbol=symbol, amount=shown)

    def _figure(self, written: str, grouped_from: int) -> str:
        match = _FIGURE.fullmatch(written)
        if match is None:
            return written
        sign, whole, decimals = match.groups(default="")
        if len(whole) >= grouped_from and not whole.startswith("0"):
            whole = f"{Decimal(whole):,f}".replace(",", str(self.table["format.group"]))
        point = str(self.table["format.decimal"]) if decimals else ""
        return f"{sign}{whole}{point}{decimals}"


def _written(number: float | str) -> str:
    """A number in digits; a text as it stands."""
    if isinstance(number, str):
        return number
    return f"{Decimal(str(number)):f}".removesuffix(".0")
