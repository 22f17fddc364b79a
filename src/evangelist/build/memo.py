"""What took long to make and may be needed again: pictures, kept from one build to the next.

Deleting the folder costs time and nothing else; so does any damage to it, or a full disk.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from evangelist.content.sources import digest_of

_IGNORE = ".gitignore"
_DIGEST = len(digest_of(b""))


class Memo:
    """A folder of results, one file each: named by its key, and beginning with its seal."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recall(self, key: str, told: str = "") -> bytes | None:
        """What was made under this key of what was `told`; None where it is unknown or damaged."""
        try:
            kept = (self._folder / key).read_bytes()
        except OSError:
            return None
        digest, data = kept[:_DIGEST], kept[_DIGEST:]
        return data if digest == _seal(data, told) else None

    def keep(self, key: str, data: bytes, told: str = "") -> None:
        """Keep a result, whole or not at all. A disk that refuses is no reason to fail."""
        try:
            if not self._folder.is_dir():
                self._folder.mkdir(parents=True)
                (self._folder / _IGNORE).write_text("*\n", "utf-8", newline="\n")
            number, name = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(_seal(data, told) + data)
                Path(name).replace(self._folder / key)
            except OSError:
                Path(name).unlink(missing_ok=True)
        except OSError:
            return

    def forget_others(self, keys: Collection[str]) -> None:
        """Remove what has none of these keys."""
        try:
            for file in self._folder.iterdir():
                if file.is_file() and file.name not in {*keys, _IGNORE}:
                    file.unlink()
        except OSError:
            return


def _seal(data: bytes, told: str) -> bytes:
    """A digest of a result and of what it was made of."""
    return digest_of(told.encode() + data).encode()
