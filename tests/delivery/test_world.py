"""Pace and patience, by a clock that only moves when somebody waits."""

from __future__ import annotations

import signal
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from evangelist.build.options import silent
from evangelist.cli.patience import Patience, world
from evangelist.delivery.world import Pace, World


@dataclass
class Clock:
    """A clock, and how long was slept."""

    time: float = 100.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def world(self) -> World:
        moment = datetime(2026, 11, 22, tzinfo=UTC)
        return World(lambda: moment, lambda: self.time, self.sleep, lambda: "token")


def test_so_many_pass_in_a_minute() -> None:
    clock = Clock()
    pace = Pace(clock.world(), 25)
    for _ in range(26):
        pace.wait()
    assert clock.time == pytest.approx(160)
    assert clock.slept == pytest.approx([2.4] * 25)


def test_what_takes_long_by_itself_waits_no_longer() -> None:
    clock = Clock()
    pace = Pace(clock.world(), 60)
    for seconds in (0.0, 0.25, 5.0):
        pace.wait()
        clock.time += seconds
    assert clock.slept == [1.0, 0.75]


def test_without_a_rate_nobody_waits() -> None:
    clock = Clock()
    pace = Pace(clock.world(), 0)
    for _ in range(99):
        pace.wait()
    assert clock.slept == []


def test_who_presses_once_is_let_finish_and_twice_is_obeyed() -> None:
    with world(UTC, silent) as here:
        assert not here.stopped()
        signal.raise_signal(signal.SIGINT)
        assert here.stopped()
        here.sleep(9999)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_afterwards_ctrl_c_means_what_it_did() -> None:
    before = signal.getsignal(signal.SIGINT)
    with world(UTC, silent):
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_the_real_world_gives_a_new_token_each_time() -> None:
    with world(UTC, silent) as here:
        assert len({here.token() for _ in range(99)}) == 99
        assert here.now().tzinfo is UTC


def test_no_sleep_is_none() -> None:
    Patience().sleep(0)
