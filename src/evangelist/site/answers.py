"""The answers behind a lens: pure functions of a Site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from evangelist.content.places import redirect_url
from evangelist.content.sources import digest_of
from evangelist.model.card import Card, Link, link_to
from evangelist.model.kinds import KINDS
from evangelist.model.theme import Template, Theme
from evangelist.site.addresses import leads_to
from evangelist.site.index import Site, is_published, newest_first, oldest_first
from evangelist.templating.environment import template_closure
from evangelist.templating.load import FALLBACK_LANGUAGE
from evangelist.templating.words import Words

TOKENS_CSS = "tokens.css"

Style = Literal["path", "whole", "permanent"]
"""How a render writes addresses."""


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A line of the navigation; without a label it is a listing, called as the theme calls it."""

    label: str
    url: str


def base(site: Site, style: Style) -> str:
    """What goes before every address in this style, without a slash at its end."""
    whole = {"path": site.base_path, "whole": site.base_url, "permanent": site.settings.url}
    return whole[style].rstrip("/")


def link(site: Site, path: str) -> Link | None:
    """The link to an entry, or None where it is not published."""
    card = site.cards.get(path)
    return link_to(card) if card else None


def cards(site: Site, kind: str, category: str, tag: str, about: str, owner: str) -> list[Card]:
    """The entries of a kind that pass all filters, in the order of their kind."""
    mentions = site.about.get(about, frozenset()) if about else frozenset()
    return [
        card
        for card in site.by_kind[kind]
        if (not category or card.get("category") == category)
        and (not tag or tag in {name.casefold() for name in card.front.tags})
        and (not about or card.path in mentions)
        and (not owner or (card.front.owner is not None and card.front.owner.path == owner))
    ]


def newest(site: Site, kind: str, limit: int) -> tuple[Card, ...]:
    """The newest entries of a dated kind, newest first."""
    return tuple(sorted(site.by_kind[kind], key=oldest_first, reverse=True)[:limit])


def section(site: Site, folder: str) -> tuple[Card, ...]:
    """The entries below a folder: dated ones newest first, then the others."""
    found = [card for card in site.cards.values() if card.path.startswith(f"{folder}/")]
    return tuple(sorted(found, key=newest_first))


def navigation(site: Site) -> tuple[NavigationLink, ...]:
    """The navigation of site.yaml; without one, the kinds that have entries.

    A listing of site.yaml waits here until its kind has entries.
    """
    items = []
    for item in site.settings.navigation:
        written = item.url or item.text
        path = written.strip("/").removesuffix(".md")
        hidden = path in site.hidden or leads_to(written, site.hidden_urls)
        if hidden or is_empty_listing(site, path):
            continue
        card = site.cards.get(path)
        url = card.url if card and not written.startswith("/") else written
        items.append(NavigationLink(item.label or (card.title if card else written), url))
    if site.settings.navigation:
        return tuple(items)
    words = strings(site)
    return tuple(
        NavigationLink(Words(words).label(f"kinds.{kind.name}"), f"/{kind.folder}/")
        for kind in KINDS
        if kind.listing and site.by_kind[kind.name] and f"/{kind.folder}/" in site.urls
    )


def is_empty_listing(site: Site, path: str) -> bool:
    """Whether a path is the listing of a kind that has no entries yet, and so no page."""
    listing = any(kind.folder == path and kind.listing for kind in KINDS)
    return listing and f"/{path}/" not in site.urls


def feed_bases(site: Site) -> tuple[str, ...]:
    """The addresses that have feeds, each without the name of the feed."""
    name = "atom.xml"
    return tuple(sorted(url.removesuffix(name) for url in site.urls if url.endswith(f"/{name}")))


def listed_pages(site: Site) -> tuple[tuple[str, date | None], ...]:
    """Every page that wants to be found, with the day of its entry's last change."""
    days: dict[str, date | None] = {}
    hidden = set()
    for card in site.cards.values():
        moments = [moment for moment in (card.front.date, card.front.updated) if moment]
        days[card.url] = max(moments).date() if moments else None
        hidden |= {redirect_url(written) for written in card.front.redirect_from}
        if not is_published(card, site.today):
            hidden.add(card.url)
    pages = {url for url in site.urls if url.endswith("/")} - hidden
    return tuple((url, days.get(url)) for url in sorted(pages))


def asset_digest(site: Site, name: str) -> str:
    """The digest of a file of the theme. Raises KeyError where there is none."""
    if name in site.theme.assets:
        return site.theme.assets[name].digest
    if name == TOKENS_CSS:
        return digest_of(repr(sorted(site.theme.tokens.items())).encode())[:8]
    raise KeyError(f"the theme has no asset '{name}'")


def template_digest(site: Site, name: str) -> str:
    """The digest of a template and of all that it may include, import or extend."""
    templates = site.theme.templates
    sources = [templates[each].source for each in template_closure(site.theme, name)]
    return digest_of("\0".join(sources).encode())


def sources(site: Site, names: Iterable[str]) -> tuple[Template, ...]:
    """The templates of these names and all that they may need, each once."""
    templates = site.theme.templates
    closures = (template_closure(site.theme, name) for name in names)
    found = (templates[each] for closure in closures for each in closure)
    return tuple({template.where: template for template in found}.values())


def strings(site: Site) -> Mapping[str, Any]:
    """The string table in the language of the site, or the nearest that the theme has."""
    return strings_of(site.theme, site.settings.lang)


def strings_of(theme: Theme, language: str) -> Mapping[str, Any]:
    """The string table of a theme in a language, or the nearest that it has."""
    tables = theme.strings
    for name in (language, language.split("-", maxsplit=1)[0], FALLBACK_LANGUAGE):
        if name in tables:
            return tables[name]
    return {}
