"""Pages fit their window at every width and text size, and paper too."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.addresses import ALL, EACH, EMAILS
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
SPILL = """() => [...document.querySelectorAll('main *, header *, footer *')].filter((element) => {
  const style = getComputedStyle(element);
  return style.display !== 'inline' && style.overflowX === 'visible' && style.position === 'static'
    && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
}).map((element) => element.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("name,path", ALL)
def test_a_page_is_no_wider_than_its_window(
    served: dict[str, str], visit: Visitor, name: str, path: str, width: int
) -> None:
    assert visit(served[name] + path, width=width).page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("name,path", ALL)
def test_no_text_runs_out_of_its_box(
    served: dict[str, str], visit: Visitor, name: str, path: str, width: int
) -> None:
    assert visit(served[name] + path, width=width).page.evaluate(SPILL) == []


@pytest.mark.parametrize("name,path", ALL)
def test_a_page_fits_a_phone_at_twice_the_text_size(
    served: dict[str, str], visit: Visitor, name: str, path: str
) -> None:
    page = visit(served[name] + path, width=360).page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("pictures", [True, False])
@pytest.mark.parametrize("width", [600, 360])
@pytest.mark.parametrize("name,issue", EMAILS)
def test_an_email_is_no_wider_than_its_window(
    outputs: dict[str, Path], visit: Visitor, name: str, issue: str, width: int, *, pictures: bool
) -> None:
    opened = open_email(visit, outputs, name, issue, width=width, pictures=pictures)
    assert opened.page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("name,path", ALL)
def test_paper_shows_every_heading_and_text_that_the_screen_shows(
    served: dict[str, str], visit: Visitor, name: str, path: str
) -> None:
    page = visit(served[name] + path).page
    on_screen = blocks(page)
    page.emulate_media(media="print")
    assert set(on_screen) - set(blocks(page)) == set()


@pytest.mark.parametrize("name,path", EACH)
def test_paper_is_black_on_white_in_the_dark_scheme_too(
    served: dict[str, str], visit: Visitor, name: str, path: str
) -> None:
    page = visit(served[name] + path, scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
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


def blocks(page: Page) -> list[str]:
    """Return the visible headings, paragraphs, items and cells of the main part."""
    found: list[str] = page.evaluate("""() =>
        [...document.querySelectorAll('main :is(h1, h2, h3, h4, p, li, dt, dd, th, td, pre)')]
        .filter((element) => !element.closest('nav, .subscribe, .get-bar, .neighbours'))
        .filter((element) => element.checkVisibility({visibilityProperty: true})
            && element.getBoundingClientRect().height > 1)
        .map((element) => element.textContent.replaceAll(/\\s+/g, ' ').trim())""")
    return found
