"""What a link of a text leads to in this site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from evangelist.content.places import entry_path, normal_url
from evangelist.model.body import Target
from evangelist.site.addresses import leads_to
from evangelist.site.index import Site

ACTIVE_ENDINGS = {"svg", "html", "htm", "xhtml", "xml", "js", "mjs", "css", "swf"}
"""Files that can carry scripts or change pages: published only where site.yaml allows them."""

_State = Literal[
    "entry", "file", "address", "remote", "draft", "refused", "outside", "dead", "unread"
]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a target leads: `url` is within the site, or remote, or empty if nowhere.

    `unread` is an entry that could not be read: its own error says so.
    """

    state: _State
    url: str = ""
    entry: str = ""


def is_shown(found: Resolved) -> bool:
    """Whether a picture with this target can be shown: a file of the site, not a page."""
    return found.state == "file" or (found.state == "address" and not found.url.endswith("/"))


def resolve(site: Site, target: Target) -> Resolved:
    """Follow a target: to an entry, a file beside an entry, or an address of the site."""
    if target.remote:
        hidden = leads_to(target.remote, site.hidden_urls)
        return Resolved("draft") if hidden else Resolved("remote", target.remote)
    if target.outside:
        return Resolved("outside")
    if target.entry:
        return resolve_entry(site, target.entry)
    if target.file:
        return _file(site, target)
    return Resolved("dead")


def resolve_entry(site: Site, path: str) -> Resolved:
    """Follow a target to an entry: this depends on that entry alone."""
    if path in site.stubs:
        return Resolved("entry", site.stubs[path].url, path)
    if path in site.unread:
        return Resolved("unread")
    return Resolved("draft" if path in site.hidden else "dead")


def _file(site: Site, target: Target) -> Resolved:
    if target.file in site.files:
        if not is_allowed(site, target.file):
            return Resolved("refused")
        return Resolved("file", file_url(target.file))
    wanted = normal_url(target.url)
    if wanted.endswith("/index.html"):
        wanted = wanted.removesuffix("index.html")
    for url in (wanted, f"{wanted.rstrip('/')}/"):
        if url in site.urls:
            entry = entry_path(f"{unquote(url).strip('/')}.md") if url != "/" else "index"
            return Resolved("address", url, entry if entry in site.stubs else "")
    hidden = {wanted, f"{wanted.rstrip('/')}/"} & site.hidden_urls
    return Resolved("draft" if hidden else "dead")


def is_allowed(site: Site, file: str) -> bool:
    """Whether a file beside an entry may be published."""
    ending = file.rsplit(".", 1)[-1].lower()
    allowed = {name.lower().lstrip(".") for name in site.settings.files.allow}
    return ending not in ACTIVE_ENDINGS or ending in allowed


def file_url(file: str) -> str:
    """The address of a file beside an entry, encoded."""
    return quote(f"/{file}")
