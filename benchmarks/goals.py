"""What is to be reached, and whether the figures reach it: a line for each goal, both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from benchmarks.figures import (
    COLD,
    EMAIL,
    MEMORY,
    PREVIEW,
    SEARCH,
    START,
    TEXT,
    UNCHANGED,
    YARDSTICK,
    Figures,
)

ENGINES = ("gfm", "markdown")
"""The default engine is the last."""
_Value = Callable[[Figures, str], float | None]


def row_of(engine: str) -> str:
    """The name of the row that goals are about: an engine in the plain theme."""
    return f"evangelist-{engine}"


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit that `value` may not pass, and the engines that are held to it.

    `unit` follows the number. The other engine's figure stands beside it, without a verdict.
    """

    work: str
    most: float
    unit: str
    value: _Value
    engines: tuple[str, ...] = ENGINES

    def reached(self, figures: Figures, engine: str) -> bool | None:
        """Whether an engine reaches it; None where that was not measured."""
        value = self.value(figures, row_of(engine))
        return None if value is None else value <= self.most


def _to(other: str, size: int, work: str) -> _Value:
    return lambda figures, row: figures.ratio(row, size, work, other)


def _to_the_fastest(others: tuple[str, ...], size: int, work: str) -> _Value:
    def value(figures: Figures, row: str) -> float | None:
        ratios = (figures.ratio(row, size, work, other) for other in others)
        return max((ratio for ratio in ratios if ratio is not None), default=None)

    return value


def steepest(figures: Figures, row: str) -> float | None:
    """How many times longer a page takes at a larger size than at any smaller, from 1,000 on."""
    sizes = [size for size in figures.sizes() if size >= 1000]
    values = ((size, figures.median(row, size, COLD)) for size in sizes)
    pages = [value / size for size, value in values if value is not None]
    return max((later / sooner for sooner, later in combinations(pages, 2)), default=None)


def _plain(size: int, work: str, factor: float = 1) -> _Value:
    def value(figures: Figures, row: str) -> float | None:
        found = figures.median(row if size else "evangelist", size, work)
        return None if found is None else found * factor

    return value


GOALS = (
    Goal("cold, 10,000 pages", 0.5, "of Hugo's", _to(YARDSTICK, 10_000, COLD), ("gfm",)),
    Goal("peak memory, 10,000 pages", 0.3, "of Hugo's", _to(YARDSTICK, 10_000, MEMORY), ("gfm",)),
    Goal("cold, 1,000 pages", 1, "of Eleventy's", _to("eleventy", 1000, COLD), ("markdown",)),
    Goal(
        "cold, 1,000 pages",
        1 / 3,
        "of the fastest of Pelican, MkDocs and Zensical",
        _to_the_fastest(("pelican", "mkdocs", "zensical"), 1000, COLD),
        ("markdown",),
    ),
    Goal("nothing changed, 10,000 pages", 0.08, "of Hugo's", _to(YARDSTICK, 10_000, UNCHANGED)),
    Goal("one text edited, 10,000 pages", 0.1, "of Hugo's", _to(YARDSTICK, 10_000, TEXT)),
    Goal("preview, 1,000 pages", 0.25, "of Hugo's", _to(YARDSTICK, 1000, PREVIEW)),
    Goal("preview, 10,000 pages", 0.25, "of Hugo's", _to(YARDSTICK, 10_000, PREVIEW)),
    Goal("growth from 1,000 to 20,000 pages", 1.1, "times a page", steepest),
    Goal("peak memory, 20,000 pages", 600, "MB", _plain(20_000, MEMORY)),
    Goal("start of the command", 100, "ms", _plain(0, START, 1000)),
    Goal("the index of the search, 1,000 pages", 2.5, "s", _plain(0, SEARCH)),
    Goal("an e-mail's HTML, once parsed", 5, "ms", _plain(0, EMAIL, 1000)),
)
