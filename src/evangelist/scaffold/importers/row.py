"""One row of a table as the draft of an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evangelist.content.tables import Row
from evangelist.model.entry import Kind
from evangelist.model.kinds import FOLDERS
from evangelist.scaffold.importers.cells import (
    as_text,
    day_order,
    items_of,
    one_line,
    read_cell,
)
from evangelist.scaffold.importers.columns import Column
from evangelist.scaffold.importers.plain import clean
from evangelist.scaffold.importers.shapes import holds_party, shape_of
from evangelist.scaffold.importers.words import BODY, PRICE
from evangelist.scaffold.names import file_name

STANDARD = "Standard"
_PARENTS = {"services": "services", "depends_on": "services", "replaced_by": "services"}


@dataclass
class Draft:
    """A row as far as it is read: fields, text, what no field is known for, and changes."""

    line: int
    title: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    categories: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """The text below the front matter."""
        return "\n\n".join(self.texts)

    def put(self, name: str, value: Any) -> bool:
        """Fill a field, or a part of one; False where it is filled already."""
        head, _, part = name.partition(".")
        if name == PRICE:
            offerings = self.values.setdefault("offerings", [STANDARD])
            if len(offerings) != 1:
                return False
            self.values["offerings"] = [{"title": str(offerings[0]), "price": value}]
        elif part:
            whole = self.values.get(head, {})
            whole = dict(whole) if isinstance(whole, Mapping) else {"text": whole}
            self.values[head] = {**whole, part: value}
        elif isinstance(value, list) and isinstance(before := self.values.get(head), list):
            self.values[head] = [*before, *(item for item in value if item not in before)]
        elif head in self.values:
            return False
        else:
            self.values[head] = value
        return True

    def with_entries(
        self, kind: Kind, by_title: Mapping[str, str], entries: frozenset[str]
    ) -> dict[str, Any]:
        """The fields, where titles of entries become their paths.

        What names no entry goes below `extra:`. An owner becomes a team where there is one.
        """
        values = dict(self.values)
        for name in self.values:
            if shape_of(kind, name) == "references":
                self._refer(values, name, by_title, entries)
            elif holds_party(kind, name) and isinstance(values[name], str):
                team = f"teams/{file_name(values[name])}"
                values[name] = team if team in entries else values[name]
        return values

    def _refer(
        self,
        values: dict[str, Any],
        name: str,
        by_title: Mapping[str, str],
        entries: frozenset[str],
    ) -> None:
        found: list[str] = []
        lost: list[str] = []
        for item in values.pop(name):
            path = by_title.get(item.casefold()) or _existing(item, entries)
            (found if path else lost).append(path or item)
        if found:
            values[name] = found if len(found) > 1 or name != "replaced_by" else found[0]
        if lost:
            self.extra[name] = lost
            shown = ", ".join(f"'{item}'" for item in lost)
            self.changes.append(f"'{name}': there is no entry {shown}; kept below extra:")


def _existing(item: str, entries: frozenset[str]) -> str:
    tried = (item, *(f"{folder}/{file_name(item)}" for folder in sorted(FOLDERS)))
    return next((path for path in tried if path in entries), "")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a row knows: the kind, the columns and their cells, the categories by id."""

    kind: Kind
    columns: Sequence[Column]
    samples: Sequence[Sequence[str]]
    categories: Mapping[str, str]


def draft_of(row: Row, reading: Reading) -> Draft:
    """Read the cells of a row; parts of fields come after the fields that they belong to."""
    draft = Draft(row.line)
    numbered = [n for n in range(len(reading.columns)) if len(row.cells) > n]
    numbered.sort(key=lambda number: "." in reading.columns[number].field)
    for number in numbered:
        text = clean(row.cells[number]).strip()
        if not text:
            continue
        column = reading.columns[number]
        if column.field == BODY:
            _add_text(draft, text, column, reading)
        elif column.field == "category":
            _categorize(draft, text, reading.categories)
        elif column.field:
            _fill(draft, text, column, number, reading)
        else:
            draft.extra[column.heading] = one_line(text) if "<" in text else text
    draft.title = str(draft.values.get("title", ""))
    return draft


def _add_text(draft: Draft, text: str, column: Column, reading: Reading) -> None:
    """The first text stands alone; a further one, or one by a name of its own, has a heading."""
    markdown, unresolved = as_text(text)
    first = next(each for each in reading.columns if each.field == BODY)
    if markdown:
        alone = column is first
        draft.texts.append(markdown if alone else f"## {column.heading}\n\n{markdown}")
    for address in unresolved:
        draft.changes.append(f"'{address}' lacks its server: kept as words")


def _fill(draft: Draft, text: str, column: Column, number: int, reading: Reading) -> None:
    order = day_order(reading.samples[number])
    cell = read_cell(text, column.field, reading.kind, order, column.unit)
    name = cell.field if cell.field != "status" else ""
    if name and draft.put(name, cell.value):
        if cell.changed:
            draft.changes.append(f"'{column.heading}': {cell.changed}")
        return
    draft.extra[column.heading] = text
    draft.changes.append(f"'{column.heading}': '{one_line(text)}' has no place; kept below extra:")


def _categorize(draft: Draft, text: str, known: Mapping[str, str]) -> None:
    """The id of a category by its id or title; a new one gets an id, further ones become tags."""
    names = items_of(text, by_comma=False) or [one_line(text)]
    by_name = {title.casefold(): name for name, title in known.items()}
    by_name |= {name.casefold(): name for name in known}
    first = by_name.get(names[0].casefold(), "") or file_name(names[0])
    draft.put("category", first)
    if first not in known:
        draft.categories[first] = names[0]
    if first != names[0]:
        draft.changes.append(f"'{names[0]}' is category: {first}")
    if names[1:]:
        draft.values["tags"] = [*draft.values.get("tags", []), *names[1:]]
        draft.changes.append("a service has one category: further ones are tags")
