import re
import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

import pytest

from evangelist.content.deadline import DeadlineError, deadline, watched

Limit = Callable[[float], AbstractContextManager[None]]


def forever() -> None:
    while True:
        pass


def stubborn() -> None:
    with suppress(DeadlineError):
        forever()
    forever()


def test_a_loop_is_stopped() -> None:
    with pytest.raises(DeadlineError), deadline(0.05):
        forever()


def test_a_loop_is_stopped_where_the_system_has_no_timer() -> None:
    with pytest.raises(DeadlineError), watched(0.05):
        forever()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timer")
def test_a_regular_expression_is_stopped() -> None:
    with pytest.raises(DeadlineError), deadline(0.05):
        re.match(r"(a|a)*b", "a" * 64)


@pytest.mark.parametrize("limit", [deadline, watched])
def test_an_error_that_somebody_swallowed_comes_again(limit: Limit) -> None:
    with pytest.raises(DeadlineError), limit(0.02):
        stubborn()


def test_what_ends_in_time_is_left_alone() -> None:
    with deadline(60):
        total = sum(range(10))
    assert total == 45


def test_one_limit_after_the_other_counts_anew() -> None:
    for _ in range(3):
        with pytest.raises(DeadlineError), deadline(0.02):
            forever()
    with deadline(60):
        assert sum(range(10)) == 45


def test_a_persons_interruption_still_arrives() -> None:
    with pytest.raises(KeyboardInterrupt), deadline(60):
        signal.raise_signal(signal.SIGINT)


def test_the_handler_of_before_is_back_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(DeadlineError), deadline(0.02):
        forever()
    assert signal.getsignal(signal.SIGINT) is before


def test_outside_the_main_thread_the_work_is_done_without_a_limit() -> None:
    done: list[int] = []

    def work() -> None:
        with deadline(0.001):
            done.append(sum(range(100_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [4999950000]
