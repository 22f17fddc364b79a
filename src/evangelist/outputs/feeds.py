"""The feeds of entries.

Texts are full, addresses whole. Dates come from content, never from the clock; ids come from
site.yaml's address and the path of the entry, so that they survive a new title, slug or host.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from evangelist.content.marks import UNFILLED, filled_html, for_everybody
from evangelist.model.card import Card
from evangelist.outputs.bodies import content
from evangelist.outputs.feed_addresses import FORMATS, channels
from evangelist.outputs.issues import plain_issue
from evangelist.outputs.output import Output, Rendered
from evangelist.outputs.pages import feed_title
from evangelist.outputs.syndication import Item, feed
from evangelist.outputs.told import told
from evangelist.site.index import Site
from evangelist.site.lens import Lens


def plan(site: Site) -> Iterator[Output]:
    """Three formats of every feed that has entries."""
    for channel in channels(site):
        for name, _ in FORMATS:
            render = partial(render_feed, url=channel.url, name=name, paths=channel.paths)
            yield Output(f"site{channel.url}{name}", render, f"the feed {channel.url}{name}")


def render_feed(lens: Lens, url: str, name: str, paths: tuple[str, ...]) -> Rendered:
    """One feed in the format that its name says."""
    whole = lens.absolute()
    items = [item for path in paths if (item := _item(whole, lens.card(path)))]
    return Rendered(feed(whole, url, name, feed_title(lens, url), items))


def _item(lens: Lens, card: Card) -> Item | None:
    """What a feed tells of an entry, or None where it has no date."""
    if card.moment is None:
        return None
    return Item(
        id=lens.permanent_url(f"/{card.path}"),
        title=card.title,
        url=lens.url(card.url),
        published=card.moment,
        updated=max(card.moment, card.front.updated or card.moment),
        html=_text(lens, card),
        summary=card.summary,
        tags=card.front.tags,
    )


def _text(lens: Lens, card: Card) -> str:
    if card.kind == "newsletter":
        parts = [filled_html(plain_issue(lens, card), for_everybody(card.front, UNFILLED))]
    else:
        parts = [str(content(lens, lens.body(card.path), "feed").html), told(lens, card)]
    parts = [part for part in parts if part]
    if not parts and card.summary:
        parts = [f"<p>{escape(card.summary)}</p>"]
    return "\n".join(parts)
