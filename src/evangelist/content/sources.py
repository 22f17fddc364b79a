"""Files as found: the texts of `content/`, and what lies beside them."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evangelist.content.disk import is_link, read_bytes
from evangelist.problems import Problem, ProblemsError

TEXTS = (".md", ".markdown")
RECEIPT = ".sent.json"
"""The ending of what lies beside an issue that was sent."""
_IGNORED = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class Source:
    """One text as found. `path` is relative to `content/`, with slashes and composed (NFC).

    `name` is that path as the disk spells it, and `digest` that of the bytes.
    """

    path: str
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Found:
    """Everything below `content/`: texts, other files by path, and what was wrong."""

    sources: tuple[Source, ...]
    files: dict[str, Path]
    problems: tuple[Problem, ...]


class Digests:
    """Digests of files, for who looks at the same files again and again.

    One is believed as long as the times, the size and the identity of its file are the same, and
    nobody has doubted it: an edit may keep all of these.
    """

    def __init__(self) -> None:
        self._seen: dict[str, tuple[tuple[int, ...], str]] = {}

    def of(self, entry: os.DirEntry[str]) -> str:
        """The digest of a file. Raises OSError."""
        stamp = _stamp(entry)
        known = self._seen.get(entry.path)
        if known is None or known[0] != stamp:
            known = self._seen[entry.path] = stamp, digest_of(read_bytes(entry.path))
        return known[1]

    def doubt(self, files: Iterable[str]) -> None:
        """Hear that files may have changed, by their names as `scan` comes to them."""
        for file in files:
            self._seen.pop(file, None)

    def doubt_all(self) -> None:
        """Hear that any file may have changed."""
        self._seen.clear()


def _stamp(entry: os.DirEntry[str]) -> tuple[int, ...]:
    found = entry.stat()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def digest_of(data: bytes) -> str:
    """The digest that identifies bytes everywhere in evangelist: BLAKE2b, 16 bytes, in hex."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def scan(content: Path, digests: Digests | None = None) -> Found:
    """Find the texts below a folder, with their digests, and list the other files.

    Every text is read, but for those whose `digests` are known and believed.
    Links to files stay inside the folder, links to folders are not followed, and nothing but
    files is ever opened: reading a pipe would never end.
    """
    sources: list[Source] = []
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    root = content.resolve()
    for name, entry in _walk(os.fspath(content), "", content.name, problems):
        where = f"{content.name}/{name}"
        is_text = name.lower().endswith(TEXTS)
        if not name.isprintable() and (broken := _not_unicode(where)):
            problems += [broken] if is_text else []
            continue
        try:
            path = unicodedata.normalize("NFC", name)
            if refusal := _refusal(entry, root, where):
                problems.append(refusal)
            elif is_text:
                digest = digests.of(entry) if digests else digest_of(read_bytes(entry.path))
                sources.append(Source(path, name, digest))
            else:
                files[path] = content / name
        except (OSError, RuntimeError) as error:
            problems.append(_unreadable(error, where))
    return Found(tuple(sources), files, tuple(problems))


def read_source(content: Path, source: Source) -> tuple[Source, bytes]:
    """The bytes of a text as they are now, and the source with their digest.

    It may have changed since it was found. Raises ProblemsError where it cannot be read.
    """
    try:
        data = read_bytes(f"{content}/{source.name}")
    except OSError as error:
        raise ProblemsError(_unreadable(error, f"{content.name}/{source.path}")) from None
    return Source(source.path, source.name, digest_of(data)), data


def _unreadable(error: Exception, where: str) -> Problem:
    reason = getattr(error, "strerror", None) or str(error)
    return Problem("output-failed", f"cannot be read: {reason}", where)


def _not_unicode(where: str) -> Problem | None:
    """Names on disk are bytes; those that are not UTF-8 come in as half characters."""
    shown = where.encode(errors="replace").decode()
    message = "the name of this file is not UTF-8"
    return Problem("path-reserved", message, shown, hint="rename it") if shown != where else None


def _refusal(entry: os.DirEntry[str], root: Path, where: str) -> Problem | None:
    """Why something that was found is neither a text nor a file beside one."""
    if entry.is_file(follow_symlinks=False) and not is_link(entry):
        return None
    file = Path(entry.path)
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


def _walk(
    folder: str, inside: str, where: str, problems: list[Problem]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """What is in a folder and in those below, with names that begin with `inside`.

    A folder that cannot be listed is a problem.
    """
    try:
        entries = [(entry, _is_folder(entry)) for entry in os.scandir(folder)]
    except OSError as error:
        problems.append(_unreadable(error, where))
        return
    for entry, is_folder in sorted(entries, key=lambda pair: pair[0].name):
        if entry.name.startswith((".", "~")) or entry.name.lower() in _IGNORED:
            continue
        if is_folder:
            inner = f"{inside}{entry.name}/"
            yield from _walk(entry.path, inner, f"{where}/{entry.name}", problems)
        else:
            yield inside + entry.name, entry


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and not is_link(entry)
