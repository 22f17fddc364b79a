"""Real texts of Jekyll: brought in, they build with fewer findings than as they are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from evangelist.scaffold.importers.bring import Import, bring
from evangelist.scaffold.importers.plan import Wish
from tests.sites import Workspace, site

FOLDERS = ("services", "news")


@pytest.fixture(scope="module")
def source(corpora: Path) -> Path:
    return corpora / "field-site" / "content"


@pytest.fixture(scope="module")
def as_they_are(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = site(tmp_path_factory.mktemp("as-they-are"))
    for folder in FOLDERS:
        shutil.copytree(source / folder, made.root / "content" / folder)
    made.build(jobs=0)
    return made


@pytest.fixture(scope="module")
def brought_in(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = site(tmp_path_factory.mktemp("brought-in"))
    sources = [source / folder for folder in FOLDERS]
    result = bring(Import(sources, made.root, Wish(), skip=True))
    assert len(result.outcome.written) == 509
    assert [problem for problem in result.problems if problem.level == "error"] == []
    told = [decision.what for decision in result.plan.decisions]
    assert any(what.startswith("a tab stands at the end of the line: read as") for what in told)
    made.build(jobs=0)
    return made


def findings(made: Workspace) -> int:
    return sum(problem.level != "advice" for problem in made.report.problems)


def test_an_import_gives_fewer_findings(as_they_are: Workspace, brought_in: Workspace) -> None:
    assert brought_in.errors() == []
    assert findings(as_they_are) > 1400
    assert findings(brought_in) < findings(as_they_are) / 2
    assert brought_in.found("key-unknown") == []


def test_links_from_post_to_post_hold(brought_in: Workspace) -> None:
    dead = [
        text for text in brought_in.found("link-dead") if re.search(r"'/?\d{4}/\d\d/\d\d/", text)
    ]
    texts = [
        file.read_text("utf-8") for file in (brought_in.root / "content" / "news").glob("*.md")
    ]
    kept = sum(len(re.findall(r"\]\(\d{4}-[^)]*\.md", text)) for text in texts)
    assert kept > 400
    assert len(dead) < 10, dead


def test_old_addresses_lead_on(brought_in: Workspace) -> None:
    page = brought_in.page("/2014/03/19/hello-world-we-are-18f/")
    assert "/news/2014-03-19-hello-world-we-are-18f/" in page
    assert "/services/AI-services/" in brought_in.page("/AI-services/")


def test_a_second_import_changes_nothing(source: Path, brought_in: Workspace) -> None:
    sources = [source / folder for folder in FOLDERS]
    again = bring(Import(sources, brought_in.root, Wish(), skip=True))
    assert again.outcome.written == ()
    assert len(again.outcome.same) == 509
