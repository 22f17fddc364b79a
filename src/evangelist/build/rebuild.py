"""Everything that is not current is made, stage by stage; of the rest nothing is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from evangelist.build.current import Current
from evangelist.build.pool import Workers
from evangelist.build.render import Results, Work, make, maker
from evangelist.build.told import Reason
from evangelist.outputs.output import CHECKS, Output
from evangelist.problems import Problem

_PICTURE_WORTH = 40
"""A photo to be made smaller takes at least as long as so many pages."""


@dataclass(slots=True)
class Rebuild:
    """The making of a site: what was made and why, and all problems, from the first on."""

    current: Current
    work: Work
    workers: Workers
    progress: Callable[[str, int, int], None]
    problems: list[Problem]
    reasons: dict[str, Reason] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether there is an error among the problems."""
        return any(problem.level == "error" for problem in self.problems)

    @property
    def rendered(self) -> tuple[str, ...]:
        """The files that were made, by path; checks are none."""
        return tuple(sorted(path for path in self.reasons if not path.startswith(CHECKS)))

    def run(self, outputs: Sequence[Output]) -> None:
        """Make what is not current among these; an error ends it after its stage.

        Checks are the first stage, so errors of texts and of checks are told together. Raises
        DamagedError.
        """
        with self.workers:
            for stage in sorted({output.stage for output in outputs}):
                batch = [output for output in outputs if output.stage == stage]
                stale = list(self._stale(batch))
                self._make([output for output in stale if not output.memo], stage)
                self._make([output for output in stale if output.memo], stage, _PICTURE_WORTH)
                if self.failed:
                    return
                self.current.finished(output for output in batch if output.asked)
                self._hand_on(output for output in batch if output.asked)

    def _stale(self, batch: Iterable[Output]) -> Iterator[Output]:
        """What is not current; of the rest the problems are remembered."""
        standing = self.work.standing if self.work.writes else None
        for output in batch:
            reason = self.current.reason(output, standing)
            if reason is None:
                self.problems += self.current.problems(output.path)
            else:
                self.reasons[output.path] = reason
                yield output

    def _make(self, outputs: Sequence[Output], stage: int, weight: int = 1) -> None:
        made = self.workers.map(maker, self.work, make, outputs, weight)
        for done, (output, each) in enumerate(zip(outputs, made, strict=True), 1):
            self.current.learn(output, each)
            self.problems += each.problems
            if stage >= 0:
                self.progress("writing", done, len(outputs))

    def _hand_on(self, outputs: Iterable[Output]) -> None:
        """Give later stages what they may ask for."""
        results = self.work.results
        asked = {output.path: output for output in outputs}
        if not asked:
            return
        digests = {path: self.current.digest(path) for path in asked}
        self.work = replace(
            self.work,
            results=Results(
                results.site,
                results.staging,
                {**results.outputs, **asked},
                {**results.digests, **digests},
            ),
        )
