"""The addresses that texts had on their old site, so that links and bookmarks keep working."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from evangelist.scaffold.names import file_name

_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
_SLASHED = "/:year/:month/:day/:title/"
_ENDED = "/:year/:month/:day/:title.html"


@dataclass(frozen=True, slots=True)
class Old:
    """A text as its old site saw it: its path there, its values, and whether it is a post."""

    path: str
    values: Mapping[str, Any] = field(default_factory=dict)
    post: bool = False

    @property
    def stem(self) -> str:
        """The name of the file without its ending; that of the folder for an index."""
        stem = posixpath.basename(self.path).rsplit(".", 1)[0]
        folder = posixpath.basename(posixpath.dirname(self.path))
        return folder if stem in {"index", "_index"} and folder else stem


def key(address: str) -> str:
    """What two spellings of an address within a site have in common."""
    path = unquote(address).split("#")[0].split("?")[0].strip().lower()
    path = re.sub(r"/{2,}", "/", f"/{path}")
    path = path.removesuffix("index.html").removesuffix("index.htm")
    return path.removesuffix(".html").removesuffix(".htm").rstrip("/") or "/"


def jekyll(old: Old, config: Mapping[str, Any]) -> list[str]:
    """Addresses on a site of Jekyll: by the text's permalink, else by that of `_config.yml`."""
    written = str(old.values.get("permalink") or "")
    if written:
        found = _expanded(_STYLES.get(written, written), old)
        return [found] if found else []
    if not config:
        return []
    style = str(config.get("permalink") or "date")
    if old.post:
        found = _expanded(_STYLES.get(style, style), old)
        return [found] if found else []
    stem = old.path.rsplit(".", 1)[0].lstrip("_")
    if posixpath.basename(stem) == "index":
        return [f"/{posixpath.dirname(stem)}/".replace("//", "/")]
    return [f"/{stem}/" if style == "pretty" or style.endswith("/") else f"/{stem}.html"]


def hugo(old: Old, config: Mapping[str, Any]) -> list[str]:
    """Addresses on a site of Hugo: by `url`, by the permalinks of its section, or by its path."""
    if written := str(old.values.get("url") or ""):
        return [f"/{written.lstrip('/')}"]
    section = old.path.split("/", 1)[0] if "/" in old.path else ""
    patterns = config.get("permalinks")
    pattern = patterns.get(section) if isinstance(patterns, Mapping) else None
    if isinstance(pattern, str) and (found := _expanded(pattern, old)):
        return [found]
    folder = posixpath.dirname(old.path)
    if posixpath.basename(old.path).rsplit(".", 1)[0] in {"index", "_index"}:
        folder = posixpath.dirname(folder)
        if not old.path.count("/"):
            return ["/"]
    name = str(old.values.get("slug") or old.stem)
    return [re.sub(r"/{2,}|\s", _joined, f"/{folder}/{name}/".lower())]


def _joined(found: re.Match[str]) -> str:
    return "/" if found[0].startswith("/") else "-"


def pelican(old: Old, config: Mapping[str, Any]) -> list[str]:
    """Addresses on a site of Pelican: by `Url` or `Save_as`, else by pelicanconf.py."""
    lowered = {name.lower(): value for name, value in old.values.items()}
    if written := str(lowered.get("url") or lowered.get("save_as") or ""):
        return [f"/{written.lstrip('/')}"]
    setting, default = (
        ("ARTICLE_URL", "{slug}.html") if old.post else ("PAGE_URL", "pages/{slug}.html")
    )
    slug = str(lowered.get("slug") or file_name(str(lowered.get("title") or old.stem)))
    day = _DAY.search(str(lowered.get("date") or ""))
    pattern = re.sub(
        r"\{date:%([Ymdb])\}",
        lambda found: {"Y": day[1], "m": day[2], "d": day[3]}.get(found[1], ":") if day else ":",
        str(config.get(setting) or default),
    )
    category = file_name(str(lowered.get("category") or posixpath.dirname(old.path) or "misc"))
    address = pattern.replace("{slug}", slug).replace("{category}", category)
    return [] if re.search(r"[{}:]", address) else [f"/{address.lstrip('/')}"]


OLD_ADDRESSES: Mapping[str, Callable[[Old, Mapping[str, Any]], list[str]]] = {
    "jekyll": jekyll,
    "hugo": hugo,
    "pelican": pelican,
}
"""For each generator, how it makes addresses."""


def by_day(old: Old) -> list[str]:
    """The addresses that most blogs give a post whose file is named by its day, or none.

    There are two where the text says another day than its name.
    """
    return in_style(old, _SLASHED)


def style_of(links: Sequence[str]) -> str:
    """How texts link to posts by their day: with a slash, or with `.html` at the end."""
    ended = sum(link.split("#")[0].endswith(".html") for link in links)
    return _ENDED if ended * 2 > len(links) else _SLASHED


def in_style(old: Old, style: str) -> list[str]:
    """The addresses of a post in a style of `style_of`, or none."""
    days = _days(old) if _DATED.fullmatch(old.stem) else []
    return [found for day in days if (found := _expanded(style, old, day))]


def _days(old: Old) -> list[tuple[str, str, str]]:
    """The day that a text says, and the one in the name of its file, where that is another."""
    said = _DAY.search(str(old.values.get("date") or ""))
    named = _DATED.fullmatch(old.stem)
    found = [(said[1], said[2], said[3])] if said else []
    found += [(named[1], f"{int(named[2]):02}", f"{int(named[3]):02}")] if named else []
    return list(dict.fromkeys(found))


def _expanded(pattern: str, old: Old, day: tuple[str, str, str] | None = None) -> str:
    """A pattern of Jekyll or Hugo with the parts of a text; nothing where a part is not known."""
    dated = _DATED.fullmatch(old.stem)
    year, month, number = day or next(iter(_days(old)), ("", "", ""))
    name = dated[4] if dated else old.stem
    title = file_name(str(old.values.get("title") or name))
    parts = {
        "year": year,
        "month": month,
        "day": number,
        "i_month": month.lstrip("0"),
        "i_day": number.lstrip("0"),
        "title": str(old.values.get("slug") or (name if dated else "")) or title,
        "slug": str(old.values.get("slug") or name),
        "name": name,
        "filename": old.stem,
        "contentbasename": old.stem,
        "section": old.path.split("/", 1)[0],
        "sections": posixpath.dirname(old.path),
        "collection": old.path.split("/", 1)[0].lstrip("_"),
        "path": old.path.rsplit(".", 1)[0],
        "output_ext": ".html",
        "categories": "/".join(_categories(old.values)),
    }
    address = re.sub(
        r":([a-z_]+)", lambda found: parts.get(found[1]) or _unknown(found[1]), pattern
    )
    if ":" in address:
        return ""
    return re.sub(r"/{2,}", "/", f"/{address.strip()}").replace(" ", "-")


def _unknown(name: str) -> str:
    return "" if name == "categories" else ":"


def _categories(values: Mapping[str, Any]) -> list[str]:
    written = values.get("categories") or values.get("category") or []
    words = written.split() if isinstance(written, str) else list(written)
    return [str(word).lower() for word in words]
