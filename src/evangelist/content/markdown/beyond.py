"""What the native engine does not know, and Python-Markdown does: found where it stays as words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evangelist.content.markdown import Beyond
from evangelist.content.markdown.described import Node, nodes

_MAYBE_LIST = re.compile(r"\{ *[:#.]")
_MAYBE_DEFINITION = re.compile(r"\n[ >]*:[ \t]")
_CUT_CODE = re.compile(r"<t[hd][^>]*>[^<]*`")
_ATTRIBUTES = r"\{(?:: *[#.\w]|[#.][\w-])[^{}\n]*\}"
_AFTER = re.compile(_ATTRIBUTES)
_ALONE = re.compile(rf"\s*({_ATTRIBUTES})\s*")
_AT_END = re.compile(rf"({_ATTRIBUTES})\s*$")
_DEFINITION = re.compile(r":[ \t]+\S.*")
_ABBREVIATION = re.compile(r"\*\[[^\]\n]+\]:.*")
_INLINE = {"emph", "strong", "strikethrough", "link", "image", "code"}
_LINE_STARTS = {"paragraph", "softbreak"}
_HOLDERS = {"heading", "table_cell"}
_SHOWN = 40


def may_be_beyond(text: str, html: str) -> bool:
    """Whether it pays to look closer, by the text and by what became of it."""
    return bool(
        "*[" in text
        or _MAYBE_LIST.search(text)
        or _MAYBE_DEFINITION.search(text)
        or ("`" in html and _CUT_CODE.search(html))
    )


def beyond(xml: str) -> Iterator[Beyond]:
    """What only Python-Markdown reads of a text, by the description of the native engine.

    Attribute lists, definition lists, abbreviations, and code in a table with a sign that parts
    cells; other samples of code have none.
    """
    before, holder = Node(""), ""
    for node in nodes(xml):
        if node.name in _HOLDERS:
            holder = "" if node.closing else node.name
        if node.name == "text" and (found := _found(node, before, holder)):
            name, words, at = found
            shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
            yield Beyond(name, shown, node.line, node.column + at)
        before = node


def _found(node: Node, before: Node, holder: str) -> tuple[str, str, int] | None:
    """What a piece of words has: its name, its words, and where they begin in the piece."""
    text = node.literal
    if holder == "table_cell" and "`" in text:
        return "code that a | cuts in two", text, text.index("`")
    begins = before.name in _LINE_STARTS and not (before.closing and before.name == "paragraph")
    if begins and _DEFINITION.fullmatch(text):
        return "a definition", text, 0
    if begins and _ABBREVIATION.fullmatch(text):
        return "an abbreviation", text, 0
    follows = before.name in _INLINE and (before.closing or before.name == "code")
    match = _AFTER.match(text) if follows else None
    if begins and not match and (alone := _ALONE.fullmatch(text)):
        return "an attribute list", alone[1], alone.start(1)
    if holder == "heading" and not match and (last := _AT_END.search(text)):
        return "an attribute list", last[1], last.start(1)
    return ("an attribute list", match[0], 0) if match else None
