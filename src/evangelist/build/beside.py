"""What is known of pictures and other files beside entries: none is read that nobody touched.

Texts are compared by their bytes, every time: that takes a tenth of a second. Pictures are
gigabytes, so of these the word of the file system counts: see `docs/decisions/0021-pictures.md`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from evangelist.build.database import DamagedError, Database, seal
from evangelist.content.sources import digest_of

SCHEMA = """
CREATE TABLE files (
  path TEXT PRIMARY KEY,
  stamp TEXT NOT NULL,
  digest TEXT NOT NULL,
  made BLOB NOT NULL,
  seal BLOB NOT NULL
)"""
SETTLED = 2_000_000_000
"""Nanoseconds after which a second edit has another time than the first: FAT counts by twos."""


class _Known(NamedTuple):
    """A file by its path: `stamp` is what the system says of it, `made` the caller's bytes."""

    stamp: str
    digest: str
    made: bytes = b""


class Files:
    """Files that were read before, by their paths. One thread at a time may use it.

    What is known of one is believed while its times, its size and its identity are the same, and
    only if it was older than SETTLED at the time `since`, when the build that read it began: by
    the clock of the disk, in nanoseconds, 0 for not known. Else it is read anew.
    """

    def __init__(self, database: Database, since: int = 0) -> None:
        self._database = database
        self._since = since
        self._known: dict[str, _Known] | None = None
        self._asked: set[str] = set()
        self._new: set[str] = set()

    def digest(self, file: Path) -> str:
        """The digest of a file. Raises OSError, and DamagedError."""
        return self._looked_at(file, None).digest

    def made(self, file: Path, make: Callable[[bytes], bytes]) -> bytes:
        """What `make` makes of the bytes of a file, and never nothing.

        It is always the same function. Raises OSError, and DamagedError.
        """
        return self._looked_at(file, make).made

    def keep(self) -> None:
        """Keep what is new for the next build, forget what is gone, commit. Raises DamagedError."""
        known = self._all()
        gone = {path for path in known.keys() - self._asked if not Path(path).exists()}
        if not self._new and not gone:
            return
        with self._database.writing() as db:
            db.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in gone])
            for path in self._new:
                row = (path, *known[path], _seal(path, known[path]))
                db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", row)
        self._database.commit()

    def _looked_at(self, file: Path, make: Callable[[bytes], bytes] | None) -> _Known:
        path = os.fspath(file)
        self._asked.add(path)
        found = file.stat()
        stamp = f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"
        known = self._all().get(path)
        if known and known.stamp == stamp and (known.made or make is None):
            return known
        data = file.read_bytes()
        known = _Known(stamp, digest_of(data), make(data) if make else b"")
        if max(found.st_mtime_ns, found.st_ctime_ns) + SETTLED <= self._since:
            self._all()[path] = known
            self._new.add(path)
        return known

    def _all(self) -> dict[str, _Known]:
        if self._known is None:
            with self._database.reading() as db:
                rows = db.execute("SELECT path, stamp, digest, made, seal FROM files")
                self._known = {path: _verified(path, row) for path, *row in rows}
        return self._known


def _seal(path: str, row: _Known) -> bytes:
    return seal((path, row.stamp, row.digest), row.made)


def _verified(path: str, row: list[object]) -> _Known:
    *values, written = row
    found = _Known._make(values)
    if _seal(path, found) != written:
        raise DamagedError(f"what was kept of {path} is damaged")
    return found
