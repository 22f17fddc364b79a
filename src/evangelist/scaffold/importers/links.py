"""Links of a text: to other texts of the import, to files that come along, to elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

from evangelist.content.places import name_refusal
from evangelist.content.sources import TEXTS
from evangelist.scaffold.importers.addresses import key
from evangelist.scaffold.importers.layout import Layout
from evangelist.scaffold.importers.put import LARGEST_COPY
from evangelist.scaffold.names import file_name

_CODE = re.compile(
    r"(^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=tick)(?!`))",
    re.DOTALL | re.MULTILINE,
)
_PLACES = (
    re.compile(r"(?P<before>\]\(\s*<?)(?P<address>(?:[^\s()<>]|\([^\s()]*\))+)"),
    re.compile(r"(?P<before>^ {0,3}\[[^\]\n]+\]:[ \t]*<?)(?P<address>[^\s<>]+)", re.MULTILINE),
    re.compile(r"(?P<before>\b(?:href|src)\s*=\s*\")(?P<address>[^\"\n]+)"),
    re.compile(r"(?P<before>\b(?:href|src)\s*=\s*')(?P<address>[^'\n]+)"),
)
_REMOTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_NOT_COPIED = (
    *TEXTS,
    ".html",
    ".htm",
    ".php",
    ".js",
    ".css",
    ".xml",
    ".py",
    ".toml",
    ".yml",
    ".yaml",
)


def rewritten(text: str, change: Callable[[str], str]) -> str:
    """The text with every address outside of code changed."""
    pieces = list(_pieces(text))
    for pattern in _PLACES:
        pieces = [
            (
                piece if code else pattern.sub(lambda f: f["before"] + change(f["address"]), piece),
                code,
            )
            for piece, code in pieces
        ]
    return "".join(piece for piece, _ in pieces)


def addresses_in(text: str) -> list[str]:
    """Every address outside of code."""
    found: list[str] = []

    def note(address: str) -> str:
        found.append(address)
        return address

    rewritten(text, note)
    return found


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with every piece of it changed that is no code."""
    return "".join(piece if code else change(piece) for piece, code in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for match in _CODE.finditer(text):
        yield text[end : match.start()], False
        yield match[0], True
        end = match.end()
    yield text[end:], False


@dataclass(frozen=True, slots=True)
class Moved:
    """A text that moves: its path in the folder, that below content/, its first old address."""

    path: str
    target: str
    address: str = ""


@dataclass
class Resolver:
    """Finds what an address in a text means, and gathers the files that come along.

    `by_path` and `by_address` give the new path of each text, by its path in the old folder and
    by the common part of its old addresses. `copies` gives the file for each new path.
    """

    layout: Layout
    by_path: Mapping[str, str]
    by_address: Mapping[str, str]
    copies: dict[str, Path] = field(default_factory=dict)
    too_large: list[str] = field(default_factory=list)

    def resolve(self, address: str, text: Moved) -> str:
        """The address as it is to be written now; unchanged where nothing is known of it."""
        own = self._own(address)
        if own.startswith("#") or _REMOTE.match(own) or not own or "\ue000" in own:
            return address
        path, rest = _parted(own)
        if target := self._text(unquote(path), text):
            return quote(posixpath.relpath(target, posixpath.dirname(text.target) or ".")) + rest
        if copied := self.file(unquote(path), text):
            return quote(copied) + rest
        return own if own != address else address

    def _own(self, address: str) -> str:
        """The address without the old site's own server before it."""
        for name in ("url", "baseURL", "baseurl", "SITEURL"):
            base = self.layout.config.get(name)
            if isinstance(base, str) and _REMOTE.match(base) and base.rstrip("/"):
                start = base.rstrip("/")
                if address == start or address.startswith(f"{start}/"):
                    return address[len(start) :] or "/"
        return address

    def _text(self, path: str, text: Moved) -> str:
        near = posixpath.normpath(posixpath.join(posixpath.dirname(text.path), path))
        rooted = path.strip("/")
        if path.lower().endswith(TEXTS):
            tried = (rooted, near) if path.startswith("/") else (near, rooted)
            return next((self.by_path[each] for each in tried if each in self.by_path), "")
        if path.startswith("/"):
            return self.by_address.get(key(path), "")
        if text.address and (found := self.by_address.get(key(urljoin(text.address, path)))):
            return found
        named = (f"{near}.md", f"{near}/index.md")
        return next((self.by_path[each] for each in named if each in self.by_path), "")

    def file(self, path: str, text: Moved) -> str:
        """The new address of a file that the text shows or links to, or nothing.

        A file below the folder of the text stays below the folder of its entry; any other keeps
        its path, below content/. Hidden files never come along.
        """
        hidden = any(re.match(r"\.[^./]", part) for part in path.split("/"))
        if not path.strip("/") or hidden or path.lower().endswith(_NOT_COPIED):
            return ""
        if path.startswith("/"):
            return self._rooted(path.strip("/"))
        return self._beside(path, text) or self._rooted(path)

    def _beside(self, path: str, text: Moved) -> str:
        file = (self.layout.base / text.path).parent / path
        if not self._is_ours(file):
            return ""
        inside = posixpath.normpath(path)
        if not inside.startswith(".."):
            folder = posixpath.dirname(text.target)
            return self._copied(file, posixpath.join(folder, _named(inside)), _named(inside))
        place = file.resolve()
        for base in (self.layout.base.resolve(), self.layout.bounds.resolve()):
            if place.is_relative_to(base):
                target = _named(place.relative_to(base).as_posix())
                return self._copied(file, target, f"/{target}")
        return ""

    def _rooted(self, path: str) -> str:
        for folder in (*self.layout.static(), self.layout.base):
            if self._is_ours(folder / path):
                target = _named(path)
                return self._copied(folder / path, target, f"/{target}")
        return ""

    def _is_ours(self, file: Path) -> bool:
        try:
            return file.is_file() and file.resolve().is_relative_to(self.layout.bounds.resolve())
        except (OSError, ValueError, RuntimeError):
            return False

    def _copied(self, file: Path, target: str, address: str) -> str:
        if name_refusal(target):
            return ""
        if file.stat().st_size > LARGEST_COPY:
            self.too_large.append(address)
            return ""
        file, name = file.resolve(), posixpath.basename(target)
        stem, ending = posixpath.splitext(name)
        number, new = 1, target
        while self.copies.setdefault(new, file) != file:
            number += 1
            new = posixpath.join(posixpath.dirname(target), f"{stem}-{number}{ending}")
        return address.removesuffix(name) + posixpath.basename(new)


def _parted(address: str) -> tuple[str, str]:
    """The path of an address, and what follows it."""
    found = re.search(r"[?#]", address)
    return (address[: found.start()], address[found.start() :]) if found else (address, "")


def _named(path: str) -> str:
    """A path whose names can be files on every system."""
    return "/".join(_name(part) for part in posixpath.normpath(path).split("/"))


def _name(part: str) -> str:
    if not name_refusal(part):
        return part
    stem, dot, ending = part.rpartition(".")
    return f"{file_name(stem or ending)}{dot}{ending}" if dot and stem else file_name(part)
