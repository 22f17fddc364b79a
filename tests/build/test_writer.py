"""What happens to the output folder: all or nothing, and never to what is not ours."""

from __future__ import annotations

import errno
import json
import os
from io import FileIO
from pathlib import Path
from typing import Any

import pytest

from evangelist.build.staging import Staging
from evangelist.build.store import STORE
from evangelist.content import disk
from tests.sites import Workspace, site

FILES = """
-- content/a.md --
---
title: A
---
Text.
-- content/b.md --
---
title: B
---
Text.
-- content/newsletters/n.md --
---
title: N
date: 2026-01-01
---
Text.
"""


@pytest.fixture
def made(tmp_path: Path) -> Workspace:
    return site(tmp_path, FILES)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file, ours or not, with the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_first_build_writes_everything(made: Workspace) -> None:
    made.built()
    assert set(made.report.written) == set(made.tree())
    assert made.report.kept == made.report.removed == ()


def test_a_second_build_keeps_everything(made: Workspace) -> None:
    made.built()
    stamps = {path: (made.output / path).stat().st_mtime_ns for path in made.tree()}
    made.built()
    assert made.report.written == made.report.removed == ()
    assert set(made.report.kept) == set(made.tree())
    assert {path: (made.output / path).stat().st_mtime_ns for path in made.tree()} == stamps


def test_only_what_changed_is_written(made: Workspace) -> None:
    made.built()
    made.write("-- content/a.md --\n---\ntitle: A\n---\nOther text.\n").built()
    assert made.report.written == ("site/a/index.html",)


def test_what_is_gone_from_content_is_removed_with_its_empty_folder(made: Workspace) -> None:
    made.built()
    made.remove("content/b.md")
    made.built()
    assert "site/b/index.html" in made.report.removed
    assert not (made.output / "site/b").exists()


def test_nothing_is_staged_or_left_over_after_a_build(made: Workspace) -> None:
    made.built()
    assert sorted(path.name for path in made.output.iterdir()) == [".manifest", "email", "site"]


def test_nothing_is_written_on_an_error(made: Workspace) -> None:
    made.built()
    before = everything(made.output)
    made.write("-- content/a.md --\n---\ndate: x\n---\n-- content/c.md --\nNew.\n").build()
    assert made.errors()
    assert everything(made.output) == before


def test_nothing_is_created_on_an_error_of_the_first_build(made: Workspace) -> None:
    made.write("-- content/a.md --\n---\ndate: x\n---\n").build()
    assert not made.output.exists()


def test_a_check_writes_nothing(made: Workspace) -> None:
    made.build(write=False)
    assert not made.output.exists()


# --- what is not ours ------------------------------------------------------------------------


def test_a_foreign_file_in_the_way_stops_the_build_and_is_kept(made: Workspace) -> None:
    made.write_bytes("output/site/a/index.html", b"mine")
    made.build()
    [text] = made.errors()
    assert text.endswith(
        "output/site/a/index.html: evangelist did not make this file, and it is in the way "
        "(move it away, or remove it)"
    )
    assert everything(made.output) == {"site/a/index.html": b"mine"}


def test_a_foreign_folder_in_the_way_stops_the_build_and_is_kept(made: Workspace) -> None:
    made.write_bytes("output/site/a/index.html/mine.txt", b"mine")
    made.build()
    assert "output/site/a/index.html: " in made.errors()[0]
    assert everything(made.output) == {"site/a/index.html/mine.txt": b"mine"}


def test_a_foreign_file_where_a_folder_has_to_be_stops_the_build(made: Workspace) -> None:
    made.write_bytes("output/site/a", b"mine")
    made.build()
    assert "output/site/a: " in made.errors()[0]
    assert everything(made.output) == {"site/a": b"mine"}


@pytest.mark.parametrize("place", ["output/site/a/index.html", "output/site/a", "output/site"])
def test_a_link_of_the_file_system_in_the_way_stops_the_build_and_leads_nobody_astray(
    made: Workspace, tmp_path: Path, place: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("mine")
    target = outside / "index.html" if place.endswith(".html") else outside
    link = made.root / place
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    made.build()
    assert f"{place}: " in made.errors()[0]
    assert everything(outside) == {"index.html": b"mine"}
    assert link.is_symlink()


@pytest.mark.parametrize("name", [".staging", ".staging-mine"])
def test_a_folder_that_looks_like_ours_is_left_alone(made: Workspace, name: str) -> None:
    made.write_bytes(f"output/{name}/site/mine.txt", b"mine")
    made.built()
    assert made.read(f"{name}/site/mine.txt") == "mine"


@pytest.mark.parametrize("name", [".staging", ".manifest.new", ".manifest"])
def test_a_link_beside_the_outputs_leads_nobody_astray(
    made: Workspace, tmp_path: Path, name: str
) -> None:
    outside = tmp_path / "outside"
    mine = outside / "site/a/index.html"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    made.output.mkdir()
    (made.output / name).symlink_to(outside if name == ".staging" else mine)
    made.built()
    assert everything(outside) == {"site/a/index.html": b"mine"}


def test_a_file_of_ours_that_became_a_linked_folder_stops_the_build(
    made: Workspace, tmp_path: Path
) -> None:
    """The manifest knows the path, but what stands there now leads elsewhere."""
    made.built()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_bytes(b"mine")
    (made.output / "site/c").symlink_to(outside)
    manifest = json.loads(made.read(".manifest"))
    manifest["files"] |= {"site/c": "0", "site/c/index.html": "0"}
    (made.output / ".manifest").write_text(json.dumps(manifest))
    made.write("-- content/c.md --\nNew.\n").build()
    assert "output/site/c: " in made.errors()[0]
    assert everything(outside) == {"index.html": b"mine"}


def test_another_build_at_the_same_time_is_refused_and_costs_no_file(
    made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one begins while this one has staged its first file."""
    other = Workspace(made.root)
    real = Staging.put

    def interrupted(staging: Staging, path: str, data: bytes) -> None:
        real(staging, path, data)
        monkeypatch.undo()
        other.build(patience=0)

    monkeypatch.setattr(Staging, "put", interrupted)
    made.built(holder="one that began first")
    (refusal,) = other.errors()
    assert "another build is at work here" in refusal
    assert "one that began first" in refusal
    assert made.report.written
    made.built()
    assert made.report.written == made.report.foreign == ()


def test_every_foreign_file_in_the_way_is_named_at_once(made: Workspace) -> None:
    made.write_bytes("output/site/a/index.html", b"mine")
    made.write_bytes("output/site/b/index.html", b"mine")
    made.build()
    assert len(made.errors()) == 2


def test_a_foreign_file_elsewhere_is_left_alone_and_mentioned(made: Workspace) -> None:
    made.built()
    made.write_bytes("output/site/mine.txt", b"mine")
    made.write_bytes("output/notes.txt", b"mine")
    made.built()
    assert made.report.foreign == ("site/mine.txt",)
    assert made.read("site/mine.txt") == made.read("notes.txt") == "mine"


def test_a_foreign_file_with_the_very_bytes_that_we_want_is_taken_over(made: Workspace) -> None:
    made.built()
    (made.output / ".manifest").unlink()
    before = made.tree()
    made.built()
    assert made.report.written == made.report.foreign == ()
    assert made.tree() == before


def test_a_folder_with_a_foreign_file_is_not_removed(made: Workspace) -> None:
    made.built()
    made.write_bytes("output/site/b/mine.txt", b"mine")
    made.remove("content/b.md")
    made.built()
    assert not made.exists("site/b/index.html")
    assert made.read("site/b/mine.txt") == "mine"


def test_a_file_of_ours_that_somebody_changed_is_written_again(made: Workspace) -> None:
    made.built()
    before = made.tree()
    (made.output / "site/a/index.html").write_bytes(b"torn")
    made.built()
    assert made.report.written == ("site/a/index.html",)
    assert made.tree() == before


def test_a_file_of_ours_that_somebody_removed_is_written_again(made: Workspace) -> None:
    made.built()
    before = made.tree()
    (made.output / "site/a/index.html").unlink()
    made.built()
    assert made.tree() == before


def test_a_file_of_ours_that_somebody_changed_is_not_removed_with_its_entry(
    made: Workspace,
) -> None:
    made.built()
    (made.output / "site/b/index.html").write_bytes(b"mine now")
    made.remove("content/b.md")
    made.built()
    assert made.read("site/b/index.html") == "mine now"
    assert made.report.foreign == ("site/b/index.html",)


@pytest.mark.parametrize(
    "path",
    [
        "../outside.txt",
        "site/../../outside.txt",
        "/outside.txt",
        "site/./x",
        "..",
        "",
        "site",
        "C:\\x",
        "outside.txt",
        "site\\..\\..\\outside.txt",
        "site/\x00",
    ],
)
def test_a_hostile_manifest_removes_nothing_outside(made: Workspace, path: str) -> None:
    made.built()
    outside = made.root / "outside.txt"
    outside.write_bytes(b"")
    digest = json.loads(made.read(".manifest"))["files"]["site/.nojekyll"]
    manifest = {"version": 1, "files": {path: digest}}
    (made.output / ".manifest").write_text(json.dumps(manifest))
    before = made.tree()
    made.built()
    assert outside.exists()
    assert made.tree() == before


def test_a_manifest_reaches_nothing_through_a_link_of_the_file_system(
    made: Workspace, tmp_path: Path
) -> None:
    made.built()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "empty").write_bytes(b"")
    (made.output / "site/linked").symlink_to(outside)
    manifest = json.loads(made.read(".manifest"))
    manifest["files"]["site/linked/empty"] = manifest["files"]["site/.nojekyll"]
    (made.output / ".manifest").write_text(json.dumps(manifest))
    made.built()
    assert (outside / "empty").exists()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"files": 3}', '{"files": {"site/a": 3}}', "\x00\xff", "[" * 100_000],
    ids=lambda text: text[:20],
)
def test_a_damaged_manifest_costs_nothing(made: Workspace, text: str) -> None:
    made.built()
    before = everything(made.output)
    (made.output / ".manifest").write_text(text, "latin-1")
    made.built()
    assert everything(made.output) == before


def test_an_entry_that_becomes_a_file_replaces_its_folder(made: Workspace) -> None:
    made.write("-- content/d.html.md --\n---\nslug: old.html\n---\n").built()
    assert made.exists("site/old.html/index.html")
    made.remove("content/d.html.md")
    made.write("-- content/a.md --\n---\ntitle: A\nredirect_from: /old.html\n---\n").built()
    assert made.exists("site/old.html")
    made.remove("content/a.md")
    made.write("-- content/d.html.md --\n---\nslug: old.html\n---\n").built()
    assert made.exists("site/old.html/index.html")


def test_an_output_folder_inside_content_is_refused(made: Workspace) -> None:
    made.build(output=made.root / "content/output")
    assert "lies inside content/" in made.errors()[0]


def test_an_output_folder_that_is_a_file_is_named(made: Workspace) -> None:
    made.write_bytes("output", b"mine")
    made.build()
    assert "output: " in made.errors()[0]
    assert (made.root / "output").read_bytes() == b"mine"


# --- the disk --------------------------------------------------------------------------------


class Disk:
    """Counts what is written, and fails from the n-th call on: after half of the bytes, too.

    Tidying up goes on: what remains of a staging folder is no reason to fail.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int, code: int) -> None:
        self.calls = 0
        self._left = number
        self._code = code
        self._monkeypatch = monkeypatch
        for name in ("replace", "rename", "mkdir", "unlink"):
            self._wrap(name)
        self._monkeypatch.setattr(disk, "FileIO", self._opened)

    def _count(self, name: object) -> None:
        self.calls += 1
        if self.calls > self._left:
            raise OSError(self._code, os.strerror(self._code), str(name))

    def _wrap(self, name: str) -> None:
        real = getattr(os, name)

        def wrapped(path: Path, *args: Any, **options: Any) -> Any:
            if "dir_fd" not in options and STORE not in Path(path).parts:
                self._count(path)
            return real(path, *args, **options)

        self._monkeypatch.setattr(os, name, wrapped)

    def _opened(self, path: str, mode: str = "r") -> FileIO:
        if mode == "r":
            return FileIO(path)
        self._count(path)
        count = self._count

        class Halting(FileIO):
            def write(self, data: Any) -> int:
                written = super().write(data[: len(data) // 2])
                count(path)
                return written + super().write(data[len(data) // 2 :])

        return Halting(path, mode)


def calls_of_a_build(root: Path) -> int:
    made = site(root, FILES)
    made.built()
    changed(made)
    with pytest.MonkeyPatch.context() as patch:
        counted = Disk(patch, 10**6, errno.ENOSPC)
        made.built()
        return counted.calls


def changed(made: Workspace) -> Workspace:
    made.remove("content/b.md")
    return made.write(
        "-- content/a.md --\n---\ntitle: Another\n---\nOther.\n"
        "-- content/newsletters/m.md --\n---\ntitle: M\ndate: 2026-02-01\n---\nNew.\n"
    )


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES], ids=errno.errorcode.get)
def test_a_disk_that_refuses_is_told_in_one_line_and_leaves_only_whole_files(
    tmp_path: Path, code: int
) -> None:
    """The disk is full from the first call on, from a later one, and so on to the last."""
    total = calls_of_a_build(tmp_path / "measured")
    assert total > 20
    clean = site(tmp_path / "clean", FILES)
    old = clean.built().tree()
    new = changed(clean).built().tree()
    for number in (*range(0, total - 1, 5), total - 1):
        made = site(tmp_path / f"full-{number}", FILES)
        made.built()
        changed(made)
        with pytest.MonkeyPatch.context() as patch:
            Disk(patch, number, code)
            made.build()
        assert len(made.errors()) == 1, f"{number} of {total}"
        text = made.errors()[0]
        assert "output" in text.split(": ")[0], text
        assert text.endswith(f": cannot be written: {os.strerror(code)}"), text
        assert ".staging-" not in text
        torn = {
            path
            for path, data in made.tree().items()
            if not path.startswith(".") and data not in (old.get(path), new.get(path))
        }
        assert torn == set(), f"after {number} calls"
        made.built()
        assert made.tree() == new, f"after {number} calls"
        assert made.report.foreign == ()


def test_an_output_folder_that_cannot_be_made_is_named_with_the_cause(made: Workspace) -> None:
    with pytest.MonkeyPatch.context() as patch:

        def refuse(path: Path, *_: Any, **__: Any) -> None:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

        patch.setattr(os, "mkdir", refuse)
        made.build()
    assert made.found("output-failed")[0].endswith(
        f"cannot be written: {os.strerror(errno.EACCES)}"
    )


def test_a_file_beside_an_entry_that_cannot_be_read_is_named(made: Workspace) -> None:
    made.write("-- content/f.md --\nSee [it](file.txt).\n-- content/file.txt --\nHello.\n")
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "file.txt":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return real(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        made.build()
    assert made.found("output-failed") == [
        f"content/file.txt: cannot be read: {os.strerror(errno.EIO)}"
    ]
