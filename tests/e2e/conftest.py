"""Four sites, built once and served on this machine, and a browser that is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from tests.e2e import samples
from tests.e2e.watched import Visit, Visits
from tests.sites import NOW, site
from tools.serving import serving

ROOT = Path(__file__).parents[2]
Visitor = Callable[..., Visit]


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the output folder of each site."""
    return built(tmp_path_factory.mktemp("built"))


def built(folder: Path) -> dict[str, Path]:
    """Build `example`, and the sites of `samples`; return their output folders."""
    example = folder / "example"
    report = build(Options(root=ROOT, output=example, now=NOW, jobs=1))
    assert not [problem for problem in report.problems if problem.level == "error"]
    german = site(folder / "german", samples.GERMAN)
    german.write_bytes("site.yaml", samples.GERMAN_SETTINGS.encode())
    stress = site(folder / "stress", samples.STRESS)
    stress.write_bytes("site.yaml", samples.STRESS_SETTINGS.encode())
    arabic = site(folder / "arabic", samples.ARABIC)
    arabic.write_bytes("site.yaml", samples.ARABIC_SETTINGS.encode())
    small = site(folder / "small", samples.SMALL)
    small.write_bytes("site.yaml", samples.SMALL_SETTINGS.encode())
    return {
        "arabic": arabic.built(search=True).output,
        "example": example,
        "german": german.built(search=True).output,
        "small": small.built(search=True).output,
        "stress": stress.built(search=True).output,
    }


@pytest.fixture(scope="session")
def served(outputs: dict[str, Path]) -> Iterator[dict[str, str]]:
    """Yield the address of each site, without a slash at the end."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(serving(output / "site")).rstrip("/")
            for name, output in outputs.items()
        }


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visitor]:
    """Open pages; what they open is closed after the test.

    None of them may ask another host for anything, or make the browser complain. E-mails may: they
    are opened from nowhere, and have their pictures on their site.
    """
    with Visits(chromium) as visits:
        yield visits.open
        found = [(each.page.url, *each.outside(), *each.complaints) for each in visits.pages]
    assert [each for each in found if each[1:]] == []
