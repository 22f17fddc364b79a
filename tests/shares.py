"""How much of a large proof is done: all of it in a soak, a share of it in every test."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from hypothesis import settings

_Item = TypeVar("_Item")

SOAK = settings().max_examples > 100
"""Whether this is a soak: `make soak`."""


def share(items: Iterable[_Item], *, one_of: int = 4) -> Sequence[_Item]:
    """All items in a soak, else one of so many, from the beginning to the end."""
    return [*items][:: 1 if SOAK else one_of]
