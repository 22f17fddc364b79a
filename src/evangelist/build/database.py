"""The file of the store: opened, or made anew; and the one error for whatever is wrong with it.

It holds nothing that cannot be made again, so SQLite is told not to wait for the disk: a killed
process leaves it whole, a power failure may not, and then seals tell. There is no other reason to
trust what is read from it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from evangelist.content.sources import digest_of

_NAME = "store.sqlite"
_IGNORE = ".gitignore"
_PATIENCE = 5.0
"""Seconds to wait for a reader or a writer, which are at work for a moment only."""
_PRAGMAS = ("synchronous = OFF", "temp_store = MEMORY", "cache_size = -4096")
_PAGE_BYTES = 8192
_DAMAGE = (sqlite3.Error, TypeError, ValueError, OverflowError, MemoryError)
"""What odd content raises on its way from the file to a value: UnicodeDecodeError too, for a name
of a table in an error of SQLite."""


class DamagedError(Exception):
    """The store cannot be read or written: throw it away, and build without it."""


def seal(words: tuple[str, ...], *pieces: bytes) -> bytes:
    """What tells whether a row is as it was written: 16 bytes of BLAKE2b.

    Words have no NUL in them.
    """
    head = "\0".join((*words, *map(str, map(len, pieces)))).encode("utf-8", "surrogatepass")
    return blake2b(b"\0".join((head, *pieces)), digest_size=16).digest()


class Database:
    """A connection to the file, or to one in memory. One thread at a time may use it."""

    def __init__(self, db: sqlite3.Connection, file: Path | None) -> None:
        self._db = db
        self.file = file

    @classmethod
    def opened(cls, folder: Path, version: str, schema: str) -> Database:
        """The file in a folder; made anew if it is of another version or no database.

        Where the disk does not let us, one in memory: a build never fails for its store.
        """
        file, mark = folder / _NAME, _mark(version, schema)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / _IGNORE).exists():
                (folder / _IGNORE).write_text("*\n", "utf-8", newline="\n")
            if db := _usable(file, mark):
                return cls(db, file)
            _remove(file)
            return cls(_made(str(file), mark, schema), file)
        except (OSError, *_DAMAGE):
            return cls.in_memory(version, schema)

    @classmethod
    def in_memory(cls, version: str, schema: str) -> Database:
        """One that nobody else sees and that ends with its process."""
        return cls(_made(":memory:", _mark(version, schema), schema), None)

    @classmethod
    def read_only(cls, folder: Path, version: str, schema: str) -> Database:
        """The file in a folder, for a process that only reads.

        Raises DamagedError where it is missing, damaged or of another version.
        """
        file = folder / _NAME
        try:
            if not file.is_file():
                raise DamagedError(f"there is no {_NAME}")
            with _connected(str(file)) as db:
                db.execute("PRAGMA query_only = ON")
                _examine(db, _mark(version, schema))
                return cls(db, file)
        except (OSError, *_DAMAGE) as error:
            raise DamagedError(str(error)) from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, which sees one moment of the file however much is asked of it.

        Raises DamagedError for whatever is wrong with what is read.
        """
        within = self._db.in_transaction
        try:
            if not within:
                self._db.execute("BEGIN")
            yield self._db
        except _DAMAGE as error:
            raise DamagedError(str(error)) from error
        finally:
            if not within:
                self.roll_back()

    def value(self, statement: str, *names: str) -> object:
        """The first value of the first row, or None: one look needs no transaction.

        Raises DamagedError for whatever is wrong with what is read.
        """
        try:
            row = self._db.execute(statement, names).fetchone()
        except _DAMAGE as error:
            raise DamagedError(str(error)) from error
        return row[0] if row else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction, which goes on until `commit`.

        Raises DamagedError where it cannot be written; then all since `commit` is undone.
        """
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
            yield self._db
        except (sqlite3.Error, UnicodeDecodeError, MemoryError, DamagedError) as error:
            self.roll_back()
            raise DamagedError(str(error)) from error

    def commit(self) -> None:
        """Keep what was written; from here on other processes see it."""
        with self.writing() as db:
            db.execute("COMMIT")

    def roll_back(self) -> None:
        """Undo what was written since the last `commit`."""
        with suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def close(self) -> None:
        """Undo what was not committed, and close the file."""
        self.roll_back()
        self._db.close()

    def discard(self) -> None:
        """Close the file and remove it; one that stays is found out again when it is opened."""
        self.close()
        if self.file:
            with suppress(OSError):
                _remove(self.file)


def _mark(version: str, schema: str) -> str:
    """What a file of this version carries: any text may be a version."""
    return digest_of(f"{schema}\0{version}".encode("utf-8", "surrogatepass"))


@contextmanager
def _connected(name: str) -> Iterator[sqlite3.Connection]:
    """A connection, closed again where what follows fails."""
    db = sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        yield db
    except BaseException:
        db.close()
        raise


def _examine(db: sqlite3.Connection, mark: str) -> None:
    """Raise DamagedError, or sqlite3.DatabaseError, for a file of another version or none."""
    if db.execute("SELECT mark FROM version").fetchall() != [(mark,)]:
        raise DamagedError("is of another version")


def _usable(file: Path, mark: str) -> sqlite3.Connection | None:
    """A connection to a file that is there, ours, and can be written.

    Raises sqlite3.OperationalError where another process does not let go of it.
    """
    if not file.is_file():
        return None
    try:
        with _connected(str(file)) as db:
            _examine(db, mark)
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
            return db
    except (DamagedError, *_DAMAGE) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise
        return None


def _made(name: str, mark: str, schema: str) -> sqlite3.Connection:
    with _connected(name) as db:
        db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        db.execute("BEGIN IMMEDIATE")
        for statement in (*schema.split(";"), "CREATE TABLE version (mark TEXT)"):
            db.execute(statement)
        db.execute("INSERT INTO version VALUES (?)", (mark,))
        db.execute("COMMIT")
        return db


def _remove(file: Path) -> None:
    """First the file: a journal without one is nothing to SQLite, a file without its journal is."""
    file.unlink(missing_ok=True)
    file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
