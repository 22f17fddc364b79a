"""The search: its page, and the index that the page asks, made once all pages are finished."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from html import escape
from itertools import groupby

from evangelist.content.places import natural_key
from evangelist.model.card import Card, link_to
from evangelist.model.kinds import KINDS, kind_named
from evangelist.outputs.output import Output, Rendered, page_path
from evangelist.outputs.page import Letter, Named, Page, render_page
from evangelist.outputs.pagefind import PagefindError, index_of
from evangelist.outputs.pages import folder_link, home_link, listing_paths
from evangelist.problems import Problem
from evangelist.site.index import Site
from evangelist.site.lens import Lens

URL = "/search/"
INDEX = "site/pagefind"
"""The folder of the index: its address is what pages ask the lens for."""

_TEMPLATE = "search.html"
_OFFERS = ("service", "choice")
"""Whoever searches a catalog mostly wants one of these: their titles count once more."""
_LAST = 2
"""After pages and e-mails."""
_ORIGIN = "the search index"
_LANGUAGE = re.compile(r"([a-z]{2,3})(?![^-])")
"""A language, before its region: the words of `de-CH` have the endings of `de`."""
_MAIN = re.compile(r"<main\b.*</main\s*>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r".*?</h1\s*>", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"</(?:dt|dd|th|td|summary|figcaption)>", re.IGNORECASE)
"""What ends here is apart from what comes next to the eye; to Pagefind it would be one word."""
_INLINE = re.compile(
    r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u)(?:\s[^>]*)?>"
)
"""They part no words and weigh nothing; without them, Pagefind takes a third less time."""


def plan(site: Site) -> Iterator[Output]:
    """The page of the search unless site.yaml wants none, and the index where one is wanted."""
    lists = tuple(sorted(listing_paths(site)))
    some = any(p not in lists and stub.is_published(site.today) for p, stub in site.stubs.items())
    if not (site.settings.search and some and _TEMPLATE in site.theme.templates):
        return
    yield Output(page_path(URL), partial(render_search, lists=lists), "the search page")
    if site.indexed:
        render = partial(render_index, lists=lists)
        yield Output(INDEX, render, _ORIGIN, stage=_LAST, folder=True)


def render_search(lens: Lens, lists: Sequence[str]) -> Rendered:
    """The page: every name from A to Z, so that it helps without a script and without an index.

    `lists` are the paths of entries that only introduce a list.
    """
    letters = tuple(_letters(named for card in _found(lens, lists) for named in _names(card)))
    folders = dict.fromkeys(kind.folder for kind in KINDS if kind.dated and kind.listing)
    dated = tuple(link for folder in folders if (link := folder_link(lens, folder)))
    page = Page(
        _TEMPLATE,
        URL,
        lens.t("search.title"),
        lens.canonical(URL),
        lens.setting("lang"),
        breadcrumbs=(home_link(lens),),
        letters=letters,
        lists=dated,
    )
    return render_page(page, lens)


def render_index(lens: Lens, lists: Sequence[str]) -> Rendered:
    """The index, of the finished pages of all entries but for `lists` that want to be found."""
    cards = sorted(_found(lens, lists), key=lambda card: card.url)
    found = _LANGUAGE.match(lens.setting("lang").lower())
    pages = ((card.url, _record(lens, card)) for card in cards)
    try:
        files = index_of(pages, found[1] if found else "unknown")
    except PagefindError as error:
        hint = "build again; if it happens again, write search: false in site.yaml, and tell us"
        problem = Problem("output-failed", f"Pagefind failed: {error}", _ORIGIN, hint=hint)
        return Rendered(b"", (problem,))
    return Rendered(b"", files=files)


def _found(lens: Lens, lists: Sequence[str]) -> Iterator[Card]:
    """The entries that want to be found: no drafts, and none that only introduces a list."""
    cards = (card for kind in KINDS for card in lens.cards(kind.name))
    return (card for card in cards if not card.draft and card.path not in lists)


def _also(card: Card) -> tuple[str, ...]:
    """What an entry is called besides its title."""
    return card.front.also_known_as


def _instead(card: Card) -> tuple[str, ...]:
    """The products of others that a service replaces."""
    return card.get("instead_of") or ()


def _record(lens: Lens, card: Card) -> str:
    """A page as Pagefind gets it: its main part below the title, and what is known besides.

    Pagefind leaves out navigation, and blocks that are marked by `data-pagefind-ignore`.
    """
    page = lens.output(page_path(card.url)).decode()
    main = _MAIN.search(page)
    marks = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'
        for name, value in _known(lens, card).items()
        if value
    )
    text = _TITLE.sub("", main[0] if main else page, count=1)
    text = _CELL.sub(r"\g<0> ", _INLINE.sub("", text))
    return f"<!DOCTYPE html><html><body>{marks}{text}</body></html>"


def _known(lens: Lens, card: Card) -> dict[str, str]:
    """What is searched besides the text, and shown; the page's script says how much it counts."""
    state = card.get("lifecycle")
    is_over = state == "retired"  # its other names lead to what there is now
    return {
        "title": card.title,
        "offer": card.title if card.kind in _OFFERS and not is_over else "",
        "kind": lens.t(f"kind.{card.kind}"),
        "state": lens.t(f"lifecycle.{state}.word") if state and state != "live" else "",
        "summary": card.summary,
        "also": "; ".join(() if is_over else _also(card)),
        "instead": "; ".join(() if is_over else _instead(card)),
    }


def _names(card: Card) -> Iterator[Named]:
    """The names under which a reader may look for an entry; of what is dated not its title."""
    link = link_to(card)
    if not kind_named(card.kind).dated:
        yield Named(card.title, link)
    for name in dict.fromkeys((*_also(card), *_instead(card))):
        if name.casefold() != card.title.casefold():
            yield Named(name, link)


def _letters(names: Iterable[Named]) -> Iterator[Letter]:
    """Names by their first letter; what begins with none comes first."""
    ordered = sorted(names, key=lambda each: (_letter(each.name), natural_key(each.name)))
    for letter, group in groupby(ordered, key=lambda each: _letter(each.name)):
        yield Letter(letter, tuple(group))


def _letter(name: str) -> str:
    """The letter that a name begins with, without accents: `É` is an E; nothing for a sign."""
    plain = unicodedata.normalize("NFKD", name.strip())
    first = next((sign for sign in plain if sign.isalnum()), "")
    return first.upper()[:1] if first.isalpha() else ""
