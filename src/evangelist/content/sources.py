"""Files as found: the texts of `content/`, and what lies beside them."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evangelist.problems import Problem

TEXTS = (".md", ".markdown")
RECEIPT = ".sent.json"
"""The ending of what lies beside an issue that was sent."""
_IGNORED = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class Source:
    """One text as found. `path` is relative to `content/`, with slashes."""

    path: str
    digest: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything below `content/`: texts, other files by path, and what was wrong."""

    sources: tuple[Source, ...]
    files: dict[str, Path]
    problems: tuple[Problem, ...]


def digest_of(data: bytes) -> str:
    """The digest that identifies bytes everywhere in evangelist: BLAKE2b, 16 bytes, in hex."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def scan(content: Path) -> Found:
    """Read the texts below a folder and list the other files.

    Links to files stay inside the folder, links to folders are not followed, and nothing but
    files is ever opened: reading a pipe would never end.
    """
    sources: list[Source] = []
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    root = content.resolve()
    for path, file in _walk(content, content.name, problems):
        where = f"{content.name}/{path}"
        if not path.isprintable() and (broken := _not_unicode(where)):
            problems += [broken] if path.lower().endswith(TEXTS) else []
            continue
        try:
            if refusal := _refusal(file, root, where):
                problems.append(refusal)
            elif path.lower().endswith(TEXTS):
                data = file.read_bytes()
                sources.append(Source(unicodedata.normalize("NFC", path), digest_of(data), data))
            else:
                files[unicodedata.normalize("NFC", path)] = file
        except (OSError, RuntimeError) as error:
            problems.append(_unreadable(error, where))
    return Found(tuple(sources), files, tuple(problems))


def _unreadable(error: Exception, where: str) -> Problem:
    reason = getattr(error, "strerror", None) or str(error)
    return Problem("output-failed", f"cannot be read: {reason}", where)


def _not_unicode(where: str) -> Problem | None:
    """Names on disk are bytes; those that are not UTF-8 come in as half characters."""
    shown = where.encode(errors="replace").decode()
    message = "the name of this file is not UTF-8"
    return Problem("path-reserved", message, shown, hint="rename it") if shown != where else None


def _refusal(file: Path, root: Path, where: str) -> Problem | None:
    """Why something that was found is neither a text nor a file beside one."""
    if not file.resolve().is_relative_to(root):
        message = "this link of the file system leads out of the content"
        hint = "put a copy of the file in its place"
        return Problem("path-outside", message, where, hint=hint)
    if file.is_dir():
        message = "this link to a folder is not followed"
        hint = "put a copy of the folder in its place"
        return Problem("path-outside", message, where, hint=hint)
    if not file.is_file():
        hint = "put a file in its place, or remove it"
        return Problem("output-failed", "is no file that can be read", where, hint=hint)
    return None


def _walk(folder: Path, where: str, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Files below a folder with their paths in it; a folder that cannot be listed is a problem."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(error, where))
        return
    for entry in entries:
        if entry.name.startswith((".", "~")) or entry.name.lower() in _IGNORED:
            continue
        if entry.is_dir(follow_symlinks=False):
            for path, file in _walk(Path(entry.path), f"{where}/{entry.name}", problems):
                yield f"{entry.name}/{path}", file
        else:
            yield entry.name, Path(entry.path)
