"""The pictures that entries show: how large they are, and which cannot be read."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from evangelist.content.places import target_of
from evangelist.model.body import Body, Target
from evangelist.model.card import Card

_ORIENTATION = 0x0112
_TURNED = {5, 6, 7, 8}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's size in pixels as it is seen; zero where it is a drawing without a size.

    `broken` says in words why it cannot be read.
    """

    width: int = 0
    height: int = 0
    broken: str = ""


def measure(file: Path) -> Picture:
    """Read a picture's size. Never raises: a picture that cannot be read says so."""
    if file.suffix.lower() == ".svg":
        return Picture()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file) as picture:
                width, height = picture.size
                turned = picture.getexif().get(_ORIENTATION) in _TURNED
    except UnidentifiedImageError:
        return Picture(broken="it is not a picture that browsers show")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return Picture(broken=getattr(error, "strerror", None) or str(error) or "it is damaged")
    return Picture(height, width) if turned else Picture(width, height)


def picture_targets(card: Card, body: Body) -> Iterator[Target]:
    """Every picture that an entry shows."""
    for mention in body.mentions:
        if mention.kind == "image":
            yield mention.target
    if card.front.image:
        yield front_image(card)


def front_image(card: Card) -> Target:
    """The picture that the front matter names."""
    source = card.source.partition("/")[2]
    return target_of(card.front.image, source, card.url)


def measure_all(
    cards: Mapping[str, Card], bodies: Mapping[str, Body], files: Mapping[str, Path]
) -> dict[str, Picture]:
    """The size of every picture that exists and that an entry shows, by path."""
    wanted = {
        target.file
        for path, card in cards.items()
        for target in picture_targets(card, bodies[path])
        if target.file in files
    }
    return {path: measure(files[path]) for path in sorted(wanted)}
