"""Ends one of the processes that work for a build, at one of its calls.

The server from which they fork loads this first, so that it is in every one of them. The file
named by `ORDER` says which of them dies, by the order of their beginnings, and at which call, both
counted from 0. The file is gone when that has happened.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

ORDER = "EVANGELIST_KILLS_WORKERS"
CALLS = {"open", "os.mkdir", "os.rename", "os.remove", "pickle.find_class", "sqlite3.connect"}
_server = os.getpid()
_left: dict[int, int] = {}
"""How many calls this process has left, by its id: forks have that of their server too."""


def _hear(event: str, _: object) -> None:
    process = os.getpid()
    if process == _server or event not in CALLS:
        return
    if process not in _left:
        _left[process] = -1  # what is called meanwhile does not count
        _left[process] = _allowed()
    _left[process] -= 1
    if _left[process] == -1:
        Path(os.environ[ORDER]).unlink()
        os.kill(process, signal.SIGKILL)


def _allowed() -> int:
    """How many calls this process may make, -1 for any number."""
    order = Path(os.environ[ORDER])
    try:
        which, calls = map(int, order.read_text("utf-8").split())
    except FileNotFoundError:
        return -1
    return calls if _ticket(order) == which else -1


def _ticket(order: Path) -> int:
    """The number of processes that have begun before this one."""
    for number in count():
        try:
            order.with_name(f"{order.name}.{number}").touch(exist_ok=False)
        except FileExistsError:
            continue
        break
    return number


if ORDER in os.environ:
    sys.addaudithook(_hear)
