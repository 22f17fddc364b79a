"""What a build returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from evangelist.build.told import Changes, Reason
from evangelist.build.writer import Written
from evangelist.problems import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """What was written, kept and removed (paths below the output folder), and every problem.

    `foreign` are files in the folders we publish that are not ours: left alone. `origins`
    names the source of every output: the file of an entry, or words. `hidden` counts the entries
    that nobody looked at: drafts, and what is not published on the day. `rendered` are the outputs
    that were made anew, whether or not their bytes differ; all others were current. `files` are all
    that are ours now, with their digests; there are none where the build has failed.
    """

    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    origins: Mapping[str, str] = field(default_factory=dict)
    hidden: int = 0
    rendered: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)

    def with_written(self, written: Written, files: Mapping[str, str]) -> Report:
        """The same, with what became of the output folder, and all files that are ours now."""
        return replace(
            self,
            files=files,
            written=written.written,
            kept=written.kept,
            removed=written.removed,
            foreign=written.foreign,
        )

    def has(self, level: str) -> bool:
        """Whether there is a problem of this level."""
        return any(problem.level == level for problem in self.problems)

    def fails(self, *, strict: bool) -> bool:
        """Whether a command that returns this ends with exit code 1."""
        return self.has("error") or (strict and self.has("warning"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The report of a build, and what it does not share with one from nothing.

    `files` is the number of files that are the same in both: 0 unless all of them are.
    """

    report: Report
    files: int = 0
    differences: tuple[Problem, ...] = ()

    @property
    def whole(self) -> Report:
        """The report with the differences among its problems."""
        found = {*self.report.problems, *self.differences}
        ordered = tuple(sorted(found, key=lambda problem: problem.order))
        return replace(self.report, problems=ordered)

    def fails(self, *, strict: bool) -> bool:
        """Whether a command that returns this ends with exit code 1."""
        return self.whole.fails(strict=strict)
