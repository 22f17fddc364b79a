"""What has changed for the clients of all services: a page of every change, and its feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from html import escape
from itertools import groupby

from evangelist.model.card import Card
from evangelist.model.kinds.service import Change
from evangelist.outputs.feed_addresses import FORMATS
from evangelist.outputs.listings import PAGE_SIZE, list_page, numbered, page_count
from evangelist.outputs.output import Output, Rendered, page_path
from evangelist.outputs.page import ChangeGroup, ChangeRow, page_address, render_page
from evangelist.outputs.pages import feed_title
from evangelist.outputs.syndication import Item, feed
from evangelist.site.changes import FOLDER, URL, Changes, Place, changes, have_feed, have_page
from evangelist.site.index import Site
from evangelist.site.lens import Lens

_PART = "part-changes"
"""Where the page of a service lists them."""


def plan(site: Site) -> Iterator[Output]:
    """The pages of changes, and the feed of those that have happened."""
    if not have_page(site):
        return
    found = changes(site)
    count = page_count(len(found.coming) + len(found.past))
    for number in range(1, count + 1):
        render = partial(render_changes, shown=_on_page(found, number), number=number, count=count)
        yield Output(page_path(page_address(URL, number)), render, "the changes of the services")
    if have_feed(site):
        newest = found.past[: site.settings.feeds.items_each]
        for name, _ in FORMATS:
            fed = partial(render_feed, name=name, places=newest)
            yield Output(f"site{URL}{name}", fed, f"the feed {URL}{name}")


def _on_page(found: Changes, number: int) -> Changes:
    """What is on a page of the list."""
    start, end = PAGE_SIZE * (number - 1), PAGE_SIZE * number
    before = len(found.coming)
    return Changes(
        found.coming[start:end], found.past[max(start - before, 0) : max(end - before, 0)]
    )


def render_changes(lens: Lens, shown: Changes, number: int, count: int) -> Rendered:
    """A page of the list: what is coming, then the others by year."""
    page = list_page(lens, "changes.html", URL, lens.t("changes.title"), intro=FOLDER)
    coming = _rows(lens, shown.coming)
    groups = [ChangeGroup(lens.t("changes.coming"), "coming", coming)] if coming else []
    for year, rows in groupby(_rows(lens, shown.past), key=_year):
        groups.append(ChangeGroup(year, f"year-{year}", tuple(rows)))
    page = numbered(page, (), number, count, lens)
    return render_page(replace(page, changes=tuple(groups)), lens)


def _rows(lens: Lens, places: Sequence[Place]) -> tuple[ChangeRow, ...]:
    return tuple(ChangeRow(card, change) for card, change in _found(lens, places))


def _found(lens: Lens, places: Sequence[Place]) -> Iterator[tuple[Card, Change]]:
    for each in places:
        card = lens.card(each.path)
        yield card, card.get("changes")[each.place]


def _year(row: ChangeRow) -> str:
    return str(row.change.date.year) if row.change.date else ""


def render_feed(lens: Lens, name: str, places: tuple[Place, ...]) -> Rendered:
    """The feed in the format that its name says."""
    whole = lens.absolute()
    items = [_item(whole, card, change) for card, change in _found(lens, places)]
    return Rendered(feed(whole, URL, name, feed_title(lens, URL), items))


def _item(lens: Lens, card: Card, change: Change) -> Item:
    if change.date is None:
        raise ValueError(f"a change of {card.path} has no day")
    moment = datetime.combine(change.date, time(), lens.setting("zone"))
    kind = "" if change.what == "other" else lens.t(f"changes.what.{change.what}")
    return Item(
        id=lens.permanent_url(f"/{card.path}#{change_id(card, change)}"),
        title=f"{card.title}: {change.text or kind or lens.t('changes.title')}",
        url=f"{lens.url(card.url)}#{_PART}",
        published=moment,
        updated=moment,
        html=_text(lens, card, change, kind),
        summary=change.text,
        tags=(kind,) if kind else (),
    )


def change_id(card: Card, change: Change) -> str:
    """What tells a change from the others of its service, whatever its words become.

    Its day and kind; where several share them, they are numbered from the last one up, since
    new ones are written above: `2026-10-01-price`, then `2026-10-01-price-2`.
    """
    name = f"{change.date}-{change.what}"
    alike = [each for each in card.get("changes") if f"{each.date}-{each.what}" == name]
    number = len(alike) - next(at for at, each in enumerate(alike) if each is change)
    return name if number == 1 else f"{name}-{number}"


def _text(lens: Lens, card: Card, change: Change, kind: str) -> str:
    link = f'<a href="{escape(lens.url(card.url))}">{escape(card.title)}</a>'
    lines = [f"{link}: {escape(kind)}" if kind else link]
    lines += [escape(change.text)] if change.text else []
    if change.before and change.after:
        shown = (
            lens.money(each) if change.is_sum(each) else lens.number(each)
            for each in (change.before, change.after)
        )
        lines.append(escape(" → ".join(shown)))
    return "\n".join(f"<p>{line}</p>" for line in lines)
