"""The headers by which mail programs and servers know a newsletter: what it is, where to leave."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from evangelist.mail.message import Header

_KEPT = "%:/?#[]@!$&'()*+,;=~"
_QUIET = (("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "OOF, AutoReply"))
"""Nobody's out-of-office reply comes back (RFC 3834, and the header that Exchange reads)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Where a newsletter lives. All addresses are whole; those without one are empty.

    `one_click` is an https address that takes a POST (RFC 8058): a static site has none.
    """

    title: str
    site: str
    archive: str
    issue: str
    subscribe: str = ""
    unsubscribe: str = ""
    one_click: str = ""


def list_headers(listing: Listing) -> tuple[Header, ...]:
    """The headers of an issue (RFC 2369, 2919, 5064, 8058), in ASCII."""
    headers = [
        ("List-Id", list_id(listing.title, listing.site)),
        ("List-Archive", _pointed(listing.archive)),
        ("Archived-At", _pointed(listing.issue)),
    ]
    if listing.subscribe:
        headers.append(("List-Subscribe", _pointed(listing.subscribe)))
    ways = [address for address in (listing.one_click, listing.unsubscribe) if address]
    if ways:
        headers.append(("List-Unsubscribe", ", ".join(map(_pointed, ways))))
    if listing.one_click:
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return (*headers, *_QUIET)


def list_id(title: str, site: str) -> str:
    """`Title <newsletters.host>`, the path of the site in it (RFC 2919); the title only in ASCII.

    It says which list this is to filters, so that it changes with the site's address alone.
    """
    parts = urlsplit(site)
    folders = [quote(name, safe="") for name in reversed(parts.path.split("/")) if name]
    host = (parts.hostname or "").encode("idna").decode()
    name = ".".join(["newsletters", *(folder.replace("%", "-") for folder in folders), host])
    words = " ".join("".join(sign for sign in title if sign.isalnum() or sign == " ").split())
    return f"{words} <{name}>" if words and words.isascii() else f"<{name}>"


def _pointed(address: str) -> str:
    return f"<{quote(address, safe=_KEPT)}>"
