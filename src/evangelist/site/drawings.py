"""Drawings (SVG): how large they want to be shown. Nothing in them is run, loaded or believed."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import NoReturn
from xml.parsers import expat

_MOST = 10_000_000
"""Bytes of a drawing that is looked at: larger ones have no size, and are told for their weight."""
_ROOT = "http://www.w3.org/2000/svg svg"
_LENGTH = re.compile(r"\s*\+?([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)\s*([a-z]*)\s*", re.IGNORECASE)
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "pt": 96 / 72,
    "pc": 16.0,
    "em": 16.0,
    "rem": 16.0,
}
"""How many pixels of CSS a unit has (CSS Values 4); em as where nobody says otherwise."""
_LARGEST = 100_000


class NoDrawingError(Exception):
    """No browser shows the file as a picture; the text says why."""


class _EntityError(Exception):
    """The file declares entities. One may stand for gigabytes, so none is ever filled in."""


def drawing_size(data: bytes, wide: int) -> tuple[int, int]:
    """Width and height of a drawing in pixels, 0 and 0 where it does not say.

    By the attributes of its first tag, as browsers understand them (CSS Images 3, 4.3): its width
    and height, else the proportions of its viewBox, then as wide as `wide`. Raises NoDrawingError.
    """
    if len(data) > _MOST:
        return 0, 0
    try:
        name, attributes = _first_tag(data)
    except _EntityError:
        return 0, 0
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise NoDrawingError(f"it is no whole SVG: {error}") from error
    if name != _ROOT:
        if name == "svg":
            raise NoDrawingError('its <svg> lacks xmlns="http://www.w3.org/2000/svg"')
        raise NoDrawingError(f"it is no SVG: it begins with <{name.rpartition(' ')[2]}>")
    return _size(attributes, wide)


def _first_tag(data: bytes) -> tuple[str, Mapping[str, str]]:
    """Its name with its namespace, and its attributes; the rest is read for mistakes alone."""
    parser = expat.ParserCreate(namespace_separator=" ")
    found: list[tuple[str, Mapping[str, str]]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        found.append((name, attributes))
        parser.StartElementHandler = None

    parser.StartElementHandler = begin
    parser.EntityDeclHandler = _refuse
    parser.ParseFile(io.BytesIO(data))
    return found[0]


def _refuse(*_: object) -> NoReturn:
    raise _EntityError


def _size(attributes: Mapping[str, str], wide: int) -> tuple[int, int]:
    width, height = (_pixels(attributes.get(name, "")) for name in ("width", "height"))
    box_width, box_height = _box(attributes.get("viewBox", ""))
    if not (width and height) and box_width and box_height:
        if height:
            width = height * box_width / box_height
        else:
            width = width or wide
            height = width * box_height / box_width
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        return 0, 0
    return max(1, round(width)), max(1, round(height))


def _pixels(length: str) -> float:
    """A length in pixels; 0 for none, for percent, and for what makes no sense."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _PIXELS.get(match[2].lower(), 0) if match else 0


def _box(written: str) -> tuple[float, float]:
    """Width and height of a viewBox, `min-x min-y width height`; 0 and 0 for none."""
    numbers = [_pixels(each) for each in written.replace(",", " ").split()]
    return (numbers[2], numbers[3]) if len(numbers) == 4 else (0, 0)
