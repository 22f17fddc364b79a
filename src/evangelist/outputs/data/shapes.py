"""Shapes of published values: each says what a value looks like, and makes it of one of ours.

One table of shapes gives both the data and their JSON Schema, so that neither can promise what
the other does not keep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any
from urllib.parse import urljoin

from pydantic import BaseModel

from evangelist.model.values import Party, Reference
from evangelist.site.lens import Lens

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: a window with whole addresses, and the whole address of its page."""

    lens: Lens
    page: str

    def at(self, url: str) -> Place:
        """The page at an address of the site."""
        return replace(self, page=self.lens.url(url))

    def address(self, written: str) -> str:
        """An address as a writer wrote it, whole."""
        return urljoin(self.page, self.lens.url(written)) if written else ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A schema, with what it refers to by name, and the function that makes such a value.

    The function returns something empty where there is nothing to publish.
    """

    schema: Schema
    make: Callable[[Place, Any], Any]
    names: Mapping[str, Schema] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a record: its shape, where its value comes from, and what it is."""

    shape: Shape
    value: Callable[[Place, Any], Any]
    about: str


def is_nothing(value: object) -> bool:
    """Whether a value is left out: everything empty, but not the number 0."""
    return value is None or value in ("", [], {})


TEXT = Shape({"type": "string"}, lambda _, value: value)
NUMBER = Shape({"type": "number"}, lambda _, value: value)
DAY = Shape({"type": "string", "format": "date"}, lambda _, value: _iso(value))
MOMENT = Shape({"type": "string", "format": "date-time"}, lambda _, value: _iso(value))
ADDRESS = Shape({"type": "string"}, lambda place, value: place.address(value))


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def word(*choices: str) -> Shape:
    """One of these words."""
    return Shape({"enum": [each for each in choices if each]}, lambda _, value: value)


def many(shape: Shape) -> Shape:
    """A list of values of one shape."""

    def make(place: Place, values: tuple[Any, ...]) -> list[Any]:
        made = (shape.make(place, value) for value in values)
        return [value for value in made if not is_nothing(value)]

    return Shape({"type": "array", "items": shape.schema}, make, shape.names)


def by_name(shape: Shape) -> Shape:
    """Values of one shape, each under a name of its writer's."""

    def make(place: Place, values: Mapping[str, Any]) -> dict[str, Any]:
        made = {name: shape.make(place, value) for name, value in values.items()}
        return {name: value for name, value in made.items() if not is_nothing(value)}

    return Shape({"type": "object", "additionalProperties": shape.schema}, make, shape.names)


def record(
    name: str,
    model: type[BaseModel],
    required: tuple[str, ...] = (),
    *,
    within: str = "",
    **fields: Shape | Part,
) -> Shape:
    """A record of some fields of a model, described in the model's own words.

    `within` says where in the value the model is, with a dot at its end.
    """
    parts = {
        key: given
        if isinstance(given, Part)
        else Part(given, _field_of(within + key), model.model_fields[key].description or "")
        for key, given in fields.items()
    }
    return whole(name, required, parts)


def whole(name: str, required: tuple[str, ...], parts: Mapping[str, Part]) -> Shape:
    """A record of these parts; what is empty is left out of it."""

    def make(place: Place, value: Any) -> dict[str, Any]:
        if value is None:
            return {}
        made = {
            key: part.shape.make(place, part.value(place, value)) for key, part in parts.items()
        }
        return {key: each for key, each in made.items() if not is_nothing(each)}

    properties = {
        key: {"description": part.about, **part.shape.schema} for key, part in parts.items()
    }
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        schema["required"] = list(required)
    names = {key: each for part in parts.values() for key, each in part.shape.names.items()}
    return Shape({"$ref": f"#/$defs/{name}"}, make, {**names, name: schema})


def _field_of(name: str) -> Callable[[Place, Any], Any]:
    get = attrgetter(name)
    return lambda _, value: get(value)


def _party(place: Place, value: Party | None) -> dict[str, str]:
    """Who it is, as a page names them: an entry that is not published is nobody."""
    if value is None:
        return {}
    if value.path:
        link = place.lens.link(value.path)
        return {"name": link.title, "url": place.lens.url(link.url)} if link else {}
    return {"name": place.lens.t("common.us") if value.text == "us" else value.text}


def _reference(place: Place, value: Reference | None) -> dict[str, str]:
    link = place.lens.link(value) if value else None
    if value is None or link is None:
        return {}
    part = f"#{value.anchor}" if value.anchor else ""
    return {"id": str(value), "title": link.title, "url": place.lens.url(link.url) + part}


def _texts(about: str, **fields: str) -> Schema:
    properties = {key: {"description": words, "type": "string"} for key, words in fields.items()}
    return {"description": about, "type": "object", "properties": properties}


PARTY = Shape(
    {"$ref": "#/$defs/Party"},
    _party,
    {
        "Party": {
            **_texts("A team, or somebody else by name.", name="The name.", url="The page."),
            "required": ["name"],
        }
    },
)
REFERENCE = Shape(
    {"$ref": "#/$defs/Reference"},
    _reference,
    {
        "Reference": {
            **_texts("Another entry.", id="Its id.", title="Its title.", url="Its page."),
            "required": ["id", "title", "url"],
        }
    },
)
