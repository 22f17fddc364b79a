"""What writers of YAML slip on: for one line, what it may have been meant to be.

Everything here is a guess; `mending` tries each on the whole head, and offers the first that
reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evangelist.content.brackets import MADE_BY, bracketed
from evangelist.content.yaml import quoted

_OPENING = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u2033\u00ab\u00bb\u2039\u203a"
_CLOSING = "\u201c\u201d\u201f\u2018\u2019\u2033\u00ab\u00bb\u2039\u203a"
"""Quotes of all countries: what closes in one opens in another."""
_COMMENT = re.compile(r"\s{2,}#.*$")
_ODD = re.compile(r"[^\S \n]")
"""A tab, or a blank that is none for YAML: a no-break space."""
_LEAD = r"(?P<lead>\s*(?:-\s+)*)"
_KEY = r"(?P<key>[^\W\d][^:#\[\]{}]*?|[\"'\u201c\u201d][^:\"'\u201c\u201d]+[\"'\u201c\u201d])"
_PAIR = re.compile(rf"{_LEAD}{_KEY}\s*:(?P<gap>\s+)(?P<value>\S.*)")
_ITEM = re.compile(r"(?P<lead>\s*(?:-\s+)+)(?P<value>\S.*)")
_NO_GAP = re.compile(
    rf"{_LEAD}(?P<key>[^\W\d][\w-]*)(?::(?=\S)|\uff1a\s*)(?P<value>[^\s:\uff1a/].*)"
)
_EQUALS = re.compile(rf"{_LEAD}(?P<key>[^\W\d][\w-]*)\s*=\s*(?P<value>\S.*)")
_BULLETS = "\\u2013\\u2014\\u2022\\u00b7\\u25aa\\u25e6\\u2023"
_BULLET = re.compile(rf"(?P<lead>\s*)(?:[*{_BULLETS}]\s+|[-{_BULLETS}])(?P<value>[^\s-].*)")
_REASON = re.compile(r":(\s|$)|\s#|^[-?](\s|$)|^[@`%&*!|>\[\]{},#]")
"""Why a plain value is read as something else."""
_APOSTROPHE = re.compile(r"'(?:\d0s|tis|twas|til|em|n)\b", re.IGNORECASE)
_NAMED = MADE_BY | {
    "|": "a value cannot begin with |",
    ">": "a value cannot begin with >",
    "-": "a value cannot begin with a hyphen and a space",
    "?": "a value cannot begin with a question mark and a space",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """What a line may have been meant to be, and what to say of it."""

    line: str
    message: str
    hint: str
    certain: bool = True
    """Whether it is right where it ends the error, though more may be wrong below."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """A line: what stands before its value, the value, and a comment after it."""

    before: str
    value: str
    after: str


def repairs(line: str) -> Iterator[Repair]:
    """What a line may have been meant to be, most likely first; its indentation stays."""
    yield from _spaces(line)
    yield from _bullet(line)
    yield from _colon(line)
    parts = _parts(line)
    if parts is not None:
        for value, message, hint in _values(parts.value):
            yield Repair(f"{parts.before}{value}{parts.after}", message, hint)


def indented(line: str, columns: Iterable[int]) -> Iterator[tuple[tuple[int, bool], Repair]]:
    """The same line, beginning below one of its neighbours: how far off, whether farther right."""
    text = line.lstrip()
    now = len(line) - len(text)
    if text and (_PAIR.match(line) or _ITEM.match(line) or text.rstrip().endswith(":")):
        for column in {*columns} - {now}:
            message = "this line does not begin in the column of its neighbours"
            new = " " * column + text
            far = (abs(column - now), column > now)
            yield far, Repair(new, message, "move it below them", certain=False)


def begins(line: str) -> Iterator[int]:
    """The columns that a line below may begin in: that of this line, and that of its item."""
    text = line.lstrip(" ")
    if text.strip() and not text.startswith("\t"):
        yield len(line) - len(text)
        if item := _ITEM.match(line):
            yield item.start("value")


def as_text(line: str, begin: int) -> str:
    """The line with everything from column `begin` (from 0) on as one quoted text."""
    comment = _COMMENT.search(line, begin)
    end = comment.start() if comment else len(line.rstrip())
    return f"{line[:begin]}{quoted(line[begin:end])}{line[end:]}"


def value_column(line: str) -> int | None:
    """Where the value of a line `key: value` or `- value` begins, counted from 0."""
    found = _PAIR.fullmatch(line) or _ITEM.fullmatch(line)
    return found.start("value") if found else None


def unquoted(text: str) -> str:
    """A text without the quotes of print around it, if it has some."""
    if len(text) > 2 and text[0] in _OPENING and text[-1] in _CLOSING:
        return text[1:-1].strip()
    return text


def _parts(line: str) -> _Parts | None:
    match = _PAIR.fullmatch(line) or _ITEM.fullmatch(line)
    if match is None:
        return None
    written = match["value"].rstrip()
    comment = _COMMENT.search(written)
    value = written[: comment.start()] if comment else written
    before = _ODD.sub("  ", match["lead"])
    if "key" in match.groupdict():
        before += f"{match['key']}: "
    return _Parts(before, value, comment[0] if comment else "")


def _spaces(line: str) -> Iterator[Repair]:
    if line.rstrip(" ").endswith("\t"):
        yield Repair(line.rstrip(), "a tab stands at the end of the line", "take it out")
    match = _PAIR.fullmatch(line) or _ITEM.fullmatch(line)
    head = line[: match.start("value")] if match else line[: len(line) - len(line.lstrip())]
    odd = _ODD.search(head)
    if odd is None:
        return
    tab = odd[0] == "\t"
    message = "a tab cannot stand here" if tab else "this blank is no ordinary space"
    hint = "write spaces instead of the tab" if tab else "type it again with the space bar"
    lead = re.match(r"[^\S\n]*", line)
    width = len(lead[0]) if lead else 0
    rest = _ODD.sub(" ", head[width:]) + line[len(head) :]
    for wide in ("  ", "    ", " ", ""):
        indent = _ODD.sub(wide, line[:width])
        yield Repair(indent + rest, message, hint, certain=indent == line[:width])


def _bullet(line: str) -> Iterator[Repair]:
    match = _BULLET.fullmatch(line)
    if match:
        lead = _ODD.sub("  ", match["lead"])
        for value in (match["value"], quoted(match["value"].rstrip())):
            yield Repair(
                f"{lead}- {value}",
                "an item of a list begins with a hyphen and a space",
                "write both",
            )


def _colon(line: str) -> Iterator[Repair]:
    for pattern, message in (
        (_NO_GAP, "a space is missing after the colon"),
        (_EQUALS, "here stands = instead of a colon"),
    ):
        match = pattern.fullmatch(line)
        if match:
            before = f"{_ODD.sub('  ', match['lead'])}{match['key']}: "
            for value in (match["value"], quoted(match["value"].rstrip())):
                yield Repair(before + value, message, "write key: value")


def _values(value: str) -> Iterator[tuple[str, str, str]]:
    """What a value may be meant to be, with what to say of it."""
    if unquoted(value) != value:
        message = f"YAML does not know the quotes {value[0]} {value[-1]}"
        yield quoted(unquoted(value)), message, 'type straight quotes: " "'
    elif value[0] in "\"'":
        yield from _quotes(value)
    elif value in {"[", "{"}:
        yield quoted(value), _why(value), "put the value in quotes"
    elif value[0] in "[{":
        yield from bracketed(value)
    elif _REASON.search(value):
        yield quoted(value), _why(value), "put the value in quotes"


def _why(value: str) -> str:
    if value[0] in "@`%&*!,]}#":
        return f"a value cannot begin with {value[0]}"
    if value[0] in _NAMED:
        return _NAMED[value[0]]
    return "a colon inside a value" if re.search(r":(\s|$)", value) else "a # inside a value"


def _quotes(value: str) -> Iterator[tuple[str, str, str]]:
    """A value that begins with a quote, and goes wrong after it."""
    sign, inner = value[0], value[1:]
    again = inner.find(sign)
    if again < 0:
        if _APOSTROPHE.match(value):
            hint = "put the value in double quotes"
            yield quoted(value), "an apostrophe at the start opens a quote", hint
        else:
            yield quoted(inner), "a quote is opened and never closed", "close it"
        return
    if inner.endswith(sign):
        inner = inner[:-1]
        if sign not in inner:
            hint = "put the value in single quotes"
            yield f"'{inner}'", "a backslash in double quotes means something else", hint
            return
        if not _closes(inner, inner.index(sign)):
            hint = "put the value in quotes of the other kind"
            yield quoted(inner), "a quote inside quotes ends the value", hint
            return
    hint = "put the whole value in quotes of the other kind"
    yield quoted(value), "something follows the quote that ends the value", hint


def _closes(text: str, at: int) -> bool:
    """Whether a quote ends a word, so that it closes one that stands before it."""
    after = text[at + 1 : at + 2]
    return at > 0 and not text[at - 1].isspace() and not after.isalnum()
