"""The window through which every render sees the site. It remembers what it showed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from jinja2 import Template

from evangelist.content.sources import digest_of
from evangelist.model.body import Body, Target
from evangelist.model.card import Card, Link, link_to
from evangelist.model.places import Places
from evangelist.model.theme import Template as Source
from evangelist.site import answers
from evangelist.site.answers import NavigationLink, Style
from evangelist.site.index import Category, Site, Tag
from evangelist.site.links import Resolved, resolve
from evangelist.site.pictures import Picture
from evangelist.templating.environment import environment
from evangelist.templating.words import Words

Question = tuple[Any, ...]
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Trace:
    """The questions that a render asked, and the digests of the answers, in order."""

    answers: tuple[tuple[Question, str], ...]


class Lens:
    """A recording window on a Site; every method is a pure question.

    `style` says what goes before every address: the base path on pages, the whole address in
    feeds, and that of site.yaml in e-mails. `results` are the finished outputs of earlier
    stages, by path.
    """

    def __init__(
        self,
        site: Site,
        results: Mapping[str, bytes] | None = None,
        style: Style = "path",
        asked: dict[Question, object] | None = None,
    ) -> None:
        self._site = site
        self._results = results or {}
        self._style: Style = style
        self._asked: dict[Question, object] = {} if asked is None else asked

    def _ask(self, question: Question, answer: Callable[[], _Answer]) -> _Answer:
        if question not in self._asked:
            self._asked[question] = answer()
        return cast("_Answer", self._asked[question])

    def trace(self) -> Trace:
        """What was asked so far, with digests of the answers."""
        ordered = sorted(self._asked.items(), key=lambda pair: repr(pair[0]))
        digests = ((question, digest_of(repr(answer).encode())) for question, answer in ordered)
        return Trace(tuple(digests))

    def absolute(self) -> Lens:
        """The same window, with whole addresses of where the site is published now."""
        return Lens(self._site, self._results, "whole", self._asked)

    def permanent(self) -> Lens:
        """The same window, with the addresses of site.yaml, wherever the site is published."""
        return Lens(self._site, self._results, "permanent", self._asked)

    # --- addresses -------------------------------------------------------------------------

    def url(self, url: str) -> str:
        """An address within the site as this render writes it; others pass through."""
        if not url.startswith("/") or url.startswith("//"):
            return url
        return self._base(self._style) + url

    def _base(self, style: Style) -> str:
        return self._ask(("base", style), lambda: answers.base(self._site, style))

    def canonical(self, url: str) -> str:
        """The whole address of a page, where the site is published now."""
        return self._base("whole") + url

    def permanent_url(self, url: str) -> str:
        """The whole address of a page by site.yaml: never changes with `--base-url`."""
        return self._base("permanent") + url

    def resolve(self, target: Target) -> Resolved:
        """Where a link of a text leads."""
        return self._ask(("target", target), lambda: resolve(self._site, target))

    def exists(self, url: str) -> bool:
        """Whether the site has a page at this address."""
        return self._ask(("url", url), lambda: url in self._site.urls)

    def feed_bases(self) -> tuple[str, ...]:
        """The addresses that have feeds, each without the name of the feed."""
        return self._ask(("feed-bases",), lambda: answers.feed_bases(self._site))

    def listed_pages(self) -> tuple[tuple[str, date | None], ...]:
        """Every page that wants to be found, with the day of its entry's last change."""
        return self._ask(("listed-pages",), lambda: answers.listed_pages(self._site))

    def navigation(self) -> tuple[NavigationLink, ...]:
        """The main navigation."""
        return self._ask(("navigation",), lambda: answers.navigation(self._site))

    # --- entries ---------------------------------------------------------------------------

    def card(self, path: str) -> Card:
        """An entry without its text."""
        return self._ask(("card", path), lambda: self._site.cards[path])

    def link(self, path: object) -> Link | None:
        """The link to an entry (a path or a reference), or None where it is not published."""
        name = str(getattr(path, "path", path))
        return self._ask(("link", name), lambda: answers.link(self._site, name))

    def body(self, path: str) -> Body:
        """The text of an entry."""
        return self._ask(("body", path), lambda: self._site.bodies[path])

    def places(self, path: str) -> Places:
        """Where things stand in the file of an entry: for messages, and what they are about."""
        return self._ask(("places", path), lambda: self._site.places[path])

    def cards(
        self,
        kind: str,
        *,
        category: str = "",
        tag: str = "",
        about: str = "",
        owner: str = "",
        limit: int = 0,
    ) -> tuple[Card, ...]:
        """The entries of a kind that pass all filters, in the order of their kind."""
        filters = (kind, category, tag.casefold(), about, owner)
        return self._ask(
            ("cards", *filters, limit),
            lambda: tuple(answers.cards(self._site, *filters)[: limit or None]),
        )

    def links(self, kind: str, limit: int = 0) -> tuple[Link, ...]:
        """Links to the entries of a kind: all that navigation needs to know."""
        cards = self._site.by_kind[kind][: limit or None]
        return self._ask(("links", kind, limit), lambda: tuple(link_to(card) for card in cards))

    def newest(self, kind: str, limit: int = 1) -> tuple[Card, ...]:
        """The newest entries of a dated kind, newest first."""
        return self._ask(("newest", kind, limit), lambda: answers.newest(self._site, kind, limit))

    def section(self, folder: str) -> tuple[Card, ...]:
        """The entries below a folder: dated ones newest first, then the others."""
        return self._ask(("section", folder), lambda: answers.section(self._site, folder))

    def neighbours(self, path: str) -> tuple[Link | None, Link | None]:
        """The entry before and the entry after in reading order: older, newer."""
        before, after = self._ask(("neighbours", path), lambda: self._site.neighbours[path])
        return self.link(before), self.link(after)

    def anchor(self, path: str, name: str) -> bool:
        """Whether an entry's text has a part of this name."""
        return self._ask(("anchor", path, name), lambda: name in self._site.bodies[path].anchors)

    def categories(self) -> tuple[Category, ...]:
        """The categories that have services."""
        return self._ask(("categories",), lambda: self._site.categories)

    def tags(self) -> tuple[Tag, ...]:
        """All tags."""
        return self._ask(("tags",), lambda: self._site.tags)

    def tag_url(self, name: str) -> str:
        """The address of a tag's page."""
        return next(tag.url for tag in self.tags() if tag.name.casefold() == name.casefold())

    # --- files and results -----------------------------------------------------------------

    def image(self, path: str) -> Picture:
        """The size of a picture beside an entry."""
        return self._ask(("image", path), lambda: self._site.pictures.get(path, Picture()))

    def data(self, path: str) -> bytes:
        """The bytes of a file beside an entry; what is remembered is their digest."""
        data = self._site.files[path].read_bytes()
        self._ask(("data", path), lambda: digest_of(data))
        return data

    def output(self, path: str) -> bytes:
        """A finished output of an earlier stage."""
        return self._ask(("output", path), lambda: self._results[path])

    # --- settings and theme ----------------------------------------------------------------

    def setting(self, key: str) -> Any:
        """A setting of site.yaml."""
        return self._ask(("setting", key), lambda: getattr(self._site.settings, key))

    def passed(self, day: date) -> bool:
        """Whether a day is over."""
        return self._ask(("passed", day), lambda: day < self._site.today)

    @property
    def tokens(self) -> Mapping[str, Any]:
        """The tokens of the theme, with the brand over them."""
        return self._ask(("tokens",), lambda: self._site.theme.tokens)

    def asset(self, name: str) -> str:
        """The address of a file of the theme, with its digest."""
        digest = self._ask(("asset", name), lambda: answers.asset_digest(self._site, name))
        return f"{self.url(f'/assets/{name}')}?v={digest}"

    def asset_data(self, name: str) -> bytes:
        """The bytes of a file of the theme."""
        return self._ask(("asset-data", name), lambda: self._site.theme.assets[name].data)

    def template(self, name: str) -> Template:
        """A template of the theme, compiled."""
        self._ask(("template", name), lambda: answers.template_digest(self._site, name))
        return environment(self._site.theme).get_template(name)

    def sources(self, *names: str) -> tuple[Source, ...]:
        """The templates of these names and all that they may need, as they are written."""
        return self._ask(("sources", *names), lambda: answers.sources(self._site, names))

    @property
    def words(self) -> Words:
        """The string table in the language of the site."""
        return Words(self._ask(("strings",), lambda: answers.strings(self._site)))

    def t(self, key: str, **values: object) -> str:
        """A label of the string table."""
        return self.words.label(key, **values)

    def date(self, day: date, form: str = "") -> str:
        """A date in the language of the site."""
        return self.words.day(day, form)

    def number(self, number: float | str) -> str:
        """A number in the language of the site."""
        return self.words.number(number)

    def money(self, amount: float | str) -> str:
        """An amount in the currency of the site."""
        return self.words.money(amount, str(self.setting("currency")))
