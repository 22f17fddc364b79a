"""A catalog of three thousand services is read and narrowed like one of seventeen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import Visitor
from tests.e2e.test_accessibility import violations
from tests.e2e.test_layout import WIDTHS, misfits
from tests.sites import site
from tools.serving import serving

pytestmark = pytest.mark.audit
MANY = 3000
CATEGORIES = 12
STATES = ("live", "live", "live", "on-shelf", "exploring", "retiring", "paused")
PAGES = ("/", "/services/", "/services/page/2/", "/categories/c7/", "/services/s0042/", "/search/")


def service(number: int) -> str:
    """A service, unlike its neighbours."""
    price = f"price: {{type: fixed, amount: {number}, period: year}}"
    return f"""-- content/services/s{number:04}.md --
---
title: Service {number} for {"departments and institutes" if number % 5 else "all"}
summary: What number {number} does for you, said in a line.
category: c{number % CATEGORIES}
lifecycle: {STATES[number % len(STATES)]}
audience: [{("staff", "students", "researchers")[number % 3]}]
offerings:
  - {{title: Only, {price}}}
---
Text.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield where the catalog is served, without a slash at the end."""
    root: Path = tmp_path_factory.mktemp("many")
    kinds = "".join(f"  - {{id: c{each}, title: Category {each}}}\n" for each in range(CATEGORIES))
    made = site(root, "".join(map(service, range(MANY))), f"categories:\n{kinds}")
    with serving(made.built(search=True).output / "site") as found:
        yield found.rstrip("/")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_a_large_catalog_fits_and_is_for_everyone(
    address: str, visit: Visitor, path: str
) -> None:
    page = visit(address + path).page
    assert {width: bad for width in WIDTHS if (bad := misfits(page, width))} == {}
    assert violations(page) == []
