"""Mends pointers in a text, and nothing else: the parser judges every single edit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from evangelist.scaffold.pointers import Meaning, Pointer

Read = Callable[[str], Sequence[Pointer]]
"""Reads a text and returns its pointers, in a fixed order; none where it cannot be read."""
Spell = Callable[[Pointer, Meaning], str]
"""How a pointer is written so that it has a meaning."""
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def mend(text: str, wanted: Sequence[Pointer], read: Read, spell: Spell) -> tuple[str, int]:
    """The text with its pointers meaning what is `wanted`, and how many of them were mended.

    An edit puts another spelling in the place of one, and stands only if the parser then finds
    more pointers right. So the same words in code, in a comment or in another value stay as they
    are, in whatever way a writer wrote a link. What cannot be mended stays too.
    """
    found = read(text)
    left = start = len(wrong(wanted, found))
    offers = {
        (now.written, spell(now, meant.meaning))
        for meant, now in zip(wanted, found, strict=False)
        if _differs(meant, now)
    }
    for written, offer in sorted(offers):
        for match in reversed(list(_pattern(written).finditer(text))):
            trial = text[: match.start()] + offer + text[match.end() :]
            count = len(wrong(wanted, read(trial)))
            if count < left:
                text, left = trial, count
    return text, start - left


def wrong(wanted: Sequence[Pointer], found: Sequence[Pointer]) -> list[Pointer]:
    """The pointers that do not mean what they should; all, where there are others than wanted."""
    if len(wanted) != len(found):
        return [*wanted, *found]
    pairs = zip(wanted, found, strict=True)
    return [now for meant, now in pairs if _differs(meant, now)]


def _differs(wanted: Pointer, found: Pointer) -> bool:
    return found.stale or found.meaning != wanted.meaning


def _pattern(written: str) -> re.Pattern[str]:
    """An address as a writer may have written it: with signs escaped, blanks encoded or not."""
    signs = written.replace("%20", " ")
    return re.compile(rf"(?<![\w-]){''.join(map(_sign, signs))}(?![\w-])")


def _sign(sign: str) -> str:
    if sign == " ":
        return "(?: |%20)"
    if sign == "&":
        return r"\\?&(?:amp;)?"
    escape = r"\\?" if _PUNCTUATION.match(sign) else ""
    return escape + re.escape(sign)
