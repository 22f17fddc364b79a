"""What one build knows and the next need not find out: two memos and a list, in one file.

Deleting it costs time and nothing else. So does any damage: whatever is wrong with the file is a
DamagedError, wherever it shows; then the store is discarded and the build starts again.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from evangelist.build import beside, entries, profiles
from evangelist.build.beside import Files
from evangelist.build.database import Database
from evangelist.build.entries import Entries
from evangelist.build.lock import taken_at
from evangelist.build.traces import Traces

STORE = ".evangelist"
_SCHEMA = f"{entries.SCHEMA};{beside.SCHEMA};{profiles.SCHEMA}"


class Store:
    """A store that is open. One thread at a time may use it."""

    def __init__(self, database: Database, since: int = 0) -> None:
        self._database = database
        self.files = Files(database, since)
        self.entries = Entries(database)
        self.traces = Traces(database)

    @classmethod
    def open(cls, folder: Path, version: str) -> Self:
        """The store in a folder, which is made if need be; an empty one of another `version`.

        `version` is any text. Where the disk does not let us write, the store is in memory.
        """
        return cls(Database.opened(folder, version, _SCHEMA), taken_at(folder))

    @classmethod
    def in_memory(cls) -> Self:
        """A store that nobody else sees and that ends with its process."""
        return cls(Database.in_memory("", _SCHEMA))

    @classmethod
    def reading(cls, folder: Path, version: str) -> Self:
        """The same store in another process, only to be read. Raises DamagedError."""
        return cls(Database.read_only(folder, version, _SCHEMA))

    @property
    def file(self) -> Path | None:
        """Where it lies; None for a store in memory, which other processes cannot read."""
        return self._database.file

    def commit(self) -> None:
        """Keep what was written; from here on other processes see it. Raises DamagedError."""
        self._database.commit()

    def close(self) -> None:
        """Let go of the file; what was not committed is forgotten."""
        self._database.close()

    def discard(self) -> None:
        """Close it and remove its file."""
        self._database.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
