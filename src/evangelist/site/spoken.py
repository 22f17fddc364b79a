"""What a lens says in the language of the site."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import Any

from evangelist.templating.words import Words


class Spoken(ABC):
    """Words, days and figures, by the string table that the lens shows."""

    @abstractmethod
    def _ask(self, *question: Any) -> Any:
        """Ask, and remember what was asked."""

    @property
    def words(self) -> Words:
        """The string table in the language of the site."""
        return Words(self._ask("strings"))

    def t(self, key: str, **values: object) -> str:
        """A label of the string table."""
        return self.words.label(key, **values)

    def date(self, day: date, form: str = "") -> str:
        """A date in the language of the site."""
        return self.words.day(day, form)

    def number(self, number: float | str) -> str:
        """A number in the language of the site."""
        return self.words.number(number)

    def money(self, amount: float | str) -> str:
        """An amount in the currency of the site."""
        return self.words.money(amount, str(self._ask("setting", "currency")))
