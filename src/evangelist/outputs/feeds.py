"""RSS 2.0 and Atom (RFC 4287) by feedgen, and JSON Feed 1.1 beside them.

Texts are full, addresses whole. Dates come from content, never from the clock; ids come from
site.yaml's address and the path of the entry, so that they survive a new title, slug or host.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from evangelist.content.marks import UNFILLED, filled_html, for_everybody
from evangelist.model.card import Card
from evangelist.outputs.bodies import content
from evangelist.outputs.feed_addresses import FORMATS, channels
from evangelist.outputs.issues import plain_issue
from evangelist.outputs.output import Output, Rendered
from evangelist.outputs.pages import feed_title
from evangelist.outputs.told import told
from evangelist.site.index import Site
from evangelist.site.lens import Lens

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plan(site: Site) -> Iterator[Output]:
    """Three formats of every feed that has entries."""
    for channel in channels(site):
        for name, _ in FORMATS:
            render = partial(render_feed, url=channel.url, name=name, paths=channel.paths)
            yield Output(f"site{channel.url}{name}", render, f"the feed {channel.url}{name}")


def render_feed(lens: Lens, url: str, name: str, paths: tuple[str, ...]) -> Rendered:
    """One feed in the format that its name says."""
    whole = lens.absolute()
    cards = [lens.card(path) for path in paths]
    title = feed_title(lens, url)
    if name == "feed.json":
        return Rendered(_json_feed(whole, url, name, title, cards))
    feed = _feed(whole, url, name, title, cards)
    return Rendered(feed.atom_str(pretty=True) if name == "atom.xml" else feed.rss_str(pretty=True))


def allowed(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def _changed(card: Card) -> datetime:
    moments = [moment for moment in (card.moment, card.front.updated) if moment]
    return max(moments)


def _feed(lens: Lens, url: str, name: str, title: str, cards: list[Card]) -> FeedGenerator:
    feed = FeedGenerator()
    feed.id(lens.permanent_url(url + name))
    feed.title(allowed(title))
    feed.description(allowed(lens.setting("description") or title))
    feed.link(href=lens.url(url + name), rel="self")
    feed.link(href=lens.url(url), rel="alternate")  # last: feedgen makes it the channel's link
    feed.language(lens.setting("lang"))
    feed.author(name=allowed(lens.setting("title")))
    feed.generator("evangelist")
    newest = max(_changed(card) for card in cards)
    feed.updated(newest)
    feed.lastBuildDate(newest)
    for card in cards:
        feed.add_entry(_entry(lens, card), order="append")
    return feed


def _entry(lens: Lens, card: Card) -> FeedEntry:
    entry = FeedEntry()
    entry.id(lens.permanent_url(f"/{card.path}"))
    entry.guid(lens.permanent_url(f"/{card.path}"), permalink=False)
    entry.title(allowed(card.title))
    entry.link(href=lens.url(card.url))
    entry.published(card.moment)
    entry.updated(_changed(card))
    if card.summary:
        entry.summary(allowed(card.summary))
    entry.content(allowed(_text(lens, card)), type="html")
    for tag in card.front.tags:
        entry.category(term=allowed(tag))
    return entry


def _text(lens: Lens, card: Card) -> str:
    if card.kind == "newsletter":
        parts = [filled_html(plain_issue(lens, card), for_everybody(card.front, UNFILLED))]
    else:
        parts = [str(content(lens, lens.body(card.path), "feed").html), told(lens, card)]
    parts = [part for part in parts if part]
    if not parts and card.summary:
        parts = [f"<p>{escape(card.summary)}</p>"]
    return "\n".join(parts)


def _json_feed(lens: Lens, url: str, name: str, title: str, cards: list[Card]) -> bytes:
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": allowed(title),
        "home_page_url": lens.url(url),
        "feed_url": lens.url(url + name),
        "description": allowed(lens.setting("description") or title),
        "language": lens.setting("lang"),
        "items": [_json_item(lens, card) for card in cards],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _json_item(lens: Lens, card: Card) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": lens.permanent_url(f"/{card.path}"),
        "url": lens.url(card.url),
        "title": allowed(card.title),
        "content_html": allowed(_text(lens, card)),
        "date_published": card.moment.isoformat() if card.moment else None,
        "date_modified": _changed(card).isoformat(),
    }
    if card.summary:
        item["summary"] = allowed(card.summary)
    if card.front.tags:
        item["tags"] = [allowed(tag) for tag in card.front.tags]
    return item
