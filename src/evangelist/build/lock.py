"""Keeps two that would write the same files apart.

The lock is an open transaction on a small database of its own: SQLite knows how to lock a file on
Linux, macOS and Windows alike, and the system ends the lock with the process that holds it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from math import ceil
from pathlib import Path

from evangelist.problems import Problem, ProblemsError

_LOCK = "build.lock"
_HOLDER = "build.holder"
_TURN = 1.0
"""Seconds that SQLite waits at a time; between turns Python hears that somebody wants an end."""
_SHORTEST = 0.25
"""It always waits a little: of two who reach for the lock in one moment, one shall have it."""
_LONGEST = 200


class TakenError(Exception):
    """Another process has the lock."""


def _nothing() -> None:
    """Nobody needs to know that we wait."""


def hold(
    file: Path, seconds: float, waiting: Callable[[], object] = _nothing
) -> sqlite3.Connection:
    """Take the lock of a file that is for nothing else; closing what is returned lets it go.

    `waiting` is called each time that somebody else has it. Raises TakenError when it has not been
    free for so many seconds, sqlite3.Error where the file cannot be made or is no lock.
    """
    turn = min(max(seconds, _SHORTEST), _TURN)
    db = sqlite3.connect(file, timeout=turn, isolation_level=None, check_same_thread=False)
    try:
        for _ in range(max(1, ceil(seconds / turn))):
            if _begun(db):
                return db
            waiting()
    except BaseException:
        db.close()
        raise
    db.close()
    raise TakenError


def _begun(db: sqlite3.Connection) -> bool:
    try:
        db.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


@contextmanager
def lock(
    folder: Path, holder: str, seconds: float = 10.0, waiting: Callable[[], object] = _nothing
) -> Iterator[None]:
    """Keep other builds away from a site for as long as this lasts; `folder` is `.evangelist/`.

    `holder` says to them in one line who we are: process, computer, command, since when. Raises
    ProblemsError with theirs, if the lock is not free for so many seconds. Where the disk does not
    let us make a lock there is none: a site that only can be read is built into another folder.
    """
    try:
        held = _held(folder, seconds, waiting)
    except TakenError:
        raise ProblemsError(_refusal(folder / _HOLDER, seconds)) from None
    with held:
        with suppress(OSError):
            (folder / _HOLDER).write_text(holder, "utf-8", "backslashreplace", newline="\n")
        try:
            yield
        finally:
            with suppress(OSError):
                (folder / _HOLDER).unlink()


def taken_at(folder: Path) -> int:
    """When the lock was taken by who has it, by the clock of the disk in nanoseconds; else 0."""
    try:
        return (folder / _HOLDER).stat().st_mtime_ns
    except OSError:
        return 0


def _held(
    folder: Path, seconds: float, waiting: Callable[[], object]
) -> closing[sqlite3.Connection] | nullcontext[None]:
    file = folder / _LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return closing(hold(file, seconds, waiting))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            file.unlink()  # it is no database, so nobody can hold it
            return closing(hold(file, seconds, waiting))
    except (OSError, sqlite3.Error):
        return nullcontext()


def _refusal(file: Path, seconds: float) -> Problem:
    try:
        line = file.read_bytes()[:_LONGEST].decode("utf-8", "replace").partition("\n")[0]
    except OSError:
        line = ""
    told = "".join(sign for sign in line if sign.isprintable()).strip()
    return Problem(
        "build-locked",
        f"another build is at work here, and was after {seconds:g} seconds: {told or 'unknown'}",
        hint="wait until it has ended; if it never does, end that process",
    )
