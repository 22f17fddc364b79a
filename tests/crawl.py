"""Reads a built site as a visitor would: every address in pages, style sheets and feeds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

_ADDRESSES = {
    "a": ("href",),
    "link": ("href",),
    "img": ("src",),
    "script": ("src",),
    "source": ("src",),
    "iframe": ("src",),
    "form": ("action",),
    "object": ("data",),
}
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)|@import\s+[\"']([^\"']+)[\"']")
_IN_DATA = re.compile(r'"(?:url|item|\$schema)": ?"(https?:[^"]*)"')
_IN_HTML = re.compile(r"(?:href|src)=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Reference:
    """An address as written in a file of the site, and that file's own address."""

    page: str
    tag: str
    written: str
    base: str

    @property
    def whole(self) -> str:
        """What a browser would ask for."""
        return urljoin(self.base, self.written)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.found += [(tag, values[name]) for name in _ADDRESSES.get(tag, ()) if name in values]
        choices = values.get("srcset", "").split(",")
        self.found += [(tag, each.split()[0]) for each in choices if each.strip()]
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.found.append((tag, values["content"].partition("url=")[2]))
        if tag == "meta" and values.get("property") in {"og:url", "og:image"}:
            self.found.append((tag, values["content"]))
        if "id" in values:
            self.ids.add(values["id"])


class Crawl:
    """A published tree (path below `output/` → bytes) at an address."""

    def __init__(self, tree: Mapping[str, bytes], base: str) -> None:
        self.base = base
        self.files = {
            path.removeprefix("site/"): data
            for path, data in tree.items()
            if path.startswith("site/")
        }
        self._ids: dict[str, set[str]] = {}
        self._references: list[Reference] = []

    def references(self) -> list[Reference]:
        """Every address in every page, style sheet, feed and sitemap."""
        self._references = self._references or list(self._read())
        return self._references

    def _read(self) -> Iterator[Reference]:
        for path, data in self.files.items():
            base = self.base + path.removesuffix("index.html")
            for tag, written in self._in_file(path, data.decode("utf-8", "replace")):
                yield Reference(path, tag, written, base)

    def _in_file(self, path: str, text: str) -> Iterator[tuple[str, str]]:
        if path.endswith(".html"):
            reader = _Reader()
            reader.feed(text)
            self._ids[path] = reader.ids
            yield from reader.found
            yield from (("data", address) for address in _IN_DATA.findall(text))
        elif path.endswith(".css"):
            yield from (("css", one or other) for one, other in _CSS_URL.findall(text))
        elif path.startswith("catalog."):
            yield from (("data", address) for address in _IN_DATA.findall(text))
        elif path.endswith(".json"):
            feed = json.loads(text)
            yield from (("feed", feed[name]) for name in ("home_page_url", "feed_url"))
            for item in feed["items"]:
                yield "feed", item["url"]
                yield from (("a", unescape(url)) for url in _IN_HTML.findall(item["content_html"]))
        elif path.endswith(".xml"):
            yield from _in_xml(etree.fromstring(text.encode()))
        elif path == "robots.txt":
            yield "robots", text.split("Sitemap: ")[1].strip()

    def inside(self, reference: Reference) -> bool:
        """Whether an address is one of this host."""
        parts, own = urlsplit(reference.whole), urlsplit(self.base)
        return (parts.scheme, parts.netloc) == (own.scheme, own.netloc)

    def file_of(self, reference: Reference) -> str:
        """The file that a host would send for an address, or nothing."""
        path = urlsplit(reference.whole).path
        if not path.startswith(urlsplit(self.base).path):
            return ""
        path = unquote(path.removeprefix(urlsplit(self.base).path))
        for name in (path, f"{path}index.html" if path.endswith("/") or not path else ""):
            if name in self.files:
                return name
        return f"{path}/index.html" if f"{path}/index.html" in self.files else ""

    def dead(self) -> list[Reference]:
        """Every address of this host that leads to no file."""
        return [each for each in self.references() if self.inside(each) and not self.file_of(each)]

    def without_part(self) -> list[Reference]:
        """Every address whose #part does not exist on its page."""
        found = [each for each in self.references() if self.inside(each)]
        return [
            each
            for each in found
            if (part := unquote(urlsplit(each.written).fragment))
            and part not in self._ids.get(self.file_of(each), {part})
        ]


def _in_xml(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        name = etree.QName(element).localname
        if name == "link":
            yield "feed", element.get("href") or element.text or ""
        elif name == "loc":
            yield "sitemap", element.text or ""
        elif name in {"content", "encoded"} and element.text:
            yield from (("a", unescape(url)) for url in _IN_HTML.findall(element.text))
