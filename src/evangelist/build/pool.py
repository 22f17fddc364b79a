"""The same work with one process or with many: a detail that never changes a byte."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from evangelist.build.team import Team, load_ahead

WORTH_IT = 400
"""So many small tasks, as reading a text or rendering a page, are worth more than one process."""
_MOST = 8
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_State = TypeVar("_State")


class Workers:
    """Processes for the work of one build; `wished` is what a person asked for, 0 for no wish.

    They stay until other work is prepared, or the end of the block that this is for.
    """

    def __init__(self, wished: int = 0) -> None:
        self._wished = wished
        self._state: Any = None
        self._team: Team | None = None
        self._here: tuple[Any, Any] | None = None

    def __enter__(self) -> Self:
        """Nothing begins before it has work."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all processes."""
        self._end()
        self._here = None

    def _end(self) -> None:
        if self._team is not None:
            self._team.end()
            self._team = None

    def count(self, tasks: int, weight: int = 1) -> int:
        """How many processes so many tasks are worth; one of `weight` 40 is as much as 40."""
        if self._wished:
            return self._wished
        return min(os.cpu_count() or 1, _MOST) if tasks * weight >= WORTH_IT else 1

    def expect(self, tasks: int) -> None:
        """Get ready for so many tasks: what processes have to load, loads while others wait."""
        if self.count(tasks) > 1:
            load_ahead()

    def map(
        self,
        prepare: Callable[[Any], _State],
        state: Any,
        function: Callable[[_State, _Task], _Result],
        tasks: Sequence[_Task],
        weight: int = 1,
    ) -> Iterator[_Result]:
        """The results of `function` for each task, in order.

        Each process prepares once for as long as the state is the same object. Raises
        ProblemsError where a process ends early, and what `function` raises.
        """
        jobs = self.count(len(tasks), weight)
        if jobs == 1 or len(tasks) < 2:
            if self._here is None or self._here[0] is not state:
                self._here = state, prepare(state)
            prepared = self._here[1]
            return (function(prepared, task) for task in tasks)
        return self._prepared(prepare, state, min(jobs, len(tasks))).map(function, tasks)

    def _prepared(self, prepare: Callable[[Any], Any], state: Any, jobs: int) -> Team:
        if self._team is None or self._state is not state or len(self._team) < jobs:
            self._end()
            self._team, self._state = Team(prepare, state, jobs), state
        return self._team
