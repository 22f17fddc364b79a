"""Every link leads somewhere, and cannot be mended once the e-mail is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from evangelist.mail.preflight.document import Document
from evangelist.mail.preflight.findings import Finding, Mail, Spot, Where, shortened

_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|%7B%7B|%7D%7D|%7B%25", re.IGNORECASE)
_SCHEMES = ("https:", "mailto:", "tel:")
_LOCAL = (".localhost", ".local", ".test", ".invalid")
_Told = tuple[str, str]


def links(mail: Mail, document: Document) -> Iterator[Finding]:
    """Addresses are whole and safe, public, finished, and lead to what is there."""
    names = {each.get("id") for each in document.elements} | {
        each.get("name") for each in document.all("a")
    }
    for where, address in dict.fromkeys(_addresses(document)):
        if unquote(address) in mail.told:
            continue
        shown = f"'{shortened(address, 60)}'"
        for message, hint in _told(mail, address, names):
            yield Finding("email-link", f"{shown} {message}", hint, Spot(where, address))
    if mail.home.startswith("http:"):
        message = "the site's own address is not encrypted: mail programs warn about its links"
        yield Finding("email-link", message, "write https:// in url", Spot("site", "url"))


def _addresses(document: Document) -> Iterator[tuple[Where, str]]:
    for link in document.all("a", "area"):
        if link.get("href") is not None:
            yield "link", link.get("href", "")
    for image in document.all("img"):
        source = image.get("src", "")
        if not source.startswith(("cid:", "data:")):
            yield "image", source


def _told(mail: Mail, address: str, names: set[str | None]) -> Iterator[_Told]:
    if _BRACES.search(address):
        yield "has braces that nobody filled in", "write the address that was meant"
    elif address.startswith("#"):
        if address[1:] not in names:
            yield "leads to no part of the e-mail", "write the name of a heading, or take it out"
    elif _is_within(mail, address):
        if not mail.leads(address):
            yield "leads to nothing that this site has", "correct it: an e-mail cannot be mended"
    else:
        yield from _outside(address)


def _is_within(mail: Mail, address: str) -> bool:
    return address.startswith(mail.home) or address == mail.home.rstrip("/")


def _outside(address: str) -> Iterator[_Told]:
    if address.lower().startswith("http:"):
        yield "is not encrypted: mail programs warn about it", "write https:// if it answers there"
    elif not address.lower().startswith(_SCHEMES):
        yield (
            "is no whole address: in an e-mail it leads nowhere",
            "begin with https://, mailto: or tel:",
        )
    if _is_private(address):
        yield "leads to a computer that readers cannot reach", "write the public address"


def _is_private(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(_LOCAL):
        return True
    try:
        found = ip_address(host)
    except ValueError:
        return False
    return found.is_private or found.is_loopback
