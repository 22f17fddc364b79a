"""axe-core, the judge of accessibility that browsers' own tools use, finds nothing."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.addresses import ALL, EMAILS
from tests.e2e.conftest import Visitor
from tests.e2e.mail import open_email
from tests.e2e.watched import SCHEMES

AXE = Axe()  # with all its rules, those for best practice too


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name,path", ALL)
def test_axe_finds_nothing_on_a_page(
    served: dict[str, str],
    visit: Visitor,
    name: str,
    path: str,
    scheme: Literal["light", "dark"],
    width: int,
) -> None:
    assert violations(visit(served[name] + path, scheme=scheme, width=width).page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name,issue", EMAILS)
def test_axe_finds_nothing_in_an_email(
    outputs: dict[str, object],
    visit: Visitor,
    name: str,
    issue: str,
    scheme: Literal["light", "dark"],
) -> None:
    opened = open_email(visit, outputs, name, issue, scheme=scheme, width=600)
    assert violations(opened.page) == []


def violations(page: Page, **options: object) -> list[str]:
    """Return what axe-core holds against a page, a line for each element."""
    found = AXE.run(page, options={"resultTypes": ["violations"], **options})
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
