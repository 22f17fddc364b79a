"""What stands in an output folder before anything in it changes: looked at once, and whole."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from evangelist.build.beside import Files
from evangelist.build.manifest import FOLDERS, MANIFEST, Manifest, read_manifest
from evangelist.build.memory import Memory
from evangelist.build.staging import shown
from evangelist.content.disk import is_link, read_bytes
from evangelist.content.sources import digest_of
from evangelist.problems import Problem, ProblemsError

_PICTURES = (".webp", ".avif", ".jpg", ".jpeg", ".png", ".gif")
_BATCH = 500
"""So many files are worth a thread of their own; hashing runs beside Python in two."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a folder, by path with slashes, and what of it is ours.

    `files` has the digest of each file that the manifest names; it is empty for others, and for
    what cannot be read. `others` are links of the file system, and what is neither file nor
    folder. Nothing is looked for behind a link.
    """

    folder: Path
    ours: Manifest
    files: Mapping[str, str] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def again(self, paths: Collection[str]) -> Standing:
        """The same, with what stands by now at these paths and above them, and its digests.

        So a file that came since the folder was looked at is seen before it is overwritten, and
        so is one that the file system also has under another spelling of its name.
        """
        files, others = dict(self.files), set(self.others)
        wanted = frozenset(paths)
        new = wanted - self.folders
        for path in wanted.union(*map(above_of, paths)):
            mode = _mode(f"{self.folder}/{path}")
            if stat.S_ISREG(mode):
                files.setdefault(path, "")
            elif mode and (path in new or not stat.S_ISDIR(mode)):
                others.add(path)
        files |= _digests(self.folder, [path for path in wanted if files.get(path) == ""])
        return replace(self, files=files, others=frozenset(others))

    def holds_only_ours(self, folder: str) -> bool:
        """Whether a folder in it has nothing in it but files of ours that nobody changed."""
        inside = f"{folder}/"
        return not any(path.startswith(inside) for path in self.others) and all(
            self.ours.owns(path, digest)
            for path, digest in self.files.items()
            if path.startswith(inside)
        )


@dataclass(frozen=True, slots=True)
class Left:
    """How the last build of this process left the output folder; `manifest` tells it from others.

    It is believed as long as that is there: nobody but builds may write to the folder.
    """

    standing: Standing
    manifest: tuple[int, ...]

    @classmethod
    def keep(cls, memory: Memory, standing: Standing) -> None:
        """Keep in mind what stands there."""
        if manifest := _stamp(standing.folder):
            memory.keep(cls(standing, manifest))


def standing_in(folder: Path, memory: Memory, files: Files) -> Standing:
    """What stands in an output folder, from memory or else `on_disk`.

    Raises ProblemsError, and DamagedError where what is known of `files` is damaged.
    """
    left = memory.recall(Left)
    if left and left.standing.folder == folder and left.manifest == _stamp(folder):
        return left.standing
    return on_disk(folder, files)


def _stamp(folder: Path) -> tuple[int, ...]:
    """What tells the manifest of a folder from another; nothing where there is none."""
    try:
        found = (folder / MANIFEST).stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def on_disk(folder: Path, known: Files | None = None) -> Standing:
    """Look at an output folder. Raises ProblemsError where it is none or cannot be listed.

    Pictures that are `known`, as nobody has touched them, are not read again. Raises DamagedError.
    """
    ours = read_manifest(folder)
    try:
        files, folders, others = listed(folder)
    except NotADirectoryError:
        raise ProblemsError(in_the_way(folder)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        where = shown(Path(error.filename or folder))
        raise ProblemsError(Problem("output-failed", f"cannot be read: {reason}", where)) from None
    digests = dict.fromkeys(files, "")
    read = [path for path in files if path in ours.files]
    if known:
        large = [path for path in read if path.endswith(_PICTURES)]
        digests |= {path: _known_digest(known, folder / path) for path in large}
        read = [path for path in read if not path.endswith(_PICTURES)]
    digests |= _digests(folder, read)
    return Standing(folder, ours, digests, frozenset(folders), frozenset(others))


def in_the_way(file: Path) -> Problem:
    """The problem that something which is not ours stands where something of ours has to be."""
    return Problem(
        "output-foreign",
        "evangelist did not make this file, and it is in the way",
        shown(file),
        hint="move it away, or remove it",
    )


def above_of(path: str) -> list[str]:
    """The folders around a path, from the outermost."""
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def folded(path: str) -> str:
    """A path as a file system sees it that tells neither case nor composition apart."""
    return unicodedata.normalize("NFC", path).casefold()


def listed(folder: str | Path) -> tuple[list[str], list[str], list[str]]:
    """Files, folders, and what is neither, in our folders of a folder. Raises OSError."""
    files: list[str] = []
    folders: list[str] = []
    others: list[str] = []
    waiting = [(os.fspath(folder), "")]
    while waiting:
        place, inside = waiting.pop()
        for entry in _entries(place):
            path = inside + entry.name
            if not inside and path not in FOLDERS:
                continue
            if is_link(entry):
                others.append(path)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
                waiting.append((entry.path, f"{path}/"))
            elif entry.is_file(follow_symlinks=False):
                files.append(path)
            else:
                others.append(path)
    return files, folders, others


def _entries(folder: str) -> Iterable[os.DirEntry[str]]:
    try:
        return os.scandir(folder)
    except FileNotFoundError:
        return ()


def _mode(path: str) -> int:
    """What stands there, as the system says it; 0 where there is nothing."""
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0


def _digests(folder: Path, paths: Sequence[str]) -> dict[str, str]:
    batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
    if len(batches) < 2:
        return dict(zip(paths, _hashed(folder, paths), strict=True))
    with ThreadPoolExecutor(2) as threads:
        hashed = threads.map(lambda batch: _hashed(folder, batch), batches)
        return dict(zip(paths, (each for batch in hashed for each in batch), strict=True))


def _hashed(folder: Path, paths: Sequence[str]) -> list[str]:
    return [digest_on_disk(f"{folder}/{path}") for path in paths]


def _known_digest(known: Files, file: Path) -> str:
    try:
        return known.digest(file)
    except OSError:
        return ""


def digest_on_disk(file: str) -> str:
    """The digest of a file, empty where it cannot be read."""
    try:
        return digest_of(read_bytes(file))
    except OSError:
        return ""
