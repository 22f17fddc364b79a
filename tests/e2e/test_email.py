"""E-mails in a browser: readable in every scheme, at every width, and without a style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.addresses import EMAILS
from tests.e2e.conftest import Visitor
from tests.e2e.mail import open_email
from tests.e2e.test_layout import misfits

WIDTHS = (320, 360, 600, 700)
# The contrast (WCAG 2.2) of all words and of bars with the ground behind them, as it is or with
# all colours inverted, and where it is less than it has to be.
CONTRAST = """(inverted) => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const seen = (colour) => channels(colour).slice(0, 3).map((part) => inverted ? 255 - part : part);
  const light = (colour) => seen(colour).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if ((channels(colour)[3] ?? 1) === 1) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const poor = new Set();
  let looked = 0;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const box = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !box.checkVisibility()) continue;
    const style = getComputedStyle(box);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const found = ratio(style.color, ground(box));
    looked += 1;
    if (found < (large ? 3 : 4.5)) poor.add(`${found.toFixed(2)}: ${texts.currentNode.data}`);
  }
  for (const bar of document.querySelectorAll('.bar-before, .bar-after')) {
    const found = ratio(getComputedStyle(bar).backgroundColor, ground(bar.parentElement));
    if (found < 3) poor.add(`${found.toFixed(2)}: ${bar.className}`);
  }
  return [looked, [...poor]];
}"""
WITHOUT_STYLES = "() => document.querySelectorAll('style').forEach((each) => each.remove())"
# How words, cells and buttons come out: what a mail program must not take away with the styles.
LOOKS = """() => [...document.querySelectorAll('h1, h2, h3, p, li, a, td, th, img, pre')]
  .filter((element) => element.checkVisibility())
  .map((element) => {
    const style = getComputedStyle(element);
    return [element.tagName, style.fontFamily, style.fontSize, style.lineHeight, style.color,
      style.backgroundColor, style.padding, style.textAlign, style.borderWidth].join('; ');
  })"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name,issue", EMAILS)
def test_words_and_bars_stand_out_as_they_are_and_inverted(
    outputs: dict[str, Path], visit: Visitor, name: str, issue: str, scheme: str
) -> None:
    page = open_email(visit, outputs, name, issue, width=700, scheme=scheme).page
    for inverted in (False, True):
        looked, poor = page.evaluate(CONTRAST, inverted)
        assert looked > 5
        assert poor == [], "inverted" if inverted else "as it is"


@pytest.mark.parametrize("name,issue", EMAILS)
def test_without_its_style_element_an_email_looks_the_same(
    outputs: dict[str, Path], visit: Visitor, name: str, issue: str
) -> None:
    page = open_email(visit, outputs, name, issue, width=700).page
    before = page.evaluate(LOOKS)
    page.evaluate(WITHOUT_STYLES)
    assert page.evaluate(LOOKS) == before
    assert len(before) > 5


@pytest.mark.parametrize("styled", [True, False])
@pytest.mark.parametrize("pictures", [True, False])
@pytest.mark.parametrize("name,issue", EMAILS)
def test_an_email_fits_its_window_with_and_without_pictures_and_styles(
    outputs: dict[str, Path], visit: Visitor, name: str, issue: str, *, pictures: bool, styled: bool
) -> None:
    page = open_email(visit, outputs, name, issue, pictures=pictures).page
    if not styled:
        page.evaluate(WITHOUT_STYLES)
    assert {width: found for width in WIDTHS if (found := misfits(page, width))} == {}


def columns(page: Page, width: int) -> list[float]:
    """Return the left edge of each half of the first pair, and how wide the second is."""
    page.set_viewport_size({"width": width, "height": 800})
    boxes = [page.locator(".column").nth(n).bounding_box() for n in (0, 1)]
    assert boxes[0]
    assert boxes[1]
    return [boxes[0]["x"], boxes[1]["x"], boxes[1]["width"]]


@pytest.mark.parametrize("styled", [True, False])
def test_columns_stand_side_by_side_and_on_a_phone_below_each_other(
    outputs: dict[str, Path], visit: Visitor, *, styled: bool
) -> None:
    page = open_email(visit, outputs, "example", "2026-11").page
    if not styled:
        page.evaluate(WITHOUT_STYLES)
    first, second, width = columns(page, 700)
    assert (second - first, width) == (312, 288)
    first, second, width = columns(page, 375)
    assert first == second
    assert width == (335 if styled else 288)


def test_outlook_keeps_columns_side_by_side(outputs: dict[str, Path], visit: Visitor) -> None:
    """With what stands in its conditional comments, and without what its engine does not know."""
    page = open_email(visit, outputs, "example", "2026-11", width=900).page
    html = re.sub(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", r"\1", page.content(), flags=re.DOTALL)
    page.set_content(html)
    page.evaluate(WITHOUT_STYLES)
    page.add_style_tag(content=".column { display: block !important; max-width: none !important; }")
    first, second, _ = columns(page, 900)
    assert second - first == 312
    body = page.locator(".inner").bounding_box()
    assert body
    assert body["width"] == 600


def test_pictures_that_are_blocked_leave_their_words_readable(
    outputs: dict[str, Path], visit: Visitor
) -> None:
    for scheme in ("light", "dark"):
        opened = open_email(visit, outputs, "example", "2026-11", pictures=False, scheme=scheme)
        looks = opened.page.evaluate("""() => {
            const style = getComputedStyle(document.querySelector('img'));
            return [style.color, style.backgroundColor, parseFloat(style.fontSize)];
        }""")
        assert looks == ["rgb(33, 31, 27)", "rgb(252, 251, 248)", 15]
