"""What a value that cannot be understood was meant to be: guesses, for its field to judge."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from evangelist.content.slips import unquoted
from evangelist.model.dates import year_first

_DECIMAL = re.compile(r"-?\d+,\d+")
_THOUSANDS = re.compile(r"(-?\d{1,3}(?:\.\d{3})+)(?:,(\d+))?|(-?\d{1,3}(?:,\d{3})+)(\.\d+)")
_YES = {"ja", "jo", "oui", "si", "sí", "sim", "tak", "wahr", "vrai", "x", "✓", "✔", "ok", "yep"}
_NO = {"nein", "nei", "nej", "nee", "non", "não", "nie", "falsch", "faux", "none", "nope", "-"}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ELSEWHERE = {
    "januar": "jan", "jänner": "jan", "januari": "jan", "janvier": "jan", "enero": "jan",
    "februar": "feb", "februari": "feb", "février": "feb", "febrero": "feb",
    "märz": "mar", "maart": "mar", "mars": "mar", "marzo": "mar",
    "avril": "apr", "abril": "apr", "mai": "may", "mei": "may", "mayo": "may", "maj": "may",
    "juni": "jun", "juin": "jun", "junio": "jun", "juli": "jul", "juillet": "jul", "julio": "jul",
    "augustus": "aug", "août": "aug", "agosto": "aug", "septembre": "sep", "septiembre": "sep",
    "oktober": "oct", "octobre": "oct", "octubre": "oct", "novembre": "nov", "noviembre": "nov",
    "dezember": "dec", "décembre": "dec", "diciembre": "dec",
}  # fmt: skip
"""Names of months in the languages of our neighbours."""
_NAMED_DAY = re.compile(r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d]+)\.?\s+(?:de\s+)?(\d{4})")


def meanings(written: str, options: Iterable[str] = ()) -> Iterator[str]:
    """What else may have been meant, most likely first; `options` are words that are allowed."""
    text = unquoted(written.strip())
    if text != written:
        yield text
    yield from _days(text)
    yield from _numbers(text)
    word = text.casefold()
    if word in _YES | _NO:
        yield "yes" if word in _YES else "no"
    allowed = list(options)
    yield from difflib.get_close_matches(word.replace(" ", "-").replace("_", "-"), allowed, n=1)


def _days(text: str) -> Iterator[str]:
    """A day with the year last, where only one order makes a date."""
    if day := year_first(text):
        yield day
    elif match := _NAMED_DAY.fullmatch(text):
        month = _ELSEWHERE.get(match[2].casefold())
        if month:
            yield f"{match[3]}-{_MONTHS.index(month) + 1:02}-{int(match[1]):02}"


def _numbers(text: str) -> Iterator[str]:
    """A number with a decimal comma; `1,000` may be one or a thousand, so it is none."""
    text = re.sub(r"\s", "", text)
    if _DECIMAL.fullmatch(text) and not re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", text):
        yield text.replace(",", ".")
    elif match := _THOUSANDS.fullmatch(text):
        if match[3]:
            yield match[3].replace(",", "") + match[4]
        elif match[2]:
            yield match[1].replace(".", "") + f".{match[2]}"
