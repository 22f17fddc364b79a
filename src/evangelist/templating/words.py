"""Labels, dates and numbers in the language of a site, from a theme's string table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left (by the usual script of each)."""


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
        """A number with the separators of the language; what is no number stays as written."""
        if isinstance(number, str):
            try:
                number = float(number) if "." in number else int(number)
            except ValueError:
                return str(number)
        if isinstance(number, float) and number.is_integer():
            number = int(number)
        text = f"{number:,}"
        marks = {",": str(self.table["format.group"]), ".": str(self.table["format.decimal"])}
        return "".join(marks.get(sign, sign) for sign in text)

    def money(self, amount: float | str, currency: str) -> str:
        """An amount in a currency (ISO 4217); cents only where there are some."""
        symbol = str(self.table.get(f"format.currency.{currency}", f"{currency}\N{NO-BREAK SPACE}"))
        if isinstance(amount, float) and not amount.is_integer():
            whole, cents = f"{amount:.2f}".split(".")
            shown = f"{self.number(int(whole))}{self.table['format.decimal']}{cents}"
        else:
            shown = self.number(amount)
        return str(self.table["format.money"]).format(symbol=symbol, amount=shown)
