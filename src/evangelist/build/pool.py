"""The same work with one process or with many: a detail that never changes a byte."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

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
    where the system has no such thing: never from this process with whatever threads it has.
    """

    def __init__(self, wished: int = 0) -> None:
        self._wished = wished

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
        """The results of `function` for each task, in order; each process prepares once.

        Raises ProblemsError where a process ends early, and what `function` raises.
        """
        jobs = self.count(len(tasks), weight)
        if jobs == 1 or len(tasks) < 2:
            prepared = prepare(state)
            return (function(prepared, task) for task in tasks)
        return _in_processes(prepare, state, function, tasks, min(jobs, len(tasks)))


def _in_processes(
    prepare: Callable[[Any], _State],
    state: Any,
    function: Callable[[_State, _Task], _Result],
    tasks: Sequence[_Task],
    jobs: int,
) -> Iterator[_Result]:
    chunk = max(1, min(64, len(tasks) // (jobs * 4)))
    try:
        with ProcessPoolExecutor(
            jobs, mp_context=_context(), initializer=_start, initargs=(prepare, state)
        ) as pool:
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
