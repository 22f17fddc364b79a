"""A progress bar on a terminal, once a build takes longer than a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

PATIENCE = 1.0
_WIDTH = 30
_EVERY = 0.1


class Progress:
    """Call it with a step, what is done and what there is to do."""

    def __init__(self) -> None:
        self._started = self._drawn = time.monotonic()
        self._shown = False
        self._terminal = sys.stderr.isatty()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Draw, if it is time to."""
        now = time.monotonic()
        if not self._terminal or now - self._started < PATIENCE or now - self._drawn < _EVERY:
            return
        self._drawn, self._shown = now, True
        filled = _WIDTH * done // max(total, 1)
        bar = "#" * filled + "." * (_WIDTH - filled)
        sys.stderr.write(f"\r{step:<8} [{bar}] {done}/{total} ")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r" + " " * (_WIDTH + 40) + "\r")
            sys.stderr.flush()
