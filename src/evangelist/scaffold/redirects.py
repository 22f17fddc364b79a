"""Writes an old address into the head of an entry, and leaves every other byte as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evangelist.content.front_matter import FrontMatter, read_front_matter
from evangelist.content.places import redirect_url
from evangelist.scaffold.templates import yaml_value

KEY = "redirect_from"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def with_redirect(text: str, written: str, url: str) -> str:
    """The text of an entry with one more address in `redirect_from`, and without its own, `url`.

    `text` begins after a byte order mark and keeps its line ends. `written` is the address as it
    is to be written.
    """
    lines = _LINE.findall(text)
    end = "\r\n" if "\r\n" in text else "\n"
    head = read_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    old = _many(head.values.get(KEY, []))
    kept = [each for each in old if redirect_url(each) != url]
    opening = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if head.body_line == 1:
        lines[:0] = [f"---{end}", f"{KEY}: {written}{end}", f"---{end}"]
    elif lines[opening].strip() == "+++":
        values = ", ".join(f'"{each}"' for each in [*kept, written])
        at = head.marks[(KEY,)][0] - 1 if KEY in head.values else opening + 1
        lines[at : at + (KEY in head.values)] = [f"{KEY} = [{values}]{end}"]
    elif KEY not in head.values:
        indent = " " * (min((column for _, column in _keys(head)), default=1) - 1)
        lines.insert(head.body_line - 2, f"{indent}{KEY}: {written}{end}")
    elif kept == old and _is_block(head):
        last = _extent(head)[1]
        mark = lines[last - 1][: head.marks[KEY, 0][1] - 1]
        lines.insert(last, f"{mark}{written}{end}")
    else:
        first, last = _extent(head)
        indent = " " * (head.marks[(KEY,)][1] - 1)
        values = ", ".join([*map(yaml_value, kept), written])
        lines[first - 1 : last] = [f"{indent}{KEY}: [{values}]{end}"]
    return "".join(lines)


def _is_block(head: FrontMatter) -> bool:
    """Whether the addresses stand below their key, each on a line."""
    return (KEY, 0) in head.marks and head.marks[KEY, 0][0] > head.marks[(KEY,)][0]


def _keys(head: FrontMatter) -> Iterable[tuple[int, int]]:
    return (mark for place, mark in head.marks.items() if len(place) == 1)


def _many(value: object) -> list[str]:
    return [str(each) for each in (value if isinstance(value, list) else [value])]


def _extent(head: FrontMatter) -> tuple[int, int]:
    """The first and the last line of the key with its values, counted from 1."""
    lines = [line for place, (line, _) in head.marks.items() if place and place[0] == KEY]
    return min(lines), max(lines)
