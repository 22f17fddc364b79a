"""The second theme holds what the first one does: every window, both schemes, paper, a keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.conftest import Visitor
from tests.e2e.looks import Look
from tests.e2e.samples import STRESS, STRESS_SETTINGS
from tests.e2e.test_accessibility import violations
from tests.e2e.test_layout import misfits
from tests.sites import site
from tools.serving import serving

PAGES = ("/", "/services/", "/services/long/")


LOOKS = (Look("light", 1280, 100), Look("dark", 320, 100), Look("forced", 360, 200))
MANY = "".join(
    f"-- content/services/s{n}.md --\n---\ntitle: S {n}\nlifecycle: {state}\n---\n"
    for n, state in enumerate(["live"] * 7 + ["paused"])
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of the site under stress, in the second theme."""
    made = site(tmp_path_factory.mktemp("register"), STRESS + MANY)
    made.write_bytes("site.yaml", f"{STRESS_SETTINGS}\ntheme: register\n".encode())
    with serving(made.built().output / "site") as address:
        yield address.rstrip("/")


@pytest.mark.parametrize("path", PAGES)
def test_register_fits_its_window_and_axe_finds_nothing(
    register: str, visit: Visitor, path: str
) -> None:
    page = visit(register + path).page
    found = {}
    for look in LOOKS:
        look.take(page)
        found[look] = [*misfits(page, look.width), *violations(page)]
    assert {look: bad for look, bad in found.items() if bad} == {}


def test_registers_catalog_can_be_narrowed(register: str, visit: Visitor) -> None:
    page = visit(f"{register}/services/").page
    lines = page.locator("tr[data-lifecycle]:visible")
    every = lines.count()
    page.select_option("#narrow-lifecycle", "paused")
    assert 0 < lines.count() < every
