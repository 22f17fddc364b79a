"""Where the cause of a fault in an e-mail is written: in the Markdown, a template or site.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from urllib.parse import unquote

from evangelist.mail.preflight.findings import Spot, Where
from evangelist.model.body import Target
from evangelist.model.card import Card
from evangelist.model.places import Places
from evangelist.model.theme import Template
from evangelist.site.addresses import addresses
from evangelist.site.lens import Lens

Place = tuple[str, int, int]

TEMPLATES = ("email.html", "email-embed.html")
_SETTINGS = "site.yaml"
_TOKEN = re.compile(r"\{\{\s*(?:t|site\.tokens)\.(\w+)\s*(?:\|\s*safe\s*)?\}\}")
_HOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_BLANKS = re.compile(r"\s*([:;,{}])\s*|\s+")


class Pinpoint:
    """Finds places for one issue; `source` is its file."""

    def __init__(self, lens: Lens, card: Card) -> None:
        self._lens, self._card = lens, card
        self.source = card.source

    @property
    def _places(self) -> Places:
        """Asked for when a place is wanted: an issue without faults needs none."""
        return self._lens.places(self._card.path)

    def place(self, spot: Spot) -> Place:
        """Path, line and column of what a finding points at; the issue's first line else."""
        find: dict[Where, Callable[[str], Place | None]] = {
            "front": self._front,
            "link": lambda address: self._link(address, spot.nth),
            "image": self._image,
            "heading": self._heading,
            "element": self._element,
            "style": self._style,
            "site": lambda _: (_SETTINGS, 0, 0),
        }
        found = find[spot.where](spot.words) if spot.where in find else None
        return found or (self.source, 1, 1)

    def _front(self, name: str) -> Place | None:
        names = (name, "title") if name == "subject" else (name,)
        places = (self._places.mark(each) for each in names if self._card.get(each))
        return next(((self.source, *place) for place in places if place[0]), None)

    def _link(self, address: str, nth: int) -> Place | None:
        if found := self._mentions.get(unquote(address)):
            return found[min(nth, len(found) - 1)]
        for place, url in addresses(self._card.front):
            if address in {url, self._lens.url(url)}:
                line, column = self._places.mark(*place)
                return (self.source, line, column) if line else None
        return self._setting(address) or self._template(address)

    @cached_property
    def _mentions(self) -> dict[str, list[Place]]:
        """The places of all links of the text, by each way to write where they lead."""
        found: dict[str, list[Place]] = {}
        for mention in self._places.mentions:
            for written in dict.fromkeys(map(unquote, self._written(mention.target))):
                found.setdefault(written, []).append((self.source, mention.line, mention.column))
        return found

    def _written(self, target: Target) -> Iterator[str]:
        """The addresses of a link: as it is in the text, and as it is in the e-mail."""
        url = self._lens.url(self._lens.resolve(target).url)
        query = target.href.partition("#")[0].partition("?")[2]
        fragment = f"#{target.fragment}" if target.fragment else ""
        yield from (target.href, url + fragment)
        if target.remote:
            yield target.remote
        elif query:
            yield f"{url}?{query}{fragment}"

    def _setting(self, address: str) -> Place | None:
        letters = self._lens.setting("newsletter")
        known = {letters.subscribe, letters.unsubscribe, letters.one_click} - {""}
        return (_SETTINGS, 0, 0) if address in known else None

    def _image(self, address: str) -> Place | None:
        for mention in self._places.mentions:
            found = self._lens.resolve(mention.target).url
            if found and address.startswith(self._lens.url(found)):
                return self.source, mention.line, mention.column
        return self._template(address) or self._element("img")

    def _heading(self, words: str) -> Place | None:
        for element in self._places.elements:
            if element.tag.startswith("h") and element.words == words:
                return self.source, element.line, element.column
        if words == self._card.title and self._places.mark("title")[0]:
            return self.source, *self._places.mark("title")
        return None

    def _element(self, words: str) -> Place | None:
        tag, _, attribute = words.partition(" ")
        for element in self._places.elements:
            if element.tag == tag and attribute in element.words:
                return self.source, element.line, element.column
        return self._template(f"<{tag}")

    def _style(self, declaration: str) -> Place | None:
        wanted = _folded(declaration)
        for element in self._places.elements:
            if wanted in _folded(element.words):
                return self.source, element.line, element.column
        return self._brand(declaration) or self._declared(wanted)

    def _brand(self, declaration: str) -> Place | None:
        """A colour that site.yaml chose."""
        value = declaration.partition(":")[2].strip().lower()
        brand = {str(each).lower() for each in self._lens.setting("brand").values()}
        return (_SETTINGS, 0, 0) if value and value in brand else None

    def _declared(self, wanted: str) -> Place | None:
        """The line of a declaration; that of its property where its value is made up."""
        for part in (wanted, wanted.partition(":")[0] + ":"):
            if found := next(_lines_with(self._lens, part), None):
                return found
        return None

    def _template(self, words: str) -> Place | None:
        return next(_lines_with(self._lens, _folded(words)), None)


def theme_line(lens: Lens, line: str) -> Place:
    """Where a line of the finished styles is written in the theme; the first template else."""
    sources = lens.sources(*TEMPLATES)
    tokens = _tokens(lens)
    wanted = _folded(line)
    for source in sources:
        for number, written in enumerate(_expanded(source, tokens), 1):
            if wanted and _made(written, wanted):
                return source.where, number, 1
    return (sources[0].where if sources else _SETTINGS), 0, 0


def _made(written: str, wanted: str) -> bool:
    """Whether a line of a template can become this line."""
    if written == wanted:
        return True
    pieces = _HOLE.split(written)
    if len(pieces) == 1 or not any(pieces):
        return False
    return bool(re.fullmatch(".*?".join(re.escape(piece) for piece in pieces), wanted))


def _lines_with(lens: Lens, words: str) -> Iterator[Place]:
    tokens = _tokens(lens)
    for source in lens.sources(*TEMPLATES):
        for number, line in enumerate(_expanded(source, tokens), 1):
            if words in line:
                yield source.where, number, 1


def _tokens(lens: Lens) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in lens.tokens.items())


@lru_cache(maxsize=64)
def _expanded(source: Template, tokens: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The lines of a template with the tokens put in, and blanks that mean nothing taken out."""
    values = dict(tokens)
    text = _TOKEN.sub(lambda match: values.get(match[1], match[0]), source.source)
    return tuple(_folded(line) for line in text.split("\n"))


def _folded(text: str) -> str:
    return _BLANKS.sub(lambda match: match[1] or " ", text.strip()).lower()
