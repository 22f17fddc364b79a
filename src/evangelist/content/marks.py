"""Marks that differ for each recipient of an issue, filled in finished text: `{{first_name}}`.

Filling is no template: a mark is a name and nothing else, and what is put in is put in as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from evangelist.model.entry import Entry
from evangelist.model.values import Structured

UNFILLED = "…"
"""What readers of pages and feeds see of a mark that has no words for everybody."""
_SAMPLE = re.compile(
    r"^(```+|~~~+).*?(?:^\1|\Z)|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL
)
_SPOKEN = ("title", "subject", "summary", "preheader", "asks", "events", "give")
_MARK = re.compile(r"\{\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}\}")


def marks_in(text: str) -> tuple[str, ...]:
    """The names of all marks in a text, each once, in order, in small letters."""
    return tuple(dict.fromkeys(name.lower() for name in _MARK.findall(text)))


def undeclared(front: Entry, text: str) -> Iterator[tuple[str, int, int]]:
    """Each mark of a text that its front matter does not name, with its line and column from 1.

    Samples of code show marks as they are.
    """
    if "{{" not in text:
        return
    known = {mark.name for mark in getattr(front, "merge", ())}
    for match in _MARK.finditer(without_samples(text)):
        if match[1].lower() not in known:
            line = text.count("\n", 0, match.start()) + 1
            yield match[0], line, match.start() - text.rfind("\n", 0, match.start())


def spoken(front: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts of an issue's front matter that its readers see, with their places."""
    for name in _SPOKEN:
        yield from _texts(getattr(front, name), (name,))


def _texts(value: object, place: tuple[str | int, ...]) -> Iterator[tuple[Any, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*place, index))
    elif isinstance(value, Structured):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*place, name))


def without_samples(text: str) -> str:
    """A Markdown text with blanks in the place of its samples of code, everything else in place."""
    return _SAMPLE.sub(lambda sample: re.sub(r"[^\n]", " ", sample[0]), text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """A plain text with the marks that have a value; others stay as they are written."""
    return _filled(text, values, str)


def filled_html(html: str, values: Mapping[str, str]) -> str:
    """The same for HTML: what is put in is text, never an element."""
    return _filled(html, values, escape)


def _filled(text: str, values: Mapping[str, str], form: Callable[[str], str]) -> str:
    def value(match: re.Match[str]) -> str:
        found = values.get(match[1].lower())
        return match[0] if found is None else form(found)

    return _MARK.sub(value, text)


def for_everybody(front: Entry, instead: str = "") -> dict[str, str]:
    """What stands in the place of each mark where nobody in particular is addressed.

    A mark without such words stands as it is, or as `instead`.
    """
    declared: Any = getattr(front, "merge", ())
    words = {mark.name: mark.otherwise or instead for mark in declared}
    return {name: word for name, word in words.items() if name and word}
