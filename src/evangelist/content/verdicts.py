"""What is amiss in what a writer wrote: a sentence for each thing, and the line that mends it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from evangelist.content.meant import meanings
from evangelist.content.written import Written, real_place
from evangelist.model.places import Place
from evangelist.problems import Problem

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
_OUR_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Terms:
    """How to speak of what is amiss: the codes of problems, and what other tools call our keys.

    `samples` are texts for keys that may not be missing: what a mended line has in their place.
    """

    unknown: str = "key-unknown"
    invalid: str = "value-invalid"
    synonyms: Mapping[str, str] = field(default_factory=dict)
    samples: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judge:
    """Says what is amiss, and tries on the model what a mended line would mean."""

    model: type[BaseModel]
    context: dict[str, Any]
    written: Written
    terms: Terms

    def unknown(self, place: Place, *, mend: bool) -> Problem:
        """The warning of a key that nobody reads."""
        key, names = str(place[-1]), _fields_at(self.model, place[:-1])
        meant = self.terms.synonyms.get(key.lower(), "")
        if meant not in names:
            meant = "".join(difflib.get_close_matches(key.lower(), names, n=1, cutoff=0.7))
        hint = f"did you mean '{meant}'?" if meant else ""
        if not hint and len(place) == 1 and "extra" in names:
            hint = "put it below extra: if a template reads it"
        message = f"unknown key '{_short(key)}'"
        problem = self.written.problem(self.terms.unknown, message, place, hint)
        return replace(problem, mended=self._key(place, meant)) if mend else problem

    def wrong(self, item: Any, place: Place, *, mend: bool) -> Problem:
        """The error of a value that cannot be understood."""
        name = ".".join(str(step + 1) if isinstance(step, int) else step for step in place)
        missing = item["loc"][-1:] if item["type"] == "missing" else ()
        problem = self.written.problem(
            self.terms.invalid, _sentence(item, name), (*place, *missing)
        )
        mended = self._value(item, place) if mend else ""
        hint = "put it in quotes" if mended and item["type"] == "string_type" else ""
        return replace(problem, mended=mended, hint=hint)

    def _key(self, place: Place, meant: str) -> str:
        """The line with the key that was meant; or in quotes, where a text has a colon in it."""
        if meant:
            return self._renamed(place, meant)
        holder = place[:-1]
        is_item = bool(holder) and isinstance(holder[-1], int)
        if is_item and not _OUR_KEY.fullmatch(str(place[-1])) and self._accepts(holder, "x"):
            return self.written.with_text(holder)
        return ""

    def _renamed(self, place: Place, meant: str) -> str:
        """The line with the key that was meant, and with a value that it takes."""
        value, new = self.written.get(place), (*place[:-1], meant)
        if self._accepts(new, value):
            return self.written.with_key(place, meant)
        for each in meanings(value) if isinstance(value, str) else ():
            if self._accepts(new, each):
                return self.written.with_pair(place, meant, each)
        return ""

    def _value(self, item: Any, place: Place) -> str:
        """The line with the value that was meant."""
        value = self.written.get(place)
        if item["type"] == "missing":
            key = str(item["loc"][-1])
            sample = self.terms.samples.get(key)
            return self.written.with_more(place, key, sample) if sample else ""
        if item["type"] == "string_type":
            return self.written.with_text(place) if place else ""
        options = re.findall(r"'([^']+)'", str(item.get("ctx", {}).get("expected", "")))
        for meant in meanings(value, options) if isinstance(value, str) else ():
            if self._accepts(place, meant):
                return self.written.with_value(place, meant)
        return ""

    def _accepts(self, place: Place, new: Any) -> bool:
        """Whether the model takes a value at a place."""
        values = self.written.changed(place, new)
        try:
            self.model.model_validate(values, context=self.context)
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=False)
            return all(real_place(item["loc"], values)[: len(place)] != place for item in found)
        return True


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


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
