"""What is wrong with a choice: dead ends, twins, answers without power, facts that are missing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evangelist.choosing import faults
from evangelist.choosing.matrix import Scale
from evangelist.model.card import Card
from evangelist.model.dates import days_after
from evangelist.problems import Problem
from evangelist.site.checks.advice import advice
from evangelist.site.decision import Decision, decision, has_scale
from evangelist.site.facts import CODE
from evangelist.site.lens import Lens
from evangelist.site.ways import Cell, Origin, Way

_SHOWN = 6


def choices(lens: Lens, card: Card) -> Iterator[Problem]:
    """Everything that keeps a choice from helping anybody to choose."""
    if card.kind != "choice":
        return
    made = decision(lens, card)
    yield from made.problems
    if len(made.ways) < 2:
        hint = "name two or more under alternatives:, doing nothing among them"
        yield advice(lens, card, "choice-bare", "there is nothing to choose between", hint)
        return
    yield from _scales(lens, made)
    yield from _facts(lens, made)
    yield from _dead_ends(lens, made)
    yield from _answers(lens, made)
    yield from _alternatives(lens, made)


def _scales(lens: Lens, made: Decision) -> Iterator[Problem]:
    """A criterion without a fixed scale cannot be weighed."""
    places = lens.places(made.card.path)
    for number, each in enumerate(made.choice.criteria):
        mark = places.mark("criteria", number)
        if not has_scale(each):
            message = f"'{each.id}' has no scale, so readers cannot weigh it"
            hint = "write worst: and best:, the worst and the best that anybody could imagine"
            yield Problem("choice-scale", message, made.card.source, *mark, hint)
        elif _is_upside_down(each.better, each.worst, each.best):
            message = f"'{each.id}' says that {each.better} is better, and its scale says the other"
            yield Problem("choice-scale", message, made.card.source, *mark, "swap worst and best")


def _is_upside_down(better: str, worst: float | None, best: float | None) -> bool:
    if not better or worst is None or best is None:
        return False
    return better == ("higher" if best < worst else "lower")


def _facts(lens: Lens, made: Decision) -> Iterator[Problem]:
    """Facts that cannot be compared, that lie beyond the scale, that are old, that are missing."""
    days = made.choice.facts_months * 365 // 12
    for way in made.ways:
        missing: list[str] = []
        for name, cell, scale in _cells(made, way):
            if cell.trouble:
                yield _at(lens, cell.origin, CODE, f"{name} of '{way.title}': {cell.trouble}")
            elif (scale and cell.span is None) or (scale is None and cell.word == "unknown"):
                missing.append(name)
            elif scale and cell.span and _is_worse_than_worst(scale, cell.span.middle):
                message = f"{name} of '{way.title}' is worse than the worst of its scale"
                hint = "widen the scale: its ends are the worst and the best that anybody imagines"
                yield _at(lens, cell.origin, "choice-scale", message, hint)
            if cell.as_of and lens.passed(days_after(cell.as_of, days)):
                message = f"{name} of '{way.title}' is as of {cell.as_of.isoformat()}"
                yield _at(lens, cell.origin, "fact-stale", message, "look again, and move as_of")
        if missing:
            yield _missing(lens, way, missing)


def _is_worse_than_worst(scale: Scale, value: Fraction) -> bool:
    """Whether a figure lies before the scale; beyond its best end nobody could wish for more."""
    return scale.held(value) == scale.worst != value


def _cells(made: Decision, way: Way) -> Iterator[tuple[str, Cell, Scale | None]]:
    """Every fact of an alternative that counts, with its name, and its scale if it is a figure."""
    for scale, at in zip(made.matrix.scales, made.scaled, strict=True):
        yield scale.id, way.facts[at], scale
    for must, cells in zip(made.choice.musts, way.fits, strict=True):
        for answer, cell in zip(must.choices, cells, strict=True):
            yield f"{must.id}.{answer.id}", cell, None


def _missing(lens: Lens, way: Way, names: list[str]) -> Problem:
    shown = ", ".join(names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    message = f"not known of '{way.title}': {shown}{more}"
    hint = "write it under facts: or fit: of the offering, or in facts.csv"
    return _at(lens, way.origin, "choice-unknown", message, hint)


def _dead_ends(lens: Lens, made: Decision) -> Iterator[Problem]:
    found = faults.dead_ends(made.matrix)
    if not found.count:
        return
    how = "all were counted" if found.exact else "a sample was counted"
    message = (
        f"{found.count:,} of {found.total:,} ways to answer everything leave nothing "
        f"({100 * found.count / found.total:.1f}%; {how})"
    )
    hint = "readers are shown the nearest: see that it helps them, or add an alternative"
    yield advice(lens, made.card, "choice-dead-end", message, hint, "musts")


def _answers(lens: Lens, made: Decision) -> Iterator[Problem]:
    """Answers that help nobody: alone, in pairs, or because they change nothing."""
    for pick in faults.impossible(made.matrix):
        message = f"no alternative does for {_label(made, pick)}"
        hint = "add one that does, or ask where it says no and nobody is sure"
        yield _of_answer(lens, made, pick, "choice-dead-end", message, hint)
    for one, two in faults.contradictions(made.matrix):
        message = f"no alternative does for both {_label(made, one)} and {_label(made, two)}"
        hint = "add one that does, or say in help: that they exclude each other"
        yield _of_answer(lens, made, two, "choice-contradiction", message, hint)
    for number in faults.powerless_questions(made.matrix):
        message = f"'{made.choice.musts[number].id}' rules nothing out, whatever is answered"
        hint = "leave the question out, or write where it says no or ask"
        yield advice(lens, made.card, "choice-powerless", message, hint, "musts", number)
    for picks in faults.same_answers(made.matrix):
        names = " and ".join(_label(made, pick) for pick in picks)
        message = f"it makes no difference which of these is given: {names}"
        hint = "make them one answer, or write where they differ"
        yield _of_answer(lens, made, picks[-1], "choice-powerless", message, hint)


def _label(made: Decision, pick: faults.Pick) -> str:
    must = made.choice.musts[pick[0]]
    return f"'{must.id}.{must.choices[pick[1]].id}'"


def _of_answer(
    lens: Lens, made: Decision, pick: faults.Pick, code: str, message: str, hint: str
) -> Problem:
    return advice(lens, made.card, code, message, hint, "musts", pick[0], "choices", pick[1])


def _alternatives(lens: Lens, made: Decision) -> Iterator[Problem]:
    """Those that are gone, that nobody can tell apart, that another one beats in everything."""
    for way in made.ways:
        if way.lifecycle == "retired":
            message = f"'{way.title}' is retired, and readers are still led to it"
            hint = "leave it out, or write of: with what takes its place"
            yield _at(lens, way.origin, "choice-retired", message, hint)
    ways = {way.id: way for way in made.ways}
    for options in faults.twins(made.matrix):
        names = " and ".join(f"'{ways[option.id].title}'" for option in options)
        message = f"nothing that is asked tells {names} apart"
        hint = "ask for what differs between them, or offer one of them"
        yield _at(lens, ways[options[-1].id].origin, "choice-twins", message, hint)
    for each in faults.dominated(made.matrix):
        way, by = ways[each.option.id], ways[each.by.id]
        message = f"'{by.title}' is at least as good as '{way.title}' in all that is asked"
        hint = "write what speaks for it, or leave it out"
        yield _at(lens, way.origin, "choice-dominated", message, hint)


def _at(lens: Lens, origin: Origin, code: str, message: str, hint: str = "") -> Problem:
    """A problem where a fact is written, or would be."""
    if not origin.entry:
        return Problem(code, message, origin.source, origin.line, 1, hint)
    mark = lens.places(origin.entry).mark(*origin.place)
    return Problem(code, message, origin.source, *mark, hint)
