"""What is no character: neither HTML nor XML can have it."""

from __future__ import annotations

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NO_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_CONTROLS = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_SUSPECTS = _CONTROLS + bytes([0xC2, 0xEF, *range(0xF0, 0xF5)])
"""In UTF-8 all that is no character is, or begins with, one of these bytes."""


def only_characters(text: str) -> str:
    """The text with the replacement character for each that is none."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _SUSPECTS)) == len(data):
        return text  # so are nearly all; the pattern is slow
    return _NO_CHARACTER.sub(REPLACEMENT, text)
