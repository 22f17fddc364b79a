"""Pictures that are too large: for who reads the page, or for who works on the site."""

from __future__ import annotations

from collections.abc import Iterator

from evangelist.model.card import Card
from evangelist.model.places import Mention
from evangelist.problems import Problem
from evangelist.site.lens import Lens
from evangelist.site.pictures import is_drawing, is_still

AS_IT_IS = 1_000_000
"""Bytes that every reader of a page loads, as nothing smaller is made: five seconds at the
1.6 Mbit/s of a phone in a corridor, by which Lighthouse judges."""
LINKED = 10_000_000
"""Bytes that only those load who follow a link: more than a photo as a phone makes it."""
KEPT = 25_000_000
"""Bytes that no reader loads, and that everybody carries who copies the site: more than a photo as
a camera makes it. From 50 MB on code hosts warn, then refuse."""

_ENDINGS = ("jpg", "jpeg", "png", "gif", "webp", "tif", "tiff", "bmp", "svg", "avif", "heic")
_SHORTER = "make it shorter or smaller, show one still picture, or link to a film"
_SIMPLER = "simplify it in the program that drew it, or save it as PNG"
_LESS = "save it with 2,400 pixels in width or less, and link to that"
_SMALLER = "save it again with 2,400 pixels in width: pages show at most 1,600"


def large_pictures(lens: Lens, card: Card) -> Iterator[Problem]:
    """Pictures that a text shows or links to, and that are much larger than anybody needs."""
    for mention in lens.places(card.path).mentions:
        file = mention.target.file
        if not file or file.rpartition(".")[2].lower() not in _ENDINGS:
            continue
        if lens.resolve(mention.target).state == "file":
            yield from _large(lens, card, mention, file)


def _large(lens: Lens, card: Card, mention: Mention, file: str) -> Iterator[Problem]:
    most, meaning, hint = _limit(lens, mention, file)
    if most and (weight := lens.weight(file)) > most:
        size = f"{weight / 1_000_000:.1f} MB"
        message = f"the picture '{mention.target.href}' has {size}{meaning}"
        yield Problem("image-large", message, card.source, mention.line, mention.column, hint)


def _limit(lens: Lens, mention: Mention, file: str) -> tuple[int, str, str]:
    """The bytes that it may have, why not more, and what to do; 0 for what is not shown."""
    if mention.kind != "image":
        return LINKED, ", and who follows the link loads them all", _LESS
    picture = lens.image(file)
    if picture.broken:
        return 0, "", ""
    if is_still(picture):
        return KEPT, ": nobody sees so much of it, and who copies the site waits", _SMALLER
    hint = _SIMPLER if is_drawing(file) else _SHORTER
    return AS_IT_IS, ", and every reader of the page loads them all", hint
