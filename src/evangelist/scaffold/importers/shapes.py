"""What a field of a kind holds, as its model says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, get_args, get_origin

from evangelist.model.entry import Kind
from evangelist.model.values import Party, Reference


def shape_of(kind: Kind, name: str) -> str:
    """What a field holds: `day`, `yes`, `many`, `people`, `references` or `text`."""
    info = kind.model.model_fields.get(name)
    inner = set(_within(info.annotation)) if info else set()
    if info and get_origin(info.annotation) is tuple:
        if Reference in inner:
            return "references"
        return "people" if name in {"authors", "members"} else "many"
    if {date, datetime} & inner:
        return "day"
    if Reference in inner:
        return "references"
    return "yes" if bool in inner else "text"


def _within(annotation: Any) -> Iterable[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _within(inner)


def holds_party(kind: Kind, name: str) -> bool:
    """Whether a field names a team, a customer or the like."""
    info = kind.model.model_fields.get(name)
    return info is not None and Party in set(_within(info.annotation))
