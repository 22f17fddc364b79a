"""The same work with one process or with many: a detail that never changes a byte."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from jinja2 import TemplateNotFound

from evangelist.content.markdown.python import PythonMarkdown
from evangelist.content.parse import Parsed, Reading, parse
from evangelist.model.settings import Settings
from evangelist.outputs.output import Output, Rendered
from evangelist.problems import Problem, ProblemsError
from evangelist.site.index import Site
from evangelist.site.lens import Lens
from evangelist.templating.environment import explain

WORTH_IT = 400
"""So many texts make more than one process worth its start."""
PICTURE_WORTH = 40
"""A photo to be made smaller takes at least as long as so many texts."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_State = TypeVar("_State")
_worker: dict[str, Any] = {}


def processes(jobs: int, texts: int) -> int:
    """How many processes to use; `jobs` is what a person asked for, 0 for no wish."""
    if jobs:
        return jobs
    return min(os.cpu_count() or 1, 8) if texts >= WORTH_IT else 1


def parse_all(
    texts: Sequence[tuple[str, bytes]], settings: Settings, folder: str, jobs: int
) -> Iterator[Parsed]:
    """Read every text, given by its path and its bytes, in order."""
    return _map(_reading, (settings, folder), _parse_one, texts, jobs)


def _reading(state: tuple[Settings, str]) -> Reading:
    return reading(*state)


def reading(settings: Settings, folder: str) -> Reading:
    """What parsing knows of a site besides the file."""
    engine = PythonMarkdown(settings.markdown)
    trust = settings.markdown.raw_html == "trust"
    return Reading(engine, settings.zone, trust_html=trust, folder=folder)


def _parse_one(reading: Reading, text: tuple[str, bytes]) -> Parsed:
    return parse(*text, reading)


def render_all(
    site: Site, outputs: Sequence[Output], results: Mapping[str, bytes], jobs: int
) -> Iterator[Rendered]:
    """Render every output of one stage, in order."""
    return _map(_site_and_results, (site, dict(results)), render_one, outputs, jobs)


def _site_and_results(state: tuple[Site, dict[str, bytes]]) -> tuple[Site, dict[str, bytes]]:
    return state


def render_one(state: tuple[Site, dict[str, bytes]], output: Output) -> Rendered:
    """Render one output; an error in a template or on the disk becomes its problem."""
    site, results = state
    try:
        return output.render(Lens(site, results))
    except OSError as error:
        if isinstance(error, TemplateNotFound):
            return Rendered(b"", (explain(error, site.theme, output.origin),))
        reason = error.strerror or str(error)
        problem = Problem("output-failed", f"cannot be read: {reason}", output.origin)
    except Exception as error:
        problem = explain(error, site.theme, output.origin)
        if not problem.path:
            raise
    return Rendered(b"", (problem,))


def _map(
    prepare: Callable[[Any], _State],
    state: Any,
    function: Callable[[_State, _Task], _Result],
    tasks: Sequence[_Task],
    jobs: int,
) -> Iterator[_Result]:
    if jobs == 1 or len(tasks) < 2:
        prepared = prepare(state)
        return (function(prepared, task) for task in tasks)
    return _map_in_processes(prepare, state, function, tasks, jobs)


def _map_in_processes(
    prepare: Callable[[Any], _State],
    state: Any,
    function: Callable[[_State, _Task], _Result],
    tasks: Sequence[_Task],
    jobs: int,
) -> Iterator[_Result]:
    context = multiprocessing.get_context("spawn")
    chunk = max(1, min(64, len(tasks) // (jobs * 4)))
    try:
        with ProcessPoolExecutor(
            jobs, mp_context=context, initializer=_start, initargs=(prepare, state)
        ) as pool:
            yield from pool.map(_run, _pairs(function, tasks), chunksize=chunk)
    except BrokenProcessPool:
        message = "a process that did a part of the work has ended early"
        raise ProblemsError(
            Problem("output-failed", message, hint="try it with --jobs 1")
        ) from None


def _pairs(function: Any, tasks: Iterable[_Task]) -> Iterator[tuple[Any, _Task]]:
    return ((function, task) for task in tasks)


def _start(prepare: Callable[[Any], Any], state: Any) -> None:
    _worker["state"] = prepare(state)


def _run(pair: tuple[Callable[[Any, Any], Any], Any]) -> Any:
    function, task = pair
    return function(_worker["state"], task)
