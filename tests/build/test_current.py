"""What makes an output stale, where it is easy to overlook: each case was overlooked once."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from evangelist.build import first, pipeline
from evangelist.build.beside import Files
from evangelist.build.memory import Memory
from evangelist.build.reading import Texts, read_texts
from evangelist.build.report import Report
from evangelist.build.standing import Standing, standing_in
from tests.pictures import plain
from tests.sites import Workspace, site


def told(report: Report) -> set[tuple[str, str]]:
    return {(str(problem), problem.hint) for problem in report.problems}


def as_clean(made: Workspace) -> bool:
    """Build, and say whether a clean build of the same files gives the same."""
    there = Workspace(made.root.with_name(f"{made.root.name}-clean"))
    shutil.rmtree(there.root, ignore_errors=True)
    shutil.copytree(made.root, there.root, ignore=shutil.ignore_patterns(".evangelist", "output"))
    return (told(made.build()), made.tree()) == (told(there.build()), there.tree())


def test_an_address_of_a_draft_is_known_when_it_changes(tmp_path: Path) -> None:
    made = site(
        tmp_path / "site",
        """
        -- content/about.md --
        [a](https://example.org/new/) and [b](/new/)
        -- content/draft.md --
        ---
        draft: true
        slug: old
        ---
        """,
    ).built()
    made.write("-- content/draft.md --\n---\ndraft: true\nslug: new\n---\n")
    assert as_clean(made)


def test_the_nearest_part_of_a_text_is_looked_for_anew_when_the_text_changes(
    tmp_path: Path,
) -> None:
    made = site(
        tmp_path / "site",
        """
        -- content/about.md --
        [a](other.md#costs)
        -- content/other.md --
        ---
        title: Other
        ---
        ## Cost
        """,
    ).built()
    made.write("-- content/other.md --\n---\ntitle: Other\n---\n## Costly\n")
    assert as_clean(made)


def test_a_template_may_come_in_the_place_of_another_with_the_same_words(tmp_path: Path) -> None:
    made = site(
        tmp_path / "site",
        """
        -- content/about.md --
        Text.
        -- themes/own/theme.yaml --
        extends: lectern
        -- themes/own/templates/page.html --
        {% include "one.html" ignore missing %} | {% include "two.html" ignore missing %}
        -- themes/own/templates/one.html --
        Words.
        """,
        "theme: own\n",
    ).built()
    made.write("-- themes/own/templates/two.html --\nWords.\n")
    made.remove("themes/own/templates/one.html")
    assert as_clean(made)


def test_a_picture_that_cannot_be_read_any_more_is_no_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(tmp_path / "site", "-- content/about.md --\n![p](p.png)\n")
    made.write_bytes("content/p.png", plain((2, 2)))
    made.built()
    read = Path.read_bytes

    def refused(file: Path) -> bytes:
        if file.name == "p.png":
            raise PermissionError(13, "Permission denied")
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", refused)
    made.build()
    assert made.found("image-broken")
    assert "<img" not in made.page("/about/")


def test_a_picture_that_changes_during_a_build_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(tmp_path / "site", "-- content/about.md --\n![p](p.png)\n")
    made.write_bytes("content/p.png", plain((2, 2)))
    made.built()

    def changed(folder: Path, memory: Memory, files: Files) -> Standing:
        """The site is read, and nothing is rendered yet."""
        made.write_bytes("content/p.png", plain((4, 2)))
        return standing_in(folder, memory, files)

    with monkeypatch.context() as patched:
        patched.setattr(first, "standing_in", changed)
        made.built()
    assert as_clean(made)


def test_a_file_that_is_exchanged_for_a_moment_during_a_build_is_looked_at_again(
    tmp_path: Path,
) -> None:
    made = site(
        tmp_path / "site",
        """
        -- content/a.md --
        [t](t.txt)
        -- content/t.txt --
        one
        """,
    ).built()
    shutil.rmtree(made.output)

    def exchanged(step: str, done: int, total: int) -> None:
        made.write_bytes("content/t.txt", b"for a moment")

    made.build(progress=exchanged)
    assert made.read("site/t.txt") == "for a moment"
    made.write_bytes("content/t.txt", b"one\n")
    assert as_clean(made)


def test_a_text_that_is_exchanged_for_a_moment_during_a_build_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(tmp_path / "site", "-- content/a.md --\nFirst.\n")

    def exchanged(*given: Any) -> Texts:
        """The files are found, and none is read yet."""
        made.write("-- content/a.md --\nFor a moment.\n")
        return read_texts(*given)

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "read_texts", exchanged)
        assert "For a moment." in made.built().page("/a/")
    made.write("-- content/a.md --\nFirst.\n")
    assert as_clean(made)


def test_an_output_folder_may_lie_on_another_drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, start: Path) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refused)
    made = site(tmp_path, "-- content/a.md --\nText.\n").built()
    assert not made.build().rendered


def test_a_check_leaves_alone_what_another_check_stages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    other = site(tmp_path / "other", "-- content/newsletters/i.md --\nText.\n")
    made = site(tmp_path / "site", "-- content/newsletters/i.md --\nText.\n")
    staged: set[int] = set()

    def both(step: str, done: int, total: int) -> None:
        if step == "writing":
            other.built(write=False)
            staged.add(len([*temporary.rglob("i.*")]))

    made.built(write=False, progress=both)
    assert max(staged) == 2
    assert not [*temporary.glob("*")]


def test_who_builds_again_and_again_sees_another_picture_of_the_same_size(tmp_path: Path) -> None:
    made = site(tmp_path / "site", "-- content/a.md --\n![P](p.png)\n")
    made.write_bytes("content/p.png", plain((4, 2)))
    memory = Memory(lasting=True)
    made.build(memory=memory)
    before = made.tree()["site/p.png.webp"]
    made.write_bytes("content/p.png", plain((4, 2), of=(200, 0, 0)))
    made.build(memory=memory)
    assert made.tree()["site/p.png.webp"] != before
