"""What sending needs of the world, passed in by whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from evangelist.build.options import Progress, silent


@dataclass(frozen=True, slots=True)
class World:
    """Clock, sleep, chance and a person's patience.

    `now` is the moment (aware), `seconds` a clock that never goes back, `sleep` waits so many
    seconds or until `stopped` says that somebody wants an end, `token` is new each time and
    nobody can guess it.
    """

    now: Callable[[], datetime]
    seconds: Callable[[], float]
    sleep: Callable[[float], None]
    token: Callable[[], str]
    stopped: Callable[[], bool] = lambda: False
    progress: Progress = silent


@dataclass(slots=True)
class Pace:
    """Lets so many messages pass in a minute; 0 for all."""

    world: World
    rate: int
    _next: float = 0.0

    def wait(self) -> None:
        """Wait until the next message may go."""
        if self.rate:
            pause = self._next - self.world.seconds()
            if pause > 0:
                self.world.sleep(pause)
            self._next = self.world.seconds() + 60 / self.rate
