"""A choice as its page shows it: side by side, in sentences, and as data for its script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from evangelist.choosing.matrix import LEVELS, Matrix, Option, plain
from evangelist.choosing.winners import Step, never_best, steps, winners
from evangelist.model.bars import differing, shares
from evangelist.model.card import Card
from evangelist.model.kinds.choice import Choice, Criterion, Must
from evangelist.model.values import Party
from evangelist.outputs.data_block import data_block
from evangelist.site.decision import Decision, decision
from evangelist.site.lens import Lens
from evangelist.site.ways import Cell, Way

_WORDS = (
    *("fits", "first", "firsts", "no_preference", "ask_first", "not_known", "whom", "and", "or"),
    *("out", "lacks", "nothing", "nearest", "open", "then", "thens", "quoted"),
    *("question_of", "more", "bar", "turn", "turns", "turn_if", "steady", "firm"),
    *("why", "for_it", "against_it", "score", "score_note", "range", "unknown_range"),
    *(
        "brief_needs",
        "brief_matters",
        "brief_result",
        "matters",
        "copied",
        "not_copied",
        "mail_subject",
    ),
)
"""What the script says, by the names of the words of the theme below `choice`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the comparison: of a criterion, or of an answer to a question.

    `alike` says that all ways say the same. A need has the question as its `group`, in `short` what
    that is called, and the id of the question, since two may be worded alike.
    """

    id: str
    question: str
    label: str
    group: str
    short: str
    cells: tuple[Cell, ...]
    alike: bool
    is_figure: bool

    @property
    def bars(self) -> tuple[tuple[int, int] | None, ...]:
        """Amounts of money as bars: how far the lower end goes, and the upper one, equal if exact.

        In whole percent of the largest; None where nothing is known. Empty where there is nothing
        to compare.
        """
        spans = [cell.span for cell in self.cells]
        if any(cell.unit != "currency" for cell in self.cells if cell.span):
            return ()
        highs = [span.high if span else None for span in spans]
        if not differing(highs):
            return ()
        ends = shares([*(span.low if span else None for span in spans), *highs])
        pairs = zip(ends[: len(spans)], ends[len(spans) :], strict=True)
        return tuple(None if low is None or high is None else (low, high) for low, high in pairs)


@dataclass(frozen=True, slots=True)
class Best:
    """Who is best where one criterion matters most, and of whom its figure is not known."""

    criterion: Criterion
    ways: tuple[tuple[Way, Cell], ...]
    unknown: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """Who is best where one unit better is worth from `low` to `high`, None for no end."""

    ways: tuple[Way, ...]
    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class Trade:
    """A criterion against money: who is best at what price of one unit.

    `left_out` are the ways of which one of the two is not known.
    """

    criterion: Criterion
    money: Criterion
    worths: tuple[Worth, ...]
    left_out: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from, how old they are, and which they are."""

    text: str
    as_of: date | None
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choosing:
    """All that the page of a choice shows besides its text.

    `never` are the ways that no weighting makes the best. `levels` is what is said of how important
    a criterion is, the least first. `data` is what its script works with.
    """

    card: Card
    choice: Choice
    ways: tuple[Way, ...]
    scaled: tuple[Criterion, ...]
    levels: tuple[str, ...]
    rows: tuple[Row, ...]
    best: tuple[Best, ...]
    trades: tuple[Trade, ...]
    never: tuple[Way, ...]
    sources: tuple[Source, ...]
    data: Markup


def choosing_of(lens: Lens, card: Card) -> Choosing | None:
    """What the page of a choice shows; None for any other entry."""
    if card.kind != "choice":
        return None
    made = decision(lens, card)
    ways = {way.id: way for way in made.ways}
    matrix = made.matrix
    rows = (*_figures(made), *_needs(made))
    return Choosing(
        card=card,
        choice=made.choice,
        ways=made.ways,
        scaled=tuple(made.choice.criteria[at] for at in made.scaled),
        levels=_levels(lens),
        rows=rows,
        best=tuple(_best(made, ways, number) for number in range(len(matrix.scales))),
        trades=tuple(_trades(made, ways)),
        never=tuple(ways[option.id] for option in never_best(matrix)),
        sources=_sources(rows),
        data=data_block(_json(lens, made)),
    )


def _levels(lens: Lens) -> tuple[str, ...]:
    return tuple(lens.t(f"choice.level_{level}") for level in range(LEVELS))


def _figures(made: Decision) -> Iterator[Row]:
    for number, criterion in enumerate(made.choice.criteria):
        cells = tuple(way.facts[number] for way in made.ways)
        label = criterion.label or criterion.id
        alike = _alike((cell.span, cell.text if cell.span is None else "") for cell in cells)
        yield Row(criterion.id, "", label, "", label, cells, alike, is_figure=True)


def _needs(made: Decision) -> Iterator[Row]:
    for number, must in enumerate(made.choice.musts):
        for at, answer in enumerate(must.choices):
            cells = tuple(way.fits[number][at] for way in made.ways)
            alike = _alike((cell.word, cell.note) for cell in cells)
            name = f"{must.id}.{answer.id}"
            label = answer.label or answer.id
            short = must.label or asked(must)
            yield Row(name, must.id, label, asked(must), short, cells, alike, is_figure=False)


def asked(must: Must) -> str:
    """The question in words."""
    return must.question or must.id


def _alike(values: Iterable[object]) -> bool:
    return len(set(values)) <= 1


def _best(made: Decision, ways: dict[str, Way], number: int) -> Best:
    found = winners(made.matrix, number)
    at = made.scaled[number]
    return Best(
        made.choice.criteria[at],
        tuple((ways[option.id], ways[option.id].facts[at]) for option in found.best),
        tuple(ways[option.id] for option in found.unknown),
    )


def _trades(made: Decision, ways: dict[str, Way]) -> Iterator[Trade]:
    """Every other criterion against the first that is money, where there is something to weigh."""
    scales = made.matrix.scales
    money = next((number for number, scale in enumerate(scales) if scale.money), None)
    if money is None:
        return
    for number, scale in enumerate(scales):
        found = () if scale.money else steps(made.matrix, money, number)
        if len(found) > 1:
            one, price = (made.choice.criteria[made.scaled[each]] for each in (number, money))
            left_out = tuple(
                ways[option.id]
                for option in made.matrix.options
                if option.figures[number] is None or option.figures[money] is None
            )
            yield Trade(one, price, tuple(_worth(step, ways) for step in found), left_out)


def _worth(step: Step, ways: dict[str, Way]) -> Worth:
    high = None if step.high is None else plain(step.high)
    return Worth(tuple(ways[option.id] for option in step.options), plain(step.low), high)


def _sources(rows: Sequence[Row]) -> tuple[Source, ...]:
    """Each source with its day once, in the order of the table, and what it is the source of."""
    labels: dict[tuple[str, date | None], dict[str, None]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.source or cell.as_of:
                labels.setdefault((cell.source, cell.as_of), {})[row.short] = None
    return tuple(Source(text, day, tuple(names)) for (text, day), names in labels.items())


def _json(lens: Lens, made: Decision) -> str:
    return json.dumps(_data(lens, made), ensure_ascii=False, separators=(",", ":"))


def _data(lens: Lens, made: Decision) -> dict[str, Any]:
    """What the script needs to decide; whatever else it says it takes from the page."""
    criteria = [made.choice.criteria[at] for at in made.scaled]
    return {
        "questions": [_question(must) for must in made.choice.musts],
        "criteria": [{"id": each.id, "label": each.label or each.id} for each in criteria],
        "options": [
            _option(lens, made.matrix, *pair)
            for pair in zip(made.matrix.options, made.ways, strict=True)
        ],
        "levels": _levels(lens),
        "title": made.card.title,
        "words": {name: lens.t(f"choice.{name}") for name in _WORDS},
    }


def _question(must: Must) -> dict[str, Any]:
    return {
        "id": must.id,
        "label": asked(must),
        "short": must.label,
        "many": must.select == "many",
        "answers": [{"id": each.id, "label": each.label or each.id} for each in must.choices],
    }


def _option(lens: Lens, matrix: Matrix, option: Option, way: Way) -> dict[str, Any]:
    notes = [[cell.note for cell in cells] for cells in way.fits]
    return {
        "id": option.id,
        "title": way.title,
        "fits": option.fits,
        "scores": matrix.scores(option),
        "ask": _whom(lens, way.ask),
        "known": [span is not None for span in option.figures],
        "notes": notes if any(any(each) for each in notes) else [],
    }


def _whom(lens: Lens, party: Party | None) -> str:
    """What somebody to ask is called."""
    link = lens.link(party.path) if party and party.path else None
    return link.title if link else party.text if party else ""
