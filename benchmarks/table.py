"""The figures as Markdown: tables for each size, how evangelist grows, and the goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from benchmarks.figures import COLD, MEMORY, WORKS, YARDSTICK, Figures
from benchmarks.generator import Generator
from benchmarks.goals import ENGINES, GOALS, Goal, row_of
from benchmarks.processes import MEMORY as HOW
from benchmarks.session import MOST

TOLD = (1000, 10_000)
"""The numbers of pages that the README tells of."""


def results(
    figures: Figures, generators: Sequence[Generator], *, day: date, machine: str, runs: int
) -> str:
    """Everything that was measured, ready for a page; the date and the machine come first."""
    parts = [
        _about(day, machine, runs),
        *sizes(figures, generators),
        growth(figures, generators),
        goals(figures),
        notes(figures, generators),
    ]
    return "\n".join(part for part in parts if part)


def summary(
    figures: Figures, generators: Sequence[Generator], *, day: date, machine: str, runs: int
) -> str:
    """The part of it that a reader of the README wants."""
    return "\n".join([_about(day, machine, runs), *sizes(figures, generators, TOLD)])


def _about(day: date, machine: str, runs: int) -> str:
    return (
        f"Measured on {day.day} {day:%B %Y} by `make bench`: {machine}. Medians in seconds"
        f" (runs: {runs}), and in brackets how many times Hugo's figure it is. Memory: {HOW}.\n"
    )


def sizes(
    figures: Figures, generators: Sequence[Generator], wanted: Sequence[int] = ()
) -> Iterator[str]:
    """A table for each number of pages, or for those `wanted`; a row for each generator."""
    for size in (each for each in figures.sizes() if each <= MOST):
        if wanted and size not in wanted:
            continue
        rows = [
            [_title(each), *(_cell(figures, each.name, size, work) for work in WORKS)]
            for each in generators
            if figures.median(each.name, size, COLD) is not None
        ]
        yield _table([f"{size:,} pages", *WORKS.values()], rows)


def growth(figures: Figures, generators: Sequence[Generator]) -> str:
    """Milliseconds a page and megabytes of evangelist, for every size."""
    known = figures.sizes()
    rows = [
        [each.title, *(_each_page(figures, each.name, size) for size in known)]
        for each in generators
        if each.ours and figures.median(each.name, known[-1], COLD) is not None
    ]
    heads = ["cold, ms a page · MB", *(f"{size:,} pages" for size in known)]
    return _table(heads, rows) if len(known) > 1 else ""


def goals(figures: Figures) -> str:
    """A row for each goal: what was measured with each engine, and whether that reaches it."""
    rows = [
        [goal.work, _limit(goal), *(_verdict(goal, figures, engine) for engine in ENGINES)]
        for goal in GOALS
    ]
    heads = ["what is to be reached", "at most", *(f"`{engine}`" for engine in ENGINES)]
    heads[-1] += ", the default"
    return _table(heads, rows)


def notes(figures: Figures, generators: Iterable[Generator]) -> str:
    """What has to be known to read the tables, and what was not measured."""
    lines = [f"{each.title} is measured {each.note}." for each in generators if each.note]
    return "".join(f"- {line}\n" for line in [*lines, *figures.absent])


def _title(generator: Generator) -> str:
    return f"{generator.title} {generator.needs.version}".rstrip()


def _cell(figures: Figures, name: str, size: int, work: str) -> str:
    value, ratio = figures.median(name, size, work), figures.ratio(name, size, work)
    if value is None:
        return "not measured"
    shown = f"{value:,.0f}" if work == MEMORY else _short(value)
    return shown if ratio is None or name == YARDSTICK else f"{shown} ({_short(ratio)})"


def _each_page(figures: Figures, name: str, size: int) -> str:
    taken, most = figures.median(name, size, COLD), figures.median(name, size, MEMORY)
    if taken is None:
        return "not measured"
    return f"{_short(1000 * taken / size)} · {most:,.0f}" if most else _short(1000 * taken / size)


def _limit(goal: Goal) -> str:
    return f"{_short(goal.most)} {goal.unit}"


def _verdict(goal: Goal, figures: Figures, engine: str) -> str:
    value = goal.value(figures, row_of(engine))
    if value is None:
        return "not measured"
    if engine not in goal.engines:
        return _short(value)
    return f"{_short(value)}: {'reached' if goal.reached(figures, engine) else 'not reached'}"


def _short(value: float) -> str:
    """Two decimals, one from 10 on, none from 100 on, and three below a tenth."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return f"{value:,.{digits}f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
