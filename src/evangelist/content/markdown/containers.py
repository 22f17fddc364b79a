"""Lists, quotes, code and raw HTML by CommonMark's rules, inside Python-Markdown.

Python-Markdown wants four spaces to nest and splits a text at blank lines before it looks for
lists, so a text comes out other than in its writer's editor. Here markdown-it finds the
containers; what stands inside them, the leaves, goes to Python-Markdown with everything that
its extensions know. See docs/decisions/0003-containers-by-commonmark.md.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Sequence
from contextlib import suppress
from html import escape
from typing import Any

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.util import AtomicString, code_escape
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from evangelist.content.markdown.highlight import fenced

_LEAVES = ("code", "hr", "heading", "lheading", "paragraph", "reference")
_ALONE = ("heading_open", "hr")
_REPLACED = ("olist", "ulist", "quote", "indent")
_MAX_NESTING = 60

Rule = Callable[..., bool]


def _keeping_source(rule: Rule) -> Rule:
    """The same rule, which also notes the text that it took, without its container's marks."""

    def wrapped(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        if silent:
            return rule(state, start, end, silent)
        before, indent = len(state.tokens), state.blkIndent
        taken = rule(state, start, end, silent)
        if taken:
            if len(state.tokens) == before:
                state.push("leaf", "", 0).map = [start, state.line]
            token = state.tokens[before]
            source = state.getLines(start, state.line, indent, keepLastLF=False)
            if token.type == "heading_open" and token.markup in {"=", "-"}:
                words = " ".join(state.tokens[before + 1].content.split())
                source = f"{'#' * int(token.tag[1])} {words}"
            token.meta = {"source": source}
        return taken

    return wrapped


def _container_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    parser.core.ruler.enableOnly(["normalize", "block"])
    for rule in parser.block.ruler.__rules__:
        if rule.name in _LEAVES:
            rule.fn = _keeping_source(rule.fn)
    return parser


class Containers(BlockParser):
    """Python-Markdown's block parser, with CommonMark's containers."""

    def __init__(self, md: Markdown, raw: list[str], raw_html: str) -> None:
        old = md.parser
        super().__init__(md)
        self.blockprocessors = old.blockprocessors
        for processor in self.blockprocessors:
            processor.parser = self
        self._find = _container_parser()
        self._raw = raw
        self._escape = raw_html == "escape"

    def take_over(self) -> None:
        """Silence the processors that containers replace, once all extensions are in."""
        for name in _REPLACED:
            self.blockprocessors.deregister(name, strict=False)
        with suppress(KeyError):
            narrowed: Any = self.blockprocessors["defindent"]
            narrowed.LIST_TYPES = ["dl"]

    def parseBlocks(self, parent: etree.Element, blocks: Sequence[str]) -> None:  # noqa: N802
        """Parse `blocks` into `parent`: the one door through which all texts come."""
        text = "\n\n".join(blocks)
        if isinstance(blocks, list):
            blocks.clear()
        tokens = self._find.parse(text)
        self._fill(parent, tokens, 0, len(tokens), nested=False)

    def _fill(
        self, parent: etree.Element, tokens: list[Token], start: int, end: int, *, nested: bool
    ) -> None:
        run: list[Token] = []
        index = start
        while index < end:
            token = tokens[index]
            stop = _closing(tokens, index)
            if nested and not run and token.type == "code_block":
                _code(parent, token.content)
            elif "source" in token.meta:
                run.append(token)
            else:
                self._leaves(parent, run, nested=nested)
                run = []
                self._container(parent, token, tokens, index, stop)
            index = stop + 1
        self._leaves(parent, run, nested=nested)

    def _leaves(self, parent: etree.Element, run: list[Token], *, nested: bool) -> None:
        if not run:
            return
        pieces: list[str] = []
        line, alone = 0, True
        for token in run:
            first, last = token.map or [0, 0]
            if pieces:
                apart = first > line or alone or token.type in _ALONE
                pieces.append("\n\n" if apart else "\n")
            pieces.append(token.meta["source"].rstrip("\n"))
            line, alone = last, token.type in _ALONE
        if nested:
            tight = any(token.hidden for token in run)
            self.state.set("list" if tight else "leaf")
        super().parseBlocks(parent, "".join(pieces).split("\n\n"))
        if nested:
            self.state.reset()

    def _container(
        self, parent: etree.Element, token: Token, tokens: list[Token], index: int, stop: int
    ) -> None:
        if token.type == "html_block":
            self._html(parent, token.content)
        elif token.type == "fence":
            code = fenced(escape(token.content, quote=False), token.info)
            _append_text(parent, self.md.htmlStash.store(code))
        else:
            attributes = {name: str(value) for name, value in token.attrs.items()}
            element = etree.SubElement(parent, token.tag, attributes)
            self._fill(element, tokens, index + 1, stop, nested=True)

    def _html(self, parent: etree.Element, source: str) -> None:
        source = source.rstrip("\n")
        if self._escape:
            source = source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            etree.SubElement(parent, "p").text = self.md.htmlStash.store(source)
            return
        self._raw.append(source)
        _append_text(parent, self.md.htmlStash.store(source))


def _closing(tokens: list[Token], index: int) -> int:
    """The index of the token that closes the one at `index`."""
    opening: Any = tokens[index]
    if opening.nesting != 1:
        return index
    depth = 0
    for stop in range(index, len(tokens)):
        depth += tokens[stop].nesting
        if depth == 0:
            return stop
    return len(tokens) - 1


def _code(parent: etree.Element, source: str) -> None:
    """An indented code block that nothing before it can claim, as a footnote could."""
    code = etree.SubElement(etree.SubElement(parent, "pre"), "code")
    code.text = AtomicString(code_escape(source))


def _append_text(parent: etree.Element, text: str) -> None:
    children = list(parent)
    if children:
        children[-1].tail = f"{children[-1].tail or ''}\n\n{text}\n\n"
    else:
        parent.text = f"{parent.text or ''}\n\n{text}\n\n"
