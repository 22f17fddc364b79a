"""What a table of facts names, and no choice that reads it knows: mistyped, as a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evangelist.model.kinds.choice import Choice
from evangelist.problems import Problem
from evangelist.site.decision import table_of
from evangelist.site.facts import CODE, read_facts
from evangelist.site.lens import Lens
from evangelist.site.nearest import suggestion
from evangelist.site.ways import names_of


def unplaced_facts(lens: Lens) -> Iterator[Problem]:
    """Rows and columns that help no choice. A table may serve all choices of its folder."""
    tables: dict[tuple[str, str], list[Choice]] = {}
    for card in lens.cards("choice"):
        if isinstance(card.front, Choice):
            path = table_of(card)
            where = f"{card.source.partition('/')[0]}/{path}"
            tables.setdefault((path, where), []).append(card.front)
    for (path, where), choices in tables.items():
        try:
            data = lens.data(path)
        except KeyError:
            continue
        yield from _unplaced(data, where, choices)


def _unplaced(data: bytes, where: str, choices: list[Choice]) -> Iterator[Problem]:
    table = read_facts(data, where)
    ways = {name for choice in choices for each in choice.alternatives for name in names_of(each)}
    asked = {name for choice in choices for name in _asked(choice)}
    named = (("alternative", table.names, ways), ("fact", table.facts, asked))
    for what, written, known in named:
        for name, line in written.items():
            if name and name not in known:
                message = (
                    f"'{name}' is no {what} of a choice that is published and reads this table"
                )
                yield Problem(CODE, message, where, line, 1, suggestion(name, sorted(known)))


def _asked(choice: Choice) -> Iterable[str]:
    """The names of the facts that a choice asks for."""
    yield from (each.id for each in choice.criteria)
    for must in choice.musts:
        yield from (f"{must.id}.{answer.id}" for answer in must.choices)
