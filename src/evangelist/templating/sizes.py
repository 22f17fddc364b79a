"""The sizes that nobody chose: type and distances of one scale, from four tokens.

Type is a modular scale (Robert Bringhurst, "The Elements of Typographic Style", 8.2): each title
is so many times the one below it, more on a wide window than on a phone. In between it grows
evenly. Distances are multiples of one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

NARROW, WIDE = 360, 1280
"""The windows between which type grows, in pixels."""
EMAIL = 600
"""How wide an e-mail is: its type has the sizes of a window like that."""

_ROOT = 16
"""The pixels of one rem, where a reader has not chosen otherwise."""
_STEPS = {"text": 0, "large": 1, "title_3": 2, "title_2": 3, "title_1": 4, "display": 5}
"""What stands on which step of the scale. `large` is the first that a title has."""
_BELOW = {"small": 0.83, "compact": 0.885}
"""What is smaller than running text: dates and labels; tables, and lists of links."""
_LEAST_EMAIL = 14
"""Smaller type is hard to read in an e-mail on a phone."""
_GAPS = {
    "gap_1": (0.3, 0.3),
    "gap_2": (0.6, 0.6),
    "gap_3": (1.0, 1.0),
    "gap_4": (1.6, 1.6),
    "gap_5": (2.0, 2.8),
    "gap_6": (2.8, 4.8),
}
"""Each distance in multiples of `gap`, on a narrow window and on a wide one."""
_LONGEST, _STEEPEST = 99, 2
_PIXELS = re.compile(r"([0-9]+(?:\.[0-9]+)?)px")


def _is_length(value: object) -> bool:
    match = _PIXELS.fullmatch(str(value).strip())
    return bool(match and 1 <= float(match[1]) <= _LONGEST)


def _is_factor(value: object) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= _STEEPEST
    )


FITS = {
    "text_size": _is_length,
    "gap": _is_length,
    "scale_narrow": _is_factor,
    "scale_wide": _is_factor,
}
"""The tokens that all sizes follow from, and what each has to be."""
WANTED = {
    "text_size": f"pixels, from 1px to {_LONGEST}px",
    "gap": f"pixels, from 1px to {_LONGEST}px",
    "scale_narrow": f"a number from 1 to {_STEEPEST}",
    "scale_wide": f"a number from 1 to {_STEEPEST}",
}
"""The same in words."""


def sizes(tokens: Mapping[str, Any]) -> dict[str, str]:
    """The sizes that follow from `text_size`, `scale_narrow`, `scale_wide` and `gap`.

    For style sheets in rem, so that they follow what the reader has chosen; `email_text` and so
    on, in whole pixels, which all mail programs know. What a theme names itself is left out, and
    all of it where the four are not there, or are no sizes.
    """
    if any(name not in tokens or not fits(tokens[name]) for name, fits in FITS.items()):
        return {}
    text, gap = _pixels(tokens["text_size"]), _pixels(tokens["gap"])
    narrow, wide = float(tokens["scale_narrow"]), float(tokens["scale_wide"])
    found = {}
    for name, share in _BELOW.items():
        found[name] = _rem(text * share)
        found[f"email_{name}"] = _whole(text * share)
    for name, step in _STEPS.items():
        least, most = text * narrow**step, text * wide**step
        found[name] = _fluid(least, most)
        found[f"email_{name}"] = _whole(_at(EMAIL, least, most))
    found |= {name: _fluid(gap * low, gap * high) for name, (low, high) in _GAPS.items()}
    return {name: size for name, size in found.items() if name not in tokens}


def _pixels(value: object) -> float:
    return float(str(value).strip().removesuffix("px"))


def _at(width: float, least: float, most: float) -> float:
    """The size at a width of the window, on the straight line between the two."""
    return least + (most - least) * (width - NARROW) / (WIDE - NARROW)


def _whole(pixels: float) -> str:
    return f"{max(_LEAST_EMAIL, round(pixels))}px"


def _fluid(least: float, most: float) -> str:
    """A length that grows evenly with the window; the part in rem lets it grow with text too."""
    if least == most:
        return _rem(least)
    slope = (most - least) / (WIDE - NARROW)
    start = _rem(least - slope * NARROW)
    return f"clamp({_rem(least)}, {start} + {round(slope * 100, 4):g}vw, {_rem(most)})"


def _rem(pixels: float) -> str:
    return f"{round(pixels / _ROOT, 4):g}rem"
