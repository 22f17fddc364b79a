"""The head of a file: YAML between `---` or TOML between `+++`, or none at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from evangelist.content.mending import NOTHING, Lines, read_on
from evangelist.content.slips import repairs
from evangelist.content.toml import read_toml, toml_repairs
from evangelist.content.yaml import YamlError, read_yaml
from evangelist.model.kinds import KINDS
from evangelist.model.places import Place

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_READERS = {"---": (read_yaml, repairs), "+++": (read_toml, toml_repairs)}
_KEY = re.compile(r"[\w-]+\s*[:=]")
_TABLE = re.compile(r"\[{1,2}[\w. -]+\]{1,2}\s*")
_NEARLY = re.compile(r"\s*[-_\u2010-\u2015\u2212]{1,12}\s*")
"""What a word processor or a hurry makes of `---`."""
_FIELDS = frozenset(
    info.alias or name for kind in KINDS for name, info in kind.model.model_fields.items()
)
_WRITE = "write three hyphens on a line of their own"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above a text.

    `marks`, `duplicates` and `cuts` count lines of the file from 1; `body` is the rest of the file
    and `body_line` the line that it begins on. `slips` are the errors that were mended in memory
    to read on, and `lines` what was read then.
    """

    values: dict[str, Any] = field(default_factory=dict)
    marks: dict[Place, tuple[int, int]] = field(default_factory=dict)
    duplicates: tuple[tuple[str, int, int], ...] = ()
    cuts: tuple[tuple[int, int], ...] = ()
    body: str = ""
    body_line: int = 1
    slips: tuple[YamlError, ...] = ()
    lines: Lines = NOTHING


@dataclass(frozen=True, slots=True)
class _Fences:
    """Where the head begins and ends, as indexes of lines; what was wrong with the fences."""

    kind: str
    start: int
    end: int
    body: int
    slips: tuple[YamlError, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """Split a file's text (line ends are LF) and read its head. Raises YamlError.

    A line that stops reading is mended in memory where that is clear, and is one of `slips`.
    """
    lines = text.split("\n")
    fences = _fences(lines)
    if fences is None:
        return FrontMatter(body=text)
    read, guess = _READERS[fences.kind]
    above = fences.start + 1
    head = Lines(tuple(lines[above : fences.end]), read, above, guess)
    try:
        document, head, slips = read_on(head)
    except YamlError as error:
        error.earlier = (*fences.slips, *error.earlier)
        raise
    return FrontMatter(
        document.value or {},
        {place: (line + above, column) for place, (line, column) in document.marks.items()},
        tuple((key, line + above, column) for key, line, column in document.duplicates),
        tuple((line + above, column) for line, column in document.cuts),
        "\n".join(lines[fences.body :]),
        fences.body + 1,
        (*fences.slips, *slips),
        head,
    )


def _fences(lines: list[str]) -> _Fences | None:
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines):
        return None
    kind, slips = lines[start].rstrip(), list[YamlError]()
    following = lines[start + 1] if start + 1 < len(lines) else ""
    if kind not in _FENCES:
        if not (_NEARLY.fullmatch(lines[start]) and _is_field(following)):
            return None
        slips.append(_nearly(lines[start], start))
        kind = "---"
    end = _end(lines, start, kind)
    if end is None:
        below = next((line for line in lines[start + 1 :] if line.strip()), "")
        meant = _KEY.match(following) or _is_field(below)
        return _without_end(lines, start, kind, slips) if meant else None
    if lines[end].rstrip() not in _FENCES[kind]:
        slips.append(_nearly(lines[end], end))
    return _Fences(kind, start, end, end + 1, tuple(slips))


def _end(lines: list[str], start: int, kind: str) -> int | None:
    """The line that ends the head: the right one, or one that is nearly right just after it."""
    ends = _FENCES[kind]
    right = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() in ends), None)
    if right is not None and not any(map(_NEARLY.fullmatch, lines[start + 1 : right])):
        return right
    keys = _keys_end(lines, start)
    nearly = kind == "---" and keys < len(lines) and _NEARLY.fullmatch(lines[keys])
    return keys if nearly and (right is None or keys < right) else right


def _keys_end(lines: list[str], start: int) -> int:
    """The first line after the keys; after an empty line, only fields that we know are keys."""
    blank = False
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if not line.strip():
            blank = True
        elif line[0].isspace() or line.startswith(("- ", "#")):
            if blank:
                break
        elif not (_is_field(line) if blank else _KEY.match(line)) and not _TABLE.fullmatch(line):
            break
        else:
            blank = False
    else:
        number = len(lines)
    while number > start + 1 and not lines[number - 1].strip():
        number -= 1
    return number


def _is_field(line: str) -> bool:
    return line.partition(":")[1] == ":" and line.partition(":")[0].strip().lower() in _FIELDS


def _nearly(line: str, index: int) -> YamlError:
    message = f"'{line.strip()}' is not the line that front matter stands between"
    return YamlError(message, index + 1, 1, _WRITE, "---")


def _without_end(lines: list[str], start: int, kind: str, slips: list[YamlError]) -> _Fences:
    end = _keys_end(lines, start)
    last = end - 1
    error = YamlError(
        f"the front matter has no end; it wants a line with {kind}",
        last + 1,
        1,
        f"write {kind} on a line of its own after the last key",
        f"{lines[last]}\n{kind}",
    )
    return _Fences(kind, start, end, end, (*slips, error))
