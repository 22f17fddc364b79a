"""Whatever is edited, in whatever order: a build gives what a clean build gives, byte by byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from evangelist.build.memory import Memory
from evangelist.build.report import Report
from evangelist.build.standing import Left
from tests.build import choices, planted
from tests.build.edited import Edited, Text, touch_nothing
from tests.build.test_reproducible import tree
from tests.shares import SOAK

LENGTH = 10 if SOAK else 8
SEQUENCES = {"tiny": 450, "lectern": 50} if SOAK else {"tiny": 96, "lectern": 4}
PARTS = 10 if SOAK else 4
"""So that several processes can share them."""
Draw = Callable[[st.SearchStrategy[Any]], Any]


def told(report: Report) -> set[tuple[str, str]]:
    return {(str(problem), problem.hint) for problem in report.problems}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that are not the same in both: whole trees would take minutes to be shown."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


class Editing(RuleBasedStateMachine):
    """Somebody edits a site and builds it, again and again; beside it a clean build each time."""

    start: Edited

    def __init__(self) -> None:
        super().__init__()
        self.folder = self.start.root.with_name("now")
        self.root = self.folder / "site"
        self.good = True
        self.last = ""

    @initialize(goes_on=st.booleans())
    def begun(self, *, goes_on: bool) -> None:
        self.site = self.start.copied(self.root)
        self.memory = Memory(lasting=goes_on)

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- edits -----------------------------------------------------------------------------

    def field(self, draw: Draw) -> None:
        path = self.one_of_them(draw)
        self.change(
            draw, choices.fields_of(path), lambda *given: self.site.edit(path, *given), path
        )

    def body(self, draw: Draw) -> None:
        path = self.one_of_them(draw)
        body = draw(st.sampled_from(choices.BODIES))
        note(f"{path}: {body!r}")
        self.site.write(path, body)

    def entry(self, draw: Draw) -> None:
        path, body = draw(st.sampled_from(choices.PATHS)), draw(st.sampled_from(choices.BODIES))
        note(f"new {path}: {body!r}")
        self.site.entries[path] = Text(
            {"title": path, "date": draw(st.sampled_from(choices.DAYS))}, ""
        )
        self.site.write(path, body)

    def one_of_them(self, draw: Draw) -> str:
        """An entry: often the one before, as what depends on two edits of one is missed most."""
        known = sorted(self.site.entries)
        again = [self.last] * len(known) if self.last in known else []
        self.last = draw(st.sampled_from(known + again))
        return self.last

    def move(self, draw: Draw) -> None:
        path = self.one_of_them(draw)
        to = draw(st.sampled_from([None, *choices.PATHS]))
        note(f"move {path} to {to}")
        self.site.move(path, to)

    def swap(self, draw: Draw) -> None:
        one, other = (draw(st.sampled_from(sorted(self.site.entries))) for _ in "ab")
        note(f"swap {one} and {other}")
        files = [self.root / f"content/{path}.md" for path in (one, other)]
        first, second = (file.read_bytes() for file in files)
        entries = self.site.entries
        entries[one], entries[other] = entries[other], entries[one]
        touch_nothing(files[0], second)
        touch_nothing(files[1], first)

    def in_secret(self, draw: Draw) -> None:
        """One letter becomes another: size and times stay."""
        path = self.one_of_them(draw)
        text = self.site.entries[path]
        body = text.body.swapcase()
        note(f"in secret {path}: {body!r}")
        self.site.entries[path] = Text(text.front, body)
        touch_nothing(self.root / f"content/{path}.md", self.site.entries[path].data())

    def setting(self, draw: Draw) -> None:
        self.change(draw, choices.SETTINGS, self.site.set, "site.yaml")

    def file(self, draw: Draw) -> None:
        self.change(draw, choices.FILES, self.site.put, "file")

    def option(self, draw: Draw) -> None:
        self.change(draw, choices.OPTIONS, self.site.options.__setitem__, "option")

    def broken(self, draw: Draw) -> None:
        path = self.one_of_them(draw)
        data = draw(st.sampled_from(choices.BROKEN))
        note(f"broken {path}: {data!r}")
        self.site.put(f"content/{path}.md", data)

    def mended(self, draw: Draw) -> None:
        for path in self.site.entries:
            self.site.save(path)
        for name in ("theme.yaml", "templates/team.html"):
            self.site.put(f"themes/tiny/{name}", (choices.TINY / name).read_bytes())

    def change(
        self, draw: Draw, values: choices.Values, set_: Callable[..., None], of: str
    ) -> None:
        name = draw(st.sampled_from(sorted(values)))
        value = draw(st.sampled_from(values[name]))
        note(f"{of}: {name} = {value!r}")
        set_(name, value)

    # --- rules -----------------------------------------------------------------------------

    @rule(data=st.data())
    def an_edit(self, data: st.DataObject) -> None:
        self.edits(data.draw, 1)

    @rule(data=st.data())
    def another_edit(self, data: st.DataObject) -> None:
        self.edits(data.draw, 1)

    @rule(data=st.data(), count=st.integers(2, 5))
    def several_edits(self, data: st.DataObject, count: int) -> None:
        self.edits(data.draw, count)

    def edits(self, draw: Draw, count: int) -> None:
        edits = [self.field, self.body, self.entry, self.move, self.swap, self.in_secret]
        edits += [self.field, self.setting, self.setting, self.file, self.file]
        edits += [self.option, self.broken, self.mended, self.mended]
        for _ in range(count):
            draw(st.sampled_from(edits))(draw)
        self.prove()

    @rule(data=st.data())
    def a_mishap(self, data: st.DataObject) -> None:
        mishaps = [self.nothing, self.lost, self.altered, self.nothing, self.lost, self.altered]
        data.draw(st.sampled_from([*mishaps, self.store_lost, self.store_lost, self.hurried]))(
            data.draw
        )

    def nothing(self, draw: Draw) -> None:
        self.prove()
        again = self.site.build(memory=self.memory)
        assert not self.good or not again.rendered
        assert not again.written
        assert not again.removed

    def lost(self, draw: Draw) -> None:
        if file := self.output(draw):
            file.unlink()
            self.memory.forget(Left)
        self.prove()

    def altered(self, draw: Draw) -> None:
        if file := self.output(draw):
            file.write_bytes(file.read_bytes() + b"!")
            self.memory.forget(Left)
        self.prove()

    def output(self, draw: Draw) -> Path | None:
        """One that the next build will want again: a good site stays as it is."""
        files = sorted(file for file in (self.root / "output").rglob("*.*") if file.is_file())
        file = files[draw(st.integers(0, 200)) % len(files)]
        note(f"{file} is harmed")
        return file if self.good else None

    def store_lost(self, draw: Draw) -> None:
        shutil.rmtree(self.root / ".evangelist")
        self.prove()

    def hurried(self, draw: Draw) -> None:
        """Two processes have something to read, and something to render."""
        for name in "pqr":
            self.site.put(f"content/guides/{name}.md", b"# Several\n\nBy two.")
        self.prove(jobs=2)

    def prove(self, **options: Any) -> None:
        """A clean build of the same files says and writes the same."""
        before = tree(self.root / "output")
        report = self.site.build(memory=self.memory, **options)
        there = self.site.clean(self.folder / "clean")
        clean, trees = there.report, [tree(self.root / "output"), tree(there.output)]
        shutil.rmtree(there.root)
        assert told(report) == told(clean)
        self.good = not clean.fails(strict=bool(self.site.options.get("strict")))
        assert not differing(trees[0], trees[1] if self.good else before)
        assert not report.foreign
        assert report.hidden == clean.hidden
        if self.good:
            assert report.origins == clean.origins
            assert {*report.written, *report.kept} == {*clean.written}
        assert {*report.written} <= {*report.rendered}


@pytest.fixture(scope="module", params=["tiny", "lectern"])
def start(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Edited:
    """A site that is built already."""
    site = Edited.new(tmp_path_factory.mktemp(request.param) / "start", request.param)
    assert not site.build().has("error")
    return site


@pytest.fixture
def editing(start: Edited) -> type[Editing]:
    return type("EditingNow", (Editing,), {"start": start})


def sequences(count: int) -> settings:
    return settings(
        max_examples=count,
        stateful_step_count=LENGTH,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_any_edits_build_what_a_clean_build_gives(editing: type[Editing], part: int) -> None:
    """The tiny theme is built in a moment; the built-in one is tried with a few sequences."""
    count = SEQUENCES[editing.start.settings["theme"]]
    run_state_machine_as_test(editing, settings=sequences(count // PARTS))


@pytest.mark.parametrize("start", ["tiny"], indirect=True)
@pytest.mark.parametrize(
    "plant",
    [
        planted.forgets_what_was_asked,
        planted.forgets_part_of_an_input,
        planted.forgets_an_input,
        pytest.param(planted.forgets_part_of_an_answer, marks=pytest.mark.soak),
        pytest.param(planted.forgets_part_of_the_ground, marks=pytest.mark.soak),
    ],
)
def test_a_planted_fault_is_found(
    editing: type[Editing],
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
) -> None:
    plant(monkeypatch)
    first = settings(sequences(100), phases=[Phase.generate], derandomize=True)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(editing, settings=first)
