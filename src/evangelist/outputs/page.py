"""What a page template gets as `page`: one frozen value for every type of page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from evangelist.model.body import Heading, words
from evangelist.model.card import Card, Link
from evangelist.model.kinds.newsletter import Ask, Event
from evangelist.model.kinds.service import Change
from evangelist.outputs.choices import Choosing
from evangelist.outputs.linked_data import linked_data
from evangelist.outputs.output import Rendered
from evangelist.site.index import Category
from evangelist.site.lens import Lens
from evangelist.templating.words import RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class Content:
    """The text of an entry as this page shows it."""

    html: Markup
    toc: tuple[Heading, ...]

    @property
    def text(self) -> str:
        """The same in plain words."""
        return words(str(self.html))


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that a page offers."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a listing."""

    title: str
    id: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change, and the service whose clients it concerns."""

    card: Card
    change: Change


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """A part of the list of changes: what is coming, or a year."""

    title: str
    id: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name under which a reader may look for an entry: its title, an old one, a product."""

    name: str
    link: Link


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with a letter; it is empty for those that begin with a sign."""

    letter: str
    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pages of a listing: this one's number, how many there are, and their addresses."""

    number: int
    count: int
    previous: str
    next: str
    pages: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """What a newsletter shows besides its text, each entry once.

    `cards` are finished for the medium of the page, as HTML; `links` lead to what the text shows
    already; `ideas` are those of customers. `calendar` is the address of its calendar file within
    the site, empty where no event has a time. `corrects` and `corrected_by` lead to other issues.
    """

    cards: tuple[Markup, ...]
    links: tuple[Link, ...]
    ideas: tuple[Card, ...]
    events: tuple[Event, ...]
    calendar: str
    asks: tuple[Ask, ...]
    corrects: Link | None
    corrected_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """The picture that is shown where somebody shares a link: its whole address, and its words.

    Sizes are in pixels, 0 where they are not known.
    """

    url: str
    alt: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page, finished but for its layout. Addresses are within the site; `canonical` is whole.

    `image` is the whole address of the picture that its front matter names, `shared` what is shown
    where its link is shared: that picture, else a card; None where there is neither.
    `linked_data()` is the element that tells search engines what the page is about.
    """

    template: str
    url: str
    title: str
    canonical: str
    lang: str
    description: str = ""
    image: str = ""
    shared: Shared | None = None
    type: str = "website"
    listed: bool = True
    breadcrumbs: tuple[Link, ...] = ()
    feeds: tuple[Feed, ...] = ()
    card: Card | None = None
    body: Content | None = None
    issue: Issue | None = None
    choosing: Choosing | None = None
    previous: Link | None = None
    next: Link | None = None
    groups: tuple[Group, ...] = ()
    changes: tuple[ChangeGroup, ...] = ()
    pagination: Pagination | None = None
    years: tuple[Link, ...] = ()
    letters: tuple[Letter, ...] = ()
    lists: tuple[Link, ...] = ()
    category: Category | None = None
    tag: str = ""
    linked_data: Callable[[], Markup] = Markup

    @property
    def dir(self) -> str:
        """The direction of writing, `ltr` or `rtl`."""
        return "rtl" if self.lang.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def render_page(page: Page, lens: Lens) -> Rendered:
    """Lay out a page by its template."""
    told = replace(page, linked_data=partial(linked_data, lens, page))
    html = lens.template(page.template).render(page=told, site=lens)
    return Rendered(html.encode())


def page_address(base: str, number: int) -> str:
    """The address of a listing's page: `/news/`, then `/news/page/2/`."""
    return base if number == 1 else f"{base}page/{number}/"


def pagination(base: str, number: int, count: int) -> Pagination | None:
    """The pages around this one, or None where there is only one."""
    if count == 1:
        return None
    pages = tuple((each, page_address(base, each)) for each in range(1, count + 1))
    return Pagination(
        number,
        count,
        page_address(base, number - 1) if number > 1 else "",
        page_address(base, number + 1) if number < count else "",
        pages,
    )
