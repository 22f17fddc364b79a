"""How wide a page shows a picture: what a browser needs to know before it has the style sheet."""

from __future__ import annotations

import re

_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(rem|em|px|ch)\s*", re.IGNORECASE)
_PERCENT = re.compile(r"\s*([0-9]{1,3})(?:\.[0-9]*)?\s*%\s*")
_PIXELS = {"rem": 16, "em": 16, "px": 1, "ch": 8}
"""How many pixels a unit has before anybody chooses other letters, as sizes are read (HTML,
4.8.4.2.1): relative to the first size of all."""
_INSIDE = 0.92
"""So much of a narrow screen is text: the rest is margin."""


def sizes(measure: str, written: str, natural: int) -> str:
    """The `sizes` of a picture in running text, as HTML has them: `(min-width: …) 36rem, 92vw`.

    `measure` is the theme's, the width of running text as CSS; `written` the width that a writer
    gave the picture, as it stands; `natural` the pixels that it would have with nothing around it.
    Where the measure cannot be read, it is as wide as the screen.
    """
    of = min(100, int(match[1])) / 100 if (match := _PERCENT.fullmatch(written)) else 1
    narrow = f"{100 * _INSIDE * of:g}vw"
    found = _LENGTH.fullmatch(measure)
    if not found:
        return narrow
    number, unit = float(found[1]), found[2].lower()
    if of == 1 and natural < number * _PIXELS[unit]:
        number, unit = natural, "px"
    screen, shown = round(number / _INSIDE, 1), round(number * of, 2)
    return f"(min-width: {screen:g}{unit}) {shown:g}{unit}, {narrow}"
