"""The preview's page of components, as whoever makes a theme sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from evangelist.outputs.components import URL
from tests.e2e.conftest import ROOT, Visitor
from tests.e2e.looks import LOOKS, some
from tests.e2e.test_accessibility import seen
from tests.e2e.test_layout import misfits
from tests.sites import NOW
from tools.serving import serving


@pytest.fixture(scope="module")
def components(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of the page, of the example site as its preview makes it."""
    folder = tmp_path_factory.mktemp("components")
    options = Options(root=ROOT, output=folder / "output", now=NOW, jobs=1, kept=folder / "kept")
    report = build(replace(options, drafts=True, search=False, preview=True))
    assert not report.has("error")
    with serving(Path(folder, "output/site")) as address:
        yield address.rstrip("/") + URL


def test_every_component_is_there_and_axe_finds_nothing(components: str, visit: Visitor) -> None:
    page = visit(components).page
    assert page.locator("main h3").count() > 20
    assert page.get_by_text("This site has none yet").count() == 0
    assert misfits(page, 320) == []
    assert seen(page, some(0)) == {}


def test_no_build_writes_the_page(outputs: dict[str, Path]) -> None:
    assert not (outputs["example"] / "site/.evangelist").exists()


@pytest.mark.audit
def test_axe_finds_nothing_in_any_look(components: str, visit: Visitor) -> None:
    assert seen(visit(components).page, LOOKS) == {}
