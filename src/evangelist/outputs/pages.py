"""A page for every entry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from evangelist.content.marks import UNFILLED, filled_html, for_everybody
from evangelist.model.card import Card, Link
from evangelist.model.kinds import KINDS, kind_named
from evangelist.outputs.bodies import content
from evangelist.outputs.cards import shared_card
from evangelist.outputs.choices import choosing_of
from evangelist.outputs.feed_addresses import FORMATS
from evangelist.outputs.issues import issue_of
from evangelist.outputs.output import Output, Rendered, page_path
from evangelist.outputs.page import Feed, Page, Shared, render_page
from evangelist.site import changes
from evangelist.site.index import Site
from evangelist.site.lens import Lens
from evangelist.site.links import file_url, is_shown
from evangelist.site.pictures import Picture, front_image, has_pixels, mail_file


def plan(site: Site) -> Iterator[Output]:
    """One page for each entry that no listing shows."""
    listed = listing_paths(site)
    for path, stub in site.stubs.items():
        if path not in listed:
            render = partial(render_entry, path=path)
            yield Output(page_path(stub.url), render, stub.source, asked=site.indexed)


def listing_paths(site: Site) -> set[str]:
    """The entries that introduce a listing: `index.md` of its folder, and of the home page."""
    folders = {kind.folder for kind in KINDS if kind.listing}
    own = {changes.FOLDER} if changes.have_page(site) else set()
    return {"index"} | folders | own | {section.folder for section in site.settings.sections}


def render_entry(lens: Lens, path: str) -> Rendered:
    """The page of an entry; of an issue as everybody may read it."""
    rendered = render_page(entry_page(lens, path), lens)
    if not (words := for_everybody(lens.card(path).front, UNFILLED)):
        return rendered
    return Rendered(filled_html(rendered.data.decode(), words).encode())


def entry_page(lens: Lens, path: str) -> Page:
    """What the template of an entry gets."""
    card = lens.card(path)
    kind = kind_named(card.kind)
    previous, following = lens.neighbours(path) if kind.dated else (None, None)
    return Page(
        template=kind.template,
        url=card.url,
        title=card.title,
        canonical=lens.canonical(card.url),
        lang=card.front.lang or lens.setting("lang"),
        description=card.summary,
        image=social_image(lens, card),
        shared=shared(lens, card),
        type="article" if kind.dated else "website",
        listed=not card.draft,
        breadcrumbs=breadcrumbs(lens, card),
        feeds=feeds_for(lens, _above(card.url)),
        card=card,
        body=content(lens, lens.body(path)),
        issue=issue_of(lens, card, "page"),
        choosing=choosing_of(lens, card),
        previous=previous,
        next=following,
    )


def social_image(lens: Lens, card: Card) -> str:
    """The whole address of an entry's picture, or nothing."""
    if not card.front.image:
        return ""
    target = front_image(card)
    found = lens.resolve(target)
    picture = lens.image(target.file) if found.state == "file" else Picture()
    if not is_shown(found) or picture.broken:
        return ""
    return lens.canonical(file_url(mail_file(target.file)) if has_pixels(picture) else found.url)


def shared(lens: Lens, card: Card | None) -> Shared | None:
    """What is shown where the link of a page is shared: its own picture, or a card."""
    if card and (url := social_image(lens, card)):
        return Shared(url, card.front.image_alt or card.title)
    return shared_card(lens, card)


def breadcrumbs(lens: Lens, card: Card) -> tuple[Link, ...]:
    """The way from home to an entry: its folders that have a page."""
    crumbs = [home_link(lens)]
    parts = card.path.split("/")
    for depth in range(1, len(parts)):
        folder = "/".join(parts[:depth])
        if crumb := folder_link(lens, folder):
            crumbs.append(crumb)
    return tuple(crumbs) if card.url != "/" else ()


def home_link(lens: Lens) -> Link:
    """The link to the home page."""
    return Link("index", lens.setting("title"), "/")


def folder_link(lens: Lens, folder: str) -> Link | None:
    """The link to the page of a folder, if it has one."""
    url = f"/{folder}/"
    if found := lens.link(folder):
        return found
    if not lens.exists(url):
        return None
    return Link(folder, folder_title(lens, folder), url)


def folder_title(lens: Lens, folder: str) -> str:
    """What a folder's listing is called."""
    kind = next((kind for kind in KINDS if kind.folder == folder and kind.listing), None)
    if kind:
        return lens.t(f"kinds.{kind.name}")
    section = next((each for each in lens.setting("sections") if each.folder == folder), None)
    if section and section.title:
        return str(section.title)
    if folder == changes.FOLDER and not section:
        return lens.t("changes.title")
    return folder.rsplit("/", 1)[-1].replace("-", " ").capitalize()


def feeds_for(lens: Lens, url: str) -> tuple[Feed, ...]:
    """The feeds of the page at `url`, or of the nearest folder above it that has some."""
    while True:
        found = [each for each in FORMATS if lens.exists(url + each[0])]
        if found:
            title = feed_title(lens, url)
            return tuple(Feed(title, url + name, media_type) for name, media_type in found)
        if url == "/":
            return ()
        url = _above(url)


def _above(url: str) -> str:
    """The address of the folder that a page is in; only lists have feeds of their own."""
    return url.rstrip("/").rsplit("/", 1)[0] + "/"


def feed_title(lens: Lens, url: str) -> str:
    """What a feed is called: by the site, and by what it is of."""
    title = str(lens.setting("title"))
    if url == "/":
        return title
    for category in lens.categories():
        if category.url == url:
            return f"{title}: {category.title}"
    link = folder_link(lens, url.strip("/"))
    return f"{title}: {link.title}" if link else title
