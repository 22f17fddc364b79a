"""Lines of text set and drawn, the same on every system: nothing of the system's own is asked."""

from __future__ import annotations

import io
import re
from functools import cache, lru_cache
from itertools import pairwise

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from evangelist.templating import lettering

SHARPER = 2
"""Letters are drawn so many times as large, and made smaller: they stand where they should."""
_UNITS = 1000
_ELLIPSIS = "…"
_BREAK = re.compile(r"(?<= )|(?<=\w{4}-)(?=\w{4})")
"""Where a line may end: after a blank, and in a long word after its hyphen."""


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The other layout is not on every system.
    return ImageFont.truetype(
        io.BytesIO(lettering.font()), size, layout_engine=ImageFont.Layout.BASIC
    )


@cache
def _advance(letter: str) -> float:
    """How much room a letter takes, in thousandths of the size."""
    return _font(_UNITS).getlength(letter)


def width(text: str, size: int) -> float:
    """How wide a line is, in pixels."""
    return _units(text) * size / _UNITS


@lru_cache(maxsize=16384)
def _units(text: str) -> float:
    kerned = sum(lettering.kern(first, second) for first, second in pairwise(text))
    return sum(map(_advance, text)) + kerned


def wrapped(text: str, size: int, room: float) -> list[str]:
    """A text in lines that are no wider than the room, but for single words that are.

    Of as few lines as are needed, none is left much shorter than the others; of nothing none.
    """
    fewest = _filled(text, size, room) if text else []
    if len(fewest) < 2:
        return fewest
    low, high = room / 2, room
    while high - low > 4:
        middle = (low + high) / 2
        low, high = (low, middle) if _fits(text, size, middle, len(fewest)) else (middle, high)
    return _filled(text, size, high)


def _fits(text: str, size: int, room: float, most: int) -> bool:
    lines = _filled(text, size, room)
    return len(lines) <= most and all(width(line, size) <= room for line in lines)


def _filled(text: str, size: int, room: float) -> list[str]:
    lines: list[str] = []
    used = 0.0
    for word in _BREAK.split(text):
        if lines and (used + _units(word.rstrip(" "))) * size / _UNITS <= room:
            lines[-1] += word
        else:
            lines.append(word)
            used = 0.0
        used += _units(word)
    return [line.rstrip(" ") for line in lines]


def cut(lines: list[str], size: int, room: float, most: int) -> list[str]:
    """No more than so many lines, none wider than the room; an ellipsis for what is left out."""
    kept = lines[:most]
    if kept and len(lines) > most:
        kept[-1] = f"{kept[-1]} {lines[most]}"
    return [line if width(line, size) <= room else _cut(line, size, room) for line in kept]


def _cut(line: str, size: int, room: float) -> str:
    while line and width(line + _ELLIPSIS, size) > room:
        line = line[:-1]
    return line.rstrip(" ,;:.–—-") + _ELLIPSIS  # noqa: RUF001 - dashes are meant


def drawn(text: str, size: int) -> tuple[Pillow.Image, int]:
    """A line as a mask, and how far its baseline lies below the mask's upper edge."""
    above, below = size, size // 2
    across = round(width(text, size)) + size
    mask, x = Pillow.new("L", (across * SHARPER, (above + below) * SHARPER)), 0.0
    drawing = ImageDraw.Draw(mask)
    for letter, following in zip(text, [*text[1:], ""], strict=True):
        shape, left, top = _shape(letter, size * SHARPER)
        drawing.bitmap((round(x) + left, above * SHARPER + top), shape, fill=255)
        x += (_advance(letter) + lettering.kern(letter, following)) * size * SHARPER / _UNITS
    return mask.reduce(SHARPER), above


@lru_cache(maxsize=4096)
def _shape(letter: str, size: int) -> tuple[Pillow.Image, int, int]:
    """A letter as a mask, and where that stands beside the beginning of its baseline."""
    font = _font(size)
    left, top, right, bottom = map(int, font.getbbox(letter, anchor="ls"))
    shape = Pillow.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(shape).text((-left, -top), letter, fill=255, font=font, anchor="ls")
    return shape, left, top
