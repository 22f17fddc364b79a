"""Which features of caniemail.com an e-mail uses: read off mechanically, by their names there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from tinycss2.ast import (
    DimensionToken,
    FunctionBlock,
    IdentToken,
    Node,
    ParenthesesBlock,
    PercentageToken,
)

from evangelist.mail.preflight.document import Document, tag_of
from evangelist.mail.preflight.styles import Rule, Style, rules_of, styles_of
from evangelist.mail.preflight.vocabulary import (
    AT_RULES,
    ATTRIBUTES,
    ELEMENTS,
    FUNCTIONS,
    IMAGES,
    MEDIA,
    PROPERTIES,
    PSEUDO,
    SELECTORS,
    TYPES,
    UNITS,
    VALUES,
    WORDS,
)

Use = tuple[str, str]
"""The name of a feature, and the words that use it."""

_ARGUMENTS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_PSEUDO = re.compile(r"::?([a-z-]+)")


def used(document: Document) -> Iterator[Use]:
    """Every feature that an e-mail uses outside the branches for Outlook, with what uses it."""
    for text in document.styles:
        yield from _in_styles(text)
    yield from _in_sheet(document.sheet)
    for element in document.elements:
        yield from _in_element(element)
    if document.comments:
        yield "html-comments", "!--"
    if document.html.lstrip()[:14].lower().startswith("<!doctype html"):
        yield "html-doctype", "!DOCTYPE"


@lru_cache(maxsize=8192)
def _in_styles(text: str) -> tuple[Use, ...]:
    return tuple(use for style in styles_of(text) for use in _in_style(style))


@lru_cache(maxsize=64)
def _in_sheet(sheet: str) -> tuple[Use, ...]:
    found = [use for rule in rules_of(sheet) for use in _in_rule(rule)]
    return (*found, ("css-comments", "style")) if "/*" in sheet else tuple(found)


def _in_rule(rule: Rule) -> Iterator[Use]:
    for around in rule.around:
        name = around.split(" ", 1)[0]
        if name in AT_RULES:
            yield AT_RULES[name], around
        if name == "@media":
            yield from ((feature, around) for word, feature in MEDIA.items() if word in around)
    bare = _ARGUMENTS.sub("", rule.selector)
    for feature, pattern in SELECTORS.items():
        if pattern.search(rule.selector if feature == "css-selector-attribute" else bare):
            yield feature, rule.selector
    for name in _PSEUDO.findall(rule.selector):
        if name in PSEUDO:
            yield PSEUDO[name], f":{name}"
    for style in rule.styles:
        yield from _in_style(style)


def _in_style(style: Style) -> Iterator[Use]:
    words = style.words
    if style.name in PROPERTIES:
        yield PROPERTIES[style.name], words
    if style.name.startswith("--"):
        yield "css-variables", words
    if (style.name, style.value.lower()) in VALUES:
        yield VALUES[style.name, style.value.lower()], words
    if style.important:
        yield "css-important", words
    for node in style.nodes:
        yield from ((feature, words) for feature in _in_node(node))


def _in_node(node: Node) -> Iterator[str]:
    if isinstance(node, DimensionToken) and node.lower_unit in UNITS:
        yield UNITS[node.lower_unit]
    elif isinstance(node, PercentageToken):
        yield "css-unit-percent"
    elif isinstance(node, IdentToken) and node.lower_value in WORDS:
        yield WORDS[node.lower_value]
    elif isinstance(node, FunctionBlock):
        if node.lower_name in FUNCTIONS:
            yield FUNCTIONS[node.lower_name]
        for inner in node.arguments:
            yield from _in_node(inner)
    elif isinstance(node, ParenthesesBlock):
        for inner in node.content:
            yield from _in_node(inner)


def _in_element(element: HtmlElement) -> Iterator[Use]:
    tag = tag_of(element)
    if tag in ELEMENTS:
        yield ELEMENTS[tag], tag
    for name in element.attrib:
        if name in ATTRIBUTES:
            yield ATTRIBUTES[name], f"{tag} {name}"
    if (typed := (tag, element.get("type", ""))) in TYPES:
        yield TYPES[typed], tag
    elif tag == "a":
        yield from _in_link(element.get("href", ""))
    elif tag == "meta" and element.get("name") == "color-scheme":
        yield "html-meta-color-scheme", "meta"
    elif tag == "img":
        yield from _in_picture(element.get("src", ""))


def _in_link(address: str) -> Iterator[Use]:
    if address.startswith("#"):
        yield "html-anchor-links", address
    elif address.startswith("mailto:"):
        yield "html-mailto-links", address


def _in_picture(source: str) -> Iterator[Use]:
    if source.startswith("data:"):
        yield "image-base64", "img"
        return
    ending = urlsplit(source).path.rsplit(".", 1)[-1].lower()
    if ending in IMAGES:
        yield IMAGES[ending], source
