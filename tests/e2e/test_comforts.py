"""Small comforts of every page, and paper: more than a page has without them, never less."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor

MOST_BYTES = 2048
"""Of the script that all pages have, compressed."""
SHEETS = re.compile(rb"/Type\s*/Page\b(?!s)")
SHIFTS = """() => {
  const seen = new PerformanceObserver(() => {});
  seen.observe({ type: 'layout-shift', buffered: true });
  return seen.takeRecords().map((each) => each.value);
}"""
"""What has moved on a page by the end of the way to it."""
_MOVING = re.compile(r"(transition|animation)[-\w]*:|@view-transition")


def test_the_search_is_one_chord_away_from_any_page(served: dict[str, str], visit: Visitor) -> None:
    page = visit(served["example"] + "/services/vpn/").page
    link = page.get_by_role("banner").get_by_role("link", name="Search", exact=True)
    expect(link).to_have_attribute("aria-keyshortcuts", "Control+K")
    page.keyboard.press("k")
    page.keyboard.press("/")
    page.keyboard.press("Control+Shift+K")
    assert page.url.endswith("/vpn/"), "no key by itself, and no other chord"
    page.keyboard.press("Control+k")
    page.wait_for_url("**/search/#q=")
    expect(page.get_by_label("What are you looking for?")).to_be_focused()


def test_the_home_page_asks_the_search_and_sends_nothing(
    served: dict[str, str], visit: Visitor
) -> None:
    opened = visit(served["example"] + "/")
    opened.page.keyboard.press("Control+k")
    opened.page.keyboard.type("R & drive")
    opened.page.keyboard.press("Enter")
    expect(opened.page.get_by_role("status").first).to_contain_text("R & drive")
    assert opened.page.url.endswith("/search/#q=R%20%26%20drive")
    assert [url for url in opened.requests if "drive" in url.rpartition("/")[2]] == []
    plain = visit(served["example"] + "/", java_script_enabled=False).page
    plain.get_by_label("What are you looking for?").fill("drive")
    plain.get_by_role("button", name="Search").click()
    plain.wait_for_url("**/search/?")
    assert plain.get_by_role("heading", name="All names from A to Z").is_visible()


def test_a_page_that_is_not_here_asks_for_what_its_address_means(
    served: dict[str, str], visit: Visitor
) -> None:
    page = visit(served["example"] + "/services/research%20storage_old.html").page
    field = page.get_by_label("What are you looking for?")
    expect(field).to_have_value("services research storage old")


def test_an_address_with_a_question_is_answered(served: dict[str, str], visit: Visitor) -> None:
    page = visit(served["example"] + "/search/?q=dropbox").page
    expect(page.get_by_role("status").first).to_contain_text("dropbox")
    assert page.url.endswith("/search/#q=dropbox")


def test_the_address_of_a_part_is_copied_and_its_headline_is_read_once(
    served: dict[str, str], visit: Visitor
) -> None:
    rights = {"permissions": ["clipboard-read", "clipboard-write"]}
    page = visit(served["example"] + "/services/research-storage/", **rights).page
    heading = page.get_by_role("heading", name="How much you will need", exact=True)
    link = heading.get_by_role("link", name="Link to “How much you will need”")
    link.focus()
    expect(link).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url + "#how-much-you-will-need"
    page.keyboard.press("Tab")
    expect(page.get_by_role("status")).to_be_empty()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error('no')); }")
    link.press("Enter")
    page.wait_for_url("**/#how-much-you-will-need")


def test_going_from_page_to_page_softly_moves_and_breaks_nothing(
    served: dict[str, str], visit: Visitor
) -> None:
    opened = visit(served["example"] + "/teams/")
    page = opened.page
    page.emulate_media(reduced_motion="no-preference")
    for name, path in (("News", "news"), ("About", "about")):
        page.get_by_role("banner").get_by_role("link", name=name, exact=True).click()
        page.wait_for_url(f"**/{path}/")
        assert page.evaluate(SHIFTS) == []
    page.go_back()
    page.wait_for_url("**/news/")
    # Chromium's own remark where a page is left before its transition has begun.
    opened.complaints[:] = [each for each in opened.complaints if "Transition" not in each]


def test_whatever_moves_asks_first_whether_motion_is_welcome(outputs: dict[str, Path]) -> None:
    for name in ("lectern.css", "choice.css"):
        style = (outputs["example"] / "site/assets" / name).read_text(encoding="utf-8")
        allowed = _blocks(style, "@media (prefers-reduced-motion: no-preference)")
        assert _MOVING.findall(style) == _MOVING.findall("".join(allowed)), name
        if name == "lectern.css":
            assert "@view-transition { navigation: auto; }" in "".join(allowed)


def _blocks(style: str, head: str) -> list[str]:
    """What stands in the braces after `head`."""
    found = []
    for part in style.split(head)[1:]:
        depth = 0
        for at, sign in enumerate(part):
            depth += {"{": 1, "}": -1}.get(sign, 0)
            if sign == "}" and depth == 0:
                found.append(part[: at + 1])
                break
    return found


@pytest.mark.parametrize("name", ["research-storage", "vpn", "digital-exams"])
def test_a_service_fits_one_sheet(served: dict[str, str], visit: Visitor, name: str) -> None:
    """The longest, one with a single offering, and one that is paused."""
    page = visit(f"{served['example']}/services/{name}/").page
    assert sheets(page) == 1
    page.emulate_media(media="print")
    assert page.get_by_text(f"https://services.aldermoor.example/services/{name}/").is_visible()
    assert page.get_by_role("heading", name="Who answers for it").is_visible()
    scope = page.locator("h2", has_text="Not included")
    assert scope.count() == scope.filter(visible=True).count()
    assert page.get_by_role("navigation").filter(visible=True).count() == 0
    assert page.get_by_text("What has changed", exact=True).filter(visible=True).count() == 0


def test_a_newsletter_on_paper_numbers_its_links_and_names_where_they_lead(
    served: dict[str, str], visit: Visitor
) -> None:
    page = visit(served["example"] + "/newsletters/2026-11/").page
    assert sheets(page) <= 2
    assert page.locator(".notes, [data-note]").count() == 0, "the page is as it was"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    listed = page.locator(".notes li").all_inner_texts()
    assert "https://forms.aldermoor.example/laptop" in listed
    assert served["example"] + "/choices/which-laptop/" in listed
    numbers = page.locator("main a[data-note]").evaluate_all("all => all.map(a => +a.dataset.note)")
    assert set(numbers) == set(range(1, len(listed) + 1))
    assert page.locator(".paper").inner_text().count("Printed on") == 1


def test_the_widest_comparison_is_not_cut_on_paper(served: dict[str, str], visit: Visitor) -> None:
    page = visit(served["example"] + "/choices/where-to-keep-files/").page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1002, "height": 700})  # a landscape sheet without its margins
    table = page.locator(".compare-ways")
    assert table.evaluate("e => e.getBoundingClientRect().right") <= 1002
    assert table.evaluate("e => [...e.rows[0].cells].every(c => c.scrollWidth <= c.offsetWidth)")


def test_the_script_is_small(outputs: dict[str, Path]) -> None:
    script = (outputs["example"] / "site/assets/comforts.js").read_bytes()
    assert len(gzip.compress(script, mtime=0)) <= MOST_BYTES


def sheets(page: Page) -> int:
    """How many sheets of A4 a page takes."""
    return len(SHEETS.findall(page.pdf(format="A4", prefer_css_page_size=True)))
