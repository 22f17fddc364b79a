"""Addresses in front matter and in the navigation: each leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evangelist.problems import Problem
from evangelist.site.addresses import addresses, leads_to
from evangelist.site.answers import is_empty_listing
from evangelist.site.index import Site

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def concealed_addresses(site: Site) -> Iterator[Problem]:
    """Addresses of what is not published are left out."""
    for each in (each for path in site.stubs for each in site.cards.concealed(path)):
        card = site.cards[each.path]
        message = f"'{each.place[0]}' leads to '{each.url}', which is not published: it is left out"
        yield Problem("link-draft", message, card.source, *site.places[card.path].mark(*each.place))


def dead_addresses(site: Site) -> Iterator[Problem]:
    """Addresses in front matter lead to a page or a file of this site, or to another site."""
    for card in site.cards.values():
        for place, url in addresses(card.front):
            if not _ELSEWHERE.match(url) and not leads_to(url, site.urls):
                message = f"'{place[0]}' leads to '{url}', which does not exist"
                hint = (
                    "" if url.startswith("/") else "begin with https:// or, for this site, with /"
                )
                yield Problem(
                    "link-dead", message, card.source, *site.places[card.path].mark(*place), hint
                )


def dead_navigation(site: Site) -> Iterator[Problem]:
    """Each line of the navigation leads somewhere."""
    for item in site.settings.navigation:
        url = item.url or item.text
        path = url.strip("/").removesuffix(".md")
        if path in site.hidden or leads_to(url, site.hidden_urls):
            message = f"'navigation' leads to '{url}', which is not published: it is left out"
            yield Problem("link-draft", message, "site.yaml")
        elif is_empty_listing(site, path):
            continue
        elif not _ELSEWHERE.match(url) and path not in site.cards and not leads_to(url, site.urls):
            message = f"'navigation' leads to '{url}', which does not exist"
            yield Problem("link-dead", message, "site.yaml")
