"""Colours by lightness, hue and chroma, as far as screens can show them.

The space is OKLCH (Björn Ottosson, "A perceptual color space for image processing", 2020; CSS
Color 4): where only the lightness differs, people see the same colour.
"""

from __future__ import annotations

from collections.abc import Iterator

from evangelist.templating.colours import Colour, linear

_STEPS = 400
_HALVINGS = 12
_EDGE = 1e-4
"""So far outside the range is a slip of the arithmetic."""


def by_lightness(colour: Colour) -> Iterator[Colour]:
    """The same colour in every other lightness, nearest first, up to black and to white."""
    lightness, a, b = oklab(colour)
    for step in range(1, _STEPS + 1):
        for other in (lightness - step / _STEPS, lightness + step / _STEPS):
            if -1 / _STEPS < other < 1 + 1 / _STEPS:
                yield shown(other, a, b)


def shown(lightness: float, a: float, b: float) -> Colour:
    """A colour of OKLab, with as much of its chroma as sRGB has in this lightness.

    Lightness is held between 0 (black) and 1 (white); the result is one that `#rrggbb` can write.
    """
    lightness = min(1.0, max(0.0, lightness))
    found = _srgb(lightness, a, b)
    if _is_shown(found):
        return _clipped(found)
    least, most = 0.0, 1.0
    for _ in range(_HALVINGS):
        share = (least + most) / 2
        if _is_shown(_srgb(lightness, a * share, b * share)):
            least = share
        else:
            most = share
    return _clipped(_srgb(lightness, a * least, b * least))


def _is_shown(colour: Colour) -> bool:
    return all(-_EDGE <= part <= 1 + _EDGE for part in colour)


def _clipped(colour: Colour) -> Colour:
    """In steps of 255, as it will be written."""
    red, green, blue = (round(min(1.0, max(0.0, part)) * 255) / 255 for part in colour)
    return red, green, blue


def oklab(colour: Colour) -> tuple[float, float, float]:
    """Lightness from 0 to 1, and two amounts, towards red and yellow, whose hypot is the chroma."""
    red, green, blue = linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _srgb(lightness: float, a: float, b: float) -> Colour:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red, green, blue = (
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
        for part in (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
    )
    return red, green, blue
