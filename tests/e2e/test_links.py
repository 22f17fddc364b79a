"""Every link of a site that lives below a path, as a project's site on a code host does."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.etree
import lxml.html
import pytest

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from tests.e2e import samples
from tests.sites import NOW, site
from tools.serving import serving

BASE = "/NAME/"
ROOT = Path(__file__).parents[2]
SITES = {
    "german": (samples.GERMAN, samples.GERMAN_SETTINGS),
    "stress": (samples.STRESS, samples.STRESS_SETTINGS),
}
_IN_CSS = re.compile(r"""url\(["']?([^"')]+)""")
_IN_TEXT = re.compile(r"""(?:href|src)=["']([^"']+)""")


class Crawl:
    """All that can be reached from an address by links, on the same host."""

    def __init__(self, start: str) -> None:
        self.start = start
        self.status: dict[str, int] = {}
        self.linked_from: dict[str, str] = {}
        self.anchors: dict[str, set[str]] = {}
        self.wanted: set[str] = set()
        self.built: set[str] = set()
        parts = urlsplit(start)
        self._connection = HTTPConnection(parts.netloc)
        waiting = [start]
        while waiting:
            address = waiting.pop()
            for link in self._fetch(address):
                self.wanted.add(link)
                page = urldefrag(link).url
                if page not in self.linked_from:
                    self.linked_from[page] = address
                    waiting.append(page)

    def dead(self) -> dict[str, str]:
        """Return each link that does not answer 200, with a page that has it."""
        return {
            address: self.linked_from.get(address, "")
            for address, status in self.status.items()
            if status != 200
        }

    def lost(self) -> list[str]:
        """Return each link to a place in a page that is not there."""
        return sorted(
            link
            for link in self.wanted
            for page, place in [urldefrag(link)]
            if place and page in self.anchors and unquote(place) not in self.anchors[page]
        )

    def _fetch(self, address: str) -> Iterator[str]:
        parts = urlsplit(address)
        self._connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
        response = self._connection.getresponse()
        data = response.read()
        self.status[address] = response.status
        for link in self._links(address, data):
            whole = urljoin(address, link.strip())
            if urlsplit(whole).netloc == urlsplit(self.start).netloc:
                yield whole

    def _links(self, address: str, data: bytes) -> Iterator[str]:
        name = urlsplit(address).path
        if name.endswith(("/", ".html")):
            tree = lxml.html.document_fromstring(data.decode())
            self.anchors[address] = {str(each) for each in tree.xpath("//@id")}
            yield from map(str, tree.xpath("//@href | //@src | //@poster"))
            yield from map(
                str, tree.xpath("//meta[@property='og:url' or @property='og:image']/@content")
            )
            for each in tree.xpath("//meta[@http-equiv='refresh']/@content"):
                yield str(each).partition("url=")[2]
        elif name.endswith(".css"):
            yield from _IN_CSS.findall(data.decode())
        elif name.endswith(".xml"):
            root = lxml.etree.fromstring(data)
            yield from map(str, root.xpath("//@href"))
            for text in map(str, root.xpath("//text()")):
                yield from _links_in(text)
        elif name.endswith(".json"):
            for text in _strings(json.loads(data)):
                yield from _links_in(text)


def _links_in(text: str) -> Iterator[str]:
    if text.strip().startswith("http://") and " " not in text.strip():
        yield text.strip()
    yield from map(html.unescape, _IN_TEXT.findall(text))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key != "id":
                yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


@pytest.fixture(scope="module", params=["example", *SITES])
def crawl(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """Build a site for the address below which it is served, and follow every link."""
    folder = tmp_path_factory.mktemp("below")
    output = folder / "output"
    root = ROOT
    if request.param in SITES:
        files, settings = SITES[request.param]
        made = site(folder, files)
        made.write_bytes("site.yaml", settings.encode())
        root = made.root
    with serving(output / "site", BASE) as address:
        report = build(Options(root=root, output=output, now=NOW, jobs=1, base_url=address))
        assert [problem for problem in report.problems if problem.level == "error"] == []
        found = Crawl(address)
        found.built = {
            file.relative_to(output / "site").as_posix().removesuffix("index.html")
            for file in (output / "site").rglob("*.html")
        }
    return found


def test_every_link_below_a_path_answers(crawl: Crawl) -> None:
    assert crawl.dead() == {}


def test_every_link_to_a_place_in_a_page_finds_it(crawl: Crawl) -> None:
    assert crawl.lost() == []


@pytest.mark.parametrize("crawl", ["example"], indirect=True)
def test_every_page_of_the_example_is_reached_from_its_home_page(crawl: Crawl) -> None:
    reached = {unquote(address.removeprefix(crawl.start)) for address in crawl.status}
    assert crawl.built - reached == {"404.html"}
