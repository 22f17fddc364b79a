"""A page: anything that is no other kind."""

from __future__ import annotations

from evangelist.model.entry import Entry, Kind


class Page(Entry):
    """A page of text."""


KIND = Kind("page", Page)
