"""Slips in the styles of a template: found before they are inlined.

The inliner says nothing where a rule cannot be understood, and drops the next one with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import tinycss2
from cssselect import SelectorError
from cssselect import parse as parse_selector
from tinycss2.ast import AtRule, Declaration, LiteralToken, Node, ParseError, QualifiedRule

_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
_NO_CODE = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL)
_FILTERS = {"filter", "-ms-filter"}
_NO_SELECTORS = {"keyframes", "font-face", "page"}
_UNCLOSED = "this rule is not closed before the next one begins: put a } at its end"


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that CSS does not allow: the line of the style sheet as it is, and what it is."""

    line: str
    message: str


def slips(html: str) -> tuple[Slip, ...]:
    """What is amiss in the style elements of a page whose styles are not inlined yet."""
    return tuple(slip for text in _STYLE.findall(html) for slip in slips_in(text))


@lru_cache(maxsize=64)
def slips_in(sheet: str) -> tuple[Slip, ...]:
    """What is amiss in a style sheet, by the grammar of CSS Syntax Level 3 and of selectors."""
    lines = sheet.split("\n")
    nodes = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    found = list(dict.fromkeys(_in_nodes(nodes)))
    bare = _NO_CODE.sub("", sheet)
    if not found and (count := bare.count("{") - bare.count("}")):
        found = [(nodes[-1].source_line, "a { is never closed" if count > 0 else "a } too many")]
    return tuple(Slip(lines[min(line, len(lines)) - 1], message) for line, message in found)


_Found = tuple[int, str]


def _in_nodes(nodes: list[Node]) -> Iterator[_Found]:
    for node in nodes:
        if isinstance(node, ParseError):
            yield node.source_line, f"not understood: {node.message.rstrip('.')}"
        elif isinstance(node, QualifiedRule):
            yield from _in_rule(node)
        elif isinstance(node, AtRule) and node.content is not None:
            yield from _in_at_rule(node)


def _in_rule(node: QualifiedRule) -> Iterator[_Found]:
    selector = tinycss2.serialize(node.prelude).strip()
    try:
        parse_selector(selector)
    except SelectorError:
        yield node.source_line, f"'{selector[:40]}' selects nothing that CSS knows"
    yield from _in_declarations(node)


def _in_at_rule(node: AtRule) -> Iterator[_Found]:
    if node.lower_at_keyword in _NO_SELECTORS:
        return
    inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    yield from _in_nodes([each for each in inner if not isinstance(each, Declaration)])


def _in_declarations(node: QualifiedRule) -> Iterator[_Found]:
    inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    for each in inner:
        if isinstance(each, ParseError):
            yield each.source_line, f"not understood: {each.message.rstrip('.')}"
        elif isinstance(each, QualifiedRule | AtRule):
            yield node.source_line, _UNCLOSED
        elif isinstance(each, Declaration) and _runs_on(each):
            yield each.source_line, f"a ; is missing after '{each.name}'"


def _runs_on(declaration: Declaration) -> bool:
    """Whether a value swallowed the next declaration: it has a colon where none can be."""
    parts = (part for part in declaration.value if isinstance(part, LiteralToken))
    return declaration.lower_name not in _FILTERS and any(part.value == ":" for part in parts)
