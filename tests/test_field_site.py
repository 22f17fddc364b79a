"""Real content that nobody on this project wrote: built, and compared with the raw files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import html5lib
import pytest
import yaml
from lxml import etree

from evangelist.cli.reports import Outcome, print_report
from tests.crawl import Crawl
from tests.documents import Document
from tests.sites import Workspace

BROKEN = (
    "content/news/2016-05-19-content-debt-what-it-is-where-to-find-it-"
    "and-how-to-prevent-it-in-the-first-place.md"
)
BASE = "https://example.org/field-site/"
WRITTEN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d?):(\d\d)(?::\d\d)?\s*(?:([+-])(\d\d?):?(\d\d)?)?)?"
)
COUNTS = {"services": 5, "case-studies": 27, "news": 503, "newsletters": 538}


@dataclass(frozen=True)
class Raw:
    """A file as it was written: its path without the ending, and its front matter as text."""

    path: str
    front: dict[str, Any]
    body: str

    @property
    def kind(self) -> str:
        return self.path.split("/")[0]

    @property
    def day(self) -> date | None:
        """The date that the file says, in UTC, or that its name says."""
        written = self.front.get("date")
        if written:
            match = WRITTEN.match(str(written))
            assert match, written
            year, month, day, hour, minute = (int(part or 0) for part in match.groups()[:5])
            moment = datetime(year, month, day, hour, minute, tzinfo=UTC)
            if match[6]:
                offset = timedelta(hours=int(match[7]), minutes=int(match[8] or 0))
                moment -= -offset if match[6] == "-" else offset
            return moment.date()
        name = re.match(r"(\d{4}-\d{2}-\d{2})-", self.path.rsplit("/", 1)[1])
        return date.fromisoformat(name[1]) if name else None

    @property
    def title(self) -> str:
        if self.front.get("title"):
            return " ".join(str(self.front["title"]).split())
        return self.path.rsplit("/", 1)[1].replace("issue-", "Issue ")


def raw(file: Path, content: Path) -> Raw:
    path = file.relative_to(content).as_posix().removesuffix(".md")
    text = file.read_text("utf-8")
    match = re.match(r"---\n(.*?)\n---[ \t]*\n(.*)", text, re.DOTALL)
    if match is None:
        return Raw(path, {}, text)
    return Raw(path, yaml.load(match[1], yaml.BaseLoader), match[2])  # noqa: S506 - only strings


@pytest.fixture(scope="module")
def copied(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("field") / "site"
    shutil.copytree(corpora / "field-site", root)
    return Workspace(root)


@pytest.fixture(scope="module")
def broken(copied: Workspace) -> tuple[list[str], bool]:
    """The errors of the first build, and whether it wrote anything."""
    copied.build(jobs=0)
    return copied.errors(), copied.output.exists()


@pytest.fixture(scope="module")
def made(copied: Workspace, broken: object) -> Workspace:
    copied.remove(BROKEN)
    return copied.built(jobs=0)


@pytest.fixture(scope="module")
def entries(made: Workspace) -> list[Raw]:
    content = made.root / "content"
    return [raw(file, content) for file in sorted(content.rglob("*.md"))]


@pytest.fixture(scope="module")
def tree(made: Workspace) -> dict[str, bytes]:
    return made.tree()


@pytest.fixture(scope="module")
def crawl(tree: dict[str, bytes]) -> Crawl:
    return Crawl(tree, BASE)


def page_of(tree: dict[str, bytes], entry: Raw) -> Document:
    return Document(tree[f"site/{entry.path}/index.html"].decode())


def test_the_first_build_names_the_one_broken_file_with_its_line_and_writes_nothing(
    broken: tuple[list[str], bool],
) -> None:
    errors, written = broken
    assert len(errors) == 1
    assert errors[0].startswith(f"{BROKEN}:5:9: ")
    assert "tab" in errors[0]
    assert not written


def test_without_that_file_the_build_succeeds(made: Workspace) -> None:
    assert made.errors() == []
    assert made.report.written


def test_every_entry_has_its_page(entries: list[Raw], tree: dict[str, bytes]) -> None:
    kinds = [entry.kind for entry in entries]
    assert {kind: kinds.count(kind) for kind in COUNTS} == COUNTS
    assert [entry.path for entry in entries if f"site/{entry.path}/index.html" not in tree] == []


def test_every_newsletter_has_its_e_mail_and_its_posts(
    entries: list[Raw], tree: dict[str, bytes]
) -> None:
    wanted = {
        f"email/{entry.path.removeprefix('newsletters/')}.{ending}"
        for entry in entries
        if entry.kind == "newsletters"
        for ending in ("html", "txt", "eml", "posts.txt")
    }
    assert {path for path in tree if path.startswith("email/")} == wanted


def test_titles_are_what_the_files_say(entries: list[Raw], tree: dict[str, bytes]) -> None:
    wrong = [
        (entry.path, found, entry.title)
        for entry in entries
        if (found := page_of(tree, entry).text("//h1")) != entry.title
    ]
    assert wrong == []


def test_dates_are_what_the_files_say(entries: list[Raw], tree: dict[str, bytes]) -> None:
    wrong = []
    for entry in entries:
        if entry.kind != "services":
            found = page_of(tree, entry).texts("//main//header//time/@datetime")
            if found != ([entry.day.isoformat()] if entry.day else []):
                wrong.append((entry.path, found, entry.day))
    assert wrong == []


def test_the_number_of_an_issue_is_the_one_in_its_file_name(
    entries: list[Raw], tree: dict[str, bytes]
) -> None:
    for entry in entries:
        if entry.kind == "newsletters":
            number = int(entry.path.rsplit("-", 1)[1])
            words = page_of(tree, entry).text("//p[@class='eyebrow']")
            assert re.findall(r"[\d,]+", words) == [f"{number:,}"], entry.path


def groups(tree: dict[str, bytes], folder: str) -> Iterator[tuple[str, str]]:
    """The heading and the address of every entry of a listing, page by page."""
    number = 1
    while True:
        name = f"site/{folder}/{f'page/{number}/' if number > 1 else ''}index.html"
        if name not in tree:
            return
        root = Document(tree[name].decode()).root
        for section in root.xpath("//section[h2]"):
            heading = section.xpath("string(h2)").strip()
            for href in section.xpath(".//*[contains(@class, 'row-title')]//a/@href"):
                yield heading, str(href)
        number += 1


def test_issues_are_listed_below_the_year_of_their_folder(
    entries: list[Raw], tree: dict[str, bytes]
) -> None:
    found = sorted((url, year) for year, url in groups(tree, "newsletters"))
    wanted = sorted(
        (f"/field-site/{quote(entry.path)}/", entry.path.split("/")[1])
        for entry in entries
        if entry.kind == "newsletters"
    )
    assert found == wanted


def test_news_are_listed_newest_first_below_their_year(
    entries: list[Raw], tree: dict[str, bytes]
) -> None:
    found = list(groups(tree, "news"))
    days = {
        f"/field-site/{quote(entry.path)}/": entry.day for entry in entries if entry.kind == "news"
    }
    order = [days[url] for _, url in found]
    assert len(found) == len(days) == COUNTS["news"]
    assert order == sorted(order, key=str, reverse=True)
    assert [
        (heading, str(days[url])[:4]) for heading, url in found if heading != str(days[url])[:4]
    ] == []


def test_every_page_is_html_without_an_error(tree: dict[str, bytes]) -> None:
    wrong = {}
    for path, data in tree.items():
        if path.startswith("site/") and path.endswith(".html"):
            parser = html5lib.HTMLParser()
            parser.parse(data.decode())
            if parser.errors:
                wrong[path] = parser.errors[:3]
    assert wrong == {}


def test_every_feed_and_the_sitemap_parse(tree: dict[str, bytes]) -> None:
    found = [path for path in tree if path.endswith(".xml")]
    assert {"site/sitemap.xml", "site/feed.xml", "site/atom.xml", "site/news/feed.xml"} <= set(
        found
    )
    for path in found:
        etree.fromstring(tree[path])


def test_the_sitemap_lists_every_entry(entries: list[Raw], tree: dict[str, bytes]) -> None:
    text = tree["site/sitemap.xml"].decode()
    assert [
        entry.path for entry in entries if f"<loc>{BASE}{quote(entry.path)}/</loc>" not in text
    ] == []


def reported(made: Workspace, code: str) -> set[tuple[str, str]]:
    """Page and address of every problem of a code, as its message quotes it."""
    return {
        (
            problem.path.removeprefix("content/").removesuffix(".md") + "/index.html",
            problem.message.partition("'")[2].rpartition("'")[0]
            if code != "anchor-missing"
            else problem.message.partition("'")[2].partition("': there is no part")[0],
        )
        for problem in made.report.problems
        if problem.code == code
    }


def test_every_dead_link_that_is_reported_is_dead_and_none_is_missed(
    made: Workspace, crawl: Crawl
) -> None:
    dead = {
        (each.page, each.written.strip())
        for each in crawl.dead()
        if each.page.endswith(".html") and each.tag == "a"
    }
    found = {(page, written.strip()) for page, written in reported(made, "link-dead")}
    assert len(dead) > 20
    assert found - dead == set()
    assert dead - found == set()


def test_every_part_that_is_reported_missing_is_missing_and_none_is_overlooked(
    made: Workspace, crawl: Crawl
) -> None:
    missing = {
        (each.page, each.written) for each in crawl.without_part() if each.page.endswith(".html")
    }
    assert reported(made, "anchor-missing") == missing


def test_no_page_shows_a_picture_or_loads_a_file_that_is_not_there(crawl: Crawl) -> None:
    assert [each for each in crawl.dead() if each.tag != "a"] == []


def test_every_picture_that_is_reported_missing_is_missing_and_none_is_overlooked(
    made: Workspace, entries: list[Raw]
) -> None:
    """Pictures of front matter, and those of texts by a plain search outside code."""
    content = made.root / "content"
    found = reported(made, "image-missing")
    for page, written in found:
        folder = content / page.removesuffix("/index.html").rpartition("/")[0]
        name = written.split("?")[0].split("#")[0]
        places = (folder / name, content / name.lstrip("/"))
        assert not [place for place in places if name and place.is_file()], (page, written)
    wanted = set()
    for entry in entries:
        page = f"{entry.path}/index.html"
        named = entry.front.get("image")
        pictures = {named} if isinstance(named, str) and named.strip() else set()
        text = re.sub(
            r"```.*?```|`[^`\n]*`|^ {4}.*?$|<!--.*?-->",
            "",
            entry.body,
            flags=re.DOTALL | re.MULTILINE,
        )
        pictures |= set(re.findall(r"!\[[^\]]*\]\(([^\s()]+)(?:\s+\"[^\"]*\")?\)", text))
        wanted |= {
            (page, picture) for picture in pictures if ":" not in picture and "{" not in picture
        }
    assert wanted - found == set()


def test_the_report_is_short_enough_to_read(
    made: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("build", "check"):
        print_report(Outcome(made.report, made.root, made.output, command, failed=False), "text")
        said = capsys.readouterr()
        lines = (said.out + said.err).splitlines()
        assert len(lines) < 120
        assert len(made.report.problems) > 1000


def test_every_newsletter_is_looked_at_before_it_could_be_sent(made: Workspace) -> None:
    """What is told lies in the issues, never in the theme: an address, a word, a subject."""
    found = [each for each in made.report.problems if each.code.startswith("email-")]
    assert {each.code for each in found} == {"email-access", "email-link", "email-words"}
    assert [str(each) for each in found if not each.path.startswith("content/newsletters/")] == []
    assert len({each.path for each in found if each.code == "email-words"}) == 538
    for each in found:
        line = (made.root / each.path).read_text("utf-8").split("\n")[each.line - 1]
        if each.code == "email-link":
            assert "http://" in line, each
        elif each.code == "email-access":
            assert re.search(
                r"\[(?:here|link|this link|(?:read |learn )?more)\W*\]", line, re.IGNORECASE
            ), each
