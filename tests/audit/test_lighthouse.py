"""Every type of page of the example site before Lighthouse, as a phone on a slow network sees it.

The speed is simulated from what the page asks for, so that it says little of this machine; what is
left of chance is taken out by the median of three.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.e2e.addresses import EXAMPLE
from tools import browser
from tools.serving import serving

pytestmark = pytest.mark.audit
RUNS = 3
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
SERVICE = "/services/research-storage/"
BUDGET = 60_000
# The error page asks search engines not to list it, and so it should. It is judged as the file that
# it is, with status 200: in place of a missing page it comes with 404, which is not judged.
MISSING = "/404.html"
BESIDE_THE_POINT = {MISSING: ["is-crawlable"]}
PAGES = [path for path in EXAMPLE if path != "/no/such/page/"] + [MISSING]


@pytest.fixture(scope="module")
def verdicts(
    example: Path, node: str, judges: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[dict[str, Any]]]:
    """Return what Lighthouse says of each page, run by run."""
    found = browser.find()
    if not found:
        pytest.skip(f"not judged: {browser.MISSING}")
    asked = tmp_path_factory.mktemp("lighthouse") / "asked.json"
    with serving(example / "site") as address:
        pages = [
            {"url": address.rstrip("/") + path, "without": BESIDE_THE_POINT.get(path, [])}
            for path in PAGES
        ]
        value = {
            "packages": str(judges),
            "browser": str(found),
            "flags": browser.FLAGS,
            "runs": RUNS,
            "pages": pages,
        }
        asked.write_text(json.dumps(value), encoding="utf-8")
        command = [node, str(Path(__file__).with_name("lighthouse.mjs")), str(asked)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return dict(_by_path(done.stdout, address))


def _by_path(lines: str, address: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    runs = [json.loads(line) for line in lines.splitlines()]
    for path in PAGES:
        yield path, [run for run in runs if run["url"] == address.rstrip("/") + path]


@pytest.mark.parametrize("path", PAGES)
def test_lighthouse_finds_a_page_fast_and_good_for_everyone(
    verdicts: dict[str, list[dict[str, Any]]], path: str
) -> None:
    runs = verdicts[path]
    assert [run["error"] for run in runs] == [""] * RUNS
    scores = {name: median(run["scores"][name] for run in runs) for name in LEAST}
    faults = {name: runs[0]["faults"][name] for name in LEAST if scores[name] < LEAST[name]}
    assert (faults, round(median(run["shift"] for run in runs), 3)) == ({}, 0)


def test_a_service_weighs_at_most_sixty_kilobytes_without_its_pictures(
    verdicts: dict[str, list[dict[str, Any]]],
) -> None:
    assert max(run["bytes"] for run in verdicts[SERVICE]) <= BUDGET
