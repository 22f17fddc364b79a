"""Puts planned files below content/: never over a file that is there, never outside."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evangelist.content.places import entry_path, name_refusal
from evangelist.content.sources import TEXTS
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.importers.plan import Planned

LARGEST_COPY = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the files: written, there already with the same bytes, or left alone."""

    written: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """One for each file that stands where another was wanted."""
        message = "is there already and says something else; it was left as it is"
        hint = "rename or move your file and import again, or copy by hand what you need"
        return tuple(
            Problem("import-exists", message, f"content/{path}", hint=hint) for path in self.left
        )


def put(files: Iterable[Planned], content: Path, *, write: bool) -> Outcome:
    """Write the files that are not there yet; with `write` false, only say what would happen.

    All or nothing: where one cannot be written, those written before it are removed again.
    Raises ProblemsError then.
    """
    written: list[Planned] = []
    same: list[str] = []
    left: list[str] = []
    entries = _entries(content)
    for file in files:
        _refuse_outside(file.path, content)
        place = content / file.path
        if os.path.lexists(place):
            (same if _holds(place, file) else left).append(file.path)
        elif _is_text(file.path) and entry_path(file.path).casefold() in entries:
            left.append(file.path)
        else:
            written.append(file)
    if write:
        _write(written, content)
    return Outcome(tuple(file.path for file in written), tuple(same), tuple(left))


def _is_text(path: str) -> bool:
    return path.lower().endswith(TEXTS)


def _entries(content: Path) -> set[str]:
    """The entries that there are, whatever the ending of their files."""
    files = (file for file in content.rglob("*") if _is_text(file.name))
    return {entry_path(file.relative_to(content).as_posix()).casefold() for file in files}


def entries_of(content: Path) -> frozenset[str]:
    """The paths of the entries below a folder, as front matter refers to them."""
    files = (file for file in content.rglob("*") if _is_text(file.name))
    return frozenset(entry_path(file.relative_to(content).as_posix()) for file in files)


def _refuse_outside(path: str, content: Path) -> None:
    refusal = name_refusal(path)
    inside = (content / path).resolve().is_relative_to(content.resolve())
    if refusal or not inside:
        message = refusal or "leads out of the folder of the content"
        raise ProblemsError(Problem("path-outside", message, f"content/{path}"))


def _holds(place: Path, file: Planned) -> bool:
    try:
        return place.is_file() and place.read_bytes() == _bytes(file)
    except OSError:
        return False


def _bytes(file: Planned) -> bytes:
    return file.data if isinstance(file.data, bytes) else file.data.read_bytes()


def _write(files: Iterable[Planned], content: Path) -> None:
    done: list[Path] = []
    for file in files:
        place = content / file.path
        try:
            data = _bytes(file)
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as stream:
                done.append(place)
                stream.write(data)
        except OSError as error:
            for each in done:
                each.unlink(missing_ok=True)
            message = f"cannot be written: {error.strerror}; nothing was brought in"
            problem = Problem("output-failed", message, f"content/{file.path}")
            raise ProblemsError(problem) from None
