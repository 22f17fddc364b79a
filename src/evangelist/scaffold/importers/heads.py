"""The head of a text of another generator: YAML, TOML, JSON, or Pelican's lines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evangelist.content.front_matter import read_front_matter
from evangelist.content.yaml import YamlError

_LINE = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+(.*))?")
_LONGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Head:
    """Values as they were written, the line of each key, the text below, and its first line.

    `slips` are mistakes that were mended to read on.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    slips: tuple[YamlError, ...] = ()


def read_head(text: str, *, bare: bool) -> Head:
    """Read the head of a text whose lines end in LF. Raises YamlError.

    With `bare`, lines of `Key: value` without fences are a head too, as Pelican writes them.
    """
    first = text.lstrip("\n").split("\n", 1)[0].strip()
    if first in {"{", "{{}"} or (first.startswith("{") and not first.startswith(("{{", "{%"))):
        return _json(text)
    if bare and _LINE.fullmatch(first) and first not in {"---", "+++"}:
        return _bare(text)
    front = read_front_matter(text)
    lines = {str(place[0]): line for place, (line, _) in front.marks.items() if len(place) == 1}
    return Head(front.values, lines, front.body, front.body_line, front.slips)


def _json(text: str) -> Head:
    start = text.index("{")
    try:
        values, end = json.JSONDecoder().raw_decode(text, start)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise YamlError("the JSON above the text does not parse", line, 1) from None
    if not isinstance(values, dict) or end - start > _LONGEST:
        raise YamlError("the JSON above the text does not parse", 1, 1)
    return Head(values, {}, text[end:], text.count("\n", 0, end) + 1)


def _bare(text: str) -> Head:
    """Lines of `Key: value` up to the first empty one; an indented line goes on with the last."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    key, rows = "", text.split("\n")
    end = next((n for n, row in enumerate(rows) if row.strip()), 0)
    while end < len(rows) and rows[end].strip():
        row = rows[end]
        if match := _LINE.fullmatch(row.rstrip()):
            key = match[1]
            values[key], lines[key] = (match[2] or "").strip(), end + 1
        elif row.startswith((" ", "\t")):
            values[key] = f"{values[key]} {row.strip()}".strip()
        else:
            break
        end += 1
    return Head(values, lines, "\n".join(rows[end:]), end + 1)
