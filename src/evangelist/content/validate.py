"""From what a writer wrote to a typed value, and to a sentence for each thing amiss."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evangelist.model.card import Place
from evangelist.model.values import is_empty
from evangelist.problems import Problem

_Model = TypeVar("_Model", bound=BaseModel)

_EXPECTED = {
    "bool": "yes or no",
    "int": "a whole number",
    "float": "a number",
    "string": "a text",
    "tuple": "a list",
    "list": "a list",
    "dict": "lines of key: value",
    "model": "lines of key: value",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer wrote: values, where each stands in the file, and the file's path."""

    values: dict[str, Any]
    marks: Mapping[Place, tuple[int, int]]
    path: str


@dataclass(frozen=True, slots=True)
class Terms:
    """How to speak of what is amiss: the codes of problems, and what other tools call our keys."""

    unknown: str = "key-unknown"
    invalid: str = "value-invalid"
    synonyms: Mapping[str, str] = field(default_factory=dict)


def validate(
    model: type[_Model], written: Written, context: dict[str, Any], terms: Terms
) -> tuple[_Model | None, list[Problem]]:
    """Read what was written as `model`, and say what is amiss, all at once.

    Unknown keys are left out with a warning. What cannot be understood is an error and left out
    too, so that the rest can still be looked at; None where something required is missing.
    """
    values, problems = copy.deepcopy(written.values), list[Problem]()
    removed: set[Place] = set()
    while True:
        try:
            return model.model_validate(values, context=context), problems
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=True)
        unknown = [item for item in found if item["type"] == "extra_forbidden"]
        for item in unknown:
            place = _real(item["loc"], values)
            problems.append(_unknown(place, _fields_at(model, place[:-1]), written, terms))
            _remove(values, place)
        rest = [item for item in found if item["type"] != "extra_forbidden"]
        problems += [
            _explained(item, values, written, terms.invalid)
            for item in rest
            if item["loc"] not in removed
        ]
        wrong = {_real(item["loc"], values)[:1] for item in rest}
        if () in wrong:
            return None, problems
        for place in wrong:
            _remove(values, place)
        removed |= wrong


def value_cut(path: str, line: int, column: int) -> Problem:
    """The warning that YAML took the rest of a text for a comment."""
    return Problem(
        "value-cut",
        "YAML reads what follows # as a comment",
        path,
        line,
        column,
        "put the value in quotes; before a comment, write two blanks",
    )


def _unknown(place: Place, names: list[str], written: Written, terms: Terms) -> Problem:
    key = str(place[-1])
    meant = terms.synonyms.get(key.lower(), "")
    if meant not in names:
        meant = "".join(difflib.get_close_matches(key.lower(), names, n=1, cutoff=0.7))
    hint = f"did you mean '{meant}'?" if meant else ""
    if not hint and len(place) == 1 and "extra" in names:
        hint = "put it below extra: if a template reads it"
    return _problem(terms.unknown, f"unknown key '{_short(key)}'", place, written, hint)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _real(loc: tuple[str | int, ...], values: Any) -> Place:
    """The part of pydantic's place that exists in the values: the rest names types."""
    place: list[str | int] = []
    for step in loc:
        keys = dict(_keys(values))
        if step in keys:
            values = values[keys[step]]
            place.append(keys[step])
    return tuple(place)


def _keys(values: Any) -> Iterable[tuple[str | int, str | int]]:
    """What pydantic calls each item, and its key: empty items of lists are not counted."""
    if isinstance(values, dict):
        return ((key, key) for key in values)
    if isinstance(values, list):
        return enumerate(index for index, item in enumerate(values) if not is_empty(item))
    return ()


def _remove(values: Any, place: Place) -> None:
    for step in place[:-1]:
        values = values[step]
    del values[place[-1]]


def _fields_at(model: Any, place: Place) -> list[str]:
    for step in place:
        if isinstance(step, str) and hasattr(model, "model_fields"):
            info = model.model_fields.get(step)
            model = model_in(info.annotation) if info else None
    names = getattr(model, "model_fields", {})
    return [info.alias or name for name, info in names.items()]


def model_in(annotation: Any) -> Any:
    """The model that a field holds, itself or in a list of it; None where it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := model_in(inner):
            return found
    return None


def _problem(code: str, message: str, place: Place, written: Written, hint: str = "") -> Problem:
    holder = place
    while holder and holder not in written.marks:
        holder = holder[:-1]
    line, column = written.marks.get(holder, (1, 1))
    return Problem(code, message, written.path, line, column, hint)


def _explained(item: Any, values: dict[str, Any], written: Written, code: str) -> Problem:
    place = _real(item["loc"], values)
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in place)
    missing = item["loc"][-1:] if item["type"] == "missing" else ()
    return _problem(code, _sentence(item, name), (*place, *missing), written)


def _options(item: Any) -> str:
    return str(item["ctx"]["expected"]).removeprefix("'', ")


def _sentence(item: Any, name: str) -> str:
    kind = item["type"]
    written = item.get("input")
    shown = f"'{_short(str(written))}'" if isinstance(written, str | int | float) else "this"
    if kind == "missing":
        missing = item["loc"][-1]
        return f"'{missing}' is missing" + (f" in '{name}'" if name else "")
    if kind == "value_error":
        reason = str(item["ctx"]["error"])
        return f"'{name}': {reason.replace(str(written), _short(str(written)))}"
    if kind == "literal_error":
        return f"'{name}': {shown} is none of {_options(item)}"
    expected = next((text for word, text in _EXPECTED.items() if kind.startswith(word)), "")
    if expected:
        return f"'{name}': {shown} is not {expected}"
    return f"'{name}': {item['msg'][:1].lower()}{item['msg'][1:]}"
