"""The building blocks of typed front matter: frozen, complete, forgiving in what they read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from math import isfinite
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from evangelist.model.dates import read_date, read_moment

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


BREAKS = re.compile("[\x00-\x08\n\r\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
"""What cannot stand on one line: line breaks and control characters, but for the tab."""
SAFE_SCHEMES = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_MAIL = re.compile(r"[^\s@/:?#]+@[^\s@/:?#]+\.[^\s@/:?#]+")
_PRINTED_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]+")  # as browsers do


class Plain(str):
    """A scalar as it was written, without quotes: its field's type decides what it means."""

    __slots__ = ()


def natural(plain: object) -> Any:
    """What a plain scalar means by YAML 1.2's core schema, for fields that take anything.

    A number is one only where nothing is lost by it: `0123`, `1.10` and `1e3` stay as written.
    """
    if isinstance(plain, dict):
        return {str(key): natural(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [natural(value) for value in plain]
    if not isinstance(plain, Plain):
        return plain
    if plain in {"true", "True", "TRUE"}:
        return True
    if plain in {"false", "False", "FALSE"}:
        return False
    for read in (int, float):
        with suppress(ValueError):
            if _NUMBER.fullmatch(plain) and str(number := read(plain)) == plain:
                return number
    return str(plain)


class Value(BaseModel):
    """A frozen value. Unknown keys are refused here and told to the writer as a warning.

    An empty value counts as absent.
    """

    model_config = ConfigDict(
        defer_build=True,
        frozen=True,
        extra="forbid",
        coerce_numbers_to_str=True,
        populate_by_name=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {key: item for key, item in value.items() if not is_empty(item)}


class Structured(Value):
    """A value with a short form: a plain string, kept in `text` and shown as written."""

    text: str = Field("", description="The short form, shown as written.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"text": str(value)} if isinstance(value, str | int | float) else value


def is_empty(value: object) -> bool:
    """Whether a value counts as absent."""
    return value is None or (isinstance(value, str) and not value.strip())


def _as_list(value: object) -> object:
    items = value if isinstance(value, list | tuple) else [value]
    return [item for item in items if not is_empty(item)]


_Item = TypeVar("_Item")
Many = Annotated[tuple[_Item, ...], BeforeValidator(_as_list)]
"""A list field; it also takes a single value."""


def _one_line(value: str) -> str:
    text = value.strip()
    if BREAKS.search(text):
        raise ValueError("has to stand on one line: it goes into the head of an e-mail")
    return text


Line = Annotated[str, AfterValidator(_one_line)]
"""A text on one line (RFC 5322: a line break would begin another header)."""


def _address(value: str) -> str:
    text = value.strip().strip(_PRINTED_QUOTES)
    if BREAKS.search(text):
        raise ValueError("an address has to stand on one line")
    scheme = _SCHEME.match(_IGNORED_IN_ADDRESSES.sub("", text))
    if scheme and scheme[1].lower() not in SAFE_SCHEMES:
        kinds = ", ".join(f"{name}:" for name in SAFE_SCHEMES)
        raise ValueError(f"'{text}' is an address that pages do not link to; these are: {kinds}")
    return f"mailto:{text}" if _MAIL.fullmatch(text) else text


Address = Annotated[str, AfterValidator(_address)]
"""An address to link to, within the site or elsewhere: never one that runs code.

An e-mail address alone is read as `mailto:`; quotes of print around it are left out.
"""


def _number(value: object) -> object:
    if isinstance(value, str):
        text = value.strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        try:
            value = float(text) if any(mark in text for mark in ".eE") else int(text)
        except ValueError:
            raise ValueError(f"'{value}' is not a number") from None
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"'{value}' is not a number")
    return value


_NUMBER_SCHEMA = WithJsonSchema(
    {"type": ["number", "string"], "pattern": r"^\s*(-?[\d \u00a0]*\.?\d+([eE][+-]?\d+)?\s*)?$"}
)
Number = Annotated[int | float, BeforeValidator(_number), _NUMBER_SCHEMA]


def _day(value: object) -> date:
    return read_date(value)


def _moment(value: object, info: ValidationInfo) -> datetime:
    context: Any = info.context
    return read_moment(value, context["zone"])


_DATE_SCHEMA = WithJsonSchema(
    {
        "type": "string",
        "pattern": r"^\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([Tt\s].*)?|.*[A-Za-z]{3,}.*\d{4}.*)?\s*$",
    }
)
"""The forms of dates by their outline: the year first, or the name of a month."""
Day = Annotated[date, BeforeValidator(_day), _DATE_SCHEMA]
Moment = Annotated[datetime, BeforeValidator(_moment), _DATE_SCHEMA]
Anything = Annotated[Any, BeforeValidator(natural), PlainSerializer(lambda value: value)]


class Reference(Value):
    """A pointer to another entry: `services/vpn`, or an offering, `services/vpn#basic`."""

    path: str = Field(description="The path of the entry: `services/vpn`.")
    anchor: str = Field("", description="The part of it: an offering's id.")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: object) -> object:
        if isinstance(value, str):
            path, _, anchor = value.strip().partition("#")
            if not path.strip("/"):
                raise ValueError(f"'{value}' names no entry; write one like services/vpn")
            return {"path": path.strip("/").removesuffix(".md"), "anchor": anchor}
        return value

    def __str__(self) -> str:
        """As a writer would write it."""
        return f"{self.path}#{self.anchor}" if self.anchor else self.path


class Party(Value):
    """A team, customer, supplier or provider: a name, or a reference to an entry."""

    text: str = Field("", description="A name, shown as written.")
    path: str = Field("", description="The path of an entry instead: `teams/workplace`.")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        context: Any = info.context
        text = value.strip()
        if "/" in text and text.split("/", 1)[0] in context["folders"]:
            return {"path": text.strip("/").removesuffix(".md")}
        return {"text": text}

    def __str__(self) -> str:
        """The name, or the path that stands for it."""
        return self.text or self.path


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Every model that a field with this annotation may hold, however deep in it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in get_args(annotation):
        yield from models_in(each)


@cache
def _pointing(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a model that may hold a reference, each with its name for a writer."""
    return tuple(
        (name, info.alias or name)
        for name, info in model.model_fields.items()
        if any(_points(each) for each in models_in(info.annotation))
    )


def _points(model: type[BaseModel]) -> bool:
    return issubclass(model, Reference | Party) or bool(_pointing(model))


def references(value: object, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, str, str]]:
    """Every pointer to another entry inside a value, as (place, path, anchor)."""
    if isinstance(value, Reference):
        yield loc, value.path, value.anchor
    elif isinstance(value, Party):
        if value.path:
            yield loc, value.path, ""
    elif isinstance(value, BaseModel):
        for name, written in _pointing(type(value)):
            if inner := getattr(value, name):
                yield from references(inner, (*loc, written))
    elif isinstance(value, tuple | dict):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from references(item, (*loc, key))
