"""Where the ledger lies: its file, what keeps it out of git, and the lock beside it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePath
from urllib.parse import quote

from evangelist.build.lock import TakenError, hold
from evangelist.content.settings import NAME as SETTINGS
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.ignores import NAME as IGNORES
from evangelist.scaffold.ignores import with_missing

_OURS = 0x45564C44
"""The mark in the head of the file: no other program's database is taken for a ledger."""
_VERSION = 1
_PATIENCE = 5.0
_TURN = 1.0
"""Seconds to wait for the lock."""
_SCHEMA = f"""
PRAGMA application_id = {_OURS};
PRAGMA user_version = {_VERSION};
CREATE TABLE sendings (
  issue TEXT NOT NULL,
  content TEXT NOT NULL,
  way TEXT NOT NULL,
  total INTEGER NOT NULL,
  begun TEXT NOT NULL,
  finished TEXT NOT NULL DEFAULT '',
  forgotten TEXT NOT NULL DEFAULT '',
  counts TEXT NOT NULL DEFAULT '{{}}',
  PRIMARY KEY (issue, content)
);
CREATE TABLE messages (
  issue TEXT NOT NULL,
  content TEXT NOT NULL,
  recipient TEXT NOT NULL,
  number INTEGER NOT NULL,
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  fields TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sending', 'sent', 'rejected', 'deferred', 'uncertain')),
  message_id TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  reply TEXT NOT NULL DEFAULT '',
  changed TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (issue, content, recipient),
  FOREIGN KEY (issue, content) REFERENCES sendings
);
"""


def opened(file: Path, *, make: bool) -> sqlite3.Connection:
    """A connection to the ledger. Each COMMIT is on the disk before it returns.

    Raises ProblemsError where it is damaged or foreign, FileNotFoundError where there is none.
    """
    if not file.exists():
        if (rest := _beside(file, "-wal")).exists() and rest.stat().st_size:
            raise ProblemsError(_damaged(file, f"{rest.name} is there without it"))
        if not make:
            raise FileNotFoundError(file)
        _make(file)
    try:
        return _connected(file)
    except (sqlite3.Error, OSError) as error:
        raise ProblemsError(_damaged(file, str(error))) from None


def _connected(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(
        address_of(file.resolve()), timeout=_PATIENCE, isolation_level=None, uri=True
    )
    try:
        _examine(db)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        db.close()
        raise
    return db


def address_of(file: PurePath) -> str:
    """The address by which SQLite opens a file that is there; its path begins at the root.

    Windows shows a home folder on a server as `//server/share`, for which SQLite wants two
    slashes more than other programs (sqlite.org/uri.html).
    """
    path = quote(file.as_posix(), safe="/:")
    return f"file://{path if path.startswith('/') else f'/{path}'}?mode=rw"


def _examine(db: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError for what is no ledger, or a damaged one."""
    names = ("application_id", "user_version", "quick_check(1)")
    mark, version, verdict = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
    if (mark, version) != (_OURS, _VERSION):
        raise sqlite3.DatabaseError("it is no ledger, or one of another version")
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict.partition("\n")[0])


def _make(file: Path) -> None:
    """Make an empty ledger in a folder that is there, whole or not at all."""
    try:
        number, name = tempfile.mkstemp(prefix=f"{file.name}-", dir=file.parent)
        os.close(number)
        try:
            with closing(sqlite3.connect(name)) as db:
                db.execute("PRAGMA synchronous = FULL")
                db.executescript(_SCHEMA)
                db.execute("PRAGMA journal_mode = WAL")  # who did it later would need it alone
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"cannot be made: {reason}"
        raise ProblemsError(Problem("ledger-invalid", message, file.as_posix())) from None


def _ignore(file: Path) -> None:
    """Addresses stay out of git: the ledger, what SQLite lays beside it, and tables.

    Beside site.yaml lie tables of other things: there it is the ledger alone.
    """
    tables = "" if (file.parent / SETTINGS).exists() else "*.csv\n"
    rules = f"/{file.name}*\n{tables}".encode()
    ignores = file.parent / IGNORES
    there = ignores.read_bytes() if ignores.exists() else b"# Addresses of people stay here.\n"
    if (wanted := with_missing(there, rules)) != there:
        ignores.write_bytes(wanted)


def _damaged(file: Path, reason: str) -> Problem:
    return Problem(
        "ledger-invalid",
        f"cannot be used, so nothing was sent: {reason}",
        file.as_posix(),
        hint="bring it back from a backup; without it nobody knows who got what",
    )


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Keep other senders away from a ledger for as long as this lasts.

    Raises ProblemsError where another one is at work.
    """
    lock = _beside(file, ".lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        _ignore(file)
        db = hold(lock, _TURN)
    except TakenError:
        message = "somebody is sending from here right now"
        hint = "wait until that has ended, then look: evangelist send ISSUE --report"
        raise ProblemsError(Problem("send-refused", message, hint=hint)) from None
    except sqlite3.OperationalError as error:
        raise ProblemsError(_damaged(file, str(error))) from None
    except sqlite3.DatabaseError as error:
        message, hint = f"cannot be used: {error}", "remove this file: it holds nothing"
        problem = Problem("ledger-invalid", message, lock.as_posix(), hint=hint)
        raise ProblemsError(problem) from None
    except OSError as error:
        raise ProblemsError(_damaged(file, str(error))) from None
    with closing(db):
        yield


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(f"{file.name}{ending}")
