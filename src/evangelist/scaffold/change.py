"""A change to a folder of files: all of it, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from evangelist.problems import Problem, ProblemsError

_Undo = list[Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of a folder; paths are below it, with slashes.

    `moved` files get another path, `new` ones are written where nothing is yet, `replaced` ones
    in place of what is there, under the path that they have by then.
    """

    new: Mapping[str, bytes] = field(default_factory=dict)
    replaced: Mapping[str, bytes] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)


def apply(root: Path, change: Change) -> None:
    """Make the change. Raises ProblemsError, and then the folder is as it was before.

    Everything is written aside first, so that a full disk is met before anything is in place.
    """
    made: _Undo = []
    try:
        _make_folders(root, made)
        with tempfile.TemporaryDirectory(prefix=".evangelist-", dir=root) as name:
            _apply_or_undo(root, Path(name), change)
    except OSError as error:
        _undo(made)
        reason = error.strerror or str(error)
        where = _below(root, error.filename)
        problem = Problem("output-failed", f"cannot be written: {reason}", where)
        raise ProblemsError(problem) from None
    except BaseException:
        _undo(made)
        raise
    for old in change.moved:
        _remove_empty(root, (root / old).parent)


def _apply_or_undo(root: Path, aside: Path, change: Change) -> None:
    done: _Undo = []
    try:
        _apply(root, aside, change, done)
    except BaseException:
        _undo(done)
        raise


def _apply(root: Path, aside: Path, change: Change, done: _Undo) -> None:
    staged: list[tuple[Path, Path]] = []
    for path, data in [*change.new.items(), *change.replaced.items()]:
        file = aside / f"{len(staged)}"
        file.write_bytes(data)
        staged.append((file, root / path))
    for old, new in change.moved.items():
        if not _is_same(root / old, root / new):
            _refuse_existing(root, new)
        _move(root / old, root / new, done)
    for path in change.new:
        _refuse_existing(root, path)
    for file, target in staged:
        if target.exists():
            shutil.copymode(target, file)
            _move(target, file.with_name(f"{file.name}-before"), done)
        _move(file, target, done)


def _move(old: Path, new: Path, done: _Undo) -> None:
    _make_folders(new.parent, done)
    old.rename(new)
    done.append(lambda: new.rename(old))


def _is_same(old: Path, new: Path) -> bool:
    """Whether two spellings name one file, as they may where case does not count."""
    return new.exists() and new.samefile(old)


def _refuse_existing(root: Path, path: str) -> None:
    target = root / path
    if target.exists() or target.is_symlink():
        raise ProblemsError(exists(path))


def exists(path: str, hint: str = "nothing was overwritten") -> Problem:
    """The problem that something is there already."""
    return Problem("file-exists", "is there already", path, hint=hint)


def _make_folders(folder: Path, done: _Undo) -> None:
    if folder.is_dir():
        return
    _make_folders(folder.parent, done)
    folder.mkdir()
    done.append(folder.rmdir)


def _undo(done: _Undo) -> None:
    for step in reversed(done):
        with suppress(OSError):
            step()


def _remove_empty(root: Path, folder: Path) -> None:
    """Remove a folder that a move has left empty, and those above it that are empty then."""
    while folder != root and folder.is_relative_to(root):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _below(root: Path, name: object) -> str:
    path = Path(str(name)) if name else root
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
