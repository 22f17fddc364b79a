"""Home, archives, the catalog, categories, tags, sections, and the pages that help."""

import re
from pathlib import Path

import pytest

from tests.documents import document
from tests.sites import Workspace, site

MANY = "".join(
    f"-- content/news/n-{number}.md --\n---\ntitle: News {number}\n"
    f"date: 2026-{1 + number % 11:02}-01\n"
    f"tags: [many]\n---\nText.\n"
    for number in range(1, 122)
)
FILES = """
-- content/services/index.md --
---
title: What you can get
summary: All of it.
---
Introduction.
-- content/services/zeta.md --
---
title: Zeta
category: second
---
-- content/services/alpha-10.md --
---
title: Alpha 10
category: second
lifecycle: exploring
audience: [students, staff]
---
-- content/services/alpha-9.md --
---
title: Alpha 9
category: second
---
-- content/services/omega.md --
---
title: Omega
category: first
---
-- content/services/gone.md --
---
title: Gone
category: first
lifecycle: retired
---
-- content/newsletters/2021/issue-9.md --
Nine.
-- content/newsletters/2021/issue-10.md --
Ten.
-- content/newsletters/2026-11-20-late.md --
Late.
-- content/newsletters/early.md --
---
date: 2026-10-01
tags: [Shared, only]
---
Early.
-- content/case-studies/case.md --
---
title: A case
date: 2026-03-01
tags: [shared]
---
-- content/guides/index.md --
---
title: The guides
---
Read.
-- content/guides/b.md --
---
title: B guide
---
-- content/guides/deep/a.md --
---
title: A guide
date: 2026-02-01
---
-- content/about.md --
---
title: About us
tags: [shared]
---
"""
SETTINGS = """
description: A place to test.
categories:
  - {id: second, title: Second category, order: 2}
  - {id: first, title: First category, summary: What comes first., order: 1}
  - {id: empty, title: Empty category, order: 3}
sections: [{folder: guides, title: Guides, feed: true}, notes]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return site(tmp_path_factory.mktemp("listings"), FILES + MANY, SETTINGS).built()


def titles(made: Workspace, url: str) -> list[str]:
    """What a listing lists, in order."""
    return document(made, url).texts("//main//*[contains(@class, 'row-title')]/a | //main//h3/a")


def test_a_listing_of_121_entries_has_three_pages(made: Workspace) -> None:
    pages = ["/news/", "/news/page/2/", "/news/page/3/"]
    assert [len(titles(made, url)) for url in pages] == [60, 60, 1]
    assert not made.exists("site/news/page/4/index.html")
    assert not made.exists("site/news/page/1/index.html")


def test_the_pages_of_a_listing_have_every_entry_once(made: Workspace) -> None:
    pages = ["/news/", "/news/page/2/", "/news/page/3/"]
    found = [title for url in pages for title in titles(made, url)]
    assert sorted(found) == sorted(f"News {number}" for number in range(1, 122))


def test_the_first_page_of_a_listing_leads_on_and_not_back(made: Workspace) -> None:
    page = document(made, "/news/")
    assert page.texts("//nav//a[@rel='next']/@href") == ["/news/page/2/"]
    assert page.texts("//nav//a[@rel='prev']/@href") == []


def test_the_last_page_of_a_listing_leads_back_and_not_on(made: Workspace) -> None:
    page = document(made, "/news/page/3/")
    assert page.texts("//nav//a[@rel='prev']/@href") == ["/news/page/2/"]
    assert page.texts("//nav//a[@rel='next']/@href") == []


def test_the_second_page_of_a_listing_leads_to_the_first_at_its_own_address(
    made: Workspace,
) -> None:
    page = document(made, "/news/page/2/")
    assert page.texts("//nav//a[@rel='prev']/@href") == ["/news/"]
    assert page.text("//nav//a[@aria-current='page' and @aria-label]") == "2"


def test_each_page_of_a_listing_is_its_own_canonical(made: Workspace) -> None:
    page = document(made, "/news/page/2/")
    assert page.text("//link[@rel='canonical']/@href") == "https://example.org/news/page/2/"


def test_sixty_entries_need_no_second_page(tmp_path: Path) -> None:
    files = "".join(f"-- content/teams/t{n}.md --\nTeam.\n" for n in range(60))
    made = site(tmp_path, files).built()
    assert not made.exists("site/teams/page/2/index.html")
    assert document(made, "/teams/").texts("//a[@rel='next']") == []


def test_dated_entries_come_newest_first_then_the_undated_in_natural_order(
    made: Workspace,
) -> None:
    assert titles(made, "/newsletters/") == ["Late", "Early", "Issue 9", "Issue 10"]


def test_an_archive_is_grouped_by_year(made: Workspace) -> None:
    years = document(made, "/newsletters/").texts("//h2[starts-with(@id, 'year-')]")
    assert years == ["2026", "2021"]


def test_each_year_of_issues_has_a_page(made: Workspace) -> None:
    archive = document(made, "/newsletters/")
    assert archive.links("//nav[@class='years']") == [
        ("2026", "/newsletters/2026/"),
        ("2021", "/newsletters/2021/"),
    ]
    assert titles(made, "/newsletters/2021/") == ["Issue 9", "Issue 10"]
    year = document(made, "/newsletters/2021/")
    assert year.text("//h1") == "Newsletters 2021"
    assert year.texts("//nav[@class='years']//a[@aria-current]") == ["2021"]


def test_the_page_of_a_year_gives_way_to_an_entry_at_its_address(tmp_path: Path) -> None:
    files = "-- content/newsletters/2021/index.md --\n# The first year\n"
    files += (
        "-- content/newsletters/2021/1.md --\nOne.\n-- content/newsletters/2026/2.md --\nTwo.\n"
    )
    made = site(tmp_path, files).built()
    assert "The first year" in document(made, "/newsletters/2021/").text("//h1")


def test_issues_of_one_year_need_no_page_for_it(tmp_path: Path) -> None:
    files = "-- content/newsletters/1.md --\n---\ndate: 2026-11-01\n---\n"
    made = site(tmp_path, files).built()
    assert not made.exists("site/newsletters/2026/index.html")
    assert document(made, "/newsletters/").texts("//nav[@class='years']") == []


def test_the_archive_says_how_to_get_it_by_mail(tmp_path: Path) -> None:
    files = "-- content/newsletters/1.md --\nText.\n"
    letters = (
        "newsletter: {subscribe: join@example.org, unsubscribe: 'https://example.org/leave'}\n"
    )
    archive = document(site(tmp_path, files, letters).built(), "/newsletters/")
    assert set(archive.links("//p[@class='subscribe']")) >= {
        ("Join this list", "mailto:join@example.org"),
        ("Leave this list", "https://example.org/leave"),
    }


def test_the_catalog_follows_the_order_of_categories_then_titles(made: Workspace) -> None:
    assert titles(made, "/services/") == ["Omega", "Alpha 9", "Alpha 10", "Zeta"]


def test_the_catalog_names_its_categories_once(made: Workspace) -> None:
    page = document(made, "/services/")
    found = [text for text in page.texts("//main//h2") if "category" in text]
    assert found == ["First category", "Second category"]


def test_the_index_of_a_folder_introduces_its_listing(made: Workspace) -> None:
    page = document(made, "/services/")
    assert page.text("//h1") == "What you can get"
    assert "Introduction." in page.text("//main")


def test_lifecycle_and_audience_are_visible_in_the_catalog(made: Workspace) -> None:
    row = document(made, "/services/").text("//li[.//a[contains(., 'Alpha 10')]]")
    assert "being explored" in row
    assert "students, staff" in row


def test_a_retired_service_keeps_its_page_and_leaves_the_catalog(made: Workspace) -> None:
    assert made.exists("site/services/gone/index.html")
    assert "Gone" not in document(made, "/services/").text("//main")


def test_a_category_lists_its_services_only(made: Workspace) -> None:
    assert titles(made, "/categories/second/") == ["Alpha 9", "Alpha 10", "Zeta"]


def test_a_category_without_services_has_no_page(made: Workspace) -> None:
    assert not made.exists("site/categories/empty/index.html")


def test_a_tag_that_is_written_in_two_ways_has_one_page(made: Workspace) -> None:
    assert sorted(titles(made, "/tags/shared/")) == ["A case", "About us", "Early"]
    assert len(list((made.output / "site/tags").glob("[sS]hared"))) == 1


def test_the_list_of_tags_links_every_tag(made: Workspace) -> None:
    found = {url for _, url in document(made, "/tags/").links("//main")}
    assert {"/tags/many/", "/tags/only/", "/tags/shared/"} <= found


def test_tags_that_differ_only_in_signs_have_a_page_each(tmp_path: Path) -> None:
    files = """
    -- content/a.md --
    ---
    title: See
    tags: [C]
    ---
    -- content/b.md --
    ---
    title: Plus
    tags: ["C++"]
    ---
    -- content/c.md --
    ---
    title: Sharp
    tags: ["C#"]
    ---
    """
    made = site(tmp_path, files).built()
    links = dict(document(made, "/tags/").links("//main"))
    assert links["C"] == "/tags/c/"
    assert titles(made, links["C"]) == ["See"]
    assert titles(made, links["C++"]) == ["Plus"]
    assert titles(made, links["C#"]) == ["Sharp"]


@pytest.mark.parametrize("tag", ["x" * 400, "con", "...", "日本", "a/b", "../../up", "NUL.txt"])
def test_any_tag_gets_a_page(tmp_path: Path, tag: str) -> None:
    made = site(tmp_path, f"-- content/a.md --\n---\ntitle: A\ntags: ['{tag}']\n---\n").built()
    url = dict(document(made, "/tags/").links("//main"))[tag]
    assert titles(made, url) == ["A"]


def test_a_section_lists_what_is_below_it_dated_first(made: Workspace) -> None:
    assert document(made, "/guides/").text("//h1") == "The guides"
    assert titles(made, "/guides/") == ["A guide", "B guide"]


def test_an_empty_section_has_a_page_all_the_same(made: Workspace) -> None:
    assert titles(made, "/notes/") == []


def test_home_shows_categories_newest_issue_and_description(made: Workspace) -> None:
    page = document(made, "/")
    main = page.text("//main")
    assert page.text("//h1") == "Test site"
    assert "A place to test." in main
    assert "First category" in main
    assert "Late" in main


def test_home_is_introduced_by_its_own_text(tmp_path: Path) -> None:
    files = "-- content/index.md --\n---\ntitle: Hello\n---\nCome in.\n"
    page = document(site(tmp_path, files).built(), "/")
    assert page.text("//h1") == "Hello"
    assert "Come in." in page.text("//main")


def test_the_error_page_helps_and_is_not_to_be_indexed(made: Workspace) -> None:
    page = document(made, "/404.html")
    found = {url for _, url in page.links("//main")}
    assert "/categories/first/" in found
    assert "/newsletters/2026-11-20-late/" in found
    assert page.text("//meta[@name='robots']/@content") == "noindex"


def test_the_page_of_feeds_lists_every_feed_there_is(made: Workspace) -> None:
    linked = {url for _, url in document(made, "/feeds/").links("//main")}
    there = {
        f"/{path.removeprefix('site/')}"
        for path in made.tree()
        if path.startswith("site/") and path.endswith(("feed.xml", "atom.xml", "feed.json"))
    }
    assert there <= linked
    assert "/guides/atom.xml" in there


def test_a_listing_offers_its_own_feeds_to_readers(made: Workspace) -> None:
    found = document(made, "/news/page/2/").texts("//link[@rel='alternate']/@href")
    assert found == ["/news/feed.xml", "/news/atom.xml", "/news/feed.json"]


def test_kinds_without_entries_have_no_listing_and_no_line_in_the_navigation(
    made: Workspace,
) -> None:
    assert not made.exists("site/teams/index.html")
    navigation = {url for _, url in document(made, "/").links("//nav[@class='mainnav']")}
    assert navigation == {"/services/", "/case-studies/", "/newsletters/", "/news/"}


def test_a_listing_waits_in_the_navigation_until_it_has_entries(tmp_path: Path) -> None:
    menu = "navigation: [{label: Letters, url: /newsletters/}, {label: Home, url: /}]"
    made = site(tmp_path, "-- content/a.md --\n# A\n", menu).built()
    assert made.found("link-dead") == []
    assert ("Letters", "/newsletters/") not in document(made, "/").links("//nav")
    made.write("-- content/newsletters/1.md --\n---\ntitle: One\ndate: 2026-11-01\n---\n").built()
    assert ("Letters", "/newsletters/") in document(made, "/").links("//nav")


def test_the_navigation_of_site_yaml_takes_paths_of_entries_and_addresses(tmp_path: Path) -> None:
    settings = (
        "navigation: [about, {label: Out, url: 'https://example.com/'}, {label: Home, url: /}]"
    )
    made = site(tmp_path, "-- content/about.md --\n---\ntitle: About us\n---\n", settings).built()
    assert document(made, "/about/").links("//nav[@class='mainnav']") == [
        ("About us", "/about/"),
        ("Out", "https://example.com/"),
        ("Home", "/"),
    ]


def test_a_category_is_an_id_without_blanks_and_quotes(tmp_path: Path) -> None:
    files = """\
        -- content/services/a.md --
        ---
        title: A
        category: Net & "more"
        ---
        -- content/services/b.md --
        ---
        title: B
        category: net more
        ---
        """
    page = site(tmp_path, files).built().page("/services/")
    assert re.findall(r'<h2 id="([^"]*)" class="split-title"', page) == ["net----more", "net-more"]
    assert re.findall(r'href="#(net[^"]*)"', page) == ["net----more", "net-more"]


def test_a_row_shows_prices_in_words_and_calls_nothing_free_that_is_not(tmp_path: Path) -> None:
    prices = {
        "a": ["780 euros", '"1,350 euros"'],
        "b": ["free", "4 cents a page", "free"],
        "c": ["{type: fixed, amount: 4}", "on request"],
        "d": ["{type: none}", "{type: fixed, amount: 4}"],
        "e": ["{type: quote}", "{type: fixed, amount: 4}"],
        "f": ["one", "two", "three", "four"],
    }
    files = "".join(
        f"-- content/services/{name}.md --\n---\ntitle: {name}\nlifecycle: live\nofferings:\n"
        + "".join(f"- {{title: {n}, price: {price}}}\n" for n, price in enumerate(every))
        + "---\n"
        for name, every in prices.items()
    )
    page = document(site(tmp_path, files, "currency: EUR\n").built(), "/services/")
    assert page.texts("//span[@class='row-price']") == [
        "780 euros; 1,350 euros",
        "free; 4 cents a page",
        "€4; on request",
        "free, or from €4",
        "one; two; three; …",
    ]
