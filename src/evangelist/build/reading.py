"""The first memo: a file is read anew only where its bytes, or how it is read, have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from evangelist.build.coding import CODEC
from evangelist.build.database import DamagedError
from evangelist.build.entries import Kept, Piece, Pieces, kept
from evangelist.build.ground import CONTENT
from evangelist.build.options import Options
from evangelist.build.pool import Workers
from evangelist.build.store import Store
from evangelist.build.versions import code_of, versions
from evangelist.content.markdown.engines import engine_for
from evangelist.content.parse import Parsed, Reading, parse
from evangelist.content.places import entry_path
from evangelist.content.sources import Source, digest_of, read_source
from evangelist.model.body import Body
from evangelist.model.card import Card
from evangelist.model.places import Places
from evangelist.model.settings import Settings
from evangelist.problems import Problem, ProblemsError
from evangelist.site.stubs import Known, Stub, stub_of

Row = tuple[str, Kept, Pieces]
_ORDER = ("card", "body", "places")
_BATCH = 500
_NEVER_KEPT = {"output-failed", "page-timeout"}
"""What another try may find otherwise, from the same bytes."""


class StoredPieces:
    """The pieces of entries in a store, by the file of each entry.

    It can be pickled: another process opens the store for itself.
    """

    def __init__(self, store: Store, digests: Mapping[str, tuple[str, str, str]]) -> None:
        self._store = store
        self._digests = digests

    def __reduce__(self) -> tuple[Any, ...]:
        """What another process needs."""
        file = self._store.file
        if file is None:
            raise TypeError("a store in memory cannot be read by another process")
        return _pieces_elsewhere, (file.parent, self._digests)

    def card(self, source: str) -> Card:
        """The card, as it was read. Raises DamagedError."""
        return cast("Card", self._piece(source, "card"))

    def body(self, source: str) -> Body:
        """The text. Raises DamagedError."""
        return cast("Body", self._piece(source, "body"))

    def places(self, source: str) -> Places:
        """Where things stand in the file. Raises DamagedError."""
        return cast("Places", self._piece(source, "places"))

    def version(self, source: str, piece: str) -> str:
        """The digest of a piece."""
        return self._digests[source][_ORDER.index(piece)]

    def _piece(self, source: str, piece: Piece) -> object:
        try:
            digest = self.version(source, piece)
            return CODEC.decode(self._store.entries.piece(source, piece, digest))
        except ValueError as error:
            raise DamagedError(str(error)) from error


def _pieces_elsewhere(folder: Path, digests: Mapping[str, tuple[str, str, str]]) -> StoredPieces:
    return StoredPieces(Store.reading(folder, versions()), digests)


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts after reading: what each is, where its pieces are, and how many were new.

    `as_found` says whether none has changed between being found and being read. `digest` is one of
    all that the index of a site is made of: of all texts, but for their bodies and places.
    """

    known: tuple[Known, ...]
    pieces: StoredPieces
    new: int
    as_found: bool
    digest: str


@dataclass(frozen=True, slots=True)
class _Decoded:
    """What rows of the store stand for, by the file of each."""

    texts: Mapping[str, tuple[Kept, Known]]


def read_texts(
    options: Options,
    sources: Sequence[Source],
    settings: Settings,
    store: Store,
    workers: Workers,
) -> Texts:
    """Read what the store does not know, and forget there what is gone. Raises DamagedError."""
    content, memory, way = options.root / CONTENT, options.memory, way_of_reading(settings)
    before = store.entries.all()
    new = [each for each in sources if not _is_known(before.get(_file(content, each)), each, way)]
    rows: list[Row] = []
    found: dict[str, Kept] = {}
    read = workers.map(_reader, (settings, content, way), _read_one, new)
    for done, (path, row, pieces) in enumerate(read, 1):
        rows.append((path, row, pieces))
        found[path] = row
        options.progress("reading", done, len(new))
        if len(rows) == _BATCH:
            store.entries.keep(rows)
            rows.clear()
    store.entries.keep(rows)
    files = [_file(content, source) for source in sources]
    store.entries.forget(before.keys() - {*files})
    store.commit()
    entries = before | found
    decoded = memory.recall(_Decoded) or _Decoded({})
    known = tuple(
        _known(source, file, entries[file], decoded)
        for source, file in zip(sources, files, strict=True)
    )
    rows_of_now = (entries[file] for file in files)
    memory.keep(_Decoded(dict(zip(files, zip(rows_of_now, known, strict=True), strict=True))))
    digests = {file: entries[file][3:] for file in files}
    as_found = all(_is_known(found[_file(content, each)], each, way) for each in new)
    told = _digest(files, entries)
    return Texts(known, StoredPieces(store, digests), len(new), as_found, told)


def _digest(files: Iterable[str], entries: Mapping[str, Kept]) -> str:
    told = hashlib.blake2b(digest_size=16)
    for file in files:
        row = entries[file]
        told.update(f"{file}\0{row.card}{len(row.stub)} ".encode(errors="surrogatepass"))
        told.update(row.stub)
    return told.hexdigest()


def _known(source: Source, file: str, row: Kept, decoded: _Decoded) -> Known:
    before = decoded.texts.get(file)
    if before and before[0] == row:
        return before[1]
    try:
        stub = cast("Stub", CODEC.decode(row.stub)) if row.stub else None
        problems = cast("tuple[Problem, ...]", CODEC.decode(row.problems)) if row.problems else ()
    except ValueError as error:
        raise DamagedError(str(error)) from error
    return Known(entry_path(source.path), file, stub, problems)


def way_of_reading(settings: Settings) -> str:
    """A digest of everything but the file that a reading depends on.

    Raises ProblemsError where an extension of the settings cannot be used.
    """
    try:
        engine = engine_for(settings.markdown)
    except ProblemsError:
        raise
    except Exception as error:
        if not settings.markdown.extensions:
            raise
        names = ", ".join(settings.markdown.extensions)
        message = f"markdown.extensions: one of {names} cannot be used: {error}"
        raise ProblemsError(Problem("setting-invalid", message, "site.yaml")) from error
    code = tuple(code_of(engine.extensions))
    return digest_of(repr((settings.markdown, settings.timezone, code, versions())).encode())


def _is_known(row: Kept | None, source: Source, way: str) -> bool:
    return row is not None and row.key == _key(source, way)


def _key(source: Source, way: str) -> str:
    return f"{source.digest} {way}"


def _file(content: Path, source: Source) -> str:
    return f"{content.name}/{source.path}"


def _reader(state: tuple[Settings, Path, str]) -> tuple[Reading, Path, str]:
    settings, content, way = state
    return reading(settings, content.name), content, way


def _read_one(state: tuple[Reading, Path, str], source: Source) -> Row:
    """What the store keeps of one file. The digest is that of the bytes that were really read."""
    reader, content, way = state
    try:
        source, data = read_source(content, source)
        parsed = parse(source.path, data, reader)
    except ProblemsError as error:
        parsed = Parsed(entry_path(source.path), problems=error.problems)
    again = any(problem.code in _NEVER_KEPT for problem in parsed.problems)
    stub, pieces = _encoded(parsed)
    problems = CODEC.encode(parsed.problems) if parsed.problems else b""
    key = "" if again else _key(source, way)
    return _file(content, source), kept(key, stub, problems, pieces), pieces


def _encoded(parsed: Parsed) -> tuple[bytes, Pieces]:
    if parsed.card is None:
        return b"", Pieces(b"", b"", b"")
    pieces = (CODEC.encode(each) for each in (parsed.card, parsed.body, parsed.places))
    return CODEC.encode(stub_of(parsed)), Pieces(*pieces)


def reading(settings: Settings, folder: str) -> Reading:
    """What parsing knows of a site besides the file."""
    engine = engine_for(settings.markdown)
    trust = settings.markdown.raw_html == "trust"
    return Reading(engine, settings.zone, trust_html=trust, folder=folder)


def parse_all(
    texts: Sequence[tuple[str, bytes]], settings: Settings, folder: str
) -> Iterator[Parsed]:
    """Read texts that no store knows, each given by its path and its bytes, in order."""
    reader = reading(settings, folder)
    return (parse(path, data, reader) for path, data in texts)
