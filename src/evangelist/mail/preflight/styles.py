"""Style attributes and style sheets as values, read once for each text (CSS Syntax Level 3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule


@dataclass(frozen=True, slots=True)
class Style:
    """One declaration: the name in small letters, the value with its blanks folded."""

    name: str
    value: str
    important: bool
    nodes: tuple[Node, ...]

    @property
    def words(self) -> str:
        """The declaration as a finding points at it."""
        return f"{self.name}:{self.value}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a style sheet: the at-rules around it, its selectors, its declarations."""

    around: tuple[str, ...]
    selector: str
    styles: tuple[Style, ...]


@lru_cache(maxsize=8192)
def styles_of(text: str) -> tuple[Style, ...]:
    """The declarations of a style attribute, in order."""
    return _styles(tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True))


@lru_cache(maxsize=8192)
def last_styles(text: str) -> dict[str, str]:
    """What a style attribute says in the end, in small letters; nobody may change the answer."""
    return {style.name: style.value.lower() for style in styles_of(text)}


@lru_cache(maxsize=64)
def rules_of(sheet: str) -> tuple[Rule, ...]:
    """The rules of a style sheet, those inside at-rules too, in order.

    An at-rule without rules is a rule without a selector.
    """
    parsed = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return tuple(_rules(parsed, ()))


def _rules(nodes: list[Node], around: tuple[str, ...]) -> list[Rule]:
    found: list[Rule] = []
    for node in nodes:
        if isinstance(node, QualifiedRule):
            found += _rule(node, around)
        elif isinstance(node, AtRule):
            found += _at_rule(node, around)
    return found


def _rule(node: QualifiedRule, around: tuple[str, ...]) -> list[Rule]:
    selector = tinycss2.serialize(node.prelude).strip()
    content = _contents(node)
    inner = [each for each in content if isinstance(each, QualifiedRule)]
    nested = _rules(inner, (*around, "nesting"))
    return [Rule(around, selector, _styles(content)), *nested]


def _at_rule(node: AtRule, around: tuple[str, ...]) -> list[Rule]:
    name = f"@{node.lower_at_keyword} {tinycss2.serialize(node.prelude).strip()}".strip()
    content = _contents(node) if node.content is not None else []
    own = _styles(content)
    inner = _rules([n for n in content if isinstance(n, QualifiedRule | AtRule)], (*around, name))
    return inner if inner and not own else [Rule((*around, name), "", own), *inner]


def _contents(node: QualifiedRule | AtRule) -> list[Node]:
    return list(
        tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    )


def _styles(nodes: list[Node]) -> tuple[Style, ...]:
    return tuple(
        Style(
            node.lower_name,
            " ".join(tinycss2.serialize(node.value).split()),
            node.important,
            tuple(node.value),
        )
        for node in nodes
        if isinstance(node, Declaration)
    )
