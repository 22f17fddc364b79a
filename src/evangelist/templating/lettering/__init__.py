"""The letters of the font that social cards are drawn in: which it has, and how they are set.

`card.ttf`, `card.json` and `card.LICENSE` are made by `tools/card_font.py`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_NARROW = "\N{NARROW NO-BREAK SPACE}"
_BLANKS = re.compile(r"[^\S\xa0]+")
_PICTURES = {"So", "Sk", "Cf", "Cn", "Co", "Me"}
"""Emoji and what belongs to them: a line reads as well without."""
_VARIANTS = {chr(code) for code in range(0xFE00, 0xFE10)}
"""What makes an emoji of a letter; the other marks of Unicode's class `Mn` are parts of letters."""


@dataclass(frozen=True, slots=True)
class _Lettering:
    letters: frozenset[str]
    seen: frozenset[str]
    kerning: Mapping[tuple[str, str], int]


def font() -> bytes:
    """The font, as TrueType."""
    return files(__name__).joinpath("card.ttf").read_bytes()


@cache
def _lettering() -> _Lettering:
    told = json.loads(files(__name__).joinpath("card.json").read_text("utf-8"))
    kerning = {
        (first, second): int(value)
        for first, values in told["kerning"].items()
        for value, seconds in values.items()
        for second in seconds
    }
    letters = frozenset(told["letters"])
    return _Lettering(letters, letters - {"\N{SOFT HYPHEN}"}, kerning)


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """A text in one line, as it is drawn: letters composed, emoji that the font lacks left out."""
    composed = unicodedata.normalize("NFC", text).replace(_NARROW, "\N{NO-BREAK SPACE}")
    seen = _lettering().seen
    kept = (sign for sign in composed if sign in seen or not _is_picture(sign))
    return _BLANKS.sub(" ", "".join(kept)).strip()


def missing(text: str) -> str:
    """The letters of a text that the font lacks, each once: none where it can be drawn."""
    letters = _lettering().letters
    lacking = (sign for sign in plain(text) if sign not in letters and not sign.isspace())
    return "".join(dict.fromkeys(lacking))


def _is_picture(sign: str) -> bool:
    return sign in _VARIANTS or unicodedata.category(sign) in _PICTURES


def kern(first: str, second: str) -> int:
    """By how much a letter moves that stands after another, in thousandths of the size."""
    return _lettering().kerning.get((_bare(first), _bare(second)), 0)


@cache
def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1]
