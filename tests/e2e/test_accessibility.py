"""axe-core, the judge of accessibility that browsers' own tools use, finds nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.addresses import ALL, EMAILS
from tests.e2e.conftest import Visitor
from tests.e2e.looks import LOOKS, Look, some
from tests.e2e.mail import open_email

AXE = Axe().axe_script  # with all its rules, those for best practice too
LOADED = "typeof axe !== 'undefined'"
VIOLATIONS = "(options) => axe.run(options).then((found) => found.violations)"
# A mail is shown inside the page of a mail program, which brings the landmarks.
LANDMARKS = ("landmark-one-main", "region")


def test_axe_finds_a_picture_without_words(visit: Visitor) -> None:
    page = visit("about:blank").page
    page.set_content("<img src='a.png'>")
    assert any(found.startswith("image-alt: img") for found in violations(page))


@pytest.mark.parametrize("number,name,path", [(number, *page) for number, page in enumerate(ALL)])
def test_axe_finds_nothing_on_a_page_however_one_looks_at_it(
    served: dict[str, str], visit: Visitor, number: int, name: str, path: str
) -> None:
    """In two looks here, in one on other sites than the example; in all of them in `make audit`."""
    page = visit(served[name] + path).page
    looks = some(number)
    assert seen(page, looks if name == "example" else (looks[number % 2],)) == {}


@pytest.mark.audit
@pytest.mark.parametrize("name,path", ALL)
def test_axe_finds_nothing_on_a_page_in_any_look(
    served: dict[str, str], visit: Visitor, name: str, path: str
) -> None:
    page = visit(served[name] + path).page
    assert seen(page, LOOKS) == {}


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


def seen(page: Page, looks: tuple[Look, ...]) -> dict[Look, list[str]]:
    """Return what axe-core holds against a page in each look in which there is something."""
    found = {}
    for look in looks:
        look.take(page)
        if against := violations(page):
            found[look] = against
    return found


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
