"""From the path of a file to the path and the address of its entry, and to what links mean."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

from evangelist.model.body import Target

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
_DIGITS = re.compile("([0-9]+)")


def entry_path(source_path: str) -> str:
    """`services/vpn.md` → `services/vpn`; `about/index.md` → `about`; `index.md` → `index`."""
    path = source_path.rsplit(".", 1)[0]
    return path.removesuffix("/index") if path != "index" else path


def entry_url(path: str, slug: str = "") -> str:
    """The address of an entry within the site, percent-encoded, with a slash at both ends."""
    if path == "index":
        return "/"
    if slug:
        path = slug.strip("/") if slug.startswith("/") else posixpath.join(_folder(path), slug)
    return f"/{quote(path.strip('/'))}/"


def _folder(path: str) -> str:
    return posixpath.dirname(path)


def redirect_url(written: str) -> str:
    """The address within the site that an old one had, or nothing where it cannot be a file."""
    try:
        path = unquote(urlsplit(written.strip()).path).strip("/")
    except ValueError:
        return ""
    if not path or name_refusal(path):
        return ""
    ending = "" if path.endswith((".html", ".htm")) else "/"
    return f"/{quote(path)}{ending}"


def name_refusal(path: str) -> str:
    """Why a path cannot be a file on every system, in words, or nothing."""
    for name in path.split("/"):
        if _RESERVED.fullmatch(name):
            return f"'{name}' is a reserved name on Windows"
        if match := _FORBIDDEN.search(name):
            return f"'{name}' has a character that files cannot have everywhere: {match[0]!r}"
        if name in {"", ".", ".."} or name.endswith((".", " ")) or name.startswith((" ", ".")):
            return f"'{name}' begins or ends with a dot or a blank, or is empty"
        if len(name.encode()) > 200:
            return f"'{name[:40]}…' is too long for a file's name"
    return ""


def readable(path: str) -> str:
    """A title made of a file's name: `issue-178` → `Issue 178`."""
    name = posixpath.basename(path)
    if match := _DATED.fullmatch(name):
        name = match[2]
    words = name.replace("_", " ").replace("-", " ").strip() if not _is_date(name) else name
    return words[:1].upper() + words[1:]


def _is_date(name: str) -> bool:
    return re.fullmatch(r"\d{4}(-\d{2}){1,2}", name) is not None


def date_in(path: str) -> str:
    """The date in a file's name, `YYYY-MM-DD-…` or `YYYY-MM-DD`, or nothing."""
    match = re.match(r"(\d{4}-\d{2}-\d{2})(?:-|$)", posixpath.basename(path))
    return match[1] if match else ""


def year_in(path: str) -> int | None:
    """The year that a four-digit folder says."""
    folders = path.split("/")[:-1]
    return next((int(name) for name in reversed(folders) if re.fullmatch(r"[12]\d{3}", name)), None)


def number_in(path: str) -> int | None:
    """The number at the end of a file's name, unless it is part of a date."""
    name = posixpath.basename(path)
    if re.search(r"(^|\D)\d{4}-\d{2}(-\d{2})?$", name):
        return None
    match = re.search(r"(\d+)$", name)
    return int(match[1]) if match else None


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts `issue-9` before `issue-10`; only equal texts have equal keys."""
    folded = unicodedata.normalize("NFC", text).casefold()
    parts = _DIGITS.split(folded)
    keys = [_number_key(part) if part.isdecimal() else (0, 0, part) for part in parts if part]
    return (*keys, (-1, 0, text))


def _number_key(digits: str) -> tuple[int, int, str]:
    significant = digits.lstrip("0")
    return 1, len(significant), significant


def target_of(href: str, source_path: str, url: str) -> Target:
    """What an address in a text means, seen from the file `source_path` with address `url`.

    An address without a file's ending may be meant from the page instead of the file.
    Raises nothing: an address without sense gives a Target that points nowhere.
    """
    written = href.strip()
    if _SCHEME.match(written) or written.startswith("//"):
        return Target(href, remote=written)
    try:
        parts = urlsplit(written)
        path = unquote(parts.path)
    except ValueError:
        return Target(href)
    fragment = unquote(parts.fragment)
    if not path:
        return Target(href, entry=entry_path(source_path), fragment=fragment)
    rooted = path.startswith("/")
    base = "" if rooted else posixpath.dirname(source_path)
    file = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
    if _is_outside(file) and not rooted and "." not in posixpath.basename(path).strip("."):
        file = posixpath.normpath(posixpath.join(unquote(url).lstrip("/"), path))
    if _is_outside(file):
        return Target(href, fragment=fragment, outside=True)
    if path.lower().endswith((".md", ".markdown")):
        return Target(href, entry=entry_path(file), fragment=fragment)
    return Target(href, file=file, url=posixpath.join(url, parts.path), fragment=fragment)


def _is_outside(path: str) -> bool:
    return path == ".." or path.startswith("../")


def normal_url(url: str) -> str:
    """An address within the site without `.` and `..`, percent-encoded in one way."""
    ends = "/" if url.endswith("/") else ""
    path = posixpath.normpath("/" + unquote(url).lstrip("/"))
    return quote(path) + ("" if path == "/" else ends)
