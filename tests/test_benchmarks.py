"""What `make bench` compares is the same on every machine, sound, and told as it was measured."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks import machine
from benchmarks.__main__ import BEGIN, END, README, told_in
from benchmarks.content import NAVIGATION, SECTIONS, entries, navigation, revised
from benchmarks.eleventy import ELEVENTY
from benchmarks.figures import BUILDS, COLD, MEMORY, WORKS, Figures
from benchmarks.generator import Generator
from benchmarks.goals import GOALS
from benchmarks.hugo import HUGO
from benchmarks.mkdocs import MKDOCS
from benchmarks.ours import OURS, has_engine
from benchmarks.pelican import PELICAN
from benchmarks.session import Session
from benchmarks.table import results
from benchmarks.trial import Trial
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


# --- the tables ---------------------------------------------------------------------------------

PEERS = {"hugo": 10.0, "eleventy": 4.0, "pelican": 8.0, "mkdocs": 12.0}
GENERATORS = [*OURS[:2], HUGO, PELICAN]


def given(cold: float = 4.0) -> Figures:
    """Three runs each, the slowest far off; evangelist's are `cold`, whatever the work."""
    figures = Figures(absent=["Zensical: not measured: it cannot be installed: no such version"])
    for size in (1000, 10_000):
        for work in WORKS:
            for name, seconds in {
                **PEERS,
                "evangelist-gfm": cold,
                "evangelist-markdown": 5,
            }.items():
                for run in (seconds, 99 * seconds, 0.5 * seconds):
                    figures.add(name, size, work, run)
    return figures


def told(figures: Figures) -> str:
    day = date(2026, 11, 2)
    return results(figures, GENERATORS, day=day, machine="2 cores, 24 GB of memory", runs=3)


def row(text: str, title: str, heading: str = "") -> list[str]:
    part = text.split(f"| {heading}")[1] if heading else text
    line = next(line for line in part.splitlines() if line.startswith(f"| {title}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_figure_is_the_median_and_its_ratio_to_hugo() -> None:
    text = told(given())
    assert row(text, "evangelist, `gfm`", "10,000 pages")[1] == "4.00 (0.40)"
    assert row(text, "Hugo 0.168.0", "10,000 pages")[1] == "10.0"
    assert row(text, "Pelican", "1,000 pages")[6] == "8 (0.80)"


def test_results_begin_with_the_day_and_the_machine() -> None:
    text = told(given())
    assert text.startswith("Measured on 2 November 2026 by `make bench`: 2 cores, 24 GB of memory.")


def test_a_goal_says_of_each_engine_whether_it_is_reached() -> None:
    fast, slow = told(given(0.5)), told(given(6))
    assert row(fast, "cold, 10,000 pages")[2:] == ["0.050: reached", "0.50"]
    assert row(slow, "cold, 10,000 pages")[2:] == ["0.60: not reached", "0.50"]
    assert row(fast, "one text edited, 10,000")[2:] == ["0.050: reached", "0.50: not reached"]


def test_the_fastest_of_several_peers_counts() -> None:
    goal = next(goal for goal in GOALS if "fastest" in goal.unit)
    assert goal.value(given(), "evangelist-gfm") == 4 / 8


def test_growth_is_judged_by_the_page_and_by_every_pair_of_sizes() -> None:
    figures = Figures()
    for size, each in ((1000, 1.0), (10_000, 1.09), (20_000, 1.18)):
        figures.add("evangelist-gfm", size, COLD, size * each)
    goal = next(goal for goal in GOALS if goal.work.startswith("growth"))
    assert goal.reached(figures, "gfm") is False
    assert goal.reached(figures, "markdown") is None


def test_what_was_not_measured_is_said() -> None:
    text = told(given())
    assert "- Zensical: not measured: it cannot be installed: no such version\n" in text
    assert row(text, "peak memory, 20,000 pages")[2:] == ["not measured", "not measured"]


def test_a_machine_with_other_work_is_told_and_an_idle_one_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("os.getloadavg", lambda: (7.25, 0, 0), raising=False)
    assert "(load 7.2)" in machine.busy()
    monkeypatch.setattr("os.getloadavg", lambda: (0.1, 9, 9), raising=False)
    assert machine.busy() == ""


def test_a_generator_that_cannot_be_had_is_a_line_and_no_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    figures = Session([ELEVENTY], 1, tmp_path).measure([10])
    assert figures.absent == ["Eleventy: not measured: node and npm are not there"]
    assert figures.sizes() == []


def test_one_that_would_take_too_long_is_left_out_with_a_line(tmp_path: Path) -> None:
    slow = Session([], 3, tmp_path, given())
    slow.figures.add("pelican", 1000, COLD, 99)
    assert not slow.worth(PELICAN, 10_000)
    assert slow.figures.absent[-1] == "Pelican, 10,000 pages: it would take 187 minutes"
    assert slow.worth(HUGO, 10_000)
    assert slow.worth(OURS[0], 20_000)
    assert not slow.worth(HUGO, 20_000)


def test_every_build_is_measured_and_every_change_is_seen(tmp_path: Path) -> None:
    trial = Trial(OURS[1], tmp_path, list(entries(20)), figures := Figures())
    trial.watch()
    for work in BUILDS:
        trial.build(work)
    assert figures.absent == []
    assert {work for _, _, work in figures.runs} == {MEMORY, *BUILDS}
    page = OURS[1].page(trial.folder, trial.entry).read_text("utf-8")
    assert "Revision 1" in page
    assert "Layout 1" in page


def test_a_generator_that_shows_no_change_is_told(tmp_path: Path) -> None:
    lazy = replace(OURS[1], build=("--version",), serve=("--version",))
    trial = Trial(lazy, tmp_path, list(entries(20)), figures := Figures())
    trial.build(COLD)
    trial.preview()
    assert len(figures.absent) == 1
    assert "the page does not show the change" in figures.absent[0]
    assert not figures.runs


def test_the_readme_tells_what_was_measured_last() -> None:
    page = f"Before.\n\n{BEGIN}\n\nold\n\n{END}\n\nAfter.\n"
    assert told_in(page, "new\n") == f"Before.\n\n{BEGIN}\n\nnew\n\n{END}\n\nAfter.\n"
    assert told_in("no marks", "new") == "no marks"
    assert BEGIN in README.read_text("utf-8")
