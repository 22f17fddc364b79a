"""What all conversions of template tags share: what is put aside, what stays, what is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_ASIDE = re.compile("\ue000([0-9]+)\ue001")
_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*[:=]\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s,"']+))"""
)
_STRING = re.compile(r"""["“”]((?:[^"“”\\]|\\.)*)["“”]|'((?:[^'\\]|\\.)*)'|(\S+)""")
PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|svg|avif)([?#].*)?$", re.IGNORECASE)
"""How the address of a picture ends."""


@dataclass(frozen=True, slots=True)
class Page:
    """What tags can ask for: values of the text and of its site, and other texts.

    `find` gives the address of another text by the name that a tag uses, or nothing.
    """

    values: Mapping[str, Any]
    config: Mapping[str, Any]
    find: Callable[[str], str]


@dataclass
class Aside:
    """Pieces of a text that nothing may change: raw text, and tags that have no equal here."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def raw(self, text: str) -> str:
        """Put text aside that is not to be read as tags."""
        return self._put(text, "")

    def tag(self, text: str, name: str) -> str:
        """Put a tag aside that stays as it is written; `name` is what it is called."""
        return self._put(text, name or "without a name")

    def tell(self, what: str) -> None:
        """Note a decision."""
        self.told.append(what)

    def _put(self, text: str, name: str) -> str:
        self.pieces.append((text, name))
        return f"\ue000{len(self.pieces) - 1}\ue001"

    def back(self, text: str) -> tuple[str, list[tuple[int, str, str]]]:
        """The text with everything in its place; line, name and words of each tag that stays."""
        left: list[tuple[int, str, str]] = []
        out, line, end = [], 1, 0
        for match in _ASIDE.finditer(text):
            if int(match[1]) >= len(self.pieces):
                continue
            before = text[end : match.start()]
            piece, name = self.pieces[int(match[1])]
            piece, inner = self.back(piece) if _ASIDE.search(piece) else (piece, [])
            line += before.count("\n")
            left += [(line + at - 1, called, words) for at, called, words in inner]
            left += [(line, name, piece)] if name else []
            line += piece.count("\n")
            out += [before, piece]
            end = match.end()
        return "".join(out) + text[end:], left


def attributes(text: str) -> dict[str, str]:
    """`key="value"` and `key: value` in the words of a tag."""
    return {
        name.lower(): _plain(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text)
    }


def words(text: str) -> list[str]:
    """The words of a tag that have no key: in quotes, or without blanks."""
    rest = _ATTRIBUTE.sub(" ", text)
    return [_plain(double or single or bare) for double, single, bare in _STRING.findall(rest)]


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()


def picture(address: str, alt: str, caption: str = "") -> str:
    """A picture in Markdown, with its caption below."""
    shown = re.sub(r"[\[\]]", "", " ".join(alt.split()))
    text = f"![{shown}]({_safe(address)})"
    return f"{text}\n\n*{' '.join(caption.split())}*" if caption else text


def link(label: str, address: str) -> str:
    """A link in Markdown."""
    return f"[{' '.join(label.split()) or address}]({_safe(address)})"


def _safe(address: str) -> str:
    return address.strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def quote(words_said: str, *sources: str) -> str:
    """A quotation in Markdown, with who said it."""
    text = "> " + " ".join(words_said.split())
    said_by = ", ".join(source for source in sources if source)
    return f"{text}\n>\n> \N{EM DASH} {said_by}" if said_by else text


def fenced(code: str, language: str) -> str:
    """Code between fences that are longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{code.strip(chr(10))}\n{fence}"


def from_named(given: Mapping[str, str], bare: list[str]) -> Iterator[tuple[str, str]]:
    """What a tag with these attributes can become, with what to call it, the likeliest first."""
    address = next(
        (given[name] for name in ("src", "image", "path", "file", "url") if name in given), ""
    )
    if said := given.get("quote", ""):
        names = ("attribution", "author", "position", "role", "organization", "source")
        yield quote(said, *(given.get(name, "") for name in names)), "a quotation"
    elif PICTURE.search(address):
        shown = given.get("alt") or given.get("title") or ""
        yield picture(address, shown, given.get("caption", "")), "a picture"
    elif bare and PICTURE.search(bare[0]):
        yield picture(bare[0], given.get("alt") or (bare[-1] if len(bare) > 1 else "")), "a picture"
