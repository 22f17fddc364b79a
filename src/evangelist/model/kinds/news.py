"""News: a dated announcement."""

from __future__ import annotations

from evangelist.model.entry import Entry, Kind


class News(Entry):
    """An announcement of its day."""


KIND = Kind(
    "news",
    News,
    "news",
    "news-item.html",
    "news.html",
    dated=True,
    starter=("title", "date", "summary"),
    names=("{date}-{title}",),
)
