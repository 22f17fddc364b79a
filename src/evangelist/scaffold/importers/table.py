"""A table, one row an entry: lists of a spreadsheet, of SharePoint, of a ticket system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evangelist.content.tables import Row, Table, read_table, unreadable
from evangelist.model.entry import Kind
from evangelist.model.kinds import kind_named
from evangelist.problems import Problem
from evangelist.scaffold.front import yaml_lines
from evangelist.scaffold.importers.columns import Column, columns
from evangelist.scaffold.importers.plan import Decision, Known, Plan, Planned, Wish, distinct
from evangelist.scaffold.importers.row import Draft, Reading, draft_of
from evangelist.scaffold.importers.settle import settle
from evangelist.scaffold.importers.words import BODY, PRICE, STATUS, plain_word
from evangelist.scaffold.names import file_name

_KINDS = (
    ("newsletter", "newsletter"),
    ("news", "news"),
    ("team", "team"),
    ("case", "case-study"),
    ("service", "service"),
)
_SHOWN = 6
_SAID = {
    BODY: "is text below the front matter",
    STATUS: "says what is a draft",
    PRICE: "is the price of an offering called Standard",
}


@dataclass
class _Work:
    """What reading a table knows, and what is gathered on the way."""

    table: Table
    where: str
    kind: Kind
    folder: str
    known: Known
    taken: set[str]
    decisions: list[Decision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: list[Planned] = field(default_factory=list)
    categories: dict[str, str] = field(default_factory=dict)

    def tell(self, whats: Iterable[str], line: int = 0) -> None:
        """Note decisions, with the line of the row that they were made for."""
        place = f"{self.where}:{line}" if line else ""
        self.decisions += [Decision(what, place) for what in whats]

    def refuse(self, message: str, line: int, hint: str) -> None:
        """Note that a row cannot be brought in."""
        self.problems.append(unreadable(message, self.where, line, hint))


def plan_table(data: bytes, where: str, wish: Wish, known: Known, taken: set[str]) -> Plan:
    """One entry for each row, and every decision in words. Nothing is raised.

    `where` is the path of the file, as problems name it; `taken` are the paths that this import
    already uses.
    """
    table = read_table(data, where)
    if not table.headings:
        return Plan(problems=table.problems)
    name, folder = wish.folder_for(_guess(where))
    kind = kind_named(name)
    work = _Work(table, where, kind, folder, known, taken, problems=list(table.problems))
    samples = _samples(table)
    found = columns(table.headings, samples, kind)
    work.tell(_how_it_is_read(work))
    if not any(column.field == "title" for column in found):
        return Plan(problems=(*table.problems, _untitled(table, where)))
    work.tell(_told(found, kind))
    reading = Reading(kind, found, samples, known.categories)
    _write([draft for row in table.rows if (draft := _draft(row, reading, work))], work)
    return Plan(tuple(work.files), tuple(work.decisions), tuple(work.problems), work.categories)


def _guess(where: str) -> str:
    """The kind that a file's name says; services where it says none."""
    words = plain_word(where.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return next((kind for word, kind in _KINDS if word in words), "service")


def _samples(table: Table) -> list[list[str]]:
    """The cells of each column that are not empty."""
    return [
        [row.cells[n] for row in table.rows if len(row.cells) > n and row.cells[n].strip()]
        for n in range(len(table.headings))
    ]


def _how_it_is_read(work: _Work) -> Iterator[str]:
    table = work.table
    rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows)} rows"
    place = f"content/{work.folder}/" if work.folder else "content/"
    how = f"read as {table.encoding} with the separator {table.separator}"
    yield f"{work.where}: {rows}, {how}; each becomes a {work.kind.name} in {place}"
    if table.before:
        yield f"left out, above the headings: {_lines(table.before)}"
    if table.empty:
        yield f"left out, empty: {_lines(table.empty)}"


def _lines(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    return f"{'line' if len(numbers) == 1 else 'lines'} {shown}{more}"


def _untitled(table: Table, where: str) -> Problem:
    names = ", ".join(f"'{name}'" for name in table.headings[:12])
    return unreadable(
        f"none of the headings is known as a title: {names}",
        where,
        table.heading_line,
        "write Title above the column with the names",
    )


def _told(found: Sequence[Column], kind: Kind) -> Iterator[str]:
    """Which heading became what."""
    for column in found:
        meaning = _SAID.get(column.field, f"is {column.field}")
        if column.field:
            yield f"'{column.heading}' {meaning}"
    rest = ", ".join(f"'{column.heading}'" for column in found if not column.field)
    if rest:
        below = "kept below extra:, which pages do not show"
        yield f"no field of a {kind.name} is known for {rest}: {below}"


def _draft(row: Row, reading: Reading, work: _Work) -> Draft | None:
    width = len(work.table.headings)
    if any(cell.strip() for cell in row.cells[width:]):
        hint = f"put a text that holds a {work.table.separator} in quotes"
        work.refuse(f"{len(row.cells)} cells, but {width} headings", row.line, hint)
        return None
    draft = draft_of(row, reading)
    if not draft.title:
        heading = next(each.heading for each in reading.columns if each.field == "title")
        message = f"the row has no title: '{heading}' is empty"
        work.refuse(message, row.line, "fill it, or remove the row")
        return None
    for category, title in draft.categories.items():
        work.categories.setdefault(category, title)
    return draft


def _write(drafts: Sequence[Draft], work: _Work) -> None:
    """Name the entries, then resolve what names other entries, then put each into words."""
    paths: list[str] = []
    by_title: dict[str, str] = {}
    for draft in drafts:
        wanted = f"{work.folder}/{file_name(draft.title)}.md".lstrip("/")
        paths.append(path := distinct(wanted, work.taken))
        if path != wanted:
            work.tell([f"'{draft.title}' wants a name that is taken: {path}"], draft.line)
        by_title.setdefault(draft.title.casefold(), path.removesuffix(".md"))
    names = frozenset(path.removesuffix(".md") for path in paths)
    for draft, path in zip(drafts, paths, strict=True):
        values = draft.with_entries(work.kind, by_title, work.known.entries)
        settled = settle(work.kind, values, draft.extra, work.known, names)
        work.tell(draft.changes, draft.line)
        work.tell((f"{why}; kept below extra:" for why in settled.moved.values()), draft.line)
        try:
            text = settled.text(draft.body)
        except ValueError as error:
            work.refuse(str(error), draft.line, "shorten the texts")
        else:
            work.files.append(Planned(path, text.encode(), f"{work.where}:{draft.line}"))


def category_lines(categories: Mapping[str, str]) -> str:
    """What to add below `categories:` in site.yaml."""
    listed = [{"id": name, "title": title} for name, title in categories.items()]
    return yaml_lines({"categories": listed}).partition("\n")[2]
