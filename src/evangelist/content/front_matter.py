"""The head of a file: YAML between `---` or TOML between `+++`, or none at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from evangelist.content.toml import read_toml
from evangelist.content.yaml import Document, YamlError, read_yaml
from evangelist.model.card import Place

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = re.compile(r"[\w-]+\s*[:=]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above a text.

    `marks`, `duplicates` and `cuts` count lines of the file from 1; `body` is the rest of the file
    and `body_line` the line that it begins on.
    """

    values: dict[str, Any] = field(default_factory=dict)
    marks: dict[Place, tuple[int, int]] = field(default_factory=dict)
    duplicates: tuple[tuple[str, int, int], ...] = ()
    cuts: tuple[tuple[int, int], ...] = ()
    body: str = ""
    body_line: int = 1


def read_front_matter(text: str) -> FrontMatter:
    """Split a file's text (line ends are LF) and read its head. Raises YamlError."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    fence = lines[start].rstrip() if start < len(lines) else ""
    if fence not in _FENCES:
        return FrontMatter(body=text)
    ends = _FENCES[fence]
    end = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() in ends), None)
    if end is None:
        return _without_end(text, lines, start, fence)
    head = "\n".join(lines[start + 1 : end])
    document = _read(read_toml if fence == "+++" else read_yaml, head, start + 1)
    if document.value is None:
        document.value = {}
    if not isinstance(document.value, dict):
        raise YamlError("expected lines of key: value", start + 2, 1)
    body = "\n".join(lines[end + 1 :])
    return FrontMatter(
        document.value,
        document.marks,
        tuple(document.duplicates),
        tuple(document.cuts),
        body,
        body_line=end + 2,
    )


def _without_end(text: str, lines: list[str], start: int, fence: str) -> FrontMatter:
    following = lines[start + 1] if start + 1 < len(lines) else ""
    if _KEY.match(following):
        raise YamlError(
            f"the front matter has no end; it wants a line with {fence}",
            start + 1,
            1,
            f"write {fence} on a line of its own after the last key",
        )
    return FrontMatter(body=text)


def _read(reader: Callable[[str], Document], head: str, offset: int) -> Document:
    try:
        document = reader(head)
    except YamlError as error:
        raise YamlError(str(error), error.line + offset, error.column, error.hint) from None
    document.marks = {
        place: (line + offset, column) for place, (line, column) in document.marks.items()
    }
    document.duplicates = [(key, line + offset, col) for key, line, col in document.duplicates]
    document.cuts = [(line + offset, column) for line, column in document.cuts]
    return document
