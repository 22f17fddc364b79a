"""What a cell means for the field that its column is: dates, lists, stages, links, people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from evangelist.model.entry import Kind
from evangelist.scaffold.importers.plain import clean, from_plain
from evangelist.scaffold.importers.rich import from_rich, is_rich, words_of
from evangelist.scaffold.importers.shapes import shape_of
from evangelist.scaffold.importers.words import (
    DRAFTS,
    LIFECYCLES,
    NO,
    PRICE,
    PUBLISHED,
    STATUS,
    YES,
    plain_word,
)

_WORD_LISTS = {"tags", "audience", "also_known_as", "customers", "suppliers", "instead_of"}
_HYPERLINK = re.compile(r"(https?://\S+?|mailto:\S+?)(?:,\s+(.*))?", re.DOTALL)
_MARKED = re.compile(r"\[([^\[\]]*)\]\(([^\s()<>]+)\)")
_WWW = re.compile(r"www\.[\w.-]+\.\w+(/\S*)?")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:,?[ T]+(\d{1,2}:\d{2}.*))?")
_NAMED_DAY = re.compile(
    r"(\d{1,2})[./ -]+([^\W\d_]{3,9})\.?[./ -]+(\d{4}|\d{2})(?:,?\s+(\d{1,2}:\d{2}.*))?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GERMAN = {"mae": "mar", "mai": "may", "okt": "oct", "dez": "dec", "mrz": "mar"}
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell means: a value for the field, and how it was changed, where it was.

    `field` differs from the column's where the cell says something else, such as a draft.
    """

    field: str
    value: Any
    changed: str = ""


def day_order(cells: Iterable[str]) -> str:
    """Whether the dates of a column have the day first (`dmy`) or the month (`mdy`).

    A dot between the numbers says that the day is first; else a number above 12 says it. Empty
    where the whole column can be read in two ways.
    """
    orders = set()
    for cell in cells:
        if match := _DAY.fullmatch(cell.strip()):
            if match[2] == "." or int(match[1]) > 12:
                orders.add("dmy")
            elif int(match[3]) > 12:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else ""


def written_day(text: str, order: str) -> str:
    """A date with the year first; as it was where it is that already or cannot be read."""
    match, named = _DAY.fullmatch(text), _NAMED_DAY.fullmatch(text)
    if match and (order or match[2] == "."):
        day, month = (match[1], match[3]) if order != "mdy" else (match[3], match[1])
        year, time = match[4], match[5]
    elif named and (number := _month(named[2])):
        day, month, year, time = named[1], str(number), named[3], named[4]
    else:
        return text
    year = f"20{year}" if len(year) == 2 else year
    return f"{year}-{int(month):02}-{int(day):02}{_clock(time)}"


def _month(name: str) -> int:
    short = plain_word(name)[:3]
    short = _GERMAN.get(short, short)
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _clock(time: str | None) -> str:
    match = _TIME.fullmatch(time.strip()) if time else None
    if not match:
        return ""
    hour = int(match[1])
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower() == "pm" else 0)
    return f" {hour:02}:{match[2]}" + (f":{match[3]}" if match[3] else "")


def one_line(text: str) -> str:
    """The words of a cell on one line."""
    return words_of(text) if is_rich(text) else " ".join(clean(text).split())


def as_text(cell: str) -> tuple[str, tuple[str, ...]]:
    """A cell as Markdown, and the addresses in it that lack their server."""
    return from_rich(cell) if is_rich(cell) else (from_plain(cell), ())


def items_of(text: str, *, by_comma: bool) -> list[str]:
    """The items of a cell: by `;#` as SharePoint writes them, by lines, `;` or bars, or commas.

    The numbers that SharePoint keeps beside names are left out.
    """
    if ";#" in text:
        parts = [part for part in text.split(";#") if not part.strip().isdigit()]
    else:
        whole = from_rich(text)[0] if is_rich(text) else clean(text)
        parts = re.split(r"[\n;|]", whole)
        if len([part for part in parts if part.strip()]) == 1 and by_comma:
            parts = parts[0].split(",") if len(parts) == 1 else ",".join(parts).split(",")
    stripped = (re.sub(r"^\s*([-•*·]|\d+[.)])\s+", "", part).strip() for part in parts)
    return [" ".join(part.split()) for part in dict.fromkeys(stripped) if part]


def read_cell(text: str, field: str, kind: Kind, order: str, unit: str = "") -> Cell:
    """The value of a cell that is not empty, for the field that its column is."""
    shape = shape_of(kind, field)
    plain = one_line(text)
    if field in {STATUS, "lifecycle"}:
        return _stage(plain, field)
    if field in {"get_started", "links"}:
        return Cell(field, _link(text, as_list=field == "links"))
    if shape in {"day", "yes"}:
        return _day(plain, field, order) if shape == "day" else _truth(plain, field)
    if shape in {"many", "references"}:
        return Cell(field, items_of(text, by_comma=field in _WORD_LISTS or shape == "references"))
    if shape == "people":
        return Cell(field, _people(text))
    if field == PRICE and re.fullmatch(r"[\d.,'\s]+", plain):
        return _price(plain, unit)
    return Cell(field, ", ".join(items_of(plain, by_comma=False)) if ";#" in plain else plain)


def _price(plain: str, unit: str) -> Cell:
    """A figure without its currency: free where it is nothing, else with the heading's unit."""
    if not re.search(r"[1-9]", plain):
        return Cell(PRICE, {"type": "none"}, f"'{plain}' is free")
    if unit:
        return Cell(PRICE, f"{plain} {unit}", f"'{unit}' is written behind bare figures")
    return Cell(PRICE, plain, "bare figures stay bare: say in what currency, and for how long")


def _day(plain: str, field: str, order: str) -> Cell:
    value = written_day(plain, order)
    return Cell(field, value, "days are written with the year first" if value != plain else "")


def _stage(plain: str, field: str) -> Cell:
    word = plain_word(plain)
    if field == "lifecycle" and word in LIFECYCLES:
        stage = LIFECYCLES[word]
        return Cell(field, stage, f"'{plain}' is {stage}" if plain != stage else "")
    if word in DRAFTS:
        return Cell("draft", "yes", f"'{plain}' is draft: yes")
    if word in PUBLISHED:
        return Cell("draft", "no", f"'{plain}' is draft: no")
    return Cell(field, plain)


def _truth(plain: str, field: str) -> Cell:
    word = plain.casefold()
    value = "yes" if word in YES else "no" if word in NO else plain
    return Cell(field, value, f"{plain} is {value}" if value != plain else "")


def _people(text: str) -> list[str]:
    """Names; commas part them only where every part is a first and a last name."""
    names = items_of(text, by_comma=False)
    parts: Sequence[str] = [part.strip() for part in names[0].split(",")] if names else []
    return list(parts) if len(names) == 1 and all(" " in part for part in parts) else names


def _link(text: str, *, as_list: bool) -> Any:
    """An address with its label, as SharePoint writes it; words where there is no address."""
    plain = one_line(text)
    match = _HYPERLINK.fullmatch(plain)
    marked = _MARKED.fullmatch(from_rich(text)[0]) if is_rich(text) else None
    if marked:
        address, label = marked[2], marked[1]
    elif match:
        address, label = match[1], (match[2] or "").strip()
    elif _WWW.fullmatch(plain):
        address, label = f"https://{plain}", plain
    elif _MAIL.fullmatch(plain):
        address, label = f"mailto:{plain}", plain
    else:
        return plain
    value = {"label": label, "url": address} if label and label != address else {"url": address}
    return [value] if as_list else value
