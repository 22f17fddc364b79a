"""Settings and front matter as JSON Schema (draft 2020-12), for editors that complete by it.

A schema takes what we take: short forms, one value for a list, numbers where a text is wanted,
nothing at all. It knows less than we do: what it lets pass may still be wrong.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from evangelist.model.kinds import FOLDERS, KINDS
from evangelist.model.settings import Settings

SITE = "site"
_MODELS: Mapping[str, type[BaseModel]] = {SITE: Settings} | {
    kind.name: kind.model for kind in KINDS
}
NAMES = tuple(_MODELS)
"""What there are schemas of: site.yaml, and the front matter of each kind."""
_SCALAR = ["string", "number", "boolean"]
_YES_OR_NO = r"^(?:[Yy](?:es|ES)?|[Nn][Oo]?|[Oo](?:n|N|ff|FF)|[Tt](?:rue|RUE)?|[Ff](?:alse|ALSE)?)$"
_NOTHING = {"type": ["string", "null"], "pattern": r"^\s*$"}


def schema(name: str) -> dict[str, Any]:
    """The schema of one of NAMES."""
    model = _MODELS[name]
    made = model.model_json_schema(schema_generator=_Generator)
    about = "site.yaml" if name == SITE else f"Front matter of a {name}"
    head = {"$schema": GenerateJsonSchema.schema_dialect, "title": f"evangelist: {about}"}
    return head | made


def takes_text(model: type[BaseModel]) -> bool:
    """Whether a plain text may stand in place of the pairs of a model."""
    try:
        model.model_validate("services/x", context={"folders": FOLDERS, "zone": UTC})
    except ValidationError:
        return False
    return True


def needs(model: type[BaseModel], name: str) -> bool:
    """Whether a value without this field is refused; some are made from the title."""
    if not model.model_fields[name].is_required():
        return False
    try:
        model.model_validate({} if name == "title" else {"title": "x"})
    except ValidationError as error:
        return any(item["type"] == "missing" and item["loc"] == (name,) for item in error.errors())
    return False


class _Generator(GenerateJsonSchema):
    """Pydantic's own schema, made as forgiving as what reads the values before it checks them."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """A key says enough."""
        del schema
        return False

    def str_schema(self, schema: Any) -> JsonSchemaValue:
        """Numbers and truth values are read as they are written."""
        return super().str_schema(schema) | {"type": _SCALAR}

    def int_schema(self, schema: Any) -> JsonSchemaValue:
        """A number may stand in quotes."""
        made = {"type": ["integer", "string"], "pattern": r"^\s*(-?\d+\s*)?$"}
        return super().int_schema(schema) | made

    def bool_schema(self, schema: Any) -> JsonSchemaValue:
        """Yes and no in the words that we read."""
        words = {"type": "string", "pattern": _YES_OR_NO}
        return {"anyOf": [super().bool_schema(schema), words, {"enum": [0, 1]}]}

    def literal_schema(self, schema: Any) -> JsonSchemaValue:
        """The words to choose from; nothing is none of them."""
        return {"enum": [each for each in schema["expected"] if each]}

    def tuple_schema(self, schema: Any) -> JsonSchemaValue:
        """A list takes a single value, and empty items."""
        item = self.generate_inner(schema["items_schema"][0])
        return {"anyOf": [item, {"type": "array", "items": {"anyOf": [item, _NOTHING]}}]}

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        """What may be absent; `model_field_schema` says so for every field."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        """The value itself; its default where it is a word or a number."""
        made, default = self.generate_inner(schema["schema"]), schema.get("default")
        return made | {"default": default} if isinstance(default, str | int) and default else made

    def model_field_schema(self, schema: Any) -> JsonSchemaValue:
        """An empty value counts as absent."""
        made = super().model_field_schema(schema)
        if made == {} or schema["schema"]["type"] != "default":
            return made
        if isinstance(made.get("type"), list):
            return made | {"type": [*made["type"], "null"]}
        default = {"default": made.pop("default")} if "default" in made else {}
        return {"anyOf": [made, _NOTHING]} | default

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        """Pairs, or the text that may stand in their place."""
        model = schema["cls"]
        made = super().model_schema(schema)
        made.pop("title", None)
        names = {info.alias or name: name for name, info in model.model_fields.items()}
        needed = [key for key in made.get("required", []) if needs(model, names[key])]
        made = {key: value for key, value in made.items() if key != "required"}
        if needed:
            made["required"] = needed
        short = getattr(model, "SHORT_FORM", {"type": _SCALAR} if takes_text(model) else None)
        if short is None:
            return made
        about = " ".join((inspect.getdoc(model) or "").split())
        made.pop("description", None)
        return {"description": about, "anyOf": [short, made]}
