"""Puts finished bytes in place: all or nothing, only what changed, only what is ours.

What is ours is written in `.manifest` in the output folder (path and digest). Changed files are
staged in a new folder beside their places and put there by rename after everything has been
rendered; a file that is not ours is never overwritten and never removed.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evangelist.content.sources import digest_of
from evangelist.problems import Problem, ProblemsError

MANIFEST = ".manifest"
STAGING = ".staging-"
FOLDERS = ("site", "email", "reports")


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the output folder; `foreign` are files in it that are not ours."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    foreign: tuple[str, ...]


def write(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Make the output folder hold exactly `files` and what is not ours.

    Raises ProblemsError with everything in the way; then nothing has been changed. An error of
    the disk in the middle leaves whole files, and the next build repairs the rest.
    """
    old = read_manifest(folder)
    digests = {path: digest_of(data) for path, data in files.items()}
    found = {path: _digest_on_disk(folder / path) for path in files}
    in_the_way = list(_in_the_way(folder, old, digests, found))
    if in_the_way:
        raise ProblemsError(*in_the_way)
    changed = [path for path in sorted(files, key=_order) if found[path] != digests[path]]
    gone = [path for path in sorted(old) if path not in files]
    removed: list[str] = []
    try:
        if changed or gone or old != digests:
            folder.mkdir(parents=True, exist_ok=True)
            staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder))
            try:
                _stage(staging, changed, files)
                _write_manifest(folder, staging, old | digests)
                removed = _replace(folder, staging, changed, {path: old[path] for path in gone})
                _write_manifest(folder, staging, digests)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise ProblemsError(_failure(folder, error)) from None
    kept = tuple(path for path in sorted(files) if found[path] == digests[path])
    return Written(tuple(changed), kept, tuple(removed), tuple(_foreign(folder, digests)))


def read_manifest(folder: Path) -> dict[str, str]:
    """What is ours, as path and digest; empty where it cannot be read."""
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
        files = data["files"]
        return {
            path: digest
            for path, digest in files.items()
            if isinstance(digest, str) and _is_inside(path)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return parts[0] in FOLDERS and not {"", ".", ".."} & set(parts) and "\\" not in path


def _write_manifest(folder: Path, staging: Path, digests: Mapping[str, str]) -> None:
    text = json.dumps({"version": 1, "files": dict(sorted(digests.items()))}, indent=0)
    staged = staging / MANIFEST
    staged.write_text(text + "\n", "utf-8", newline="\n")
    staged.replace(folder / MANIFEST)


def _digest_on_disk(file: Path) -> str:
    try:
        return digest_of(file.read_bytes()) if file.is_file() and not file.is_symlink() else ""
    except OSError:
        return ""


def _in_the_way(
    folder: Path, old: Mapping[str, str], new: Mapping[str, str], found: Mapping[str, str]
) -> Iterator[Problem]:
    blocked: set[Path] = {folder} if folder.exists() and not folder.is_dir() else set()
    for path in () if blocked else sorted(new):
        file = folder / path
        for parent in reversed(file.relative_to(folder).parents[:-1]):
            above = folder / parent
            no_folder = above.exists() and not above.is_dir()
            if above.is_symlink() or (no_folder and parent.as_posix() not in old):
                blocked.add(above)
        exists = file.is_symlink() or file.exists()
        ours = path in old and not file.is_symlink() and not file.is_dir()
        if exists and not ours and found[path] != new[path]:
            blocked |= set() if _holds_only_ours(folder, file, old) else {file}
    for file in sorted(blocked):
        yield Problem(
            "output-foreign",
            "evangelist did not make this file, and it is in the way",
            shown(file),
            hint="move it away, or remove it",
        )


def _holds_only_ours(folder: Path, file: Path, old: Mapping[str, str]) -> bool:
    """Whether a file's place is taken by a folder with nothing in it but what we wrote."""
    if file.is_symlink() or not file.is_dir():
        return False
    inside = [path for path in file.rglob("*") if path.is_symlink() or not path.is_dir()]
    names = {path.relative_to(folder).as_posix(): path for path in inside}
    return all(old.get(name) == _digest_on_disk(path) for name, path in names.items())


def _above(path: str) -> set[str]:
    parts = path.split("/")
    return {"/".join(parts[:depth]) for depth in range(1, len(parts))}


def shown(file: Path) -> str:
    """A path for a message: relative to the current folder where it lies below."""
    try:
        return (file.parent.resolve() / file.name).relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError):
        return file.as_posix()


def _order(path: str) -> tuple[int, str]:
    """Assets first, pages last, so that no page ever names a file that is not there yet."""
    if path.startswith("site/assets/"):
        return 0, path
    return (2 if path.endswith(".html") else 1), path


def _stage(staging: Path, changed: Iterable[str], files: Mapping[str, bytes]) -> None:
    for path in changed:
        file = staging / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(files[path])


def _replace(
    folder: Path, staging: Path, changed: Sequence[str], gone: Mapping[str, str]
) -> list[str]:
    """Put what changed in place and remove what is gone; the result is what was removed.

    Removals come last, but for a file that stands where a folder has to be.
    """
    places = set(changed)
    early = [path for path in gone if _above(path) & places]
    removed = [path for path in early if _remove(folder, path, gone[path])]
    for path in changed:
        _place(folder, staging, path)
    late = [path for path in gone if path not in removed]
    return removed + [path for path in late if _remove(folder, path, gone[path])]


def _place(folder: Path, staging: Path, path: str) -> None:
    target = folder / path
    for parent in reversed(target.relative_to(folder).parents[:-1]):
        above = folder / parent
        if above.is_file():
            above.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        target.rmdir()
    (staging / path).replace(target)


def _remove(folder: Path, path: str, digest: str) -> bool:
    """Remove a file of ours that nobody changed, and the folders that it leaves empty."""
    file = folder / path
    above = [folder / parent for parent in file.relative_to(folder).parents[:-1]]
    if any(parent.is_symlink() for parent in above) or _digest_on_disk(file) != digest:
        return False
    file.unlink()
    for parent in above:
        try:
            parent.rmdir()
        except OSError:
            break
    return True


def _foreign(folder: Path, ours: Mapping[str, str]) -> Iterator[str]:
    for name in FOLDERS:
        for base, _, files in os.walk(folder / name):
            for file in sorted(files):
                path = Path(base, file).relative_to(folder).as_posix()
                if path not in ours:
                    yield path


def _failure(folder: Path, error: OSError) -> Problem:
    named = Path(str(error.filename)) if error.filename else folder
    parts = named.relative_to(folder).parts if named.is_relative_to(folder) else ()
    if parts and parts[0].startswith(STAGING):
        named = folder.joinpath(*parts[1:])
    reason = error.strerror or str(error)
    return Problem("output-failed", f"cannot be written: {reason}", shown(named))
