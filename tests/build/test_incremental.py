"""Whatever is edited, in whatever order: a build gives what a clean build gives, byte by byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from evangelist.build.report import Report
from tests.build import choices
from tests.build.edited import Edited, Text, touch_nothing
from tests.build.test_reproducible import tree

SOAK = settings().max_examples > 100
LENGTH = 10 if SOAK else 8
Draw = Callable[[st.SearchStrategy[Any]], Any]


def told(report: Report) -> set[tuple[str, str]]:
    return {(str(problem), problem.hint) for problem in report.problems}


class Editing(RuleBasedStateMachine):
    """Somebody edits a site and builds it, again and again; beside it a clean build each time."""

    start: Edited

    def __init__(self) -> None:
        super().__init__()
        self.folder = self.start.root.with_name("now")
        self.root = self.folder / "site"
        self.good = True
        self.last = ""

    @initialize()
    def begun(self) -> None:
        self.site = self.start.copied(self.root)

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

    def change(
        self, draw: Draw, values: choices.Values, set_: Callable[..., None], of: str
    ) -> None:
        name = draw(st.sampled_from(sorted(values)))
        value = draw(st.sampled_from(values[name]))
        note(f"{of}: {name} = {value!r}")
        set_(name, value)

    # --- rules -----------------------------------------------------------------------------

    @rule(data=st.data(), count=st.sampled_from([1, 1, 1, 2, 4]))
    def edits(self, data: st.DataObject, count: int) -> None:
        edits = [self.field, self.body, self.entry, self.move, self.swap, self.in_secret]
        edits += [self.field, self.setting, self.file, self.option, self.broken, self.mended]
        for _ in range(count):
            data.draw(st.sampled_from(edits))(data.draw)
        self.prove()

    @rule()
    def with_two_processes(self) -> None:
        self.site.put("content/guides/p.md", b"# Several\n\nBy two.")
        self.prove(jobs=2)

    @rule()
    def the_store_is_lost(self) -> None:
        shutil.rmtree(self.root / ".evangelist")
        self.prove()

    @precondition(lambda self: self.good)
    @rule(nth=st.integers(0, 200), harm=st.sampled_from(["alter", "remove"]))
    def an_output_is_harmed(self, nth: int, harm: str) -> None:
        files = sorted(file for file in (self.root / "output").rglob("*.*") if file.is_file())
        file = files[nth % len(files)]
        note(f"{harm} {file}")
        if harm == "remove":
            file.unlink()
        else:
            file.write_bytes(file.read_bytes() + b"!")
        self.prove()

    @precondition(lambda self: self.good)
    @rule()
    def nothing(self) -> None:
        self.prove()
        again = self.site.build()
        assert not again.rendered
        assert not again.written
        assert not again.removed

    def prove(self, **options: Any) -> None:
        """A clean build of the same files says and writes the same."""
        before = tree(self.root / "output")
        report = self.site.build(**options)
        there = self.site.clean(self.folder / "clean")
        clean, trees = there.report, [tree(self.root / "output"), tree(there.output)]
        shutil.rmtree(there.root)
        assert told(report) == told(clean)
        self.good = not clean.fails(strict=bool(self.site.options.get("strict")))
        assert trees[0] == (trees[1] if self.good else before)
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
        suppress_health_check=list(HealthCheck),
    )


def test_any_edits_build_what_a_clean_build_gives(editing: type[Editing]) -> None:
    few = editing.start.settings["theme"] == "lectern"
    count = (50 if few else 450) if SOAK else (5 if few else 95)
    run_state_machine_as_test(editing, settings=sequences(count))
