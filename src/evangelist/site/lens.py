"""The window through which renders and checks see the site. It remembers what it showed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from jinja2 import Template

from evangelist.model.body import Body, Target
from evangelist.model.card import Card, Link
from evangelist.model.places import Places
from evangelist.model.theme import Template as Source
from evangelist.site.addresses import Concealed
from evangelist.site.answers import NavigationLink, Style
from evangelist.site.index import Category, Site, Tag
from evangelist.site.links import Resolved
from evangelist.site.pictures import Picture
from evangelist.site.questions import UNASKED, Missing, Question, Results, ask
from evangelist.site.spoken import Spoken
from evangelist.site.standing import Among, Parts, Standing, Tally
from evangelist.templating.environment import environment


class Lens(Spoken):
    """A recording window on a Site; every method is a pure question.

    `style` is what goes before every address: the base path on pages, the whole one in feeds, that
    of site.yaml in e-mails. `results` are the finished outputs of earlier stages, by path.
    """

    def __init__(
        self,
        site: Site,
        results: Results | None = None,
        style: Style = "path",
        asked: dict[Question, Any] | None = None,
    ) -> None:
        self._site = site
        self._results = results or {}
        self._style: Style = style
        self._asked: dict[Question, Any] = {} if asked is None else asked
        self._prefix: str | None = None

    def _ask(self, *question: Any) -> Any:
        found = self._asked.get(question, UNASKED)
        if found is UNASKED:
            found = self._asked[question] = ask(self._site, question)
        if isinstance(found, Missing):
            raise KeyError(found.reason)
        return found

    @property
    def asked(self) -> Mapping[Question, Any]:
        """Every question that was asked so far, with its answer: the trace of a render."""
        return self._asked

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
        if self._prefix is None:
            self._prefix = self._base(self._style)
        return self._prefix + url

    def _base(self, style: Style) -> str:
        return str(self._ask("base", style))

    def canonical(self, url: str) -> str:
        """The whole address of a page, where the site is published now."""
        return self._base("whole") + url

    def permanent_url(self, url: str) -> str:
        """The whole address of a page by site.yaml: never changes with `--base-url`."""
        return self._base("permanent") + url

    def resolve(self, target: Target) -> Resolved:
        """Where a link of a text leads; to an entry, this depends on that entry alone."""
        if target.entry and not (target.remote or target.outside):
            return cast("Resolved", self._ask("leads", target.entry))
        return cast("Resolved", self._ask("target", target))

    def exists(self, url: str) -> bool:
        """Whether the site has a page at this address."""
        return bool(self._ask("exists", url))

    def feed_bases(self) -> tuple[str, ...]:
        """The addresses that have feeds, each without the name of the feed."""
        return cast("tuple[str, ...]", self._ask("feed-bases"))

    def listed_pages(self) -> tuple[tuple[str, date | None], ...]:
        """Every page that wants to be found, with the day of its entry's last change."""
        return cast("tuple[tuple[str, date | None], ...]", self._ask("listed-pages"))

    def navigation(self) -> tuple[NavigationLink, ...]:
        """The main navigation."""
        return cast("tuple[NavigationLink, ...]", self._ask("navigation"))

    # --- entries ---------------------------------------------------------------------------

    def card(self, path: str) -> Card:
        """An entry without its text."""
        return cast("Card", self._ask("card", path))

    def link(self, path: object) -> Link | None:
        """The link to an entry (a path or a reference), or None where it is not published."""
        return cast("Link | None", self._ask("link", str(getattr(path, "path", path))))

    def body(self, path: str) -> Body:
        """The text of an entry."""
        return cast("Body", self._ask("body", path))

    def places(self, path: str) -> Places:
        """Where things stand in the file of an entry: for messages, never for an output."""
        return cast("Places", self._ask("places", path))

    def cards(
        self,
        kind: str,
        *,
        category: str = "",
        tag: str = "",
        about: str = "",
        owner: str = "",
        team: str = "",
        limit: int = 0,
    ) -> tuple[Card, ...]:
        """The entries of a kind that pass all filters, in the order of their kind.

        Those `about` an entry name it; those of a `team` name it or a service that it owns.
        """
        filters = (category, tag.casefold(), about, owner, team)
        return cast("tuple[Card, ...]", self._ask("cards", kind, filters, limit))

    def listed(self, kind: str, number: int, size: int) -> tuple[Card, ...]:
        """The entries on the `number`th page of a kind's listing, in the order of its parts."""
        return cast("tuple[Card, ...]", self._ask("listed", kind, number, size))

    def count(self, kind: str) -> int:
        """How many entries the listing of a kind shows."""
        return int(self._ask("count", kind))

    def years(self, kind: str) -> tuple[int, ...]:
        """The years of a kind that is listed by year, newest first."""
        return cast("tuple[int, ...]", self._ask("years", kind))

    def of_year(self, kind: str, year: int) -> tuple[Card, ...]:
        """The entries of a kind of one year."""
        return cast("tuple[Card, ...]", self._ask("of-year", kind, year))

    def links(
        self, kind: str, limit: int = 0, *, lifecycle: str = "", field: str = "", about: str = ""
    ) -> tuple[Link, ...]:
        """Links to the entries of a kind, in a lifecycle, or whose `field` names another entry.

        All that navigation needs to know: what else stands in an entry makes no difference.
        """
        filters = (lifecycle, field, about)
        return cast("tuple[Link, ...]", self._ask("links", kind, filters, limit))

    def newest(self, kind: str, limit: int = 1) -> tuple[Card, ...]:
        """The newest entries of a dated kind, newest first."""
        return cast("tuple[Card, ...]", self._ask("newest", kind, limit))

    def section(self, folder: str, number: int = 1, size: int = 0) -> tuple[Card, ...]:
        """The entries below a folder, dated ones newest first; of `size`, those of a page."""
        return cast("tuple[Card, ...]", self._ask("section", folder, number, size))

    def section_count(self, folder: str) -> int:
        """How many entries there are below a folder."""
        return int(self._ask("section-count", folder))

    def neighbours(self, path: str) -> tuple[Link | None, Link | None]:
        """The entry before and the entry after in reading order: older, newer."""
        return cast("tuple[Link | None, Link | None]", self._ask("neighbours", path))

    def anchor(self, path: str, name: str) -> bool:
        """Whether an entry has a part of this name: in its text, or an offering."""
        return bool(self._ask("anchor", path, name))

    def standing(self, path: str) -> Standing:
        """How an entry stands today."""
        return cast("Standing", self._ask("standing", path))

    def address(self, url: str) -> Standing:
        """How what an address leads to stands today."""
        return cast("Standing", self._ask("address", url))

    def concealed(self, path: str) -> tuple[Concealed, ...]:
        """The addresses that were taken out of an entry's front matter."""
        return cast("tuple[Concealed, ...]", self._ask("concealed", path))

    def suggest(self, written: str, among: Among) -> str:
        """A hint with the nearest name that exists."""
        return str(self._ask("suggest", written, among))

    def suggest_part(self, path: str, written: str, among: Parts) -> str:
        """A hint with the nearest part that an entry has."""
        return str(self._ask("suggest-part", path, written, among))

    def is_named(self, path: str, kind: str) -> bool:
        """Whether an entry of a kind names this one in its front matter."""
        return bool(self._ask("named", path, kind))

    def team(self, name: str) -> str:
        """The path of the team that is called so, in any case, or nothing."""
        return str(self._ask("team", name.casefold()))

    def tally(self, kind: str) -> Tally:
        """A kind by its numbers."""
        return cast("Tally", self._ask("tally", kind))

    def categories(self) -> tuple[Category, ...]:
        """The categories that have services."""
        return cast("tuple[Category, ...]", self._ask("categories"))

    def tags(self) -> tuple[Tag, ...]:
        """All tags."""
        return cast("tuple[Tag, ...]", self._ask("tags"))

    def tag_url(self, name: str) -> str:
        """The address of a tag's page."""
        return str(self._ask("tag-url", name.casefold()))

    # --- files and results -----------------------------------------------------------------

    def has_cards(self) -> bool:
        """Whether social cards are drawn."""
        return bool(self._ask("has-cards"))

    def image(self, path: str) -> Picture:
        """The size of a picture beside an entry."""
        return cast("Picture", self._ask("image", path))

    def weight(self, path: str) -> int:
        """How many bytes a file beside an entry has."""
        return int(self._ask("weight", path))

    def data(self, path: str) -> bytes:
        """The bytes of a file beside an entry."""
        return cast("bytes", self._ask("data", path))

    def output(self, path: str) -> bytes:
        """A finished output of an earlier stage."""
        return cast("bytes", self._asked.setdefault(("output", path), self._results[path]))

    # --- settings and theme ----------------------------------------------------------------

    def setting(self, key: str) -> Any:
        """A setting of site.yaml."""
        return self._ask("setting", key)

    def passed(self, day: date) -> bool:
        """Whether a day is over."""
        return bool(self._ask("passed", day))

    def days_since(self, day: date) -> int:
        """How many days ago a day was."""
        return int(self._ask("days-since", day))

    def languages(self) -> tuple[str, ...]:
        """The languages that the theme has words in, in alphabetical order."""
        return cast("tuple[str, ...]", self._ask("languages"))

    @property
    def tokens(self) -> Mapping[str, Any]:
        """The tokens of the theme, with the brand over them."""
        return cast("Mapping[str, Any]", self._ask("tokens"))

    def asset(self, name: str) -> str:
        """The address of a file of the theme, with its digest. Raises KeyError for none."""
        return f"{self.url(f'/assets/{name}')}?v={self._ask('asset', name)}"

    def asset_data(self, name: str) -> bytes:
        """The bytes of a file of the theme. Raises KeyError for none."""
        return cast("bytes", self._ask("asset-data", name))

    def asset_size(self, name: str) -> tuple[int, int]:
        """Width and height of a picture of the theme in pixels; 0 and 0 where it does not say."""
        return cast("tuple[int, int]", self._ask("asset-size", name))

    def template(self, name: str) -> Template:
        """A template of the theme, compiled."""
        self._ask("template", name)
        return environment(self._site.theme).get_template(name)

    def sources(self, *names: str) -> tuple[Source, ...]:
        """The templates of these names and all that they may need, as they are written."""
        return cast("tuple[Source, ...]", self._ask("sources", names))
