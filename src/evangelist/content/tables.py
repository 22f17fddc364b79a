"""A table as a program wrote it: from bytes to rows, whatever the encoding and the separator."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from evangelist.problems import Problem

LARGEST = 20 * 1024 * 1024
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SAMPLE = 50
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line that it begins on."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: headings, rows, how it was written, and what could not be read.

    `before` are the lines of titles above the headings; `empty` those of rows without a cell.
    """

    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    heading_line: int = 1
    separator: str = ""
    encoding: str = ""
    before: tuple[int, ...] = ()
    empty: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


def unreadable(message: str, path: str, line: int = 0, hint: str = "") -> Problem:
    """The problem of something that cannot be read in."""
    return Problem("import-unreadable", message, path, line, 1 if line else 0, hint)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises UnicodeDecodeError where none fits."""
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return data.decode(codec), name
    if data[1:2] == b"\0" or data[:1] == b"\0":
        codec = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return data.decode(codec), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252"), "Windows-1252"


def read_table(data: bytes, where: str) -> Table:
    """Read a table. Nothing is raised: whatever is amiss is a problem with its line."""
    if len(data) > LARGEST:
        size = f"{LARGEST // 1024 // 1024} MB"
        return Table(problems=(unreadable(f"is larger than {size}", where, 0, "split it"),))
    try:
        text, encoding = decode(data)
    except UnicodeDecodeError:
        hint = "save it again as CSV with the encoding UTF-8"
        return Table(problems=(unreadable("its encoding is not known", where, 0, hint),))
    first, skipped = _SEP_LINE.match(text), 0
    if first:
        text, skipped = text[first.end() :], 1
    separator = first[1] if first else _separator(text)
    rows, problems = _rows(text, separator, where, skipped)
    return _assembled(rows, problems, where, separator, encoding)


def _assembled(
    rows: Sequence[Row], problems: Sequence[Problem], where: str, separator: str, encoding: str
) -> Table:
    filled = [row for row in rows if _is_filled(row)]
    if not filled:
        return Table(problems=tuple(problems) or (_no_row(where),))
    wide = (row for row in filled if sum(bool(cell.strip()) for cell in row.cells) > 1)
    heading = next(wide, filled[0])
    if heading is filled[-1]:
        return Table(problems=tuple(problems) or (_no_row(where),))
    return Table(
        headings=_headings(heading.cells),
        rows=tuple(row for row in filled if row.line > heading.line),
        heading_line=heading.line,
        separator=_SEPARATORS.get(separator, f"'{separator}'"),
        encoding=encoding,
        before=tuple(row.line for row in filled if row.line < heading.line),
        empty=tuple(row.line for row in rows if row.line > heading.line and not _is_filled(row)),
        problems=tuple(problems),
    )


def _is_filled(row: Row) -> bool:
    return any(cell.strip() for cell in row.cells)


def _no_row(where: str) -> Problem:
    hint = "the first row names the columns; fill in the rows below it"
    return unreadable("holds no row", where, 0, hint)


def _headings(cells: Sequence[str]) -> tuple[str, ...]:
    """The headings on one line each; those that are empty or stand twice get a number."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"Column {number}"
        while name in names:
            name = f"{name} {number}"
        names.append(name)
    return tuple(names)


def _rows(text: str, separator: str, where: str, skipped: int) -> tuple[list[Row], list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    line = skipped
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return rows, []
        except csv.Error as error:
            return rows, [_refused(str(error), where, line + 1)]
        rows.append(Row(line + 1, tuple(cell.replace("\r\n", "\n") for cell in cells)))
        line = skipped + reader.line_num


def _refused(message: str, where: str, line: int) -> Problem:
    if "field limit" in message:
        limit = f"{csv.field_size_limit():,}"
        return unreadable(f"a cell has more than {limit} characters", where, line, "shorten it")
    said = "a quote is opened and not closed, or closed too early; the rows below were not read"
    return unreadable(said, where, line, 'write a quote within a quoted cell twice: ""')


def _separator(text: str) -> str:
    """The separator by which most rows have as many cells as the headings, and many of them."""
    return max(_SEPARATORS, key=lambda each: _fitness(text, each))


def _fitness(text: str, separator: str) -> float:
    widths: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                widths.append(len(row))
            if len(widths) >= _SAMPLE:
                break
    except csv.Error:
        return 0.0
    most = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return 0.0 if most < 2 else most * widths.count(most) / len(widths)
