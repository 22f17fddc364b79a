"""How the text of an e-mail looks: what is inherited, worked out in one walk through the tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cssselect import SelectorError, parse
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from evangelist.mail.preflight.document import Document, tag_of
from evangelist.mail.preflight.styles import Rule, last_styles, rules_of
from evangelist.templating.colours import BLACK, WHITE, Colour, over, read

Overriding = tuple[tuple[str, str], ...]
"""What a style sheet says of an element besides its own style: names and values."""
Overrides = Mapping[HtmlElement, Overriding]

_SIZE = re.compile(r"([0-9.]+)(px|pt|em|rem|%)")
_SIZES = {"px": 1.0, "pt": 4 / 3, "rem": 16.0}
_LINK: Colour = (0.0, 0.0, 238 / 255)
_DEFAULT_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83}
_BOLD = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
_BACKGROUND = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|\b[a-z]+\b")


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks in one place; `named` are colour and background as they are written."""

    colour: Colour = BLACK
    background: Colour = WHITE
    size: float = 16.0
    bold: bool = False
    font: bool = False
    coloured: bool = False
    sized: bool = False
    named: tuple[str, str] = ("", "")

    @property
    def large(self) -> bool:
        """Whether WCAG calls it large: 24 pixels, or bold from 18.66 on."""
        return self.size >= (18.66 if self.bold else 24.0)


Seen = tuple[HtmlElement, Look]


@lru_cache(maxsize=1)
def light(document: Document) -> tuple[Seen, ...]:
    """Every element that has text of its own and is shown, with how that looks."""
    return _looks(document, {})


@lru_cache(maxsize=1)
def dark(document: Document) -> tuple[Seen, ...]:
    """The same where our dark block counts."""
    return _looks(document, _dark_styles(document))


def _looks(document: Document, overrides: Overrides) -> tuple[Seen, ...]:
    found: list[Seen] = []
    body = document.root.find("body")
    if body is not None:
        _walk(body, Look(), document.hidden, overrides, found)
    return tuple(found)


def _walk(
    element: HtmlElement,
    above: Look,
    hidden: frozenset[HtmlElement],
    overrides: Overrides,
    found: list[Seen],
) -> None:
    if element in hidden:
        return
    tag = tag_of(element)
    surface = element.get("bgcolor", "")
    link = tag == "a" and element.get("href") is not None
    own = _Own(tag, element.get("style", ""), overrides.get(element, ()), surface, link)
    look = _look(above, own)
    if _has_text(element):
        found.append((element, look))
    for child in element:
        if isinstance(child.tag, str):
            _walk(child, look, hidden, overrides, found)


def _has_text(element: HtmlElement) -> bool:
    text = element.text
    if text and not text.isspace():
        return True
    return any(child.tail and not child.tail.isspace() for child in element)


class _Own(NamedTuple):
    """All that an element itself says about its looks."""

    tag: str
    style: str
    overriding: Overriding
    surface: str
    link: bool


@lru_cache(maxsize=4096)
def _look(above: Look, own: _Own) -> Look:
    style = {**last_styles(own.style), **dict(own.overriding)}
    background = background_of(style) or own.surface
    colour = style.get("color", "")
    below = over(background, above.background) if background else above.background
    shown = over(colour, below) if read(colour) else above.colour
    if own.link and not colour:
        shown = _LINK
    size = style.get("font-size", "")
    return Look(
        colour=shown,
        background=below,
        size=_size(size, above.size, own.tag),
        bold=_bold(style.get("font-weight", ""), own.tag, inherited=above.bold),
        font=above.font or "font-family" in style or "font" in style,
        coloured=above.coloured or bool(colour),
        sized=above.sized or bool(size) or "font" in style,
        named=(colour or above.named[0], background or above.named[1]),
    )


def background_of(style: Mapping[str, str]) -> str:
    """The colour behind an element, as it is written, or nothing."""
    if "background-color" in style:
        return style["background-color"]
    return _first_colour(style.get("background", ""))


@lru_cache(maxsize=1024)
def _first_colour(shorthand: str) -> str:
    return next((word for word in _BACKGROUND.findall(shorthand) if read(word)), "")


def _size(text: str, above: float, tag: str) -> float:
    match = _SIZE.fullmatch(text)
    if not match:
        return above * _DEFAULT_SIZES.get(tag, 1.0)
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return above * number / 100
    return above * number if unit == "em" else number * _SIZES[unit]


def _bold(weight: str, tag: str, *, inherited: bool) -> bool:
    if weight:
        return weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600)
    return inherited or tag in _BOLD


def _dark_styles(document: Document) -> Overrides:
    """What our dark block says of each element: the last of the most specific selectors wins."""
    found: dict[HtmlElement, dict[str, str]] = {}
    rules = (rule for rule in rules_of(document.sheet) if _is_dark(rule))
    for _, select, styles in sorted(_selected(rules), key=lambda each: each[0]):
        for element in select(document.root):
            found.setdefault(element, {}).update(styles)
    return {element: tuple(styles.items()) for element, styles in found.items()}


def _is_dark(rule: Rule) -> bool:
    return any("prefers-color-scheme" in a and "dark" in a for a in rule.around)


_Selected = tuple[tuple[int, int, int], CSSSelector, dict[str, str]]


def _selected(rules: Iterable[Rule]) -> Iterator[_Selected]:
    for rule in rules:
        styles = {style.name: style.value.lower() for style in rule.styles if style.important}
        for specificity, select in _selectors(rule.selector):
            yield specificity, select, styles


@lru_cache(maxsize=256)
def _selectors(text: str) -> tuple[tuple[tuple[int, int, int], CSSSelector], ...]:
    """Each selector of a list, compiled; none where it cannot be understood."""
    try:
        return tuple(
            (each.specificity(), CSSSelector(each.canonical(), translator="html"))
            for each in parse(text)
        )
    except (SelectorError, NotImplementedError):
        return ()
