"""A time limit for one page, so that no text can hang a build.

The limit interrupts Python code and its regular expressions, which look for signals while
they work. See docs/decisions/0004-time-limit.md.
"""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class DeadlineError(Exception):
    """The time was up."""


class _Watch:
    """One thread for a process that interrupts the main thread when time is up."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._limit: float | None = None
        self._generation = 0
        self.fired = False
        threading.Thread(target=self._run, daemon=True, name="deadline").start()

    def arm(self, seconds: float) -> None:
        with self._condition:
            self._generation += 1
            self._limit, self.fired = seconds, False
            self._condition.notify()

    def disarm(self) -> None:
        with self._condition:
            self._generation += 1
            self._limit = None

    def _run(self) -> None:
        with self._condition:
            while True:
                generation = self._generation
                timed_out = not self._condition.wait(self._limit)
                if timed_out and self._limit is not None and generation == self._generation:
                    self._limit, self.fired = None, True
                    _thread.interrupt_main(signal.SIGINT)


_watch: _Watch | None = None


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise DeadlineError in the block after `seconds`; only the main thread can be stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    global _watch  # noqa: PLW0603 - one watching thread serves every page of a process
    watch = _watch = _watch or _Watch()

    def stop(number: int, frame: FrameType | None) -> None:
        if watch.fired:
            watch.fired = False
            raise DeadlineError
        if callable(before):
            before(number, frame)

    before = signal.signal(signal.SIGINT, stop)
    watch.arm(seconds)
    try:
        yield
    finally:
        watch.disarm()
        signal.signal(signal.SIGINT, before)
