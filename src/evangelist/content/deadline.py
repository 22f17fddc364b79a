"""A time limit for one page, so that no text can hang a build.

Where the system has interval timers (POSIX), its alarm interrupts anything that Python runs, a
single regular expression included: those look for signals while they work. Elsewhere a thread
watches; it can interrupt between two steps of Python, but not within one regular expression.
See docs/decisions/0004-time-limit.md.
"""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

_AGAIN = 0.5
"""Seconds until the alarm repeats: what it raises inside a finalizer is lost."""


class DeadlineError(BaseException):
    """The time was up. No `except Exception` of an extension may swallow it."""


def deadline(seconds: float) -> AbstractContextManager[None]:
    """Raise DeadlineError in the block after `seconds`; only the main thread can be stopped."""
    if threading.current_thread() is not threading.main_thread():
        return _unlimited()
    return alarmed(seconds) if hasattr(signal, "setitimer") else watched(seconds)


@contextmanager
def _unlimited() -> Iterator[None]:
    yield


@contextmanager
def alarmed(seconds: float) -> Iterator[None]:
    """The limit by the system's alarm."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise DeadlineError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def watched(seconds: float) -> Iterator[None]:
    """The limit by a watching thread that interrupts the main one."""
    done, fired = threading.Event(), threading.Event()

    def watch() -> None:
        pause = seconds
        while not done.wait(pause):
            fired.set()
            _thread.interrupt_main(signal.SIGINT)
            pause = _AGAIN

    def stop(number: int, frame: FrameType | None) -> None:
        if fired.is_set():
            raise DeadlineError
        if callable(before):
            before(number, frame)

    before = signal.signal(signal.SIGINT, stop)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        signal.signal(signal.SIGINT, before)
