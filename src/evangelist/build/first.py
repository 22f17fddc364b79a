"""What a build does first: it looks whether anything at all has changed.

Mostly nothing has, or the build is the first of many. So this loads nothing that only reading
texts and rendering need: that is the half of what there is to load.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from evangelist.build.beside import Files
from evangelist.build.database import DamagedError
from evangelist.build.ground import Ground, last_told, profile_of, unchanged
from evangelist.build.lock import lock
from evangelist.build.options import Options
from evangelist.build.report import Report
from evangelist.build.standing import Standing, standing_in
from evangelist.build.store import STORE, Store
from evangelist.build.told import Told
from evangelist.build.versions import versions
from evangelist.problems import ProblemsError

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Start:
    """What a build knows before it reads a text, and `last`, what the one before it told.

    `digest` is that of the `ground`. `standing` is what stands in the output folder, None where
    nothing will be written.
    """

    ground: Ground
    digest: str
    profile: str
    standing: Standing | None
    last: Told | None

    @classmethod
    def of(cls, options: Options, store: Store) -> Start:
        """Look. Raises ProblemsError where there is nothing to build, and DamagedError."""
        ground, profile = Ground.of(options), profile_of(options)
        standing = (
            standing_in(options.output, options.memory, store.files) if options.write else None
        )
        return cls(ground, ground.digest, profile, standing, last_told(store.traces, profile))

    def with_code(self, code: str) -> Start:
        """The same, where texts are also read by code that is not ours, with this digest."""
        ground = replace(self.ground, code=code)
        return replace(self, ground=ground, digest=ground.digest)

    def unchanged(self, files: Files) -> Report | None:
        """The report of a build in which nothing at all has changed, else None.

        `files` hears what was looked at. Raises DamagedError.
        """
        if self.last is None or self.last.ground != self.digest:
            return None
        report = unchanged(self.ground, files, self.last, self.standing)
        if report:
            files.keep()
        return report


Rest = Callable[[Options, Store, Start], Report]
"""What is left of a build in which something may have changed."""


def build(options: Options, rest: Rest) -> Report:
    """Build a site: the `rest` only if need be. With any error, nothing is written."""
    started = time.monotonic()
    try:
        with _hoarding():
            report = with_store(options, lambda options, store: _build(options, store, rest))
    except ProblemsError as error:
        report = Report(problems=error.problems)
    problems = tuple(sorted(report.problems, key=lambda problem: problem.order))
    return replace(report, problems=problems, seconds=time.monotonic() - started)


@contextmanager
def _hoarding() -> Iterator[None]:
    """Look for no garbage: a build needs to its end what it makes, and has a lot to look through.

    What is in no circle is let go at once all the same.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _build(options: Options, store: Store, rest: Rest) -> Report:
    start = Start.of(options, store)
    if not start.ground.settings.markdown.extensions and (report := start.unchanged(store.files)):
        return report
    return rest(options, store, start)


def with_store(options: Options, work: Callable[[Options, Store], _Result]) -> _Result:
    """Do work with the store of a site, alone; where that is damaged, once more with a new one.

    Raises ProblemsError where somebody else is at work on the site.
    """
    folder = store_of(options)
    with lock(folder, options.holder, options.patience):
        store = Store.open(folder, versions())
        try:
            with store:
                store.traces.memory = options.memory
                return work(options, store)
        except DamagedError:
            store.discard()
        with Store.in_memory() as empty:
            return work(options, empty)


def store_of(options: Options) -> Path:
    """The folder of the store."""
    return options.kept or options.root / STORE
