"""The nearest thing that exists, for a name that nothing has."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_ALIKE = 0.6
"""How like two names have to be, from 0 to 1, as difflib measures it."""


def suggestion(written: str, known: Iterable[str]) -> str:
    """A hint with the nearest of the known names, or nothing."""
    names = list(known)
    close = _closest(written, names)
    if not close:
        last = written.rsplit("/", 1)[-1]
        close = min((name for name in names if name.rsplit("/", 1)[-1] == last), default="")
    return f"did you mean '{close}'?" if close else ""


def _closest(written: str, names: Iterable[str]) -> str:
    """The first of `difflib.get_close_matches`, which measures every name to its end.

    Here a name is left as soon as it cannot be nearer than one before: among thousands of paths
    that is nearly all of them.
    """
    matcher = SequenceMatcher(b=written)
    size = len(written)
    best = (_ALIKE, "")
    for name in names:
        if 2.0 * min(size, len(name)) < best[0] * (size + len(name)):
            continue
        matcher.set_seq1(name)
        if matcher.quick_ratio() >= best[0]:
            best = max(best, (matcher.ratio(), name))
    return best[1]
