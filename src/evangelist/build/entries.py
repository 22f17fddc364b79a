"""Memo 1: what was made of each text, in pieces that are loaded only by who asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from evangelist.build.database import DamagedError, Database, seal
from evangelist.content.sources import digest_of

Piece = Literal["card", "body", "places"]
SCHEMA = """
CREATE TABLE entries (
  path TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  stub BLOB NOT NULL,
  problems BLOB NOT NULL,
  card TEXT NOT NULL,
  body TEXT NOT NULL,
  places TEXT NOT NULL,
  seal BLOB NOT NULL
);
CREATE TABLE pieces (
  path TEXT PRIMARY KEY,
  card BLOB NOT NULL,
  places BLOB NOT NULL,
  body BLOB NOT NULL
)"""
_ROW = "key, stub, problems, entries.card, entries.body, entries.places, seal"


class Kept(NamedTuple):
    """What is known of a text without looking at its pieces.

    `key` says of what it was made; `stub` and `problems` are the caller's bytes; `card`, `body`
    and `places` the digests of the pieces.
    """

    key: str
    stub: bytes
    problems: bytes
    card: str
    body: str
    places: str


class Pieces(NamedTuple):
    """What a text was made into, as the caller's bytes."""

    card: bytes
    body: bytes
    places: bytes


def kept(key: str, stub: bytes, problems: bytes, pieces: Pieces) -> Kept:
    """A text's row, with the digests of its pieces: may be made wherever the text is read."""
    return Kept(key, stub, problems, *map(digest_of, pieces))


class Entries:
    """The texts that were read before, each under its path."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, Kept]:
        """Every text, without its pieces. Raises DamagedError."""
        with self._database.reading() as db:
            rows = db.execute(f"SELECT path, {_ROW} FROM entries")  # noqa: S608 - our own words
            return {path: _verified(path, row) for path, *row in rows}

    def piece(self, path: str, name: Piece, digest: str) -> bytes:
        """The piece of a text that has this digest. Raises DamagedError where there is none.

        Another build may have kept what the text has become since.
        """
        statement = f"SELECT {name} FROM pieces WHERE path = ?"  # noqa: S608 - our own words
        data = self._database.value(statement, path)
        if not isinstance(data, bytes) or digest_of(data) != digest:
            raise DamagedError(f"the {name} of {path} is not the one that was kept")
        return data

    def keep(self, texts: Iterable[tuple[str, Kept, Pieces]]) -> None:
        """Keep texts with their paths, in place of what was kept of these. Raises DamagedError."""
        with self._database.writing() as db:
            for path, row, pieces in texts:
                db.execute(
                    "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (path, *row, _seal(path, row)),
                )
                db.execute(
                    "INSERT OR REPLACE INTO pieces VALUES (?, ?, ?, ?)",
                    (path, pieces.card, pieces.places, pieces.body),
                )

    def forget(self, paths: Iterable[str]) -> None:
        """Forget texts that are no more. Raises DamagedError."""
        with self._database.writing() as db:
            names = [(path,) for path in paths]
            db.executemany("DELETE FROM entries WHERE path = ?", names)
            db.executemany("DELETE FROM pieces WHERE path = ?", names)


def _seal(path: str, row: Kept) -> bytes:
    return seal((path, row.key, row.card, row.body, row.places), row.stub, row.problems)


def _verified(path: str, row: list[object]) -> Kept:
    *values, written = row
    found = Kept._make(values)
    if _seal(path, found) != written:
        raise DamagedError(f"what was kept of {path} is damaged")
    return found
