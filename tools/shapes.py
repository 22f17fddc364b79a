"""Typed settings and front matter in the words of a writer, as tables in Markdown."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Container, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from evangelist.model.entry import Entry
from evangelist.model.kinds import FOLDERS, KINDS
from evangelist.model.schema import needs
from evangelist.model.settings import Settings
from evangelist.model.values import Party, Reference

_WORDS: dict[Any, tuple[str, str]] = {
    str: ("text", "texts"),
    bool: ("yes or no", "yes or no"),
    int: ("whole number", "whole numbers"),
    date: ("date", "dates"),
    datetime: ("date, with a time if you like", "dates"),
    Any: ("anything", "anything"),
}


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def words(annotation: Any, *, many: bool = False) -> str:
    """A type in the words of a writer."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return words(inner[0], many=many)
    if origin in {Union, types.UnionType}:
        kept = tuple(each for each in inner if each is not type(None))
        return ("numbers" if many else "number") if len(kept) > 1 else words(kept[0], many=many)
    if origin is tuple:
        return f"list of {words(inner[0], many=True)}"
    if origin is dict:
        return f"names, each with {words(inner[1])}"
    if origin is Literal:
        return " · ".join(f"`{each}`" for each in inner if each)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{title(annotation)}](#{slug(annotation)})"
    return _WORDS[annotation][many]


def title(model: type[BaseModel]) -> str:
    """What a model is called: its key in site.yaml, or its name as words, Get started."""
    if model in _SETTINGS:
        return _SETTINGS[model]
    return re.sub(r"(?<=[a-z])([A-Z])", lambda m: f" {m[1].lower()}", model.__name__)


def _settings() -> Iterator[tuple[type[BaseModel], str]]:
    for name, info in Settings.model_fields.items():
        yield from ((model, name) for model in _models_in(info.annotation))


def slug(model: type[BaseModel]) -> str:
    """The anchor of a model's heading."""
    return title(model).lower().replace(" ", "-")


def rows_of(model: type[BaseModel], without: Container[str] = ()) -> list[tuple[str, ...]]:
    """One row for each field of a model: name, type, description and default."""
    rows: list[tuple[str, ...]] = []
    for name, info in model.model_fields.items():
        if name not in without:
            meaning = _meaning(info) + (" **Needed.**" if needs(model, name) else "")
            rows.append((f"`{info.alias or name}`", words(info.annotation), meaning))
    return rows


def _meaning(info: FieldInfo) -> str:
    default = info.get_default(call_default_factory=False)
    text = info.description or ""
    if info.is_required():
        return text
    if isinstance(default, str | int) and not isinstance(default, bool) and default != "":
        return f"{text} Default: `{default}`."
    return f"{text} Default: yes." if default is True else text


def shapes(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The models inside a model, each before those inside it."""
    for info in model.model_fields.values():
        for inner in _models_in(info.annotation):
            yield inner
            yield from shapes(inner)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def shape_sections(*models: type[BaseModel]) -> str:
    """A section for each model inside the given ones."""
    found = dict.fromkeys(inner for model in models for inner in shapes(model))
    sections = []
    for model in sorted(found, key=title):
        about = " ".join((inspect.getdoc(model) or "").split())
        short = _short_form(model)
        body = table(("key", "what it takes", "meaning"), rows_of(model))
        sections.append(f"### {title(model)}\n\n{about}{short}\n\n{body}")
    return "\n\n".join(sections)


def _short_form(model: type[BaseModel]) -> str:
    """What becomes of a plain text in place of a model, found out by trying."""
    if model in (Party, Reference):
        return ""
    try:
        value = model.model_validate("x", context={"folders": FOLDERS, "zone": UTC})
    except ValidationError:
        return ""
    set_fields = [name for name in model.model_fields if getattr(value, name) == "x"]
    return f" A plain text instead is its {' and '.join(f'`{name}`' for name in set_fields)}."


def settings() -> str:
    """The keys of site.yaml."""
    return table(("key", "what it takes", "meaning"), rows_of(Settings))


def setting_shapes() -> str:
    """What stands below the keys of site.yaml."""
    return shape_sections(Settings)


def common_fields() -> str:
    """What every kind understands."""
    return table(("key", "what it takes", "meaning"), rows_of(Entry))


def kind_fields() -> str:
    """What each kind understands besides."""
    sections = []
    for kind in KINDS:
        own = rows_of(kind.model, set(Entry.model_fields))
        place = f"`content/{kind.folder}/`" if kind.folder else "any other place"
        about = (inspect.getdoc(kind.model) or "").strip()
        text = table(("key", "what it takes", "meaning"), own) if own else "Only the common ones."
        sections.append(f"### {kind.name}\n\n{about} Lives in {place}.\n\n{text}")
    return "\n\n".join(sections)


def field_shapes() -> str:
    """What stands below the keys of front matter."""
    return shape_sections(*(kind.model for kind in KINDS))


_SETTINGS = dict(_settings())
