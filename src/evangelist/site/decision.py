"""A choice as it stands today: its alternatives, and what is to be decided as a matrix."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from evangelist.choosing.matrix import Matrix, Option, Question, Scale
from evangelist.model.card import Card
from evangelist.model.kinds.choice import Choice, Criterion
from evangelist.problems import Problem
from evangelist.site.facts import CODE, FactTable, read_facts
from evangelist.site.lens import Lens
from evangelist.site.ways import Telling, Way, base_of, unit_of

_TABLE = "facts.csv"


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice with its ways, and as a matrix with the criteria that have a scale.

    `scaled` are the numbers of those criteria; `problems` what was amiss in its table of facts.
    """

    card: Card
    choice: Choice
    ways: tuple[Way, ...]
    matrix: Matrix
    scaled: tuple[int, ...]
    problems: tuple[Problem, ...] = ()


def decision(lens: Lens, card: Card) -> Decision:
    """What a choice comes to; alternatives that are not published are left out."""
    choice = card.front
    if not isinstance(choice, Choice):
        raise TypeError(f"{card.path} is no choice")
    table, where = _table(lens, card, choice)
    bases = [base_of(lens, alternative) for alternative in choice.alternatives]
    one_service = len({base.card.path for base in bases if base and base.card}) == 1
    ways = tuple(
        Telling(card, choice, table, where, base, number, brief=one_service).way()
        for number, base in enumerate(bases)
        if base
    )
    scaled = tuple(at for at, each in enumerate(choice.criteria) if has_scale(each))
    matrix = _matrix(choice, ways, scaled)
    return Decision(card, choice, ways, matrix, scaled, table.problems)


def has_scale(criterion: Criterion) -> bool:
    """Whether a criterion has two ends that differ."""
    ends = (criterion.worst, criterion.best)
    return None not in ends and ends[0] != ends[1]


def _matrix(choice: Choice, ways: Iterable[Way], scaled: tuple[int, ...]) -> Matrix:
    criteria = [choice.criteria[at] for at in scaled]
    return Matrix(
        questions=tuple(
            Question(must.id, tuple(each.id for each in must.choices), must.select == "many")
            for must in choice.musts
        ),
        scales=tuple(
            Scale(
                each.id,
                Fraction(str(each.worst)),
                Fraction(str(each.best)),
                money=unit_of(each) == "currency",
            )
            for each in criteria
        ),
        options=tuple(
            Option(
                way.id,
                tuple(tuple(cell.word for cell in cells) for cells in way.fits),
                tuple(way.facts[at].span for at in scaled),
            )
            for way in ways
        ),
    )


def table_of(card: Card) -> str:
    """The path below `content/` that the table of facts of a choice has, or would have."""
    folder = posixpath.dirname(card.source.partition("/")[2])
    return posixpath.normpath(posixpath.join(folder, card.get("facts") or _TABLE))


def _table(lens: Lens, card: Card, choice: Choice) -> tuple[FactTable, str]:
    """The facts beside a choice, and the name of their file."""
    path = table_of(card)
    where = f"{card.source.partition('/')[0]}/{path}"
    try:
        return read_facts(lens.data(path), where), where
    except KeyError:
        if not choice.facts:
            return FactTable(), where
    mark = lens.places(card.path).mark("facts")
    message = f"'facts': there is no file '{choice.facts}' beside this entry"
    hint = "write the name of a CSV file, or put the file there"
    return FactTable(problems=(Problem(CODE, message, card.source, *mark, hint),)), where
