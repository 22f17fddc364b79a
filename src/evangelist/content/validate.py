"""From what a writer wrote to a typed value, and to a sentence for each thing amiss."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evangelist.model.card import Place
from evangelist.problems import Problem

_Model = TypeVar("_Model", bound=BaseModel)
_Marks = Mapping[Place, tuple[int, int]]

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


def validate(
    model: type[_Model],
    values: dict[str, Any],
    marks: _Marks,
    path: str,
    context: dict[str, Any],
    synonyms: Mapping[str, str],
    unknown_code: str = "key-unknown",
    invalid_code: str = "value-invalid",
) -> tuple[_Model | None, list[Problem]]:
    """Read `values` as `model`: the value, or None where it cannot be understood.

    Unknown keys are left out with a warning; everything else amiss is an error, all at once.
    """
    problems: list[Problem] = []
    while True:
        try:
            return model.model_validate(values, context=context), problems
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=True)
        unknown = [item for item in found if item["type"] == "extra_forbidden"]
        for item in unknown:
            place = _real(item["loc"], values)
            names = _fields_at(model, place[:-1])
            hint = _suggestion(str(place[-1]), names, synonyms)
            problems.append(
                _problem(unknown_code, f"unknown key '{_short(place[-1])}'", place, marks, path, hint)
            )
            _remove(values, place)
        rest = [item for item in found if item["type"] != "extra_forbidden"]
        if rest:
            problems += [_explained(item, values, marks, path, invalid_code) for item in rest]
            return None, problems


def _short(key: object) -> str:
    text = str(key)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _real(loc: tuple[str | int, ...], values: Any) -> Place:
    """The part of pydantic's place that exists in the values: the rest names types."""
    place: list[str | int] = []
    for step in loc:
        if isinstance(values, dict) and step in values:
            values = values[step]
            place.append(step)
        elif isinstance(values, list) and isinstance(step, int) and step < len(values):
            values = values[step]
            place.append(step)
    return tuple(place)


def _remove(values: Any, place: Place) -> None:
    for step in place[:-1]:
        values = values[step]
    del values[place[-1]]


def _fields_at(model: Any, place: Place) -> list[str]:
    for step in place:
        if isinstance(step, str) and hasattr(model, "model_fields"):
            field = model.model_fields.get(step)
            model = _model_in(field.annotation) if field else None
    names = getattr(model, "model_fields", {})
    return [field.alias or name for name, field in names.items()]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _model_in(inner):
            return found
    return None


def _suggestion(key: str, names: Iterable[str], synonyms: Mapping[str, str]) -> str:
    names = list(names)
    meant = synonyms.get(key.lower())
    if meant is None or meant not in names:
        close = difflib.get_close_matches(key.lower(), names, n=1, cutoff=0.7)
        meant = close[0] if close else None
    if meant:
        return f"did you mean '{meant}'?"
    return "put it below extra: if a template reads it"


def _problem(
    code: str, message: str, place: Place, marks: _Marks, path: str, hint: str = ""
) -> Problem:
    holder = place
    while holder and holder not in marks:
        holder = holder[:-1]
    line, column = marks.get(holder, (1, 1))
    return Problem(code, message, path, line, column, hint)


def _explained(
    item: Any, values: dict[str, Any], marks: _Marks, path: str, code: str
) -> Problem:
    place = _real(item["loc"], values)
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in place)
    return _problem(code, _sentence(item, name), place, marks, path)


def _sentence(item: Any, name: str) -> str:
    kind = item["type"]
    written = item.get("input")
    shown = f"'{written}'" if isinstance(written, str | int | float) else "this"
    if kind == "missing":
        missing = item["loc"][-1]
        return f"'{missing}' is missing" + (f" in '{name}'" if name else "")
    if kind == "value_error":
        return f"'{name}': {item['ctx']['error']}"
    if kind == "literal_error":
        return f"'{name}': {shown} is none of {item['ctx']['expected']}"
    expected = next((text for word, text in _EXPECTED.items() if kind.startswith(word)), "")
    if expected:
        return f"'{name}': {shown} is not {expected}"
    return f"'{name}': {item['msg'][:1].lower()}{item['msg'][1:]}"
