"""What a build returns."""

from __future__ import annotations

from dataclasses import dataclass

from evangelist.problems import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """What was written, kept and removed (paths below the output folder), and every problem.

    `foreign` are files in the folders we publish that are not ours: left alone.
    """

    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0

    def has(self, level: str) -> bool:
        """Whether there is a problem of this level."""
        return any(problem.level == level for problem in self.problems)

    def fails(self, *, strict: bool) -> bool:
        """Whether a command that returns this ends with exit code 1."""
        return self.has("error") or (strict and self.has("warning"))
