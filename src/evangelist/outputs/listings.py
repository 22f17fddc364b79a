"""Pages that list: home, the catalog and its categories, archives, tags, sections, and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from evangelist.model.card import Card, Link
from evangelist.model.entry import Kind
from evangelist.model.kinds import KINDS, kind_named
from evangelist.outputs.bodies import content
from evangelist.outputs.feed_addresses import FORMATS, has_channels
from evangelist.outputs.output import Output, Rendered, page_path
from evangelist.outputs.page import (
    Feed,
    Group,
    Page,
    page_address,
    pagination,
    render_page,
)
from evangelist.outputs.pages import (
    feed_title,
    feeds_for,
    folder_title,
    home_link,
    shared,
    social_image,
)
from evangelist.site import answers
from evangelist.site.index import Site
from evangelist.site.lens import Lens

PAGE_SIZE = 60
"""Entries on one page of a listing."""


def plan(site: Site) -> Iterator[Output]:
    """Every page that lists."""
    yield _output("/", partial(render_home), "the home page")
    for kind in KINDS:
        if kind.listing:
            count = answers.count(site, kind.name)
            if count or kind.name == "service" or kind.folder in site.stubs:
                yield from _paged(f"/{kind.folder}/", count, partial(render_kind, kind=kind.name))
        for year in _free_years(site, kind):
            render = partial(render_year, kind=kind.name, year=year)
            yield _output(f"/{kind.folder}/{year}/", render, f"the {kind.folder} of {year}")
    for category in site.categories:
        render = partial(render_category, name=category.id)
        yield _output(category.url, render, f"the category '{category.id}'")
    for section in site.settings.sections:
        count = answers.section_count(site, section.folder)
        yield from _paged(
            f"/{section.folder}/", count, partial(render_section, folder=section.folder)
        )
    if site.tags:
        yield _output("/tags/", partial(render_tags), "the list of tags")
    for tag in site.tags:
        yield _output(tag.url, partial(render_tag, name=tag.name), f"the tag '{tag.name}'")
    if has_channels(site):
        yield _output("/feeds/", partial(render_feeds), "the page of feeds")
    yield Output("site/404.html", partial(render_missing), "the error page")


def _free_years(site: Site, kind: Kind) -> Iterator[int]:
    """The years that have a page of their own.

    One whose address an entry has, as `newsletters/2026/index.md` does, is left to that.
    """
    years = answers.years(site, kind.name)
    return (year for year in years if f"{kind.folder}/{year}" not in site.stubs)


def _output(url: str, render: Callable[[Lens], Rendered], origin: str) -> Output:
    return Output(page_path(url), render, origin)


def _paged(url: str, count: int, render: Callable[..., Rendered]) -> Iterator[Output]:
    for number in range(1, page_count(count) + 1):
        address = page_address(url, number)
        yield _output(address, partial(render, number=number), f"the list {url}")


def page_count(entries: int) -> int:
    """The number of pages of a listing; an empty one has a page too."""
    return max(1, -(-entries // PAGE_SIZE))


def list_page(
    lens: Lens, template: str, url: str, title: str, *, intro: str = "", description: str = ""
) -> Page:
    """A page that lists; `intro` is the path of the entry that introduces it, if it exists."""
    card = lens.card(intro) if intro and lens.link(intro) else None
    return Page(
        template=template,
        url=url,
        title=card.title if card else title,
        canonical=lens.canonical(url),
        lang=lens.setting("lang"),
        description=(card.summary if card else "") or description,
        image=social_image(lens, card) if card else "",
        shared=shared(lens, card),
        breadcrumbs=() if url == "/" else (home_link(lens),),
        feeds=feeds_for(lens, url),
        card=card,
        body=content(lens, lens.body(card.path)) if card else None,
    )


def numbered(page: Page, groups: tuple[Group, ...], number: int, count: int, lens: Lens) -> Page:
    """The `number`th page of a listing whose first page is `page`; only that has the text."""
    url = page_address(page.url, number)
    return replace(
        page,
        url=url,
        canonical=lens.canonical(url),
        body=page.body if number == 1 else None,
        groups=groups,
        pagination=pagination(page.url, number, count),
    )


def _below(page: Page, parent: Link) -> tuple[Link, ...]:
    return (*page.breadcrumbs, parent)


def render_home(lens: Lens) -> Rendered:
    """The home page; `content/index.md` introduces it."""
    page = list_page(
        lens,
        "home.html",
        "/",
        lens.setting("title"),
        intro="index",
        description=lens.setting("description"),
    )
    return render_page(page, lens)


def render_kind(lens: Lens, kind: str, number: int) -> Rendered:
    """The listing of a kind at the address of its folder."""
    made = kind_named(kind)
    groups = _groups(lens, made, lens.listed(kind, number, PAGE_SIZE))
    title = folder_title(lens, made.folder)
    page = list_page(lens, made.listing, f"/{made.folder}/", title, intro=made.folder)
    page = replace(page, years=_year_links(lens, made))
    count = page_count(lens.count(kind))
    return render_page(numbered(page, groups, number, count, lens), lens)


def render_year(lens: Lens, kind: str, year: int) -> Rendered:
    """The entries of a dated kind of one year."""
    made = kind_named(kind)
    cards = lens.of_year(kind, year)
    title = f"{folder_title(lens, made.folder)} {year}"
    page = list_page(lens, made.listing, f"/{made.folder}/{year}/", title)
    parent = Link(made.folder, folder_title(lens, made.folder), f"/{made.folder}/")
    page = replace(
        page,
        groups=(Group("", "all", cards),),
        years=_year_links(lens, made),
        breadcrumbs=_below(page, parent),
    )
    return render_page(page, lens)


def _year_links(lens: Lens, kind: Kind) -> tuple[Link, ...]:
    """Links to the pages of the years, newest first."""
    urls = ((year, f"/{kind.folder}/{year}/") for year in lens.years(kind.name))
    return tuple(Link(url.strip("/"), str(year), url) for year, url in urls if lens.exists(url))


def _groups(lens: Lens, kind: Kind, cards: tuple[Card, ...]) -> tuple[Group, ...]:
    if kind.grouping is not None:
        return _by_value(lens, f"{kind.name}.{kind.grouping.field}", cards)
    if kind.name == "service":
        return _by_category(lens, cards)
    return _by_year(cards, dated=kind.dated)


def _by_value(lens: Lens, words: str, cards: Iterable[Card]) -> tuple[Group, ...]:
    field = words.rsplit(".", 1)[1]
    return tuple(
        Group(lens.t(f"{words}.{value}.title"), f"{field}-{value}", tuple(group))
        for value, group in groupby(cards, key=lambda card: card.get(field))
    )


def current(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The entries that a listing shows: a retired service keeps its page and leaves the catalog."""
    return tuple(card for card in cards if card.get("lifecycle") != "retired")


def _by_category(lens: Lens, cards: Iterable[Card]) -> tuple[Group, ...]:
    categories = {category.id: category for category in lens.categories()}
    return tuple(
        Group(category.title, category.part, tuple(group))
        if (category := categories.get(name))
        else Group(name, "other", tuple(group))
        for name, group in groupby(cards, key=lambda card: str(card.get("category")))
    )


def _by_year(cards: tuple[Card, ...], *, dated: bool) -> tuple[Group, ...]:
    if not cards:
        return ()
    if not dated:
        return (Group("", "all", cards),)
    years = groupby(cards, key=lambda card: card.year)
    return tuple(
        Group(str(year) if year else "", f"year-{year or 'other'}", tuple(group))
        for year, group in years
    )


def render_category(lens: Lens, name: str) -> Rendered:
    """The page of a category: its services."""
    category = next(each for each in lens.categories() if each.id == name)
    cards = current(lens.cards("service", category=name))
    parent = Link("services", lens.t("kinds.service"), "/services/")
    page = list_page(
        lens, "category.html", category.url, category.title, description=category.summary
    )
    page = replace(
        page,
        groups=(Group("", "services", cards),),
        breadcrumbs=_below(page, parent),
        category=category,
    )
    return render_page(page, lens)


def render_section(lens: Lens, folder: str, number: int) -> Rendered:
    """The listing of a folder that site.yaml names."""
    section = next(each for each in lens.setting("sections") if each.folder == folder)
    cards = lens.section(folder, number, PAGE_SIZE)
    title = folder_title(lens, folder)
    page = list_page(
        lens, "section.html", f"/{folder}/", title, intro=folder, description=section.summary
    )
    groups = (Group("", "all", cards),) if cards else ()
    count = page_count(lens.section_count(folder))
    return render_page(numbered(page, groups, number, count, lens), lens)


def render_tags(lens: Lens) -> Rendered:
    """The list of all tags."""
    return render_page(list_page(lens, "tags.html", "/tags/", lens.t("tags.title")), lens)


def render_tag(lens: Lens, name: str) -> Rendered:
    """The entries that carry a tag, by kind."""
    groups = tuple(
        Group(lens.t(f"kinds.{kind.name}"), kind.name, cards)
        for kind in KINDS
        if (cards := lens.cards(kind.name, tag=name))
    )
    page = list_page(lens, "tag.html", lens.tag_url(name), name)
    parent = Link("tags", lens.t("tags.title"), "/tags/")
    page = replace(page, groups=groups, breadcrumbs=_below(page, parent), tag=name)
    return render_page(page, lens)


def render_feeds(lens: Lens) -> Rendered:
    """The page that explains feeds and lists them all."""
    feeds = tuple(
        Feed(feed_title(lens, url), url + name, media_type)
        for url in lens.feed_bases()
        for name, media_type in FORMATS
    )
    page = list_page(lens, "feeds.html", "/feeds/", lens.t("feeds.title"))
    return render_page(replace(page, feeds=feeds), lens)


def render_missing(lens: Lens) -> Rendered:
    """The error page."""
    page = list_page(lens, "404.html", "/404.html", lens.t("missing.title"))
    return render_page(replace(page, listed=False), lens)
