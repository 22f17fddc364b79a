"""The text of an entry: finished, but for what each output resolves in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

LAYOUT_IDS = ("main", "part-changes", "part-offerings", "part-toc")
"""The ids that layouts give to their own parts: no part of a text has them."""
_TAG = re.compile(r"<[^>]*>")


def words(html: str) -> str:
    """HTML in plain words: what one element ends is parted from what comes after.

    But for spans, which mark words and parts of code.
    """
    parted = html.replace("</span>", "").replace("</", " </")
    return " ".join(unescape(_TAG.sub("", parted)).split())


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link or a picture points, worked out from the place of its entry.

    Exactly one of `entry` (path of an entry), `file` (path below `content/`) and `remote`
    (an address outside) is set, or none where the address makes no sense or leaves the
    folder. `url` is what a `file` would be as an address within the site.
    """

    href: str
    entry: str = ""
    file: str = ""
    url: str = ""
    remote: str = ""
    fragment: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link in the text: `attributes` are ready-made HTML, `parts` what stands inside."""

    target: Target
    attributes: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """A paragraph that is nothing but a link to another entry: shown as its card."""

    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the text; `first` is the first of its text."""

    target: Target
    alt: str
    attributes: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the theme's string table."""

    key: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """A part of the text that is for some audiences alone, written `> [!FOR staff, teachers]`."""

    audiences: tuple[str, ...]
    parts: tuple[Part, ...]


Part = str | Addressed | Anchor | Embed | Image | Label


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text, for the table of contents."""

    level: int
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an entry.

    `parts` is HTML and symbols, in order; `anchors` every id that a link may name.
    """

    parts: tuple[Part, ...] = ()
    toc: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The same in plain words: worked out when asked for, since hardly anybody asks."""
        return words("".join(_html(self.parts)))


def _html(parts: Iterable[Part]) -> Iterator[str]:
    """The HTML in parts, with nothing in the place of pictures and of the theme's words."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Embed):
            yield from ("<p>", *_html(part.anchor.parts), "</p>")
        elif isinstance(part, Addressed):
            yield from ("<div>", *_html(part.parts), "</div>")
        elif isinstance(part, Anchor):
            yield from _html(part.parts)
