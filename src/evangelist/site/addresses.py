"""Addresses that front matter and site.yaml name: none leads to what is not published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import BaseModel

from evangelist.content.places import normal_url
from evangelist.model.card import Card
from evangelist.model.places import Place
from evangelist.model.values import models_in

Found = tuple[Place, str]
_CONTACTS = {"contact", "support_contact"}
_FIELDS = {"url", *_CONTACTS}
_WHOLE = re.compile(r"https?://", re.IGNORECASE)
_REST = re.compile(r"[#?]")
_WRITTEN = re.compile(r"https?://|/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Concealed:
    """An address that was taken out of an entry, because it leads to what is not published."""

    place: Place
    url: str


@cache
def _leading(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that may hold an address: looked up once, as most hold none."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if name in _FIELDS or any(_leading(each) for each in models_in(info.annotation))
    )


def addresses(value: object, place: Place = ()) -> Iterator[Found]:
    """Every address inside a value, with its place."""
    if isinstance(value, BaseModel):
        for name in _leading(type(value)):
            inner = getattr(value, name)
            if not inner:
                continue
            if not isinstance(inner, str):
                yield from addresses(inner, (*place, name))
            elif name == "url" or (name in _CONTACTS and _WRITTEN.match(inner)):
                yield (*place, name), inner
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from addresses(item, (*place, index))


def leads_to(url: str, urls: frozenset[str]) -> bool:
    """Whether an address, within the site or whole, is one of `urls`; a last slash may lack."""
    if not urls:
        return False
    path = _REST.split(url, maxsplit=1)[0]
    if _WHOLE.match(path):
        return not urls.isdisjoint({path, f"{path.rstrip('/')}/"})
    wanted = normal_url(path).removesuffix("index.html")
    return path.startswith("/") and not urls.isdisjoint({wanted, f"{wanted.rstrip('/')}/"})


def conceal(card: Card, hidden: frozenset[str]) -> tuple[Card, tuple[Concealed, ...]]:
    """The card without addresses that are hidden, and what they were; their labels stay."""
    found = tuple(
        Concealed(place, url) for place, url in addresses(card.front) if leads_to(url, hidden)
    )
    if not found:
        return card, ()
    return replace(card, front=_without(card.front, {each.url for each in found})), found


def _without(value: Any, urls: set[str]) -> Any:
    if isinstance(value, BaseModel):
        update = {name: _without(getattr(value, name), urls) for name in type(value).model_fields}
        for name in {"label", "text", *_FIELDS} & update.keys():
            if update[name] in urls:
                update[name] = ""
        return value.model_copy(update=update)
    if isinstance(value, tuple):
        return tuple(_without(item, urls) for item in value)
    return value
