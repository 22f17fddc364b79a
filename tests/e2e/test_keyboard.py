"""A site without a mouse: the skip link first, focus always seen, everything reached."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.addresses import EXAMPLE
from tests.e2e.conftest import Visitor

# The element in focus: what it is, whether its focus is drawn, and whether it is in view.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const shown = [...element.getClientRects()].some((part) => {
    const middle = (Math.max(part.left, 0) + Math.min(part.right, window.innerWidth)) / 2;
    for (let y = Math.max(part.top, 0) + 2; y < Math.min(part.bottom, window.innerHeight); y += 4) {
      const top = document.elementFromPoint(middle, y);
      if (top && (element.contains(top) || top.contains(element))) return true;
    }
    return false;
  });
  return {
    name: element.outerHTML.slice(0, 120),
    text: element.textContent.replaceAll(/\\s+/g, ' ').trim(),
    drawn: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: shown,
    inMain: document.querySelector('main').contains(element),
  };
}"""

# Of a group of radio buttons the chosen one is a stop; arrows lead to the others.
STOPS = ", ".join(
    f"{each}:visible"
    for each in (
        *("a[href]", "summary", "button", "[tabindex='0']"),
        *("input:not([type=radio])", "input[type=radio]:checked", "select"),
    )
)


def test_the_first_stop_is_the_skip_link_and_it_can_be_seen(
    served: dict[str, str], visit: Visitor
) -> None:
    first = stops(visit(served["example"] + "/services/").page)[0]
    assert (first["text"], first["drawn"], first["seen"]) == ("Skip to the content", True, True)


def test_the_skip_link_leads_past_the_menu(served: dict[str, str], visit: Visitor) -> None:
    page = visit(served["example"] + "/services/").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["inMain"]


def test_the_menu_is_reached_in_its_order(served: dict[str, str], visit: Visitor) -> None:
    page = visit(served["example"] + "/").page
    menu = page.get_by_role("navigation", name="Main").get_by_role("link").all_inner_texts()
    texts = [stop["text"] for stop in stops(page)]
    start = texts.index(menu[0])
    assert texts[start : start + len(menu)] == menu


@pytest.mark.parametrize(
    "path,width", [(path, 360) for path in EXAMPLE] + [(path, 1280) for path in EXAMPLE[:8]]
)
def test_every_link_is_reached_and_its_focus_is_seen(
    served: dict[str, str], visit: Visitor, path: str, width: int
) -> None:
    page = visit(served["example"] + path, width=width).page
    reached = stops(page)
    assert [stop["name"] for stop in reached if not (stop["drawn"] and stop["seen"])] == []
    assert len(reached) == page.locator(STOPS).count()


def test_what_people_come_for_is_done_without_a_mouse(
    served: dict[str, str], visit: Visitor
) -> None:
    page = visit(served["example"] + "/").page
    press(page.get_by_role("navigation", name="Main").get_by_role("link", name="Services"))
    reach(page.get_by_label("For whom", exact=True))
    page.keyboard.type("teach")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ of \d+ services$"))
    press(page.get_by_role("link", name="Lecture recording"))
    reach(page.locator(".get-start").get_by_role("link"))

    press(page.get_by_role("contentinfo").get_by_role("link", name="Help me choose"))
    press(page.get_by_role("link", name="Where should I keep my files?"))
    reach(page.locator("main input:checked").first)  # of a group of radio buttons the stop
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("#.+=."))

    press(page.get_by_role("banner").get_by_role("link", name="Search"))
    reach(page.get_by_label("What are you looking for?"))
    page.keyboard.type("dropbox")
    press(page.locator(".row-found").get_by_role("link", name="Research storage"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Research storage")


def reach(target: Locator) -> None:
    """Press Tab until an element is in focus, round the page once if need be."""
    expect(target).to_be_visible()
    for _ in range(300):
        if target.evaluate("element => element === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    pytest.fail(f"no Tab leads to {target}")


def press(target: Locator) -> None:
    """Go to a link with Tab, and where it leads with Enter."""
    reach(target)
    with target.page.expect_navigation():
        target.page.keyboard.press("Enter")


def stops(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the top of a page to its end; return what is in focus at each stop."""
    found = []
    page.keyboard.press("Tab")
    while stop := page.evaluate(FOCUS):
        found.append(stop)
        page.keyboard.press("Tab")
        assert len(found) < 500, "the focus goes round in a circle"
    return found
