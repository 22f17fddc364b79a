"""Where finished bytes wait until all are finished: a folder beside their places.

It lies in the output folder, so that a file gets from there to its place by one rename.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from evangelist.build.manifest import FOLDERS, MANIFEST, is_inside
from evangelist.content.disk import is_link, read_bytes, write_bytes
from evangelist.content.sources import digest_of
from evangelist.problems import Problem, ProblemsError

_NAME = re.compile(r"\.staging-([0-9a-f]{8})([0-9a-f]{8})")
"""The second half is the digest of the first: no folder has such a name but ours."""


class Staging:
    """A staging folder for one build, made when the first file is staged, and gone at the end.

    Any process may have a copy of it (by pickle) and stage files, many at once, each path once
    at a time. Entering removes what a killed build has left: only one build at a time may have
    a folder, and whoever calls sees to that.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        half = secrets.token_hex(4)
        self.place = f"{folder}/.staging-{half}{digest_of(half.encode())[:8]}"
        self._new: list[Path] = []
        self._made: set[str] = set()
        self.whole: frozenset[str] = frozenset()
        """Those of our folders that are not there yet."""

    def __enter__(self) -> Self:
        """Remove what a killed build has left."""
        _sweep(self.folder)
        self._made.clear()
        self.whole = frozenset(each for each in FOLDERS if not (self.folder / each).exists())
        self._new = [each for each in (self.folder, *self.folder.parents) if not each.exists()]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove the staging folder, and the output folder where nothing came into a new one."""
        shutil.rmtree(self.place, ignore_errors=True)
        for folder in self._new:
            try:
                folder.rmdir()
            except OSError:
                break

    def put(self, path: str, data: bytes) -> None:
        """Stage the bytes of an output. Raises ProblemsError."""
        if path != MANIFEST and not is_inside(path):
            raise ValueError(path)
        staged = self.staged(path)
        try:
            self._make(staged.rpartition("/")[0])
            write_bytes(staged, data)
        except OSError as error:
            raise ProblemsError(failure(self.folder, path, error)) from None

    def _make(self, folder: str) -> None:
        """Make a folder unless it is there; most pages have one of their own in one that is."""
        if folder in self._made:
            return
        try:
            os.mkdir(folder)  # noqa: PTH102 - thousands of times
        except FileExistsError:
            pass
        except FileNotFoundError:
            Path(folder).mkdir(parents=True, exist_ok=True)
        self._made.add(folder)

    def read(self, path: str) -> bytes:
        """The bytes of an output: as staged, or else as they stand. Raises ProblemsError."""
        try:
            try:
                return read_bytes(self.staged(path))
            except (FileNotFoundError, NotADirectoryError):
                return read_bytes(f"{self.folder}/{path}")
        except OSError as error:
            reason = error.strerror or str(error)
            where = shown(self.folder / path)
            raise ProblemsError(
                Problem("output-failed", f"cannot be read: {reason}", where)
            ) from None

    def staged(self, path: str) -> str:
        """Where an output is staged.

        What goes into a folder that is there is staged without folders around it. One of our
        folders that is not there yet is staged as it will be, and gets to its place as one.
        """
        if path.split("/", 1)[0] in self.whole:
            return f"{self.place}/{path}"
        name = digest_of(path.encode("utf-8", "surrogatepass"))
        return f"{self.place}/{name[:2]}/{name[2:]}"


def failure(folder: Path, path: str, error: OSError) -> Problem:
    """The problem that an output cannot be written."""
    reason = error.strerror or str(error)
    return Problem("output-failed", f"cannot be written: {reason}", shown(folder / path))


def shown(file: Path) -> str:
    """A path for a message: relative to the current folder where it lies below."""
    try:
        return (file.parent.resolve() / file.name).relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError):
        return file.as_posix()


def _sweep(folder: Path) -> None:
    """Remove what killed builds have left. A disk that refuses is no reason to fail."""
    try:
        left = [entry.path for entry in os.scandir(folder) if _is_ours(entry)]
    except OSError:
        return
    for path in left:
        shutil.rmtree(path, ignore_errors=True)


def _is_ours(entry: os.DirEntry[str]) -> bool:
    match = _NAME.fullmatch(entry.name)
    certain = match is not None and digest_of(match[1].encode()).startswith(match[2])
    return certain and entry.is_dir(follow_symlinks=False) and not is_link(entry)
