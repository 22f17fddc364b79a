"""The page and the feed of what has changed for the clients of all services."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.documents import document
from tests.sites import Workspace, site

STORAGE = """
-- content/services/storage.md --
---
title: Storage & more
changes:
  - {date: 2027-01-01, what: retiring, text: The old plan ends}
  - {date: 2026-10-01, what: price, text: A third less <for all>, from: 450, to: 300}
  - {date: 2026-10-01, what: price, text: Setting up is free}
  - {date: 2025-02-01, what: new, text: A mirror}
  - Somebody wrote no day
---
"""
FILES = (
    STORAGE
    + """
-- content/services/alpha.md --
---
title: Alpha
changes: {date: 2026-11-22, what: other, text: Moved today}
---
-- content/services/still.md --
---
title: Nothing changed
---
"""
)
NAMES = ("atom.xml", "feed.json", "feed.xml")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return site(tmp_path_factory.mktemp("changes"), FILES).built()


def items(made: Workspace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made.read("site/changes/feed.json"))["items"]
    return found


def test_what_is_coming_stands_first_and_the_rest_by_year_newest_first(made: Workspace) -> None:
    page = document(made, "/changes/")
    assert page.texts("//main//h2") == ["Coming", "2026", "2025"]
    assert page.texts("//main//li[contains(@class, 'row')]") == [
        "1 Jan 2027 Storage & more The old plan ends ending",
        "22 Nov 2026 Alpha Moved today",
        "1 Oct 2026 Storage & more A third less <for all> €450 → €300 price",
        "1 Oct 2026 Storage & more Setting up is free price",
        "1 Feb 2025 Storage & more A mirror new",
    ]


def test_the_catalog_the_service_and_the_footer_lead_there(made: Workspace) -> None:
    for url, part in (
        ("/services/", "//main"),
        ("/services/storage/", "//main"),
        ("/services/still/", "//footer"),
    ):
        assert "/changes/" in [href for _, href in document(made, url).links(part)], url


@pytest.mark.parametrize("name", ["atom.xml", "feed.xml"])
def test_a_feed_reader_has_no_complaint(made: Workspace, name: str) -> None:
    read = feedparser.parse(made.read(f"site/changes/{name}").encode())
    assert read.bozo == 0
    assert [entry.id for entry in read.entries] == [item["id"] for item in items(made)]
    assert read.entries[1].title == "Storage & more: A third less <for all>"


def test_the_feed_tells_only_what_has_happened(made: Workspace) -> None:
    assert [(item["date_published"], item["url"]) for item in items(made)] == [
        ("2026-11-22T00:00:00+00:00", "https://example.org/services/alpha/#part-changes"),
        ("2026-10-01T00:00:00+00:00", "https://example.org/services/storage/#part-changes"),
        ("2026-10-01T00:00:00+00:00", "https://example.org/services/storage/#part-changes"),
        ("2025-02-01T00:00:00+00:00", "https://example.org/services/storage/#part-changes"),
    ]
    assert items(made)[1]["content_html"] == (
        '<p><a href="https://example.org/services/storage/">Storage &amp; more</a>: price</p>\n'
        "<p>A third less &lt;for all&gt;</p>\n<p>€450 → €300</p>"
    )


def test_the_page_offers_its_feed_and_the_page_of_feeds_names_it(made: Workspace) -> None:
    assert 'title="Test site: What has changed" href="/changes/atom.xml"' in made.page("/changes/")
    assert "https://example.org/changes/feed.xml" in made.page("/feeds/")
    assert "https://example.org/changes/" in made.read("site/sitemap.xml")


def test_an_id_stays_when_words_are_mended_and_when_more_is_written_above(tmp_path: Path) -> None:
    made = site(tmp_path, STORAGE).built()
    before = [item["id"] for item in items(made)]
    assert before[:2] == [
        "https://example.org/services/storage#2026-10-01-price-2",
        "https://example.org/services/storage#2026-10-01-price",
    ]
    more = STORAGE.replace("A third less", "Nearly a third less").replace("& more", "and less")
    new = "changes:\n  - {date: 2026-10-01, what: price, text: One more}\n"
    made.write(more.replace("changes:\n", new)).built()
    assert [item["id"] for item in items(made)] == [f"{before[1]}-3", *before]


def test_what_was_coming_is_told_on_its_day(tmp_path: Path) -> None:
    made = site(tmp_path, STORAGE).built()
    assert len(items(made)) == 3
    made.built(as_of=date(2027, 1, 1))
    assert items(made)[0]["title"] == "Storage & more: The old plan ends"
    assert "Coming" not in document(made, "/changes/").texts("//main//h2")


def test_a_price_that_changes_renders_only_what_shows_it(tmp_path: Path) -> None:
    made = site(tmp_path, FILES).built()
    before = made.tree()
    made.write(STORAGE.replace("from: 450", "from: 460")).built()
    assert {path for path in made.report.rendered if path.startswith("site/services/")} == {
        "site/services/storage/index.html",
        "site/services/index.html",
    }
    after = made.tree()
    assert {path for path in after if after[path] != before[path]} == {
        "site/services/storage/index.html",
        "site/changes/index.html",
        *(f"site/changes/{name}" for name in NAMES),
        "site/catalog.json",
    }
    assert set(made.report.written) == {path for path in after if after[path] != before[path]}


def test_changes_without_a_day_make_no_page(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/services/a.md --\n---\nchanges: It was moved\n---\n").built()
    assert not made.exists("site/changes/index.html")
    assert "/changes/" not in made.page("/services/a/")
    assert "It was moved" in made.page("/services/a/")


def test_a_text_of_the_team_opens_the_page_and_a_section_keeps_its_address(tmp_path: Path) -> None:
    text = "-- content/changes.md --\n---\ntitle: Since last year\n---\nRead this first.\n"
    made = site(tmp_path / "text", STORAGE + text).built()
    page = document(made, "/changes/")
    assert page.text("//h1") == "Since last year"
    assert "Read this first." in page.text("//main")
    assert "A mirror" in page.text("//main")
    made = site(tmp_path / "section", STORAGE, "sections: [changes]\n").built()
    assert "A mirror" not in made.page("/changes/")
    assert not made.exists("site/changes/feed.json")


def test_a_long_list_has_pages(tmp_path: Path) -> None:
    rows = "".join(f"  - {{date: 2026-{n % 9 + 1:02}-01, text: N{n}}}\n" for n in range(60))
    rows += "  - {date: 2027-05-01, text: Later}\n"
    files = f"-- content/services/a.md --\n---\nchanges:\n{rows}---\n"
    made = site(tmp_path, files).built()
    first, second = (document(made, url) for url in ("/changes/", "/changes/page/2/"))
    assert len(first.texts("//main//li[contains(@class, 'row')]")) == 60
    assert "Later" in first.text("//main")
    assert len(second.texts("//main//li[contains(@class, 'row')]")) == 1
