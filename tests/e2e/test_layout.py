"""Pages fit their window at every width and text size, and paper too."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.addresses import ALL, EACH
from tests.e2e.conftest import Visitor
from tests.e2e.mail import open_email

# What sticks out of the window, but for what scrolls inside its own box.
OVERFLOW = """() => {
  const wide = document.scrollingElement.scrollWidth - window.innerWidth;
  const hiding = [document.documentElement, document.body]
    .some((element) => getComputedStyle(element).overflowX !== 'visible');
  if (wide <= 0 && !hiding) return [];
  const inside = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement)
      if (box !== document.body && getComputedStyle(box).overflowX !== 'visible') return true;
    return false;
  };
  const out = [...document.body.querySelectorAll('*')].filter((element) =>
    element.getBoundingClientRect().right > window.innerWidth + 0.5 && !inside(element));
  return [`${wide} px too wide`, ...out.map((element) => element.outerHTML.slice(0, 160))];
}"""
# Text that runs out of its own box, over what stands beside it.
SPILL = """() => {
  const spilling = new Set();
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const hidden = (box) => box && (getComputedStyle(box).clipPath !== 'none'
    || hidden(box.parentElement));
  while (words.nextNode()) {
    let box = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || !box.checkVisibility()) continue;
    while (getComputedStyle(box).display.startsWith('inline')) box = box.parentElement;
    const style = getComputedStyle(box);
    if (hidden(box) || style.overflowX !== 'visible') continue;
    range.selectNodeContents(words.currentNode);
    const right = Math.max(...[...range.getClientRects()].map((part) => part.right));
    if (right > box.getBoundingClientRect().right + 1) spilling.add(box.outerHTML.slice(0, 160));
  }
  return [...spilling];
}"""
# Words of usual length that end on another line than they begin, addresses left out.
CUT = """() => {
  const cut = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const hidden = (box) => box && (getComputedStyle(box).clipPath !== 'none'
    || hidden(box.parentElement));
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.checkVisibility() || hidden(text.parentElement)) continue;
    for (const word of text.data.matchAll(/(?<=^|\\s)\\p{L}{2,14}(?=[\\s.,;:?!]|$)/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((part) => part.top));
      if (lines.size > 1) cut.add(word[0]);
    }
  }
  return [...cut];
}"""
WIDTHS = (320, 360, 768, 1280)


@pytest.mark.parametrize("name,path", ALL)
def test_a_page_fits_its_window_and_a_phone_at_twice_the_text_size_too(
    served: dict[str, str], visit: Visitor, name: str, path: str
) -> None:
    page = visit(served[name] + path).page
    found = {str(width): misfits(page, width) for width in WIDTHS}
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found["360 at 200%"] = misfits(page, 360)
    assert {size: bad for size, bad in found.items() if bad} == {}


@pytest.mark.parametrize("name,path", EACH)
def test_no_ordinary_word_is_cut_in_two(
    served: dict[str, str], visit: Visitor, name: str, path: str
) -> None:
    page = visit(served[name] + path).page
    cut = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        cut[width] = page.evaluate(CUT)
    assert {width: words for width, words in cut.items() if words} == {}


@pytest.mark.parametrize("name,path", EACH)
def test_paper_shows_every_text_of_the_screen_black_on_white_in_the_dark_scheme_too(
    served: dict[str, str], visit: Visitor, name: str, path: str
) -> None:
    """Controls that need a script do nothing on paper, so none is running.

    What only leads on stays on the screen; of a service's text its sheet keeps what counts, which
    is proved with the other sheets.
    """
    page = visit(served[name] + path, scheme="dark", java_script_enabled=False).page
    on_screen = blocks(page)
    page.emulate_media(media="print", color_scheme="dark")
    assert set(on_screen) - set(blocks(page)) == set()
    colours = page.evaluate("""() => [document.querySelector('h1'), document.body].map(
        (element, index) => getComputedStyle(element)[index ? 'backgroundColor' : 'color'])""")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_an_email_without_its_pictures_says_what_they_show(
    outputs: dict[str, Path], visit: Visitor
) -> None:
    opened = open_email(visit, outputs, "example", "2026-11", pictures=False, width=600)
    pictures = opened.page.locator("img")
    assert pictures.count() > 0
    assert all(picture.get_attribute("alt") for picture in pictures.all())


def misfits(page: Page, width: int) -> list[str]:
    """Return what sticks out of the window at this width, or out of its own box."""
    page.set_viewport_size({"width": width, "height": 800})
    return [*page.evaluate(OVERFLOW), *(f"text runs out of {box}" for box in page.evaluate(SPILL))]


def blocks(page: Page) -> list[str]:
    """Return the visible headings, paragraphs, items and cells of the main part."""
    found: list[str] = page.evaluate("""() =>
        [...document.querySelectorAll('main :is(h1, h2, h3, h4, p, li, dt, dd, th, td, pre)')]
        .filter((element) => !element.closest(
            'nav, form, .subscribe, .neighbours, .onward, .on-screen, .service-body, .get-time'))
        .filter((element) => element.checkVisibility({visibilityProperty: true})
            && element.getBoundingClientRect().height > 1)
        .map((element) => element.textContent.replaceAll(/\\s+/g, ' ').trim())""")
    return found
