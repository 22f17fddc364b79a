"""What a command that takes long reads of the world: clocks, chance, and Ctrl+C."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING
from uuid import uuid4

import click

if TYPE_CHECKING:
    from datetime import tzinfo

    from evangelist.build.options import Progress
    from evangelist.delivery.world import World

_SLICE = 0.2
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Patience:
    """Whether a person wants an end: asked politely once, insisted upon twice."""

    def __init__(self) -> None:
        self.is_over = False

    def end(self, number: int, frame: FrameType | None) -> None:
        """Take note of a signal; the second one ends everything at once."""
        del number, frame
        if self.is_over:
            raise KeyboardInterrupt
        self.is_over = True
        click.echo("\nEnding after this message. Once more ends at once.", err=True)

    def sleep(self, seconds: float) -> None:
        """Wait, in slices: Windows wakes nobody for a signal."""
        end = time.monotonic() + seconds
        while not self.is_over and (rest := end - time.monotonic()) > 0:
            time.sleep(min(rest, _SLICE))


@contextmanager
def world(zone: tzinfo, progress: Progress) -> Iterator[World]:
    """The real world for as long as this lasts, its moments in the time zone of a site."""
    from evangelist.delivery.world import World

    patience = Patience()
    before = {number: signal.signal(number, patience.end) for number in _SIGNALS}
    try:
        yield World(
            now=lambda: datetime.now(zone),
            seconds=time.monotonic,
            sleep=patience.sleep,
            token=lambda: uuid4().hex,
            stopped=lambda: patience.is_over,
            progress=progress,
        )
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
