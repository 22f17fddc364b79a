"""Small things that follow from a file's bytes and nothing else: the size of a picture."""

from __future__ import annotations

from collections.abc import Mapping

from evangelist.build.database import DamagedError, Database, seal

MOST_FACTS = 50_000
"""Of each kind; then those that were kept first go, and are found out again."""
SCHEMA = """
CREATE TABLE facts (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  value BLOB NOT NULL,
  seal BLOB NOT NULL,
  UNIQUE (kind, key)
)"""


class Facts:
    """Results by their kind and by a key that says all of which they were made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, kind: str, key: str) -> bytes | None:
        """What is kept under a key, or None. Raises DamagedError."""
        with self._database.reading() as db:
            row = db.execute(
                "SELECT value, seal FROM facts WHERE kind = ? AND key = ?", (kind, key)
            ).fetchone()
            if row and seal((kind, key), row[0]) != row[1]:
                raise DamagedError(f"what was kept of a {kind} is damaged")
            return bytes(row[0]) if row else None

    def keep(self, kind: str, facts: Mapping[str, bytes]) -> None:
        """Keep results by their keys. Raises DamagedError."""
        with self._database.writing() as db:
            db.executemany(
                "INSERT OR REPLACE INTO facts (kind, key, value, seal) VALUES (?, ?, ?, ?)",
                [(kind, key, value, seal((kind, key), value)) for key, value in facts.items()],
            )
            db.execute(
                "DELETE FROM facts WHERE number IN (SELECT number FROM facts WHERE kind = ?"
                " ORDER BY number DESC LIMIT -1 OFFSET ?)",
                (kind, MOST_FACTS),
            )
