"""Which column of a table becomes which field: by the field's name, and by what people call it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evangelist.model.entry import SYNONYMS, Kind
from evangelist.scaffold.importers.shapes import shape_of
from evangelist.scaffold.importers.words import (
    BODY,
    MEANINGS,
    PRICE,
    STATUS,
    plain_word,
    unit_of,
)

_LEADING = ("service ", "it service ", "dienst ", "team ", "news ", "group ", "article ")
_LEFT_OUT = {"extra", "image", "image_alt", "slug", "redirect_from", "changes", "asks", "features"}
_LONG = 200
_JIRA = {"summary", "zusammenfassung"}
_MARKUP = re.compile(r"<(p|div|br|ul|ol|li|table|h[1-6])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and the field that it means; no field where nobody knows.

    `field` is the name of a field, a part of one (`get_started.lead_time`), or `body`. `unit` is
    what stands in brackets after the heading, as in `Price (EUR/month)`.
    """

    heading: str
    field: str = ""
    unit: str = ""


def columns(headings: Sequence[str], samples: Sequence[Sequence[str]], kind: Kind) -> list[Column]:
    """The meaning of each heading, in order.

    `samples` are the cells of each column: long texts that no field is known for become part of
    the text below the front matter. A field is filled by one column, except for the text and
    lists whose heading is repeated: the first that names it exactly wins, then the first that
    means it, then one that may mean it. Without a title, the summary is it, as in Jira.
    """
    found: dict[int, str] = {}
    used: set[str] = set()
    for turn in range(3):
        for number, heading in enumerate(headings):
            for field in _fields(heading, kind, turn) if number not in found else ():
                target = _as_text(field, samples[number], used)
                if target not in used or target == BODY:
                    used.add(target)
                    found[number] = target
                    break
    _repeat(found, headings, kind)
    if "title" not in used:
        found |= {number: "title" for number in found if plain_word(headings[number]) in _JIRA}
    for number, cells in enumerate(samples):
        if number not in found and _is_long(cells):
            found[number] = BODY
    return [
        Column(heading, found.get(number, ""), unit_of(heading))
        for number, heading in enumerate(headings)
    ]


def _repeat(found: dict[int, str], headings: Sequence[str], kind: Kind) -> None:
    """A heading that stands twice means the same list again: `Labels`, `Labels 2`."""
    for number, heading in enumerate(headings):
        first = re.sub(r" \d+$", "", heading)
        if number not in found and first != heading and first in headings:
            field = found.get(headings.index(first), "")
            if shape_of(kind, field) in {"many", "people", "references"}:
                found[number] = field


def _as_text(field: str, cells: Sequence[str], used: set[str]) -> str:
    """`summary|body`: the text, where it is long or another column is the summary."""
    if field != "summary|body":
        return field
    return BODY if "summary" in used or _is_long(cells) else "summary"


def _is_long(cells: Sequence[str]) -> bool:
    return any(len(cell) > _LONG or "\n" in cell.strip() or _MARKUP.search(cell) for cell in cells)


def _fields(heading: str, kind: Kind, turn: int) -> list[str]:
    """The fields that a heading means: by turns, the one of its name, the likeliest, the others."""
    word = plain_word(heading)
    names = [name for name in kind.model.model_fields if name not in _LEFT_OUT]
    if turn == 0:
        return [name for name in names if plain_word(name) == word]
    spellings = [word, *(word.removeprefix(lead) for lead in _LEADING if word.startswith(lead))]
    names = [name for name in names if name != "date" or kind.dated]
    meant = [
        field
        for spelling in spellings
        for fields, words in MEANINGS
        if spelling in words or spelling in map(plain_word, fields.split("|"))
        for field in ([fields] if fields == "summary|body" else fields.split("|"))
    ]
    meant += [name for name in names if plain_word(name) in spellings]
    meant += [field for each, field in (SYNONYMS | kind.synonyms).items() if each == word]
    known = [field for field in dict.fromkeys(meant) if _exists(field, names)]
    return known[:1] if turn == 1 else known[1:]


def _exists(field: str, names: Sequence[str]) -> bool:
    if field == STATUS:
        return True
    if field == PRICE:
        return "offerings" in names
    return field in {BODY, "summary|body"} or field.partition(".")[0] in names
