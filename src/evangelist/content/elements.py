"""Where the headings, tables and raw HTML of a text stand in its file: for messages alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from evangelist.content.outline import plain
from evangelist.model.places import Element

_HEADING = re.compile(r"<(h[1-6])\b[^>]*>(.*?)</\1>", re.DOTALL)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")
_UNDER = {"=", "-", " "}
_DELIMITER = re.compile(r"[\s|:-]*-[\s|:-]*")
_RAW = re.compile(r"<([a-z][a-z0-9]*)\b[^<>]*>")
_TAGS = re.compile(r"<[^>]*>|&[^;\s]+;")
_PIECE = re.compile(r"\w[\w ,;:]*")
_AHEAD = 50
"""So many places are tried for each heading, so that no text takes long."""


def elements_in(html: str, text: str, first_line: int) -> tuple[Element, ...]:
    """The headings of `html`, with their words, and the tables and raw tags of its Markdown.

    `text` is that Markdown, which begins at `first_line` of its file. A heading that cannot be
    found in it is left out.
    """
    lines = [*text.split("\n"), ""]
    found = [*_headings(html, lines), *_tables(lines), *_raw(lines)]
    ordered = sorted(found, key=lambda each: (each.line, each.column))
    return tuple(replace(each, line=first_line + each.line) for each in ordered)


def _headings(html: str, lines: list[str]) -> Iterator[Element]:
    """Each heading is looked for after the one before."""
    waiting = [number for number, pair in enumerate(pairwise(lines)) if _is_heading(*pair)][::-1]
    for tag, inner in _HEADING.findall(html):
        number = _take(waiting, lines, _piece(inner))
        if number >= 0:
            yield Element(tag, plain(inner), number, _start(lines[number]))


def _is_heading(line: str, after: str) -> bool:
    if after[:1] in _UNDER and _UNDERLINE.fullmatch(after):
        return True
    return line.lstrip().startswith(("#", "<h"))


def _take(numbers: list[int], lines: list[str], piece: str) -> int:
    """The next line that has the words, and -1 for none; those up to it are taken away."""
    for tried, number in enumerate(islice(reversed(numbers), _AHEAD)):
        if piece in lines[number]:
            del numbers[len(numbers) - tried - 1 :]
            return number
    return -1


def _piece(html: str) -> str:
    """The first words without a tag, or a sign that Markdown may write in another way."""
    match = _PIECE.search(_TAGS.sub("\n", html))
    return match[0].strip() if match else ""


def _tables(lines: list[str]) -> Iterator[Element]:
    for number, (line, after) in enumerate(pairwise(lines)):
        if "|" in line and _DELIMITER.fullmatch(after):
            yield Element("table", line.strip(), number, _start(line))


def _raw(lines: list[str]) -> Iterator[Element]:
    for number, line in enumerate(lines):
        for match in _RAW.finditer(line) if "<" in line else ():
            yield Element(match[1], match[0], number, match.start() + 1)


def _start(line: str) -> int:
    return len(line) - len(line.lstrip()) + 1
