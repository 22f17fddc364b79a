"""Feeds as bytes: RSS 2.0 and Atom (RFC 4287) by feedgen, and JSON Feed 1.1 beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from evangelist.site.lens import Lens

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed tells: `id` is a whole address that never changes, `url` one that leads there.

    Both moments have a time zone; `html` is finished, all else is text.
    """

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    html: str
    summary: str = ""
    tags: tuple[str, ...] = ()


def feed(lens: Lens, url: str, name: str, title: str, items: Sequence[Item]) -> bytes:
    """The feed of the page at `url` in the format that its `name` says, with at least one item."""
    if name == "feed.json":
        return _json_feed(lens, url, name, title, items)
    made = _feed(lens, url, name, title, items)
    return bytes(made.atom_str(pretty=True) if name == "atom.xml" else made.rss_str(pretty=True))


def allowed(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def _feed(lens: Lens, url: str, name: str, title: str, items: Sequence[Item]) -> FeedGenerator:
    made = FeedGenerator()
    made.id(lens.permanent_url(url + name))
    made.title(allowed(title))
    made.description(allowed(lens.setting("description") or title))
    made.link(href=lens.url(url + name), rel="self")
    made.link(href=lens.url(url), rel="alternate")  # last: feedgen makes it the channel's link
    made.language(lens.setting("lang"))
    made.author(name=allowed(lens.setting("title")))
    made.generator("evangelist")
    newest = max(item.updated for item in items)
    made.updated(newest)
    made.lastBuildDate(newest)
    for item in items:
        made.add_entry(_entry(item), order="append")
    return made


def _entry(item: Item) -> FeedEntry:
    entry = FeedEntry()
    entry.id(item.id)
    entry.guid(item.id, permalink=False)
    entry.title(allowed(item.title))
    entry.link(href=item.url)
    entry.published(item.published)
    entry.updated(item.updated)
    if item.summary:
        entry.summary(allowed(item.summary))
    entry.content(allowed(item.html), type="html")
    for tag in item.tags:
        entry.category(term=allowed(tag))
    return entry


def _json_feed(lens: Lens, url: str, name: str, title: str, items: Sequence[Item]) -> bytes:
    made: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": allowed(title),
        "home_page_url": lens.url(url),
        "feed_url": lens.url(url + name),
        "description": allowed(lens.setting("description") or title),
        "language": lens.setting("lang"),
        "items": [_json_item(item) for item in items],
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def _json_item(item: Item) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": allowed(item.title),
        "content_html": allowed(item.html),
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
    }
    if item.summary:
        made["summary"] = allowed(item.summary)
    if item.tags:
        made["tags"] = [allowed(tag) for tag in item.tags]
    return made
