"""The pairs of colours that a theme shows one on the other: `contrast:` of its theme.yaml."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from evangelist.model.theme import Pair
from evangelist.problems import Problem

_WORDS, _MARKS = 4.5, 3.0
"""What WCAG 2.2 asks of words (1.4.3), and of what is no word, but has a meaning (1.4.11)."""
_MOST = 21.0
_FORM = "write lines like - {text: ink, on: paper, least: 4.5}, or mark: for what is no word"


def pairs_of(
    written: Any, tokens: Container[str], path: str
) -> tuple[tuple[Pair, ...], tuple[Problem, ...]]:
    """Read the pairs of a theme, whose `tokens` they name; and say what is amiss with them."""
    pairs: list[Pair] = []
    problems: list[Problem] = []
    lines = written if isinstance(written, list) else [] if written is None else [written]
    for line in lines:
        found = list(_read(line, path))
        if not found:
            message = f"'contrast': {line} is no pair of colours"
            problems.append(Problem("theme-invalid", message, path, hint=_FORM))
        for name in (name for pair in found for name in (pair.role, pair.on)):
            if name not in tokens:
                message = f"'contrast': there is no token '{name}'"
                problems.append(Problem("theme-invalid", message, path))
        pairs += found
    return tuple(pairs), tuple(dict.fromkeys(problems))


def _read(line: Any, path: str) -> Iterator[Pair]:
    """The pairs of a line: each of its roles on each of its grounds. None where it is amiss."""
    if not isinstance(line, dict) or not line.keys() <= {"text", "mark", "on", "least"}:
        return
    words = "text" in line
    least = line.get("least", _WORDS if words else _MARKS)
    if words == ("mark" in line) or not isinstance(least, int | float) or not 1 <= least <= _MOST:
        return
    for role in _names(line["text" if words else "mark"]):
        for ground in _names(line.get("on")):
            yield Pair(role, ground, float(least), words, path)


def _names(value: Any) -> list[str]:
    names = value if isinstance(value, list) else [] if value is None else [value]
    return [str(name) for name in names]
