"""The answers behind a lens: pure functions of a Site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from itertools import islice
from typing import Any, Literal

from evangelist.content.places import redirect_url
from evangelist.content.sources import digest_of
from evangelist.model.card import Card, Link
from evangelist.model.kinds import KINDS, kind_named
from evangelist.model.theme import Template, Theme
from evangelist.site.addresses import leads_to
from evangelist.site.index import Site
from evangelist.site.order import newest_first, oldest_first
from evangelist.site.pictures import measured_file
from evangelist.site.stubs import Stub
from evangelist.templating.environment import SHEET, sheets, template_closure
from evangelist.templating.load import FALLBACK_LANGUAGE
from evangelist.templating.words import Words

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


def weight(site: Site, path: str) -> int:
    """The bytes of a file beside an entry. Raises OSError, and KeyError where there is none."""
    return site.files[path].stat().st_size


def link(site: Site, path: str) -> Link | None:
    """The link to an entry, or None where it is not published."""
    stub = site.stubs.get(path)
    return stub.link if stub else None


Filters = tuple[str, str, str, str, str]
"""Which entries are wanted: a category, a tag (folded), whom they name, who owns them, and the
team that they, or the services that they name, belong to."""
LinkFilters = tuple[str, str, str]
"""Which links are wanted: a lifecycle, and the field that names an entry."""


def tagged(site: Site, kind: str) -> dict[str, tuple[str, ...]]:
    """The entries of a kind for each tag (folded), in the order of the kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for stub in site.stubs_of(kind):
        for tag in {name.casefold() for name in stub.tags}:
            found[tag].append(stub.path)
    return {tag: tuple(paths) for tag, paths in sorted(found.items())}


def cards(site: Site, paths: Iterable[str], filters: Filters, limit: int) -> tuple[Card, ...]:
    """Those of these entries that have the category and the owner, where one is wanted."""
    category, _, _, owner, _ = filters
    found = (
        path
        for path in paths
        if (not category or site.stubs[path].category == category)
        and (not owner or site.stubs[path].owner == owner)
    )
    return tuple(site.cards[path] for path in islice(found, limit or None))


def naming(site: Site, about: str, team: str) -> frozenset[str]:
    """The entries that name this one, and the team or a service of its: those that are wanted."""
    found = site.about.get(about, frozenset())
    if not team:
        return found
    owned = (stub.path for stub in site.stubs_of("service") if stub.owner == team)
    touched = frozenset[str]().union(*(site.about.get(path, ()) for path in (team, *owned)))
    return touched & found if about else touched


def links(site: Site, paths: Iterable[str], filters: LinkFilters, limit: int) -> tuple[Link, ...]:
    """The links to those of these entries that are in the lifecycle and name it in the field."""
    lifecycle, field, about = filters
    stubs = (site.stubs[path] for path in paths)
    found = (
        stub.link
        for stub in stubs
        if (not lifecycle or stub.lifecycle == lifecycle)
        and (not field or (field, about) in stub.references)
    )
    return tuple(islice(found, limit or None))


def rank(site: Site, kind: str) -> dict[str, int]:
    """The place of each entry in the order of its kind."""
    return {path: place for place, path in enumerate(site.order[kind])}


def listed(site: Site, kind: str, number: int, size: int) -> tuple[Card, ...]:
    """The entries on a page of a kind's listing, in the order of its parts."""
    paths = listed_paths(site, kind)[size * (number - 1) : size * number]
    return tuple(site.cards[path] for path in paths)


def count(site: Site, kind: str) -> int:
    """How many entries the listing of a kind shows."""
    return len(listed_paths(site, kind))


def listed_paths(site: Site, kind: str) -> list[str]:
    """The entries that a listing shows: a retired service keeps its page and leaves the catalog."""
    grouping = kind_named(kind).grouping
    if grouping is None:
        return [stub.path for stub in site.stubs_of(kind) if stub.lifecycle != "retired"]
    shown = [stub for stub in site.stubs_of(kind) if stub.group in grouping.values]
    shown.sort(key=lambda stub: grouping.values.index(stub.group))
    return [stub.path for stub in shown]


def years(site: Site, kind: str) -> tuple[int, ...]:
    """The years of a kind that is listed by year, newest first: none where there is only one."""
    found = {stub.year for stub in site.stubs_of(kind) if stub.year}
    is_listed = kind_named(kind).yearly and len(found) > 1
    return tuple(sorted(found, reverse=True)) if is_listed else ()


def of_year(site: Site, kind: str, year: int) -> tuple[Card, ...]:
    """The entries of a kind of one year."""
    return tuple(site.cards[stub.path] for stub in site.stubs_of(kind) if stub.year == year)


def newest(site: Site, kind: str, limit: int) -> tuple[Card, ...]:
    """The newest entries of a dated kind, newest first."""
    found = nlargest(limit, site.stubs_of(kind), key=oldest_first)
    return tuple(site.cards[stub.path] for stub in found)


def below(site: Site, folder: str) -> tuple[str, ...]:
    """The entries below a folder: dated ones newest first, then the others."""
    return tuple(stub.path for stub in sorted(_below(site, folder), key=newest_first))


def section_count(site: Site, folder: str) -> int:
    """How many entries there are below a folder."""
    return sum(1 for _ in _below(site, folder))


def _below(site: Site, folder: str) -> Iterator[Stub]:
    return (stub for stub in site.stubs.values() if stub.path.startswith(f"{folder}/"))


def tag_url(site: Site, folded: str) -> str:
    """The address of a tag's page. Raises KeyError where there is no such tag."""
    return {tag.name.casefold(): tag.url for tag in site.tags}[folded]


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
        stub = site.stubs.get(path)
        url = stub.url if stub and not written.startswith("/") else written
        items.append(NavigationLink(item.label or (stub.title if stub else written), url))
    if site.settings.navigation:
        return tuple(items)
    words = strings(site)
    return tuple(
        NavigationLink(Words(words).label(f"kinds.{kind.name}"), f"/{kind.folder}/")
        for kind in KINDS
        if kind.listing and site.order[kind.name] and f"/{kind.folder}/" in site.urls
    )


def is_empty_listing(site: Site, path: str) -> bool:
    """Whether a path is the listing of a kind that has no entries yet, and so no page."""
    return is_listing(path) and f"/{path}/" not in site.urls


def is_listing(path: str) -> bool:
    """Whether a path is the listing of a kind, once that has entries."""
    return any(kind.folder == path and kind.listing for kind in KINDS)


def feed_bases(site: Site) -> tuple[str, ...]:
    """The addresses that have feeds, each without the name of the feed."""
    name = "atom.xml"
    return tuple(sorted(url.removesuffix(name) for url in site.urls if url.endswith(f"/{name}")))


def listed_pages(site: Site) -> tuple[tuple[str, date | None], ...]:
    """Every page that wants to be found, with the day of its entry's last change."""
    days: dict[str, date | None] = {}
    hidden = set()
    for stub in site.stubs.values():
        moments = [moment for moment in (stub.moment, stub.updated) if moment]
        days[stub.url] = max(moments).date() if moments else None
        hidden |= {redirect_url(written) for written in stub.redirect_from}
        if not stub.is_published(site.today):
            hidden.add(stub.url)
    pages = {url for url in site.urls if url.endswith("/")} - hidden
    return tuple((url, days.get(url)) for url in sorted(pages))


def asset_digest(site: Site, name: str) -> str:
    """The digest of a file of the theme. Raises KeyError where there is none."""
    if name in site.theme.assets:
        return site.theme.assets[name].digest
    if name in sheets(site.theme):
        tokens = sorted(site.theme.tokens.items())
        made_of = (template_digest(site, f"{name}{SHEET}"), tokens, _assets_of(site, name))
        return digest_of(repr(made_of).encode())[:8]
    raise KeyError(f"the theme has no asset '{name}'")


def _assets_of(site: Site, sheet: str) -> Sequence[tuple[str, str]]:
    """The digests of all assets, where a style sheet asks for the address of any."""
    closure = template_closure(site.theme, f"{sheet}{SHEET}")
    if not any("asset(" in site.theme.templates[each].source for each in closure):
        return ()
    return sorted((name, asset.digest) for name, asset in site.theme.assets.items())


def asset_size(site: Site, name: str) -> tuple[int, int]:
    """Width and height of a picture of the theme in pixels; zeros where it does not say.

    Raises KeyError where there is none of this name.
    """
    if name not in site.theme.assets:
        raise KeyError(f"the theme has no asset '{name}'")
    found = measured_file(name, site.theme.assets[name].data)
    return found.width, found.height


def template_digest(site: Site, name: str) -> str:
    """The digest of a template and of all that it may include, import or extend."""
    templates = site.theme.templates
    found = [(each, templates[each].source) for each in template_closure(site.theme, name)]
    return digest_of(repr(found).encode())


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
