"""The same work with one process or with many: a detail that never changes a byte."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Self, TypeVar

from evangelist.problems import Problem, ProblemsError

WORTH_IT = 400
"""So many small tasks, as reading a text or rendering a page, are worth more than one process."""
_MOST = 8
_PRELOADED = ["evangelist.build.pipeline"]
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_State = TypeVar("_State")
_worker: dict[str, Any] = {}


class Workers:
    """Processes for the work of one build; `wished` is what a person asked for, 0 for no wish.

    They begin by forking from a server that has loaded this program and nothing else, and anew
    where the system has no such thing: never from this process with whatever threads it has. They
    stay until other work is prepared, or the end of the block that this is for.
    """

    def __init__(self, wished: int = 0) -> None:
        self._wished = wished
        self._jobs = 0
        self._state: Any = None
        self._pool: ProcessPoolExecutor | None = None
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
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def count(self, tasks: int, weight: int = 1) -> int:
        """How many processes so many tasks are worth; one of `weight` 40 is as much as 40."""
        if self._wished:
            return self._wished
        return min(os.cpu_count() or 1, _MOST) if tasks * weight >= WORTH_IT else 1

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
        jobs = min(jobs, len(tasks))
        return _mapped(self._prepared(prepare, state, jobs), function, tasks, jobs)

    def _prepared(
        self, prepare: Callable[[Any], Any], state: Any, jobs: int
    ) -> ProcessPoolExecutor:
        if self._pool is None or self._state is not state or self._jobs < jobs:
            self._end()
            self._jobs, self._state = jobs, state
            self._pool = ProcessPoolExecutor(
                jobs, mp_context=_context(), initializer=_start, initargs=(prepare, state)
            )
        return self._pool


def _mapped(
    pool: ProcessPoolExecutor,
    function: Callable[[Any, _Task], _Result],
    tasks: Sequence[_Task],
    jobs: int,
) -> Iterator[_Result]:
    chunk = max(1, min(64, len(tasks) // (jobs * 4)))
    try:
        yield from pool.map(_run, _pairs(function, tasks), chunksize=chunk)
    except BrokenProcessPool:
        message = "a process that did a part of the work has ended early"
        raise ProblemsError(
            Problem("output-failed", message, hint="try it with --jobs 1")
        ) from None


def _context() -> Any:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _pairs(function: Any, tasks: Iterable[_Task]) -> Iterator[tuple[Any, _Task]]:
    return ((function, task) for task in tasks)


def _start(prepare: Callable[[Any], Any], state: Any) -> None:
    _worker["state"] = prepare(state)


def _run(pair: tuple[Callable[[Any, Any], Any], Any]) -> Any:
    function, task = pair
    return function(_worker["state"], task)
