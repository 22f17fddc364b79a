"""Processes that do parts of one work, and the death of one told at once."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from typing import Any, TypeVar

from evangelist.problems import Problem, ProblemsError

if sys.platform != "win32":
    from multiprocessing import forkserver

_PRELOADED = ["evangelist.build.pipeline"]
_LARGEST = 64
"""So many tasks at most are told and answered as one part."""
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Team:
    """Processes that have prepared the same state, each at the end of a line of its own.

    They fork from a server that has loaded this program and nothing else, or begin anew where the
    system has no such thing: never from this process with whatever threads it has. They share no
    lock, so one that is killed keeps nobody waiting. All work is told before the first of it is
    done, and then numbers alone, for which a line always has room: nobody waits to speak to one
    who waits to speak. Raises ProblemsError where a process ends early.
    """

    def __init__(self, prepare: Callable[[Any], Any], state: Any, size: int) -> None:
        self._members: dict[Connection, BaseProcess] = {}
        try:
            for _ in range(size):
                self._begin()
            self._tell_all((prepare, state))
        except BaseException:
            self.end()
            raise

    def __len__(self) -> int:
        """How many they are."""
        return len(self._members)

    def _begin(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        process = _context().Process(target=_work, args=(theirs,), daemon=True)
        with theirs:
            try:
                process.start()
            except (EOFError, OSError):
                ours.close()
                raise _ended() from None
        self._members[ours] = process

    def map(
        self, function: Callable[[Any, _Task], _Result], tasks: Sequence[_Task]
    ) -> Iterator[_Result]:
        """The results for all tasks, in order. Raises what `function` or `prepare` raises.

        Only one who has taken them all may ask for more.
        """
        size = max(1, min(_LARGEST, len(tasks) // (len(self) * 4)))
        parts = [tasks[start : start + size] for start in range(0, len(tasks), size)]
        self._tell_all((function, [bytes(ForkingPickler.dumps(part)) for part in parts]))
        left = iter(range(len(parts)))
        for line in [*self._members] * (2 if size > 1 else 1):  # one to do, and the next one
            self._tell_next(line, left)
        found: dict[int, list[_Result]] = {}
        for number in range(len(parts)):
            while number not in found:
                line, done, results = self._heard()
                self._tell_next(line, left)
                found[done] = results
            yield from found.pop(number)

    def _tell_all(self, message: object) -> None:
        data = ForkingPickler.dumps(message)
        for line in self._members:
            _send(line, data)

    def _tell_next(self, line: Connection, left: Iterator[int]) -> None:
        number = next(left, None)
        if number is not None:
            _send(line, ForkingPickler.dumps(number))

    def _heard(self) -> tuple[Connection, int, list[Any]]:
        """What somebody says next: a part, by its number, is done."""
        ends = [process.sentinel for process in self._members.values()]
        ready = wait([*self._members, *ends])
        line = next((line for line in self._members if line in ready), None)
        if line is None:
            raise _ended()
        try:
            number, results, error = line.recv()
        except (EOFError, OSError):
            raise _ended() from None
        if error is not None:
            raise error
        return line, number, results

    def end(self) -> None:
        """End all of them, whatever they do."""
        for line, process in self._members.items():
            line.close()
            process.kill()
        for process in self._members.values():
            process.join()
        self._members.clear()


def load_ahead() -> None:
    """Have the server that processes fork from load this program from now on, beside us."""
    if sys.platform != "win32" and _forks():
        _context()
        forkserver.ensure_running()


def _forks() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()


def _send(line: Connection, data: Any) -> None:
    try:
        line.send_bytes(data)
    except OSError:
        raise _ended() from None


def _ended() -> ProblemsError:
    message = "a process that did a part of the work has ended early"
    return ProblemsError(Problem("output-failed", message, hint="try it with --jobs 1"))


def _context() -> Any:
    if not _forks():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _work(line: Connection) -> None:
    """What a process does, until nobody is at the other end of its line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it ends it
    with suppress(EOFError, OSError):
        prepared, failure = _tried(_prepare, line.recv_bytes())
        while True:
            message = line.recv()
            if not isinstance(message, int):
                function, parts = message
            elif failure:
                line.send((message, None, failure))
            else:
                line.send((message, *_tried(_do, function, prepared, parts[message])))


def _tried(function: Callable[..., Any], *arguments: Any) -> tuple[Any, Exception | None]:
    """What a function returns, or what it raises, with the place where it did."""
    try:
        return function(*arguments), None
    except Exception as error:  # noqa: BLE001 - it is told to who began this process
        error.add_note(traceback.format_exc())
        return None, error


def _prepare(told: bytes) -> Any:
    prepare, state = ForkingPickler.loads(told)
    return prepare(state)


def _do(function: Callable[[Any, Any], Any], prepared: Any, part: bytes) -> list[Any]:
    return [function(prepared, task) for task in ForkingPickler.loads(part)]
