"""RSS, Atom and JSON Feed: read by a feed reader, and held to the rules of each format."""

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from tests import pictures
from tests.sites import NOW, Workspace, site

ATOM = "{http://www.w3.org/2005/Atom}"
FILES = """
-- content/services/vpn.md --
---
title: VPN
category: network
---
-- content/services/lonely.md --
---
title: Lonely
category: nobody-writes-about-it
---
-- content/news/one.md --
---
title: One & <only>
summary: In short & sweet.
date: 2026-01-01
updated: 2026-05-01 12:00:00 +0200
tags: [a, "b & c"]
authors: [Ada]
---
Full *text* with a [link](../services/vpn.md#x), [mail](mailto:a@example.org), [here](#part).

## Part

![A dot](dot.png)
-- content/news/two.md --
---
title: Two
date: 2026-02-01
---
Text.
-- content/news/undated.md --
---
title: Undated
---
Text.
-- content/case-studies/case.md --
---
title: Case
date: 2026-03-01
services: [services/vpn]
---
Text.
-- content/newsletters/undated-issue.md --
Only one, without a date.
-- content/guides/g.md --
---
title: Guide
date: 2026-04-01
---
Text.
-- content/quiet/q.md --
---
date: 2026-04-02
---
Text.
"""
SETTINGS = """
description: What is new.
lang: en
sections: [{folder: guides, feed: true}, quiet]
"""
BASES = ["/", "/news/", "/case-studies/", "/categories/network/", "/guides/"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = site(tmp_path_factory.mktemp("feeds"), FILES, SETTINGS)
    workspace.write_bytes("content/news/dot.png", pictures.plain((1, 1)))
    return workspace.built()


def atom(made: Workspace, base: str = "/") -> etree._Element:
    return etree.fromstring(made.read(f"site{base}atom.xml").encode())


def rss(made: Workspace, base: str = "/") -> etree._Element:
    channel = etree.fromstring(made.read(f"site{base}feed.xml").encode()).find("channel")
    assert channel is not None
    return channel


def json_feed(made: Workspace, base: str = "/") -> dict[str, Any]:
    value: dict[str, Any] = json.loads(made.read(f"site{base}feed.json"))
    return value


def whole(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def texts(element: etree._Element, path: str) -> list[str]:
    return [str(found.text) for found in element.findall(path)]


def test_there_is_a_feed_for_the_site_each_dated_kind_category_and_section_that_asks(
    made: Workspace,
) -> None:
    found = {path for path in made.tree() if path.endswith(("feed.xml", "atom.xml", "feed.json"))}
    names = ("feed.xml", "atom.xml", "feed.json")
    assert found == {f"site{base}{name}" for base in BASES for name in names}


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_a_feed_reader_has_no_complaint(made: Workspace, base: str, name: str) -> None:
    read = feedparser.parse(made.read(f"site{base}{name}").encode())
    assert read.bozo == 0
    assert read.version == {"feed.xml": "rss20", "atom.xml": "atom10"}[name]
    assert read.entries
    assert all(entry.title and entry.link and entry.id for entry in read.entries)


@pytest.mark.parametrize("base", BASES)
def test_atom_has_what_rfc_4287_asks_for(made: Workspace, base: str) -> None:
    feed = atom(made, base)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        moment = str(element.findtext(f"{ATOM}updated"))
        assert datetime.fromisoformat(moment).tzinfo is not None
    assert feed.findall(f"{ATOM}author")
    selves = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert [link.get("href") for link in selves] == [f"https://example.org{base}atom.xml"]
    for entry in feed.findall(f"{ATOM}entry"):
        alternates = [
            link for link in entry.findall(f"{ATOM}link") if link.get("rel") in {None, "alternate"}
        ]
        assert len(alternates) == 1
        assert whole(str(alternates[0].get("href")))
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.get("type") == "html"


@pytest.mark.parametrize("base", BASES)
def test_rss_has_what_its_specification_asks_for(made: Workspace, base: str) -> None:
    channel = rss(made, base)
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1, name
    assert whole(str(channel.findtext("link")))
    own = channel.find(f"{ATOM}link")
    assert own is not None
    assert (own.get("rel"), own.get("href")) == ("self", f"https://example.org{base}feed.xml")
    for item in channel.findall("item"):
        assert item.findtext("title")
        assert whole(str(item.findtext("link")))
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        assert parsedate_to_datetime(str(item.findtext("pubDate"))).tzinfo is not None
        assert len(item.findall("description")) <= 1


@pytest.mark.parametrize("base", BASES)
def test_json_feed_has_what_version_1_1_asks_for(made: Workspace, base: str) -> None:
    feed = json_feed(made, base)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"] == f"https://example.org{base}feed.json"
    assert feed["home_page_url"] == f"https://example.org{base}"
    assert feed["language"] == "en"
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert whole(item["url"])
        assert item["content_html"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo is not None
        assert datetime.fromisoformat(item["date_modified"]).tzinfo is not None
        assert all(isinstance(tag, str) for tag in item.get("tags", []))


@pytest.mark.parametrize("base", BASES)
def test_all_three_formats_have_the_same_entries_newest_first(made: Workspace, base: str) -> None:
    items = json_feed(made, base)["items"]
    ids = [item["id"] for item in items]
    assert ids == texts(atom(made, base), f"{ATOM}entry/{ATOM}id")
    assert ids == texts(rss(made, base), "item/guid")
    dates = [item["date_published"] for item in items]
    assert dates == sorted(dates, reverse=True)


def test_the_feed_of_the_site_has_every_dated_kind(made: Workspace) -> None:
    titles = [item["title"] for item in json_feed(made)["items"]]
    assert titles == ["Case", "Two", "One & <only>"]


def test_the_feed_of_a_category_tells_about_its_services(made: Workspace) -> None:
    titles = [item["title"] for item in json_feed(made, "/categories/network/")["items"]]
    assert titles == ["Case"]


def test_entries_without_a_date_are_in_no_feed(made: Workspace) -> None:
    for path in made.tree():
        if path.endswith(("feed.xml", "atom.xml", "feed.json")):
            assert "ndated" not in made.read(path)


def test_the_feed_of_the_site_has_twenty_entries_and_others_fifty(tmp_path: Path) -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made = site(
        tmp_path,
        "".join(
            f"-- content/news/n{n}.md --\n---\ndate: {day + timedelta(n):%Y-%m-%d}\n---\nText.\n"
            for n in range(70)
        ),
    ).built()
    assert len(json_feed(made)["items"]) == 20
    assert len(json_feed(made, "/news/")["items"]) == 50
    assert json_feed(made)["items"][0]["title"] == "N69"


def test_feeds_have_the_full_text_with_whole_addresses(made: Workspace) -> None:
    text = json_feed(made, "/news/")["items"][1]["content_html"]
    assert "Full <em>text</em>" in text
    assert '<a href="https://example.org/services/vpn/#x">link</a>' in text
    assert '<a href="mailto:a@example.org">mail</a>' in text
    assert '<a href="https://example.org/news/one/#part">here</a>' in text
    assert '<img src="https://example.org/news/dot.png.webp"' in text


def test_titles_and_summaries_are_text_and_not_markup(made: Workspace) -> None:
    entry = feedparser.parse(made.read("site/news/atom.xml").encode()).entries[1]
    assert entry.title == "One & <only>"
    assert entry.summary == "In short & sweet."
    assert [tag.term for tag in entry.tags] == ["a", "b & c"]


def test_a_summary_that_stands_for_the_text_is_escaped(tmp_path: Path) -> None:
    files = (
        '-- content/news/a.md --\n---\ndate: 2026-01-01\nsummary: "<script>a</script> & b"\n---\n'
    )
    made = site(tmp_path, files).built()
    text = json_feed(made)["items"][0]["content_html"]
    assert text == "<p>&lt;script&gt;a&lt;/script&gt; &amp; b</p>"


def test_dates_come_from_content(made: Workspace) -> None:
    entry = atom(made, "/news/").findall(f"{ATOM}entry")[1]
    assert str(entry.findtext(f"{ATOM}published")).startswith("2026-01-01T00:00:00")
    updated = datetime.fromisoformat(str(entry.findtext(f"{ATOM}updated")))
    assert updated == datetime(2026, 5, 1, 10, tzinfo=UTC)
    assert datetime.fromisoformat(str(atom(made, "/news/").findtext(f"{ATOM}updated"))) == updated
    assert parsedate_to_datetime(str(rss(made, "/news/").findtext("lastBuildDate"))) == updated


def test_no_date_comes_from_the_clock(made: Workspace) -> None:
    before = made.tree()
    made.built(now=NOW + timedelta(days=40, hours=5))
    assert made.tree() == before


def test_dates_without_an_offset_are_in_the_time_zone_of_the_site(tmp_path: Path) -> None:
    files = "-- content/news/a.md --\n---\ndate: 2026-07-01 09:30\n---\nText.\n"
    made = site(tmp_path, files, "timezone: America/New_York\n").built()
    assert json_feed(made)["items"][0]["date_published"] == "2026-07-01T09:30:00-04:00"


def ids(made: Workspace) -> dict[str, list[str]]:
    found = {}
    for base in ("/", "/news/"):
        found[f"{base} json"] = [item["id"] for item in json_feed(made, base)["items"]]
        found[f"{base} rss"] = texts(rss(made, base), "item/guid")
        found[f"{base} atom"] = texts(atom(made, base), f".//{ATOM}id")
    return found


@pytest.mark.parametrize(
    "change",
    [
        "title: Renamed",
        "title: A\nslug: elsewhere",
        "title: A\nslug: /quite/elsewhere",
        "title: A\nupdated: 2026-06-01",
        "title: A\ntags: [new]",
    ],
)
def test_ids_survive_edits(tmp_path: Path, change: str) -> None:
    files = "-- content/news/a.md --\n---\n{}\ndate: 2026-01-01\n---\nText.\n"
    made = site(tmp_path, files.format("title: A")).built()
    before = ids(made)
    made.write(files.format(change)).built()
    assert ids(made) == before


def test_ids_survive_another_base_url(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/news/a.md --\n---\ndate: 2026-01-01\n---\nText.\n").built()
    before = ids(made)
    made.built(base_url="https://preview.example.com/x/")
    assert ids(made) == before
    assert json_feed(made)["items"][0]["url"] == "https://preview.example.com/x/news/a/"


def allowed(sign: str) -> bool:
    """Whether XML 1.0 allows a character."""
    return sign in "\t\n\r" or "\u0020" <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd"


def without_blanks(text: str) -> str:
    return "".join(text.split())


def test_every_code_point_up_to_u_ffff_makes_well_formed_feeds(tmp_path: Path) -> None:
    """Each stands in a title, a summary, a tag, a text and a link."""
    made = site(tmp_path, settings="feeds: {items_each: 64}\n")
    rows = {}
    for start in (*range(0, 0xD800, 0x400), *range(0xE000, 0x10000, 0x400)):
        points = range(start, start + 0x400)
        signs = "".join(map(chr, points))
        escaped = "".join(f"\\u{point:04x}" for point in points)
        readable = signs.replace("\r", "").replace("\n", "")
        head = (
            f'+++\ntitle = "{escaped}"\nsummary = "{escaped}"\ntags = ["t{escaped}"]\n'
            f"date = {2000 + start // 0x400}-01-01\n+++\n"
        )
        text = f"Text {readable}\n\n[label {readable}](https://example.org/?q={readable})\n"
        made.write_bytes(f"content/news/n{start:05}.md", (head + text).encode())
        rows[start] = "".join(filter(allowed, signs))
    made.built()
    entries = atom(made, "/news/").findall(f"{ATOM}entry")
    items = rss(made, "/news/").findall("item")
    wanted = [without_blanks(rows[start]) for start in sorted(rows, reverse=True)]
    titles = [without_blanks(str(entry.findtext(f"{ATOM}title"))) for entry in entries]
    assert titles == wanted
    assert [without_blanks(str(item.findtext("title"))) for item in items] == wanted
    assert len(json_feed(made, "/news/")["items"]) == len(rows)
    for name in ("feed.xml", "atom.xml"):
        assert len(feedparser.parse(made.read(f"site/news/{name}").encode()).entries) == len(rows)


def test_a_site_without_dated_entries_has_no_feed_and_offers_none(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/news/a.md --\nNo date.\n").built()
    assert not [path for path in made.tree() if "feed" in path or "atom" in path]
    assert "alternate" not in made.page("/")
    assert "/feeds/" not in made.page("/")


TOLD = """
-- content/services/vpn.md --
---
title: VPN
---
-- content/case-studies/told.md --
---
title: Told
date: 2026-03-01
summary: In short.
problem: Three days <lost>.
solution: A form.
outcome: Four hours.
results:
  - {measure: Time, before: 36, after: 93, unit: percent, period: "2026", source: The desk}
  - {measure: Cost, before: 1350, after: 99.5, unit: currency}
  - {measure: Wait, before: 3, after: 1, unit: days}
  - "Nobody & nothing waits"
quote: {text: It works., person: Ada, role: Biology}
---
-- content/newsletters/issue-1.md --
---
title: Issue
date: 2026-03-02
asks:
  - {text: "Try <it>", url: /services/vpn/, effort_minutes: 5, in_return: A mug}
  - Tell us
give: A guide & a map.
---
-- content/news/bare.md --
---
title: Bare
date: 2026-03-03
---
-- content/case-studies/both.md --
---
title: Both
date: 2026-03-04
outcome: After the text.
---
The text.
"""


def told(tmp_path: Path, title: str) -> str:
    made = site(tmp_path, TOLD).built(base_url="https://example.net/sub/")
    items = json.loads(made.read("site/feed.json"))["items"]
    return str(next(item["content_html"] for item in items if item["title"] == title))


def test_a_case_told_in_its_front_matter_is_told_in_the_feed(tmp_path: Path) -> None:
    assert told(tmp_path, "Told").split("\n") == [
        "<h2>The problem</h2>",
        "<p>Three days &lt;lost&gt;.</p>",
        "<h2>What was done</h2>",
        "<p>A form.</p>",
        "<h2>What is different</h2>",
        "<p>Four hours.</p>",
        "<h2>Results</h2>",
        "<ul>",
        "<li>Time: 36% → 93% (2026 · Source: The desk)</li>",
        "<li>Cost: €1,350 → €99.50</li>",
        "<li>Wait: 3 days → 1 day</li>",
        "<li>Nobody &amp; nothing waits</li>",
        "</ul>",
        "<blockquote><p>It works.</p><p>Ada, Biology</p></blockquote>",
    ]


def test_what_an_issue_asks_and_gives_is_in_the_feed_with_whole_addresses(tmp_path: Path) -> None:
    assert told(tmp_path, "Issue").split("\n") == [
        "<h2>You can help</h2>",
        "<ul>",
        (
            '<li><a href="https://example.net/sub/services/vpn/">Try &lt;it&gt;</a> (5 minutes)'
            "<br>In return: A mug</li>"
        ),
        "<li>Tell us</li>",
        "</ul>",
        "<h2>For you</h2>",
        "<p>A guide &amp; a map.</p>",
    ]


def test_what_front_matter_tells_follows_the_text(tmp_path: Path) -> None:
    assert re.fullmatch(
        r"<p>The text\.</p>\s*<h2>[^<]+</h2>\n<p>After the text\.</p>", told(tmp_path, "Both")
    )


def test_an_entry_that_tells_nothing_has_no_empty_paragraph(tmp_path: Path) -> None:
    assert told(tmp_path, "Bare") == ""
