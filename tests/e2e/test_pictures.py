"""What a browser loads of a picture: as much as its screen can show, and no script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests import pictures
from tests.e2e.conftest import Visitor
from tests.sites import site
from tools.serving import serving

TEXT = """![Us](a.jpg)

![Smaller](a.jpg){width=200}

![Plan](plan.svg)

The end.
"""
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">'
    b'<script>document.title = "ran"</script><path d="M0 0h4v2H0z"/></svg>'
)
MOVED = """() => new Promise((done) => {
  let moved = 0;
  const count = (list) => { for (const each of list.getEntries()) moved += each.value; };
  new PerformanceObserver(count).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(moved)));
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = "pictures: {avif: true}\nfiles: {allow: [svg]}\n"
    made = site(tmp_path_factory.mktemp("shown"), pictures.NEWS + TEXT, settings)
    made.write_bytes("content/news/a.jpg", pictures.plain((1700, 80), "JPEG"))
    made.write_bytes("content/news/plan.svg", DRAWING)
    with serving(made.built().output / "site") as base:
        yield f"{base}news/a/"


@pytest.mark.parametrize(
    "width, dots, wanted",
    [
        (1280, 1, ["a.jpg-600.avif", "a.jpg-400.avif", "plan.svg"]),
        (1280, 2, ["a.jpg-1200.avif", "a.jpg-400.avif", "plan.svg"]),
        (360, 3, ["a.jpg-1200.avif", "a.jpg-600.avif", "plan.svg"]),
    ],
)
def test_a_browser_loads_what_its_screen_can_show_and_nothing_jumps(
    visit: Visitor, address: str, width: int, dots: int, wanted: list[str]
) -> None:
    page = visit(address, width=width, device_scale_factor=dots).page
    for image in page.locator("img").all():
        expect(image).to_have_js_property("complete", value=True)
    shown = "[...document.querySelectorAll('main img')].map((each) => each.currentSrc)"
    assert [url.rpartition("/")[2] for url in page.evaluate(shown)] == wanted
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(MOVED) == 0
    assert page.title().startswith("A")
