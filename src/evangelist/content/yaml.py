"""YAML as writers write it: every scalar as it stands, with its place in the file.

Follows YAML 1.2's core schema for what is null; numbers, dates and truth values are left to
the type of their field. Aliases, anchors and tags are refused, size and depth limited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from evangelist.model.places import Place
from evangelist.model.values import Plain

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 20
_LINE_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
"""What YAML takes for the end of a line, and editors do not."""
_NO_TEXT = re.compile(r"[0-9.,:TZ+-]+|true|false|yes|no", re.IGNORECASE)
_NO_ITEM = re.compile(
    r"[-\u2013\u2014](?=[^\W\d])|[\u2013\u2014\u2022\u00b7\u25aa\u25e6\u2023]\s*\S"
)
"""What begins an item of a list for writers, and not for YAML: no blank, or another sign."""
_NO_GAP = re.compile(r"[A-Za-z_]+:[^\s/].*")
_NULL = {"", "~", "null", "Null", "NULL"}
_NATIVE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(Exception):
    """Text that is not the YAML we read; line and column count from 1.

    `mended` is the line as it would be right, where that is known. `earlier` are errors that
    stand before this one: they were mended in memory, so that reading could go on.
    """

    def __init__(
        self, message: str, line: int, column: int, hint: str = "", mended: str = ""
    ) -> None:
        super().__init__(message)
        self.line, self.column, self.hint, self.mended = line, column, hint, mended
        self.earlier: tuple[YamlError, ...] = ()


@dataclass
class Document:
    """What was read: values, where each stands, the keys that stand twice.

    `cuts` are the places where YAML took the rest of a text for a comment, or in brackets for
    another key.
    """

    value: Any = None
    marks: dict[Place, tuple[int, int]] = field(default_factory=dict)
    duplicates: list[tuple[str, int, int]] = field(default_factory=list)
    cuts: list[tuple[int, int]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def read_yaml(text: str) -> Document:
    """Read one document. Raises YamlError."""
    if len(text) > MAX_CHARACTERS:
        raise YamlError(f"longer than {MAX_CHARACTERS:,} characters", 1, 1)
    text = text.translate(_LINE_ENDS)
    document = Document(lines=text.split("\n"))
    try:
        events = iter(_loader(text)(text).get_event, None)
        for event in events:
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                break
        if not isinstance(event, yaml.StreamEndEvent):
            document.value = _node(event, events, document, ())
            _refuse_a_second_document(events)
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text) from None
    except yaml.YAMLError as error:
        raise _unreadable(text) from error
    return document


def quoted(text: str) -> str:
    """A text in quotes, as a person would write it: read back as it was."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _loader(text: str) -> Any:
    """The parser: native where there is one; but only the other refuses tabs between values."""
    return yaml.SafeLoader if "\t" in text else _NATIVE


def _refuse_a_second_document(events: Iterator[yaml.Event]) -> None:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            line, column = _place(event)
            hint = "put the value in quotes, or leave the line out"
            raise YamlError("a second document begins", line, column, hint)


def _place(event: yaml.Event) -> tuple[int, int]:
    mark: Any = event.start_mark
    return mark.line + 1, mark.column + 1


def _node(event: Any, events: Iterator[Any], document: Document, loc: Place) -> Any:
    line, column = _place(event)
    document.marks[loc] = (line, column)
    if isinstance(event, yaml.AliasEvent):
        raise YamlError(
            f"'*{event.anchor}' refers to another place", line, column, "put quotes around it"
        )
    if event.anchor is not None:
        raise YamlError(f"'&{event.anchor}' is a YAML anchor", line, column, "put quotes around it")
    if event.tag not in {None, "!"}:
        raise YamlError(f"'{event.tag}' is a YAML tag", line, column, "put quotes around it")
    if len(loc) > MAX_DEPTH:
        raise YamlError(f"nested deeper than {MAX_DEPTH} levels", line, column)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, document, loc, in_brackets=bool(event.flow_style))
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, document, loc)
    return _scalar(event, document)


def _scalar(event: yaml.ScalarEvent, document: Document) -> str | None:
    if event.style:
        return str(event.value)
    if not _NO_TEXT.fullmatch(event.value):
        _note_cut(event, document)
    return None if event.value in _NULL else Plain(event.value)


def _note_cut(event: yaml.ScalarEvent, document: Document) -> None:
    """Note a `#` after one blank, which writers mean; comments stand farther off."""
    end: Any = event.end_mark
    written = document.lines[end.line : end.line + 1]
    if written and written[0].startswith(" #", end.column):
        document.cuts.append((end.line + 1, end.column + 2))


def _sequence(events: Iterator[Any], document: Document, loc: Place) -> list[Any]:
    items: list[Any] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        value = _node(event, events, document, (*loc, len(items)))
        if value is not None:
            items.append(value)
    return items


def _mapping(
    events: Iterator[Any], document: Document, loc: Place, *, in_brackets: bool
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        line, column = _place(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise YamlError("a key has to be a word", line, column, "put quotes around it")
        key = str(event.value)
        if key in values:
            document.duplicates.append((key, line, column))
        written = next(events)
        _refuse_no_item(written, line)
        if _NO_GAP.fullmatch(key):
            hint = "write key: value"
            raise YamlError("a space is missing after the colon", line, column, hint)
        if in_brackets and _is_nothing(written) and _is_cut(key, values, document, line, column):
            document.cuts.append((line, column))
        value = _node(written, events, document, (*loc, key))
        document.marks[(*loc, key)] = (line, column)
        values[key] = value
    return {key: value for key, value in values.items() if value is not None}


def _is_nothing(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and not event.style and not event.value


def _is_cut(key: str, values: dict[str, Any], document: Document, line: int, column: int) -> bool:
    """Whether a key without a value is the end of a text that a comma has cut."""
    after_comma = document.lines[line - 1][: column - 1].rstrip().endswith(",")
    return after_comma and " " in key and list(values.values())[-1:] != [None]


def _refuse_no_item(event: yaml.Event, key_line: int) -> None:
    """Refuse a text below its key that was meant as a list."""
    line, column = _place(event)
    if not isinstance(event, yaml.ScalarEvent) or event.style:
        return
    if line > key_line and _NO_ITEM.match(event.value):
        hint = "write a hyphen and a space before each item"
        raise YamlError("this is no list yet", line, column, hint)


_SAID = (
    ("mapping values are not allowed", "a colon inside a value", "put the value in quotes"),
    ("cannot start any token", "a value cannot begin with this sign", "put the value in quotes"),
    (
        "expected <block end>",
        "this line does not fit those above it",
        "check the indentation, and put quotes around values with odd signs",
    ),
    ("could not find expected ':'", "a key without its colon", "write key: value"),
    (
        "did not find expected key",
        "something stands here where a key should begin",
        "check the indentation, or put the value before it in quotes",
    ),
    ("unexpected end of stream", "a quote is opened and never closed", "close it"),
    ("while parsing a flow", "a bracket is opened and not closed", "put the value in quotes"),
)
"""What the parser says, what we say instead, and how to mend it."""


def _explained(error: yaml.MarkedYAMLError, text: str) -> YamlError:
    mark = _mark(error)
    message = " ".join(part for part in (error.context, error.problem) if part)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    written = text.splitlines()[line - 1 : line]
    tab = written[0].find("\t", 0, column + 1) if written else -1
    if tab >= 0 and "cannot start any token" in message:
        return YamlError(
            "a tab cannot stand here", line, tab + 1, "write spaces instead of the tab"
        )
    for words, said, hint in _SAID:
        if words in message:
            return YamlError(said, line, column, hint)
    return YamlError(f"{error.problem or message}", line, column)


_OPENED = ("scanning a simple key", "parsing a flow")


def _mark(error: yaml.MarkedYAMLError) -> Any:
    """Where the trouble is: what is opened and not closed is wrong where it begins."""
    begin, end = error.context_mark, error.problem_mark
    if begin and "scanning a quoted scalar" in (error.context or ""):
        return begin
    if begin and end and begin.line < end.line:
        return begin if any(words in (error.context or "") for words in _OPENED) else end
    return end or begin


def _unreadable(text: str) -> YamlError:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    position = found.start() if found else 0
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return YamlError("a character that YAML does not allow", line, column, "leave it out")
