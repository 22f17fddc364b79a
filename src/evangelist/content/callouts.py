"""Quotes that look like a note or a part for an audience, and are neither: readers would see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evangelist.content.marks import without_samples

_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]*)+(\[ ?![^\]\n]*\]?)(.*)$", re.MULTILINE)
_NOTE = re.compile(r"\[!(?:note|tip|important|warning|caution)\]", re.IGNORECASE)
_FOR = re.compile(r"\[!for[ \t:]+[^\]\s,][^\]]*\]", re.IGNORECASE)
_KNOWN = "these are: [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION], [!FOR staff]"
_ALONE = "write what follows it on a line of its own, with > before it"


def not_understood(text: str) -> Iterator[tuple[str, str, int, int]]:
    """The words, a hint, line and column of each first line that says `[!…` and means nothing."""
    if "[!" not in text and "[ !" not in text:
        return
    for match in _QUOTE.finditer(without_samples(text)):
        words, rest = match[1], match[2]
        if _FOR.fullmatch(words) or (_NOTE.fullmatch(words) and not rest.strip()):
            continue
        hint = _ALONE if _NOTE.fullmatch(words) else _KNOWN
        line = text.count("\n", 0, match.start(1)) + 1
        yield words, hint, line, match.start(1) - text.rfind("\n", 0, match.start(1))
