"""The example site, built with both engines: the same pages, words, links and findings."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.documents import Document
from tests.sites import Workspace

ROOT = Path(__file__).parents[2]


def made(folder: Path, engine: str) -> Workspace:
    for name in ("content", "themes"):
        shutil.copytree(ROOT / name, folder / name)
    settings = (ROOT / "site.yaml").read_text("utf-8")
    assert "\nmarkdown:" not in settings
    workspace = Workspace(folder)
    workspace.write_bytes("site.yaml", f"{settings}\nmarkdown: {{engine: {engine}}}\n".encode())
    return workspace.built()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Workspace]:
    folder = tmp_path_factory.mktemp("engines")
    return made(folder / "default", "markdown"), made(folder / "native", "gfm")


def test_the_same_findings_are_told(both: tuple[Workspace, Workspace]) -> None:
    default, native = ([str(each) for each in one.report.problems] for one in both)
    assert default == native


def test_every_page_has_the_same_words_links_and_pictures(
    both: tuple[Workspace, Workspace],
) -> None:
    pages = [
        {
            path: Document(data.decode())
            for path, data in one.tree().items()
            if path.endswith(".html")
        }
        for one in both
    ]
    default, native = pages
    assert default.keys() == native.keys()
    assert len(default) > 50
    for path, page in default.items():
        other = native[path]
        assert page.texts("//body") == other.texts("//body"), path
        ours, others = Counter(page.texts("//@href")), Counter(other.texts("//@href"))
        assert not ours - others, path
        for bare in others - ours:  # an address by itself is a link for the native engine alone
            assert bare.removeprefix("mailto:") in other.texts(f"//a[@href='{bare}']"), path
        for sought in ("//@src", "//@alt", "//@id", "//@class"):
            assert page.texts(sought) == other.texts(sought), (path, sought)
