"""A table of facts beside a choice: a row for each alternative, a column for each fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from evangelist.content.tables import Row, read_table
from evangelist.model.dates import read_date
from evangelist.problems import Problem

_NAME = "alternative"
_SOURCE, _AS_OF = "source", "as_of"
CODE = "fact-unreadable"


@dataclass(frozen=True, slots=True)
class TableCell:
    """What a cell says, where it comes from, and where it stands."""

    text: str
    source: str
    as_of: date | None
    line: int


@dataclass(frozen=True, slots=True)
class FactTable:
    """The cells of a table by alternative and fact, as they are written; and what was amiss.

    `names` are the alternatives, `facts` the columns, each with its line.
    """

    cells: Mapping[tuple[str, str], TableCell] = field(default_factory=dict)
    names: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_facts(data: bytes, where: str) -> FactTable:
    """Read a table whose first column is called `alternative`, as spreadsheets write it.

    Columns `source` and `as_of` are about their whole row. Nothing is raised: what is amiss is a
    problem with its row.
    """
    table = read_table(data, where)
    problems = [replace(problem, code=CODE) for problem in table.problems]
    columns = [heading.casefold() for heading in table.headings]
    if not table.headings:
        return FactTable(problems=tuple(problems))
    if columns[0] != _NAME:
        hint = f"call it '{_NAME}'; it has the path of an offering, or the id of an alternative"
        message = f"the first column is called '{table.headings[0]}'"
        problems.append(Problem(CODE, message, where, table.heading_line, 1, hint))
        return FactTable(problems=tuple(problems))
    facts = {
        name: at
        for at, name in enumerate(table.headings)
        if at and name.casefold() not in {_SOURCE, _AS_OF}
    }
    cells: dict[tuple[str, str], TableCell] = {}
    for row in table.rows:
        as_of, refused = _day(row, columns, where)
        problems += refused
        source = _about(row, columns, _SOURCE)
        for name, at in facts.items():
            if text := _cell(row, at):
                cell = TableCell(text, source, as_of, row.line)
                problems += _refused(
                    row, name, cells.setdefault((_cell(row, 0), name), cell), where
                )
    names = {_cell(row, 0): row.line for row in table.rows}
    return FactTable(cells, names, dict.fromkeys(facts, table.heading_line), tuple(problems))


def _cell(row: Row, at: int) -> str:
    return row.cells[at].strip() if at < len(row.cells) else ""


def _about(row: Row, columns: list[str], name: str) -> str:
    return _cell(row, columns.index(name)) if name in columns else ""


def _refused(row: Row, fact: str, cell: TableCell, where: str) -> list[Problem]:
    """What is wrong with where a cell stands; `cell` is the first of its alternative and fact."""
    name = _cell(row, 0)
    if not name:
        hint = "write the path of an offering, or the id of an alternative, in its first cell"
        return [Problem(CODE, f"{fact}: the row does not say of what", where, row.line, 1, hint)]
    if cell.line != row.line:
        message = f"{fact} of '{name}' stands in line {cell.line} already, and that one counts"
        return [Problem(CODE, message, where, row.line, 1, "leave one of the two")]
    return []


def _day(row: Row, columns: list[str], where: str) -> tuple[date | None, list[Problem]]:
    written = _about(row, columns, _AS_OF)
    try:
        return (read_date(written) if written else None), []
    except ValueError as error:
        return None, [Problem(CODE, f"'{_AS_OF}': {error}", where, row.line, 1)]
