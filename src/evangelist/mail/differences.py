"""What a variant of an issue leaves out, told from the finished texts."""

from __future__ import annotations

import re
from collections import Counter

_QUOTED = re.compile(r"^[ ]*>(?:[ ]?>)*[ ]?", re.MULTILINE)


def left_out(whole: str, variant: str) -> tuple[str, ...]:
    """The paragraphs of a text that a variant of it lacks, in their order, each on one line."""
    there = Counter(_paragraphs(variant))
    missing = []
    for paragraph in _paragraphs(whole):
        if there[paragraph]:
            there[paragraph] -= 1
        else:
            missing.append(paragraph)
    return tuple(missing)


def _paragraphs(text: str) -> list[str]:
    blocks = _QUOTED.sub("", text).split("\n\n")
    return [words for block in blocks if (words := " ".join(block.split()))]
