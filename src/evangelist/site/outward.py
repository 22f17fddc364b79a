"""Addresses of other sites: everything published that leads out of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evangelist.site.addresses import addresses
from evangelist.site.index import Site

_WEB = re.compile(r"(?:https?:)?//[^/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outward:
    """One mention of another site: its address, and the place of the mention."""

    url: str
    path: str
    line: int = 0
    column: int = 0


def outward_links(site: Site) -> Iterator[Outward]:
    """Every mention of another site in what is published, in front matter and in site.yaml.

    Addresses below that of this site lead into it, not out of it.
    """
    own = {site.settings.url.rstrip("/"), site.base_url.rstrip("/")}
    for link in _mentions(site):
        address = f"https:{link.url}" if link.url.startswith("//") else link.url
        inside = any(f"{address}/".startswith(f"{each}/") for each in own)
        if _WEB.match(address) and not inside:
            yield Outward(address, link.path, link.line, link.column)


def _mentions(site: Site) -> Iterator[Outward]:
    settings = site.settings
    for item in settings.navigation:
        yield Outward(item.url, "site.yaml")
    for url in (settings.links.feedback, settings.newsletter.unsubscribe):
        yield Outward(url, "site.yaml")
    for path, card in site.cards.items():
        places = site.places[path]
        for place, url in addresses(card.front):
            yield Outward(url, card.source, *places.mark(*place))
        for mention in places.mentions:
            yield Outward(mention.target.remote, card.source, mention.line, mention.column)
