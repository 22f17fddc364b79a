"""A document of Word, read by pandoc: text, tables, footnotes, pictures."""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from evangelist.content.front_matter import read_front_matter
from evangelist.content.places import readable
from evangelist.content.tables import unreadable
from evangelist.content.yaml import YamlError
from evangelist.model.kinds import kind_named
from evangelist.scaffold.importers.plan import Decision, Known, Plan, Planned, Wish, distinct
from evangelist.scaffold.importers.settle import settle
from evangelist.scaffold.importers.wordtext import SHOWN, cleaned, with_pictures, without_title
from evangelist.scaffold.names import file_name

LARGEST = 100 * 1024 * 1024
_SECONDS = 120
_ARGUMENTS = (
    "--from=docx",
    "--to=gfm",
    "--wrap=none",
    "--standalone",
    "--track-changes=accept",
    "--extract-media=.",
)
_HOW_TO_GET = (
    "install it from pandoc.org, or with: winget install pandoc (Windows), "
    "brew install pandoc (Mac), apt install pandoc (Linux); then import again"
)
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


@dataclass(frozen=True, slots=True)
class _Converted:
    """What pandoc made: Markdown with a head of its own, and pictures by their address in it."""

    text: str
    pictures: dict[str, bytes]


class _RefusedError(Exception):
    """A document that cannot be read, in words; the hint says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def plan_word(source: Path, wish: Wish, known: Known, taken: set[str], pandoc: str) -> Plan:
    """One entry for a document, with its pictures beside it. `pandoc` is the program, or nothing.

    Raises OSError where the document cannot be read.
    """
    where = source.as_posix()
    try:
        converted = _convert(source, pandoc)
    except _RefusedError as error:
        return Plan(problems=(unreadable(str(error), where, 0, error.hint),))
    return _planned(converted, source, wish, known, taken)


def _convert(source: Path, pandoc: str) -> _Converted:
    if not pandoc:
        raise _RefusedError("needs the program pandoc, which is not installed", _HOW_TO_GET)
    if source.stat().st_size > LARGEST:
        raise _RefusedError(f"is larger than {LARGEST // 1024 // 1024} MB", "split it")
    if not zipfile.is_zipfile(source):
        hint = "in Word, choose “Save as” and “Word document (.docx)”"
        raise _RefusedError("is no document of Word in the format .docx", hint)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            result = subprocess.run(  # noqa: S603 - no shell; the path is absolute
                [pandoc, *_ARGUMENTS, str(source.resolve())],
                cwd=folder,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            message = f"pandoc was not ready after {_SECONDS} seconds"
            raise _RefusedError(message, "split the document") from None
        if result.returncode:
            said = result.stderr.decode("utf-8", "replace").strip().splitlines()
            raise _RefusedError(f"pandoc could not read it: {said[0] if said else 'no reason'}")
        text = result.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
        return _Converted(text, _pictures(folder))


def _pictures(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.is_symlink()
    }


def _planned(
    converted: _Converted, source: Path, wish: Wish, known: Known, taken: set[str]
) -> Plan:
    name, folder = wish.folder_for("page")
    kind, where = kind_named(name), source.as_posix()
    head, body = _split(converted.text)
    title, body, reason = _title(head, cleaned(body), source)
    path = distinct(f"{folder}/{file_name(title)}.md".lstrip("/"), taken)
    stem = path.removesuffix(".md")
    names = {
        old: f"{PurePosixPath(stem).name}-{number}{PurePosixPath(old).suffix.lower()}"
        for number, old in enumerate(converted.pictures, start=1)
    }
    values = {"title": title, "authors": head.get("author", [])}
    settled = settle(kind, values, {}, known, frozenset())
    files = [Planned(path, settled.text(with_pictures(body, names)).encode(), where)]
    beside = PurePosixPath(stem).parent
    files += [
        Planned((beside / names[old]).as_posix(), data, where)
        for old, data in converted.pictures.items()
    ]
    told = [f"{where}: becomes the {name} content/{path}", f"the title is {reason}"]
    told += [] if wish.kind or wish.into else ["a page, since no kind was named: --kind news, …"]
    told += ["it has no date: write date: 2026-11-20 at its top"] if kind.dated else []
    told += [f"{len(names)} pictures beside it: {', '.join(names.values())}"] if names else []
    told += [
        f"'{new}' is a kind of picture that browsers do not show: save it as PNG"
        for new in names.values()
        if not new.endswith(SHOWN)
    ]
    return Plan(tuple(files), tuple(Decision(what) for what in told))


def _split(text: str) -> tuple[dict[str, object], str]:
    """What the document says of itself, and the text below."""
    try:
        front = read_front_matter(text)
    except YamlError:
        return {}, text.split("\n---\n", 1)[-1]
    return front.values, front.body


def _title(head: dict[str, object], body: str, source: Path) -> tuple[str, str, str]:
    """The title, the text without it, and where it comes from."""
    styled = " ".join(str(head.get("title", "")).replace("*", "").split())
    if styled:
        return styled, body, "the line with the style Title"
    heading, rest = without_title(body)
    if heading:
        return heading, rest, "the first heading"
    if kept := _property(source):
        return kept, body, "the title among the properties of the document"
    return readable(source.stem), body, "the name of the file"


def _property(source: Path) -> str:
    """The title among the properties of a document, or nothing."""
    try:
        with zipfile.ZipFile(source) as archive:
            info = archive.getinfo("docProps/core.xml")
            data = archive.read(info) if info.file_size < 1_000_000 else b""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        found = etree.fromstring(data, parser).findtext(_TITLE) or ""
    except (KeyError, OSError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return ""
    return " ".join(found.split())
