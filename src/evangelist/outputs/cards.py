"""Social cards: what is written on them, in the words and colours of the site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, unquote

import PIL
from PIL import features

from evangelist import __version__
from evangelist.content.places import readable
from evangelist.content.sources import digest_of
from evangelist.model.bars import PERCENT
from evangelist.model.card import Card
from evangelist.model.kinds.case_study import Result
from evangelist.outputs.drawing import SIZE, Colours, Drawing, Figure, draw
from evangelist.outputs.output import Output, Rendered
from evangelist.outputs.page import Shared
from evangelist.site.cards import CARDED, SITE_CARD, card_file, gets_card, has_card
from evangelist.site.index import Site
from evangelist.site.lens import Lens
from evangelist.templating import lettering
from evangelist.templating.colours import read

_DRAWN_BY = (
    __version__,
    PIL.__version__,
    *(features.version(name) or "" for name in ("freetype2", "zlib")),
)
_COLOURS = Colours("#fcfbf8", "#211f1b", "#5c574e", "#d9d4c8", "#0b5364")
"""For tokens that a theme does not have, or that are no colours."""
_UNITS = ("minutes", "hours", "working_hours", "days", "working_days", "weeks", "months", "years")


def plan(site: Site) -> Iterator[Output]:
    """A card for the site, and one for each entry that gets one."""
    if not site.has_cards:
        return
    yield _output(SITE_CARD, "the card of the site", "")
    for kind in CARDED:
        for stub in site.stubs_of(kind):
            if gets_card(stub):
                yield _output(card_file(stub.path), stub.source, stub.path)


def _output(file: str, origin: str, path: str) -> Output:
    key = digest_of("\n".join((*_DRAWN_BY, file)).encode())
    render, told = partial(render_card, path=path), partial(_told, path=path)
    return Output(f"site/{file}", render, origin, memo=key, told=told)


def render_card(lens: Lens, path: str) -> Rendered:
    """The card of an entry, or for no path that of the site."""
    return Rendered(draw(_drawing(lens, path)))


def _told(lens: Lens, path: str) -> str:
    return repr(_drawing(lens, path))


def _drawing(lens: Lens, path: str) -> Drawing:
    return entry_drawing(lens, lens.card(path)) if path else site_drawing(lens)


def shared_card(lens: Lens, card: Card | None) -> Shared | None:
    """The card that a page shows where its link is shared, or None where none are drawn."""
    if not lens.has_cards():
        return None
    own = card if card and has_card(card) else None
    drawing = entry_drawing(lens, own) if own else site_drawing(lens)
    url = f"/{quote(card_file(own.path) if own else SITE_CARD)}"
    version = digest_of(repr(drawing).encode())[:8]
    alt = drawing.title if own else str(lens.setting("title"))
    return Shared(f"{lens.canonical(url)}?v={version}", alt, *SIZE)


def site_drawing(lens: Lens) -> Drawing:
    """What the card of the site says: its name, or its address where that cannot be written."""
    name, address = _writable(lens.setting("title")), _address(lens)
    return Drawing(
        title=name or address,
        name="",
        address=address if name else "",
        colours=_colours(lens),
        lead=_writable(lens.setting("description")),
    )


def entry_drawing(lens: Lens, card: Card) -> Drawing:
    """What the card of an entry says."""
    results = card.get("results") or ()
    return Drawing(
        title=_writable(card.title),
        name=_writable(lens.setting("title")),
        address=_address(lens),
        colours=_colours(lens),
        kind=_writable(lens.t(f"kind.{card.kind}")),
        details=_writable(_details(lens, card)),
        lead=_writable(card.get("preheader") or card.summary),
        figure=_figure(lens, results[0]) if results else None,
    )


def _writable(text: str) -> str:
    return "" if lettering.missing(text) else lettering.plain(text)


def _address(lens: Lens) -> str:
    """Where the site is, as one would say it."""
    return _writable(unquote(lens.permanent_url("/").partition("//")[2].strip("/")))


def _colours(lens: Lens) -> Colours:
    tokens = lens.tokens
    found = (str(tokens.get(role, "")) for role in Colours.__slots__)
    pairs = zip(found, (getattr(_COLOURS, role) for role in Colours.__slots__), strict=True)
    return Colours(*(colour if read(colour) else instead for colour, instead in pairs))


def _details(lens: Lens, card: Card) -> str:
    """What stands beside the word for the kind: as on the page, but for what is nobody's news."""
    if card.kind == "service":
        return _category(lens, str(card.get("category") or ""))
    if card.kind == "newsletter":
        number = card.get("number")
        told = (
            lens.t("newsletter.number", number=number) if number else "",
            lens.date(card.date) if card.date else "",
        )
        return " · ".join(each for each in told if each)
    return _customer(lens, card) if card.kind == "case-study" else ""


def _category(lens: Lens, name: str) -> str:
    titles = {each.id: each.title for each in lens.setting("categories")}
    return titles.get(name) or (readable(name) if name else "")


def _customer(lens: Lens, card: Card) -> str:
    customer = card.get("customer")
    if not customer or card.get("anonymous"):
        return ""
    link = lens.link(customer.path) if customer.path else None
    return link.title if link else lens.t("common.us") if customer.text == "us" else customer.text


def _figure(lens: Lens, result: Result) -> Figure | None:
    """A result as it is drawn; None where it is a sentence, or has letters that are not there."""
    if result.text or not result.after:
        return None
    is_whole = result.unit == "currency" or result.unit in PERCENT
    unit = "" if is_whole else _unit(lens, result.unit, result.after)
    before, after = (_amount(lens, each, result.unit) for each in (result.before, result.after))
    figure = Figure(_writable(result.measure), *map(_writable, (before, after, unit)))
    return figure if figure.after and bool(figure.before) == bool(before) else None


def _amount(lens: Lens, figure: str, unit: str) -> str:
    if not figure:
        return ""
    if unit == "currency":
        return lens.money(figure)
    number = lens.number(figure)
    return lens.t("format.percent", n=number) if unit in PERCENT else number


def _unit(lens: Lens, name: str, figure: str) -> str:
    key = name.replace(" ", "_")
    return lens.t(f"unit.{key}", count=1 if figure == "1" else 2) if key in _UNITS else name
