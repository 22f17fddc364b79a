"""The XML by which the native engine describes a text: its pieces, in order, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_NODE = re.compile(
    r'<(?P<close>/?)(?P<name>[a-z_]+)(?: sourcepos="(?P<line>\d+):(?P<column>\d+)-[\d:]+")?'
    r'(?: [a-z:]+="[^"]*")*(?P<empty> /)?>'
)
_LITERAL = {"text", "code", "code_block", "html_inline", "html_block"}


@dataclass(frozen=True, slots=True)
class Node:
    """The beginning or the end of a piece; `literal` is the text of one without others inside.

    `line` and `column` count characters of the text from 1.
    """

    name: str
    closing: bool = False
    literal: str = ""
    line: int = 0
    column: int = 0


def nodes(xml: str) -> Iterator[Node]:
    """The nodes of the description, in order; one without anything inside comes once."""
    position = 0
    while match := _NODE.search(xml, position):
        position = match.end()
        name, literal = match["name"], ""
        if name in _LITERAL and not match["empty"]:
            end = xml.index(f"</{name}>", position)
            literal, position = unescape(xml[position:end]), end + len(name) + 3
        yield Node(
            name,
            bool(match["close"]),
            literal,
            int(match["line"] or 0),
            int(match["column"] or 0),
        )
        if match["empty"] and name not in _LITERAL:
            yield Node(name, closing=True)


@dataclass(frozen=True, slots=True)
class RawHtml:
    """HTML that the writer put in: a block of it, or a tag inside a line."""

    html: str
    block: bool

    @property
    def shown(self) -> str:
        """HTML that shows it as it is written."""
        escaped = self.html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<p>{escaped}</p>" if self.block else escaped


def raw_pieces(xml: str) -> Iterator[RawHtml]:
    """The raw HTML of the text, in order; that in the words of a picture is only words."""
    pictures = 0
    for node in nodes(xml):
        if node.name == "image":
            pictures += -1 if node.closing else 1
        elif node.name == "html_block":
            yield RawHtml(node.literal.removesuffix("\n"), block=True)
        elif node.name == "html_inline" and not pictures:
            yield RawHtml(node.literal, block=False)
