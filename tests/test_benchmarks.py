"""What `make bench` compares is the same on every machine, sound, and told as it was measured."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from benchmarks.content import NAVIGATION, SECTIONS, entries, navigation, revised
from benchmarks.generator import Generator
from benchmarks.hugo import HUGO
from benchmarks.mkdocs import MKDOCS
from benchmarks.ours import OURS, has_engine
from benchmarks.pelican import PELICAN
from tests.sites import Workspace

SIZE = 70


def digest(count: int, **options: int) -> str:
    return hashlib.sha256(repr(list(entries(count, **options))).encode()).hexdigest()


def test_texts_are_the_same_on_every_machine() -> None:
    assert digest(50).startswith("0c00099ac1ccae23")


def test_another_seed_makes_other_texts() -> None:
    assert digest(50, seed=1) != digest(50)


def test_a_larger_site_begins_with_the_pages_of_a_smaller_one() -> None:
    smaller, larger = list(entries(20)), list(entries(40))
    assert [entry.url for entry in larger[:20]] == [entry.url for entry in smaller]
    assert navigation(list(entries(60))) == navigation(list(entries(90)))
    assert len(navigation(larger)) == NAVIGATION


def test_texts_have_the_length_that_performance_is_told_for() -> None:
    made = list(entries(200))
    words = [sum(any(map(str.isalnum, word)) for word in entry.body.split()) for entry in made]
    assert 500 < sum(words) / len(words) < 620
    assert {entry.section for entry in made} == set(SECTIONS)
    assert len({entry.url for entry in made}) == len(made)


def test_every_link_leads_to_an_entry_of_the_same_site() -> None:
    made = list(entries(SIZE))
    texts = [entry.text(lambda section, slug: f"/{section}/{slug}/") for entry in made]
    targets = set(re.findall(r"\]\((.+?)\)", "".join(texts)))
    assert len(targets) > SIZE / 2
    assert targets <= {entry.url for entry in made}


def test_an_edit_changes_what_readers_see_and_nothing_else() -> None:
    assert revised("a Revision 0 of Layout 12.", 3) == "a Revision 3 of Layout 3."


@pytest.mark.parametrize("generator", OURS, ids=lambda generator: generator.name)
def test_the_site_builds_without_a_finding(generator: Generator, tmp_path: Path) -> None:
    engine = generator.title.split("`")[1]
    if not has_engine(engine):
        pytest.skip(f"there is no engine '{engine}'")
    made = list(entries(SIZE))
    generator.write(tmp_path / "site", made)
    built = Workspace(tmp_path / "site").built()
    assert built.report.problems == ()
    page = generator.page(built.root, made[50]).read_text("utf-8")
    assert "Revision 0" in page
    assert "Layout 0" in page
    assert 'class="highlight' in page
    assert built.read("site/feed.xml").count("<item>") == len(made) // len(SECTIONS) + 1


@pytest.mark.parametrize("generator", [HUGO, PELICAN, MKDOCS], ids=lambda each: each.name)
def test_each_generator_gets_the_same_texts_in_its_own_layout(
    generator: Generator, tmp_path: Path
) -> None:
    made = list(entries(SIZE))
    generator.write(tmp_path / "site", made)
    assert "Layout 0" in (tmp_path / "site" / generator.layout).read_text("utf-8")
    for entry in made:
        text = generator.file(tmp_path / "site", entry).read_text("utf-8")
        assert entry.title in text
        assert "](@" not in text
        assert text.endswith("Revision 0 of this text.\n")
