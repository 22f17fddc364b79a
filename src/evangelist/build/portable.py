"""Pages that work from a folder, without a server: on a shared drive, or out of a zip file."""

from __future__ import annotations

import posixpath
import re
from html import escape, unescape
from urllib.parse import urlsplit

_TAG = re.compile(r'<[a-z][a-z0-9]*(?:\s+[\w:.@-]+(?:="[^"]*")?)*\s*/?>', re.IGNORECASE)
"""A tag as our pages have it; what stands between tags is the reader's and is left alone."""
_ADDRESS = re.compile(r'(\s(?:href|src|poster)=")([^"]*)(")')
_SET = re.compile(r'(\ssrcset=")([^"]*)(")')
_REFRESH = re.compile(r'(http-equiv="refresh" content="\d+; ?url=)([^"]*)(")', re.IGNORECASE)
_PLACE = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?', re.IGNORECASE)


def portable_page(path: str, data: bytes, base_url: str) -> bytes:
    """A page with addresses in its tags that are relative and name their file.

    `path` is that of the output, and `base_url` where the site would be published, with a slash
    at its end. The policy of a page goes, because browsers give files no origin that it could
    name. This is for pages that templates made: feeds and e-mails are read elsewhere, and files
    beside entries are finished.
    """
    base = urlsplit(base_url).path
    folder = posixpath.dirname(path.removeprefix("site/"))

    def one(match: re.Match[str]) -> str:
        return match[1] + escape(_relative(unescape(match[2]), base, folder)) + match[3]

    def several(match: re.Match[str]) -> str:
        candidates = [each.strip().partition(" ") for each in unescape(match[2]).split(",")]
        moved = (f"{_relative(url, base, folder)}{gap}{size}" for url, gap, size in candidates)
        return match[1] + escape(", ".join(moved)) + match[3]

    whole = re.compile(rf'(<a href="|; ?url=){re.escape(escape(base_url))}')

    def tag(match: re.Match[str]) -> str:
        text = whole.sub(lambda found: found[1] + base, match[0])
        for pattern, replacement in ((_ADDRESS, one), (_SET, several), (_REFRESH, one)):
            text = pattern.sub(replacement, text)
        return text

    return _TAG.sub(tag, _POLICY.sub("", data.decode())).encode()


def _relative(url: str, base: str, folder: str) -> str:
    """An address within the site as seen from a folder of it; any other as it is."""
    if not url.startswith(base) or url.startswith("//"):
        return url
    match = _PLACE.fullmatch(url.removeprefix(base))
    place, rest = (match[1], match[2]) if match else (url, "")
    if not place or place.endswith("/"):
        place += "index.html"
    return posixpath.relpath(place, folder or ".") + rest
