"""What was measured: seconds of each work, megabytes, and what was left out."""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass, field

COLD, UNCHANGED, TEXT, TEMPLATE, PREVIEW = "cold", "unchanged", "text", "template", "preview"
BUILDS = (COLD, UNCHANGED, TEXT, TEMPLATE)
MEMORY = "memory"
START, EMAIL, SEARCH = "start", "email", "search"
"""Seconds of the command alone, of one e-mail, and of the index of 1,000 pages: at 0 pages."""
WORKS = {
    COLD: "cold",
    UNCHANGED: "nothing changed",
    TEXT: "one text edited",
    TEMPLATE: "base template edited",
    PREVIEW: "preview: saved → served",
    MEMORY: "peak memory, MB",
}
"""Each column of the table: seconds, and megabytes in the last."""
YARDSTICK = "hugo"


@dataclass(slots=True)
class Figures:
    """All runs by generator, pages and work; `absent` tells in a line what was not measured."""

    runs: dict[tuple[str, int, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    absent: list[str] = field(default_factory=list)

    def add(self, name: str, size: int, work: str, value: float) -> None:
        """One more run."""
        self.runs[name, size, work].append(value)

    def median(self, name: str, size: int, work: str) -> float | None:
        """The median of the runs, or None where there was none."""
        values = self.runs.get((name, size, work))
        return statistics.median(values) if values else None

    def ratio(self, name: str, size: int, work: str, to: str = YARDSTICK) -> float | None:
        """How many times what another one takes for the same work, by their medians."""
        value, other = self.median(name, size, work), self.median(to, size, work)
        return value / other if value is not None and other else None

    def sizes(self) -> list[int]:
        """The numbers of pages that were measured, smallest first."""
        return sorted({size for _, size, _ in self.runs if size})
