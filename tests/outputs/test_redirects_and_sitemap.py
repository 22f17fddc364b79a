"""Old addresses, and the small files that crawlers and hosts look for."""

from pathlib import Path

import pytest
from lxml import etree

from tests.documents import document
from tests.sites import Workspace, site

FILES = """
-- content/a.md --
---
title: A
redirect_from: [/old/place/, old.html, "/with blank/ä"]
updated: 2026-03-01
date: 2026-01-01
---
-- content/b & c.md --
B.
-- content/d.md --
---
title: Draft
draft: true
---
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return site(tmp_path_factory.mktemp("sitemap"), FILES, "cname: www.example.org\n").built()


def locations(made: Workspace) -> dict[str, str | None]:
    """Addresses in the sitemap with their dates."""
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = etree.fromstring(made.read("site/sitemap.xml").encode())
    assert root.tag == f"{space}urlset"
    return {str(url.findtext(f"{space}loc")): url.findtext(f"{space}lastmod") for url in root}


@pytest.mark.parametrize("old", ["/old/place/", "/old.html", "/with blank/ä/"])
def test_an_old_address_leads_to_the_new_one(made: Workspace, old: str) -> None:
    page = document(made, old)
    assert page.text("//meta[@http-equiv='refresh']/@content") == "0; url=https://example.org/a/"
    assert page.text("//link[@rel='canonical']/@href") == "https://example.org/a/"
    assert page.links("//main") == [("A", "https://example.org/a/")]
    assert page.text("//meta[@name='robots']/@content") == "noindex"


def test_the_sitemap_lists_every_page_with_the_day_of_its_last_change(made: Workspace) -> None:
    assert locations(made) == {
        "https://example.org/": None,
        "https://example.org/a/": "2026-03-01",
        "https://example.org/b%20%26%20c/": None,
        "https://example.org/search/": None,
        "https://example.org/services/": None,
    }


def test_the_sitemap_leaves_out_drafts_even_where_they_are_shown(tmp_path: Path) -> None:
    made = site(tmp_path, FILES).built(drafts=True)
    assert made.exists("site/d/index.html")
    assert "https://example.org/d/" not in locations(made)
    assert document(made, "/d/").text("//meta[@name='robots']/@content") == "noindex"


def test_the_sitemap_leaves_out_what_is_not_published_yet_even_where_it_is_shown(
    tmp_path: Path,
) -> None:
    files = "-- content/e.md --\n---\npublish_on: 2027-01-01\n---\nLater.\n"
    made = site(tmp_path, files).built(drafts=True)
    assert made.exists("site/e/index.html")
    assert "https://example.org/e/" not in locations(made)


def test_robots_txt_names_the_sitemap(made: Workspace) -> None:
    assert "Sitemap: https://example.org/sitemap.xml\n" in made.read("site/robots.txt")


def test_a_cname_is_written_when_set(made: Workspace) -> None:
    assert made.read("site/CNAME") == "www.example.org\n"


def test_no_cname_is_written_when_it_is_not_set(tmp_path: Path) -> None:
    assert not site(tmp_path, "-- content/a.md --\nA.\n").built().exists("site/CNAME")


def test_nojekyll_is_an_empty_file(made: Workspace) -> None:
    assert made.read("site/.nojekyll") == ""


@pytest.mark.parametrize(
    "old", ["../up", "/", "con", "/a/../../b", "a\\\\b", "https://evil.example/"]
)
def test_an_old_address_that_cannot_be_a_file_is_refused_with_its_place(
    tmp_path: Path, old: str
) -> None:
    made = site(tmp_path, f'-- content/a.md --\n---\nredirect_from: ["{old}"]\n---\n')
    made.build()
    assert [problem.code for problem in made.report.problems if problem.level == "error"] == [
        "path-outside"
    ]
    assert made.errors()[0].startswith("content/a.md:2:17: 'redirect_from': ")
    assert not made.output.exists()
