"""Addresses in front matter and in the navigation: each leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evangelist.model.card import Card
from evangelist.problems import Problem
from evangelist.site.addresses import addresses
from evangelist.site.answers import is_listing
from evangelist.site.lens import Lens

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def concealed_addresses(lens: Lens, card: Card) -> Iterator[Problem]:
    """Addresses of what is not published are left out."""
    for each in lens.concealed(card.path):
        message = f"'{each.place[0]}' leads to '{each.url}', which is not published: it is left out"
        mark = lens.places(card.path).mark(*each.place)
        yield Problem("link-draft", message, card.source, *mark)


def dead_addresses(lens: Lens, card: Card) -> Iterator[Problem]:
    """Addresses in front matter lead to a page or a file of this site, or to another site."""
    for place, url in addresses(card.front):
        if not _ELSEWHERE.match(url) and lens.address(url) != "published":
            message = f"'{place[0]}' leads to '{url}', which does not exist"
            hint = "" if url.startswith("/") else "begin with https:// or, for this site, with /"
            mark = lens.places(card.path).mark(*place)
            yield Problem("link-dead", message, card.source, *mark, hint)


def dead_navigation(lens: Lens) -> Iterator[Problem]:
    """Each line of the navigation leads somewhere; a listing waits for its first entry."""
    for item in lens.setting("navigation"):
        url = item.url or item.text
        path = url.strip("/").removesuffix(".md")
        states = {lens.standing(path), lens.address(url)}
        if "hidden" in states:
            message = f"'navigation' leads to '{url}', which is not published: it is left out"
            yield Problem("link-draft", message, "site.yaml")
        elif is_listing(path) and not lens.exists(f"/{path}/"):
            continue
        elif not _ELSEWHERE.match(url) and "published" not in states:
            message = f"'navigation' leads to '{url}', which does not exist"
            yield Problem("link-dead", message, "site.yaml")
