"""What a writer wrote, value by value: its place, and the line with another one there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evangelist.content.mending import (
    NOTHING,
    Lines,
    key_added,
    key_mended,
    pair_mended,
    text_mended,
    value_mended,
)
from evangelist.model.places import Place
from evangelist.model.values import is_empty
from evangelist.problems import Problem


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer wrote: values, where each stands in the file, and the file's path.

    `lines` are what the values were read from: without them no line can be mended.
    """

    values: dict[str, Any]
    marks: Mapping[Place, tuple[int, int]]
    path: str
    lines: Lines = NOTHING

    def at(self, place: Place) -> tuple[int, int]:
        """Line and column of a value, or of what holds it."""
        while place and place not in self.marks:
            place = place[:-1]
        return self.marks.get(place, (1, 1))

    def get(self, place: Place) -> Any:
        """The value at a place."""
        value: Any = self.values
        for step in place:
            value = value[step]
        return value

    def changed(self, place: Place, new: Any) -> dict[str, Any]:
        """All values, with another one at a place."""
        return dict(_changed(self.values, place, new))

    def problem(self, code: str, message: str, place: Place, hint: str = "") -> Problem:
        """A finding at a place."""
        return Problem(code, message, self.path, *self.at(place), hint)

    def with_value(self, place: Place, new: str) -> str:
        """The line with another value, or nothing."""
        return value_mended(self.lines, place, *self.at(place), new)

    def with_text(self, place: Place) -> str:
        """The line with all of a value as one text, or nothing."""
        return text_mended(self.lines, place, *self.at(place))

    def with_key(self, place: Place, new: str) -> str:
        """The line with another key, or nothing."""
        return key_mended(self.lines, place, *self.at(place), new)

    def with_pair(self, place: Place, key: str, new: str) -> str:
        """The line with another key and another value, or nothing."""
        return pair_mended(self.lines, place, *self.at(place), key, new)

    def with_more(self, place: Place, key: str, text: str) -> str:
        """The line with a key more in the pairs at a place, or nothing."""
        pairs = self.get(place)
        first = next(iter(pairs), "") if isinstance(pairs, dict) else ""
        return key_added(self.lines, place, *self.at((*place, first)), key, text) if first else ""


def real_place(loc: tuple[str | int, ...], values: Any) -> Place:
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


def _changed(values: Any, place: Place, new: Any) -> Any:
    if not place:
        return new
    step, rest = place[0], place[1:]
    if isinstance(values, list):
        return [_changed(each, rest, new) if at == step else each for at, each in enumerate(values)]
    return values | {step: _changed(values.get(step), rest, new)}
