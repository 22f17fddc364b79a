"""What a template consists of: its blocks and macros as they are written, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError

_PARTS = ("block", "macro")
_ENDS = {"endblock": "block", "endmacro": "macro"}
_REFERENCES = ("extends", "include", "import", "from")
_CHOICES = {"if": 1, "for": 1, "endif": -1, "endfor": -1}
_LEXER = Environment(autoescape=True, keep_trailing_newline=True)


class Token(NamedTuple):
    """A piece of a template, and where it starts, in characters from 0."""

    start: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A block or a macro. `text` is all of it, from its first tag to the end of its last.

    `within` are the names of the blocks and macros around it, the outermost first; `given` are a
    macro's arguments as written, in brackets. Lines and columns count from 1.
    """

    kind: str
    name: str
    text: str
    line: int
    column: int
    within: tuple[str, ...] = ()
    given: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another template that one names: `kind` is `extends`, `include`, `import` or `from`."""

    kind: str
    name: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a template in the order in which they begin, and what it refers to by name.

    `parent` is the template that it always extends; empty where there is none, or it depends.
    """

    parent: str = ""
    parts: tuple[Part, ...] = ()
    references: tuple[Reference, ...] = ()

    def part(self, kind: str, name: str) -> Part | None:
        """The block or macro of a name."""
        return next((each for each in self.parts if (each.kind, each.name) == (kind, name)), None)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of all blocks, or of all macros."""
        return tuple(each.name for each in self.parts if each.kind == kind)


@lru_cache(maxsize=512)
def outline(source: str) -> Outline:
    """The outline of a template. One that Jinja cannot read has none; a render tells why."""
    try:
        return _Reader(source).read()
    except TemplateSyntaxError:
        return Outline()


def unclosed(source: str) -> Part | None:
    """The last block or macro of a template that has no end, without its text; None for none."""
    reader = _Reader(source)
    try:
        reader.read()
    except TemplateSyntaxError:
        return None
    return reader.last_open()


def _tokens(source: str) -> Iterator[Token]:
    """The tokens of a template. Between two, Jinja leaves out nothing but white space."""
    at = 0
    for _, kind, text in _LEXER.lex(source):
        at = source.index(text, at)
        yield Token(at, kind, text)
        at += len(text)


@dataclass(slots=True)
class _Open:
    place: int
    start: int
    name: str
    given: str


@dataclass(slots=True)
class _Reader:
    """Goes through a template once."""

    source: str
    parent: str = ""
    depth: int = 0
    parts: list[Part | None] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def last_open(self) -> Part | None:
        """What was begun last, and has not ended so far."""
        if not self.open:
            return None
        last = self.open[-1]
        kind = self.source[last.start :].lstrip("{%-+ \n\t").partition(" ")[0]
        return Part(kind, last.name, "", *self._place(last.start))

    def read(self) -> Outline:
        tag: list[Token] = []
        for token in _tokens(self.source):
            if token.kind == "block_begin" or tag:
                tag.append(token)
            if token.kind == "block_end":
                self._tag(tag)
                tag = []
        parts = tuple(each for each in self.parts if each)
        return Outline(self.parent, parts, tuple(self.references))

    def _tag(self, tag: Sequence[Token]) -> None:
        words = [token for token in tag if token.kind != "whitespace"][1:-1]
        start, name = tag[0].start, words[0].text if words else ""
        self.depth += _CHOICES.get(name, 0)
        if name in _PARTS and len(words) > 1:
            given = words[2:] if name == "macro" else []
            arguments = self.source[given[0].start : tag[-1].start].rstrip() if given else ""
            self.open.append(_Open(len(self.parts), start, words[1].text, arguments))
            self.parts.append(None)
        elif name in _ENDS and self.open:
            self._close(_ENDS[name], tag[-1])
        elif name in _REFERENCES and len(words) > 1 and words[1].kind == "string":
            self._refer(name, start, words)

    def _close(self, kind: str, last: Token) -> None:
        opened = self.open.pop()
        end = last.start + len(last.text.rstrip())
        self.parts[opened.place] = Part(
            kind,
            opened.name,
            self.source[opened.start : end],
            *self._place(opened.start),
            tuple(each.name for each in self.open),
            opened.given,
        )

    def _refer(self, kind: str, start: int, words: Sequence[Token]) -> None:
        rest = [token.text for token in words[2:]]
        if kind == "extends" and not self.depth and not rest:
            self.parent = words[1].text[1:-1]
        if rest[:1] in ([], ["as"], ["import"], ["with"], ["without"]):
            name = words[1].text[1:-1]
            self.references.append(Reference(kind, name, *self._place(start)))

    def _place(self, at: int) -> tuple[int, int]:
        before = self.source[:at]
        return before.count("\n") + 1, at - before.rfind("\n")
