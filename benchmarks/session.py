"""The measuring itself: sizes one after the other, and in each the generators take turns.

A machine is not equally fast all day. As each work is done by all generators one after the other,
a slow hour hurts all of them, and ratios hold.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.content import entries
from benchmarks.figures import BUILDS, COLD, PREVIEW, WORKS, YARDSTICK, Figures
from benchmarks.generator import Generator
from benchmarks.install import AbsentError, install
from benchmarks.processes import LIMIT
from benchmarks.trial import EDITS, Trial

MOST = 10_000
"""Above so many pages only evangelist is measured, cold: how it grows, and its memory."""
TELLING = 1000
"""From so many pages on the time grows with them: below, it is the start that takes it."""


@dataclass(slots=True)
class Session:
    """One measuring of `generators` with `runs` of each, in the folder `work`."""

    generators: Sequence[Generator]
    runs: int
    work: Path
    figures: Figures = field(default_factory=Figures)

    def measure(self, sizes: Sequence[int]) -> Figures:
        """Install, then measure each size, smallest first."""
        there = [each for each in self.generators if self._installed(each)]
        for size in sorted(sizes):
            chosen = [each for each in there if self.worth(each, size)]
            self._measure(chosen, size)
        return self.figures

    def _installed(self, generator: Generator) -> bool:
        tell(f"installing {generator.title} {generator.needs.version}".rstrip())
        try:
            install(generator.needs, self.work / generator.name)
        except AbsentError as error:
            self.figures.absent.append(f"{generator.title}: not measured: {error}")
            return False
        return True

    def worth(self, generator: Generator, size: int) -> bool:
        """Whether a generator is measured at a size; if it is slow, a line tells that it is not."""
        if size > MOST:
            return generator.ours
        guess = self._minutes(generator, size)
        if guess is None:
            return False
        if guess * 60 > LIMIT and not generator.ours and generator.name != YARDSTICK:
            line = f"{generator.title}, {size:,} pages: it would take {guess:.0f} minutes"
            self.figures.absent.append(line)
            return False
        return True

    def _minutes(self, generator: Generator, size: int) -> float | None:
        """What all its builds will take, as the last size lets guess; None if that failed."""
        known = [each for each in self.figures.sizes() if each < size]
        if not known:
            return 0
        taken = self.figures.median(generator.name, known[-1], COLD)
        if taken is None:
            return None
        builds = len(BUILDS) * self.runs + EDITS + 2
        return taken * size / known[-1] * builds / 60 if known[-1] >= TELLING else 0

    def _measure(self, generators: Sequence[Generator], size: int) -> None:
        made = list(entries(size))
        trials = [Trial(each, self.work, made, self.figures) for each in generators]
        works = BUILDS if size <= MOST else (COLD,)
        for trial in trials:
            trial.watch()
        for number in range(1, self.runs + 1):
            for work in works:
                for trial in trials:
                    trial.build(work)
                self._tell(f"{size:,} pages, run {number} of {self.runs}", trials, work)
        for trial in trials:
            if size <= MOST:
                trial.preview()
            shutil.rmtree(trial.folder, ignore_errors=True)
        self._tell(f"{size:,} pages", trials, PREVIEW)

    def _tell(self, when: str, trials: Sequence[Trial], work: str) -> None:
        """The newest figures, for who waits."""
        runs = ((each.generator.name, self.figures.runs.get((*each.key, work))) for each in trials)
        shown = (f"{name} {values[-1]:.2f}" for name, values in runs if values)
        tell(f"{when}, {WORKS[work]}: {', '.join(shown)}")


def tell(line: str) -> None:
    """Say to who waits how far it is; the tables are for standard output."""
    print(line, file=sys.stderr, flush=True)
