"""Processes that share work: in order, with what goes wrong in them, and never waiting for ever."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from evangelist.build.database import DamagedError
from evangelist.build.team import Team
from evangelist.problems import Problem, ProblemsError

ENDED = "a process that did a part of the work has ended early"


def prepare(state: int) -> int:
    if state < 0:
        raise DamagedError("of another version")
    return state


def add(prepared: int, task: int) -> int:
    return prepared + task


def refuse(prepared: int, task: int) -> int:
    if task == 7:
        raise ProblemsError(Problem("output-failed", "seven"))
    return task


def repeat(prepared: int, task: int) -> bytes:
    return bytes(task)


def die(prepared: int, task: int) -> int:
    if task == prepared:
        os.kill(os.getpid(), signal.SIGTERM)
    return task


class Deadly:
    """It ends whoever hears of it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


@pytest.fixture
def team() -> Iterator[Team]:
    made = Team(prepare, 100, 2)
    yield made
    made.end()


@pytest.mark.parametrize("count", [1, 2, 9, 1000])
def test_results_are_in_the_order_of_the_tasks(team: Team, count: int) -> None:
    assert list(team.map(add, range(count))) == list(range(100, 100 + count))


def test_it_does_one_work_after_the_other(team: Team) -> None:
    for _ in range(3):
        assert sum(team.map(add, range(50))) == 5000 + 49 * 25


def test_tasks_and_results_may_be_larger_than_what_a_line_holds(team: Team) -> None:
    sizes = [2_000_000] * 30
    assert [len(data) for data in team.map(repeat, sizes)] == sizes


def test_what_a_task_raises_is_raised_here(team: Team) -> None:
    with pytest.raises(ProblemsError, match="seven") as caught:
        list(team.map(refuse, range(20)))
    assert "in refuse" in caught.value.__notes__[0]


def test_what_preparing_raises_is_raised_here() -> None:
    team = Team(prepare, -1, 2)
    with pytest.raises(DamagedError, match="another version"):
        list(team.map(add, range(20)))
    team.end()


@pytest.mark.parametrize("count", [10, 1000])
def test_one_that_ends_early_is_told(count: int) -> None:
    team = Team(prepare, count // 2, 2)
    with pytest.raises(ProblemsError, match=ENDED):
        list(team.map(die, range(count)))
    team.end()


def test_one_that_ends_before_it_has_begun_is_told() -> None:
    with pytest.raises(ProblemsError, match=ENDED):
        list(Team(prepare, Deadly(), 8).map(add, range(1000)))
