"""From what a writer wrote to a typed value, and to a sentence for each thing amiss."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evangelist.content.mending import cut_mended
from evangelist.content.verdicts import Judge, Terms
from evangelist.content.written import Written, real_place
from evangelist.model.places import Place
from evangelist.problems import Problem

_Model = TypeVar("_Model", bound=BaseModel)

_MOST_MENDED = 20
"""So many findings of a file get a mended line: to find one, the file is read again."""


def validate(
    model: type[_Model], written: Written, context: dict[str, Any], terms: Terms
) -> tuple[_Model | None, list[Problem]]:
    """Read what was written as `model`, and say what is amiss, all at once.

    Unknown keys are left out with a warning. What cannot be understood is an error and left out
    too, so that the rest can still be looked at; None where something required is missing.
    """
    values, problems = _copied(written.values), list[Problem]()
    removed: set[Place] = set()
    judge = Judge(model, context, written, terms)
    while True:
        try:
            return model.model_validate(values, context=context), problems
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=True)
        unknown = [item for item in found if item["type"] == "extra_forbidden"]
        for item in unknown:
            place = real_place(item["loc"], values)
            problems.append(judge.unknown(place, mend=len(problems) < _MOST_MENDED))
            _remove(values, place)
        rest = [item for item in found if item["type"] != "extra_forbidden"]
        for item in rest:
            if item["loc"] not in removed:
                problems.append(
                    judge.wrong(
                        item, real_place(item["loc"], values), mend=len(problems) < _MOST_MENDED
                    )
                )
        wrong = {real_place(item["loc"], values)[:1] for item in rest}
        if () in wrong:
            return None, problems
        for place in wrong:
            _remove(values, place)
        removed |= wrong


def value_cut(written: Written, line: int, column: int) -> Problem:
    """The warning that YAML took the rest of a text for a comment, or for another key."""
    comment = written.lines.at(line)[column - 1 : column] in {"#", ""}
    message = "YAML reads what follows # as a comment"
    hint = "put the value in quotes; before a comment, write two blanks"
    if not comment:
        message = "inside { } a comma ends the value: what follows it is lost"
        hint = "put the value in quotes"
    mended = cut_mended(written.lines, line, column)
    return Problem("value-cut", message, written.path, line, column, hint, mended)


def _copied(values: Any) -> Any:
    """The same dicts and lists anew; what they hold besides never changes."""
    if isinstance(values, dict):
        return {key: _copied(value) for key, value in values.items()}
    return [_copied(value) for value in values] if isinstance(values, list) else values


def _remove(values: Any, place: Place) -> None:
    for step in place[:-1]:
        values = values[step]
    del values[place[-1]]
