"""TOML as writers write it, with the place of each value in the file and the limits of YAML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from evangelist.content.slips import Repair, unquoted
from evangelist.content.yaml import MAX_CHARACTERS, MAX_DEPTH, Document, YamlError
from evangelist.model.places import Place

_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_WORD = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_NAME = rf"({_WORD}(?:\s*\.\s*{_WORD})*)"
_TABLE = re.compile(rf"(\s*)\[(\[?)\s*{_NAME}\s*\]?\]\s*(?:#.*)?")
_PAIR = re.compile(rf"(\s*){_NAME}\s*=")
_WRITTEN = re.compile(r"(?P<before>\s*)(?P<key>[\w-]+)\s*(?P<sign>[=:])\s*(?P<value>\S.*)")
_LONG_TEXT = re.compile(r'"""|' + "'''")
_LARGEST = 2**63

_Marks = dict[Place, tuple[int, int]]


def read_toml(text: str) -> Document:
    """Read one document. Raises YamlError."""
    if len(text) > MAX_CHARACTERS:
        raise YamlError(f"longer than {MAX_CHARACTERS:,} characters", 1, 1)
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _explained(str(error), text) from None
    except RecursionError:
        raise YamlError(f"nested deeper than {MAX_DEPTH} levels", 1, 1) from None
    except ValueError:
        raise YamlError("a number has too many digits", 1, 1) from None
    document = Document(value, _marks(text))
    _refuse_extremes(document)
    return document


def toml_repairs(line: str) -> Iterator[Repair]:
    """What a line of TOML may have been meant to be: YAML, or a text without its quotes."""
    match = _WRITTEN.fullmatch(line)
    if match:
        value = unquoted(match["value"].rstrip().strip("\"'"))
        text = value.replace("\\", "\\\\").replace('"', '\\"')
        before = f"{match['before']}{match['key']} = "
        if match["sign"] == ":":
            for new in (match["value"], f'"{text}"'):
                yield Repair(before + new, "here stands : instead of =", "write key = value")
        yield Repair(f'{before}"{text}"', "a text needs quotes", "put the value in double quotes")


def _explained(message: str, text: str) -> YamlError:
    at = _AT.search(message)
    lines = text.rstrip("\n").split("\n")
    line, column = len(lines), len(lines[-1]) + 1
    if at and at[1]:
        line, column = int(at[1]), int(at[2])
    message = _AT.sub("", message)
    return YamlError(message[:1].lower() + message[1:], line, column)


def _refuse_extremes(document: Document) -> None:
    """Refuse what no reader of a value expects: deep nesting, numbers beyond TOML's own limit."""
    waiting: list[tuple[Place, Any, int]] = [((), document.value, 0)]
    while waiting:
        place, value, depth = waiting.pop()
        line, column = document.marks.get(place, (1, 1))
        if depth > MAX_DEPTH:
            raise YamlError(f"nested deeper than {MAX_DEPTH} levels", line, column)
        if isinstance(value, int) and abs(value) > _LARGEST:
            raise YamlError("a number has too many digits", line, column)
        steps: list[tuple[Any, Any]] = []
        if isinstance(value, dict | list):
            steps = list(value.items() if isinstance(value, dict) else enumerate(value))
        for step, inner in steps:
            known = (*place, step) if (*place, step) in document.marks else place
            waiting.append((known, inner, depth + 1))


def _marks(text: str) -> _Marks:
    marks: _Marks = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    inside_text = False
    for number, line in enumerate(text.split("\n"), start=1):
        begins_inside = inside_text
        inside_text ^= len(_LONG_TEXT.findall(line)) % 2 == 1
        if begins_inside:
            continue
        if header := _TABLE.fullmatch(line):
            table = _table(_words(header[3]), counts, many=bool(header[2]))
            marks.setdefault(table, (number, len(header[1]) + 1))
        elif pair := _PAIR.match(line):
            marks.setdefault((*table, *_words(pair[2])), (number, len(pair[1]) + 1))
    return marks


def _words(name: str) -> list[str]:
    return [word.strip("\"'") for word in re.findall(_WORD, name)]


def _table(words: list[str], counts: dict[Place, int], *, many: bool) -> Place:
    """The place of a table; a list of tables is at its latest, or at a new one."""
    place: Place = ()
    for index, word in enumerate(words, start=1):
        place = (*place, word)
        if many and index == len(words):
            counts[place] = counts.get(place, 0) + 1
        if place in counts:
            place = (*place, counts[place] - 1)
    return place
