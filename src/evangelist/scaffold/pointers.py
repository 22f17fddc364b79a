"""What an entry points to, and what that means once something has moved."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from evangelist.content.parse import Parsed
from evangelist.content.places import normal_url
from evangelist.content.sources import TEXTS
from evangelist.model.body import Target
from evangelist.model.card import Card
from evangelist.model.settings import Settings
from evangelist.model.values import references
from evangelist.scaffold.moves import Moves
from evangelist.site.addresses import addresses
from evangelist.site.index import Site
from evangelist.site.pictures import front_image

_REST = re.compile(r"[?#].*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an address or a reference means once everything has moved.

    `kind` is entry, file, url, or as-is for what no move concerns; `to` is the path or address.
    """

    kind: str
    to: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Something that points somewhere: as it is written, what it means, and whether that moved.

    A reference is written as a path of an entry, anything else as an address.
    """

    written: str
    meaning: Meaning
    stale: bool = False
    reference: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What meanings are judged by: the moves, and what there is before and after them.

    `files` are those beside entries, `urls` all addresses of the site. `by_url` has the path of
    an entry by every address that it had or gets; `source` and `url` have the file and the
    address of each entry by that path, which is the new one.
    """

    moves: Moves
    files: frozenset[str]
    urls: frozenset[str]
    by_url: Mapping[str, str]
    source: Mapping[str, str]
    url: Mapping[str, str]


def make_known(moves: Moves, site: Site, cards: Mapping[str, Card]) -> Known:
    """What is known before a move; `cards` are all entries by the path of their file."""
    by_url: dict[str, str] = {}
    source: dict[str, str] = {}
    url: dict[str, str] = {}
    for file, card in cards.items():
        path = moves.entries.get(card.path, card.path)
        source[path] = moves.files.get(file, file)
        url[path] = moves.urls.get(card.url, card.url)
        by_url |= {card.url: path, url[path]: path}
    files = frozenset([*site.files, *moves.files.values()])
    return Known(moves, files, site.urls, by_url, source, url)


def pointers(parsed: Parsed, known: Known) -> list[Pointer]:
    """Every pointer of an entry, in a fixed order: front matter first, then the text."""
    card = parsed.card
    if card is None:
        return []
    found = [_of_path(path, anchor, known) for _, path, anchor in references(card.front)]
    found += [_of_url(url, known) for _, url in addresses(card.front)]
    if card.front.image:
        found.append(_of_target(front_image(card), known))
    return found + [_of_target(mention.target, known) for mention in parsed.places.mentions]


def pointers_of_settings(settings: Settings, known: Known) -> list[Pointer]:
    """Every pointer of site.yaml: the navigation, and the files of findings that are silenced."""
    found = []
    for item in settings.navigation:
        written = item.url or item.text
        path = written.removesuffix(".md")
        rooted = written.startswith("/")
        found.append(_of_url(written, known) if rooted else _of_path(path, "", known))
    for each in settings.silence:
        for written in each.paths:
            path = written.removeprefix("content/")
            moved = known.moves.files.get(path, path)
            meaning = Meaning("file", moved)
            found.append(Pointer(path, meaning, path in known.moves.files, reference=True))
    return found


def _of_path(path: str, anchor: str, known: Known) -> Pointer:
    moved = known.moves.entries.get(path, path)
    meaning = Meaning("entry", moved, anchor)
    return Pointer(path, meaning, path in known.moves.entries, reference=True)


def _of_url(url: str, known: Known) -> Pointer:
    """A pointer that is an address of the site, from the root; any other stays as it is."""
    path, rest = split(url)
    if url.startswith("/") and not url.startswith("//"):
        for wanted in _spellings(path):
            if entry := known.by_url.get(wanted):
                return Pointer(url, Meaning("entry", entry, rest), wanted in known.moves.urls)
    return Pointer(url, Meaning("as-is", url))


def _of_target(target: Target, known: Known) -> Pointer:
    """A link or a picture; one that leads nowhere, or out of the site, stays as it is."""
    path, rest = split(target.href)
    moves = known.moves
    if target.entry and path:
        entry = moves.entries.get(target.entry, target.entry)
        if entry in known.source:
            stale = target.entry in moves.entries
            return Pointer(target.href, Meaning("entry", entry, rest), stale)
    if target.file in known.files:
        meaning = Meaning("file", moves.files.get(target.file, target.file), rest)
        return Pointer(target.href, meaning, target.file in moves.files)
    for wanted in _spellings(target.url) if target.file else ():
        if entry := known.by_url.get(wanted, ""):
            return Pointer(target.href, Meaning("entry", entry, rest), wanted in moves.urls)
        if wanted in known.urls:
            return Pointer(target.href, Meaning("url", wanted, rest))
    return Pointer(target.href, Meaning("as-is", target.href))


def _spellings(url: str) -> Iterator[str]:
    """An address as it may be meant: as it is, and with its last slash."""
    wanted = normal_url(url)
    if wanted.endswith("/index.html"):
        wanted = wanted.removesuffix("index.html")
    yield wanted
    yield f"{wanted.rstrip('/')}/"


def split(address: str) -> tuple[str, str]:
    """The path of an address, and what stands after it: `?…`, `#…`."""
    path = _REST.sub("", address)
    return path, address[len(path) :]


def spelled(pointer: Pointer, meaning: Meaning, file: str, known: Known) -> str:
    """How a pointer is written in `file` so that it has a meaning.

    It stays what it was: a reference, an address of a page, or the path of a file, from the root
    or from here. Only an address of a page from here becomes a path or an address from the root.
    """
    if pointer.reference:
        return meaning.to
    path, rest = split(pointer.written)
    rooted = path.startswith("/")
    is_page = meaning.kind == "entry" and rooted and not path.lower().endswith(TEXTS)
    if is_page or meaning.kind == "url":
        url = known.url[meaning.to] if is_page else meaning.to
        return (url if path.endswith("/") else url.rstrip("/")) + rest
    target = known.source[meaning.to] if meaning.kind == "entry" else meaning.to
    if rooted:
        return f"/{encoded(target)}{rest}"
    return encoded(posixpath.relpath(target, posixpath.dirname(file) or ".")) + rest


def encoded(path: str) -> str:
    """A path for an address: encoded where a sign could end it, letters of any script as is."""
    return "".join(sign if sign.isalnum() or sign in "/-._~" else quote(sign) for sign in path)
