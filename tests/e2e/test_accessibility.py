"""axe-core, the judge of accessibility that browsers' own tools use, finds nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.addresses import ALL, EMAILS
from tests.e2e.conftest import Visitor
from tests.e2e.mail import open_email

AXE = Axe().axe_script  # with all its rules, those for best practice too
LOADED = "typeof axe !== 'undefined'"
VIOLATIONS = "(options) => axe.run(options).then((found) => found.violations)"
# A mail is shown inside the page of a mail program, which brings the landmarks.
LANDMARKS = ("landmark-one-main", "region")
Scheme = Literal["light", "dark"]
LOOKS: dict[str, tuple[tuple[Scheme, int], ...]] = {
    "example": (("light", 1280), ("light", 360), ("dark", 1280), ("dark", 360)),
    "german": (("light", 1280), ("dark", 360)),
    "stress": (("dark", 1280), ("light", 360)),
}


def test_axe_finds_a_picture_without_words(visit: Visitor) -> None:
    page = visit("about:blank").page
    page.set_content("<img src='a.png'>")
    assert any(found.startswith("image-alt: img") for found in violations(page))


@pytest.mark.parametrize("name,path", ALL)
def test_axe_finds_nothing_on_a_page_light_and_dark_wide_and_narrow(
    served: dict[str, str], visit: Visitor, name: str, path: str
) -> None:
    page = visit(served[name] + path).page
    found = {}
    for scheme, width in LOOKS[name]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        if against := violations(page):
            found[scheme, width] = against
    assert found == {}


@pytest.mark.parametrize("name,issue", EMAILS)
def test_axe_finds_nothing_in_an_email_light_and_dark(
    outputs: dict[str, Path], visit: Visitor, name: str, issue: str
) -> None:
    page = open_email(visit, outputs, name, issue, width=600).page
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = violations(page, without=LANDMARKS)
    assert found == {"light": [], "dark": []}


def violations(page: Page, without: tuple[str, ...] = ()) -> list[str]:
    """Return what axe-core holds against a page, a line for each element."""
    rules = {rule: {"enabled": False} for rule in without}
    if not page.evaluate(LOADED):
        page.evaluate(AXE)
    found: Any = page.evaluate(VIOLATIONS, {"resultTypes": ["violations"], "rules": rules})
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
