"""Colours of the sRGB space: how they are written, mixed and inverted, and their contrast."""

from __future__ import annotations

import colorsys
from functools import lru_cache

from tinycss2.color3 import RGBA, parse_color

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Colour, float] | None:
    """A colour as CSS writes it, with its opacity; None where it is none (or `currentColor`)."""
    found = parse_color(text)
    if not isinstance(found, RGBA):
        return None
    red, green, blue, alpha = (min(1.0, max(0.0, part)) for part in found)
    return (red, green, blue), alpha


def over(text: str, below: Colour) -> Colour:
    """A written colour on top of another; what is no colour lets that through."""
    found = read(text)
    if found is None:
        return below
    colour, alpha = found
    red, green, blue = (a * alpha + b * (1 - alpha) for a, b in zip(colour, below, strict=True))
    return red, green, blue


@lru_cache(maxsize=4096)
def inverted(colour: Colour) -> Colour:
    """What programs make of a colour that turn light into dark: its lightness the other way round.

    Hue and saturation stay, as Outlook on Windows and Gmail on an iPhone keep them.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb(hue, 1 - lightness, saturation)


@lru_cache(maxsize=4096)
def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def linear(colour: Colour) -> Colour:
    """Red, green and blue as amounts of light, from 0 to 1 (IEC 61966-2-1, as in WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def written(colour: Colour) -> str:
    """A colour as `#rrggbb`."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
