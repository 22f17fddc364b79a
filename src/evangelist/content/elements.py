"""Where the headings, tables and raw HTML of a text stand in its file: for messages alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from evangelist.content.outline import plain
from evangelist.model.body import Element

_OPENING = re.compile(r"<([a-z][a-z0-9]*)\b[^>]*>")
_RAW = re.compile(r"<([a-z][a-z0-9]*)")
_HEADING = re.compile(r"h[1-6]")
_TAGS = re.compile(r"<[^>]*>|&[^;\s]+;")
_PIECE = re.compile(r"\w[\w ,;:]*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")
_Test = Callable[[str, str], bool]


def elements_in(html: str, text: str, first_line: int) -> tuple[Element, ...]:
    """The elements of `html` that can be found in the Markdown it was made of, in order.

    Each is looked for after the one before; `first_line` is the line of the file where `text`
    begins.
    """
    lines = [*text.split("\n"), ""]
    raw = {"table", *_RAW.findall(text)}
    found: list[Element] = []
    at = 0
    for match in _OPENING.finditer(html):
        tag = match[1]
        if tag not in raw and not _HEADING.fullmatch(tag):
            continue
        words = _words(html, match) if _HEADING.fullmatch(tag) else match[0]
        number = _search(lines, at, _test(tag, html, match))
        if number < 0:
            continue
        at = number + bool(_HEADING.fullmatch(tag))
        line = lines[number]
        column = max(line.find(f"<{tag}"), len(line) - len(line.lstrip())) + 1
        found.append(Element(tag, words, first_line + number, column))
    return tuple(found)


def _words(html: str, match: re.Match[str]) -> str:
    end = html.find(f"</{match[1]}>", match.end())
    return plain(html[match.end() : end])


def _search(lines: list[str], start: int, is_it: _Test) -> int:
    pairs = enumerate(zip(lines[start:], lines[start + 1 :], strict=False), start)
    return next((number for number, pair in pairs if is_it(*pair)), -1)


def _test(tag: str, html: str, match: re.Match[str]) -> _Test:
    """How to know the line of an element, by that line and the next."""
    if _HEADING.fullmatch(tag):
        piece = _piece(html[match.end() : html.find(f"</{tag}>", match.end())])
        return lambda line, after: piece in line and _is_heading(line, after)
    if tag == "table":
        end = html.find("</tr>", match.end())
        piece = _piece(html[match.end() : end])
        return lambda line, _: "<table" in line or ("|" in line and piece in line)
    return lambda line, _: f"<{tag}" in line


def _piece(html: str) -> str:
    """The first words without a tag, or a sign that Markdown may write in another way."""
    match = _PIECE.search(_TAGS.sub("\n", html))
    return match[0].strip() if match else ""


def _is_heading(line: str, after: str) -> bool:
    return line.lstrip().startswith(("#", "<h")) or bool(_UNDERLINE.fullmatch(after))
