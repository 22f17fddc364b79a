"""The search in use: what it finds, what it says, and what it costs the reader."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor
from tests.e2e.looks import some
from tests.e2e.test_accessibility import seen
from tests.sites import site
from tools.serving import serving

MOST_BYTES = 4096
"""Of the script, compressed; Pagefind's own aside."""


def look_for(page: Page, words: str) -> list[str]:
    """The titles that are found."""
    page.get_by_label("What are you looking for?").fill(words)
    expect(page.get_by_role("status")).to_contain_text(words)
    return page.locator(".row-found a").all_inner_texts()


@pytest.fixture
def page(served: dict[str, str], visit: Visitor) -> Page:
    return visit(served["example"] + "/search/").page


def test_an_old_name_finds_the_service_and_says_why(page: Page) -> None:
    assert look_for(page, "R drive")[0] == "Research storage"
    assert "Also called: R drive" in page.locator(".row-found").first.inner_text()


def test_the_name_of_a_rival_product_finds_the_service_and_says_why(page: Page) -> None:
    assert look_for(page, "dropbox") == ["Research storage", "File Drop"]
    rows = page.locator(".row-found").all_inner_texts()
    assert "Instead of: Dropbox" in rows[0]
    assert rows[1].startswith("Service · retired")


def test_words_of_the_text_are_found_in_other_forms_and_shown(page: Page) -> None:
    assert "Research storage" in look_for(page, "recovering")
    assert page.locator(".found-excerpt mark").count() > 0
    assert "results for “recovering”" in page.get_by_role("status").inner_text()


def test_what_was_asked_is_in_the_address_and_nothing_goes_to_the_server(
    served: dict[str, str], visit: Visitor
) -> None:
    first = visit(served["example"] + "/search/")
    look_for(first.page, "dropbox")
    assert first.page.url.endswith("/search/#q=dropbox")
    again = visit(first.page.url)
    expect(again.page.get_by_role("status")).to_contain_text("dropbox")
    sent = [url for each in (first, again) for url in each.requests]
    assert [url for url in sent if "dropbox" in url] == []


def test_what_is_found_is_reached_by_keyboard(page: Page) -> None:
    look_for(page, "storage")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.row-found') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/research-storage/")


def test_more_results_are_shown_on_request_and_the_focus_goes_on(page: Page) -> None:
    look_for(page, "service")
    page.get_by_role("button", name="Show more results").click()
    expect(page.locator(".row-found")).to_have_count(20)
    assert page.evaluate("document.activeElement.closest('li').matches(':nth-child(11)')")


def test_where_nothing_is_found_the_page_says_so_and_leads_on(page: Page) -> None:
    assert look_for(page, "zeppelin") == []
    assert page.get_by_role("status").inner_text() == "Nothing found for “zeppelin”."
    assert page.get_by_role("main").get_by_role("link", name="All services").is_visible()
    assert page.get_by_role("link", name="helpdesk@aldermoor.example").is_visible()
    assert page.get_by_role("heading", name="All names from A to Z").is_visible()
    look_for(page, "storage")
    assert page.get_by_role("heading", name="All names from A to Z").is_hidden()


def test_axe_finds_nothing_while_it_is_in_use(page: Page) -> None:
    for words, looks in (("service", some(3)), ("zeppelin", some(0)[:1])):
        look_for(page, words)
        assert seen(page, looks) == {}


def test_without_scripts_there_is_a_list_of_names_and_no_dead_form(
    served: dict[str, str], visit: Visitor
) -> None:
    page = visit(served["example"] + "/search/", java_script_enabled=False).page
    assert page.locator("form").is_hidden()
    lines = page.get_by_role("listitem").filter(has_text="Dropbox →")
    assert "Dropbox → Research storage" in lines.all_inner_texts()


def test_an_index_that_cannot_be_loaded_is_told_and_the_names_stay(
    served: dict[str, str], visit: Visitor
) -> None:
    seen = visit(served["example"] + "/search/")
    seen.page.route("**/pagefind/pagefind.js", lambda route: route.abort())
    seen.page.get_by_label("What are you looking for?").fill("storage")
    expect(seen.page.get_by_role("status")).to_contain_text("cannot be loaded")
    assert seen.page.get_by_role("heading", name="All names from A to Z").is_visible()
    seen.complaints.clear()  # the browser's own, about what was not loaded


def test_it_works_below_a_path_and_in_another_language(tmp_path: Path, visit: Visitor) -> None:
    files = "-- content/services/speicher.md --\n---\ntitle: Sicherungen\n---\nFür alle Häuser.\n"
    made = site(tmp_path, files, "lang: de-CH\n").built(
        search=True, base_url="https://example.org/team/"
    )
    with serving(made.output / "site", "/team/") as address:
        page = visit(f"{address}search/#q=haus").page
        expect(page.get_by_role("status")).to_have_text("1 Treffer für „haus“")
        page.get_by_role("link", name="Sicherungen").click()
        page.wait_for_url("**/team/services/speicher/")


def test_the_script_is_small(outputs: dict[str, Path]) -> None:
    script = (outputs["example"] / "site/assets/search.js").read_bytes()
    assert len(gzip.compress(script, mtime=0)) <= MOST_BYTES
