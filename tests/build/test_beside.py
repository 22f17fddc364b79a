"""Pictures cost a build nothing in which none has changed: they are neither read nor made again."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from evangelist.build import beside
from evangelist.build.store import Store
from evangelist.content.sources import digest_of
from evangelist.outputs import pictures as made_here
from evangelist.site import pictures as measured_here
from tests import pictures
from tests.sites import Workspace, site

FILES = """
-- content/a.md --
![A](a.jpg) ![B](b.png) ![C](c.svg) ![D](d.jpg)
-- content/b.md --
Text.
-- content/newsletters/n.md --
![A](../a.jpg)
"""
SETTINGS = "files: {allow: [svg]}\npictures: {avif: true}\n"
LONG_AGO = -(10**18)
"""As if every file had been there for years."""


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done to pictures, as it happens."""
    happened: list[str] = []

    def watched(module: object, name: str) -> None:
        real = getattr(module, name)

        def call(*arguments: object, **options: object) -> object:
            happened.append(name)
            return real(*arguments, **options)

        monkeypatch.setattr(module, name, call)

    for name in ("for_page", "for_page_avif", "for_mail"):
        watched(made_here, name)
    watched(measured_here, "opened")
    watched(measured_here, "drawing_size")
    watched(beside, "digest_of")
    return happened


@pytest.fixture
def made(tmp_path: Path, work: list[str], monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(beside, "SETTLED", LONG_AGO)
    workspace = site(tmp_path, FILES, SETTINGS)
    workspace.write_bytes("content/a.jpg", pictures.plain((600, 40), "JPEG"))
    workspace.write_bytes("content/b.png", pictures.plain((60, 40)))
    workspace.write_bytes(
        "content/c.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
    )
    workspace.write_bytes("content/d.jpg", b"no picture")
    workspace.built()
    assert {*work} == {
        *("for_page", "for_page_avif", "for_mail"),
        *("opened", "drawing_size", "digest_of"),
    }
    workspace.built()  # what the first one has written is read once
    work.clear()
    return workspace


def test_nothing_is_done_to_pictures_where_nothing_changed(
    made: Workspace, work: list[str]
) -> None:
    before = made.tree()
    assert made.built().tree() == before
    assert made.found("image-broken")
    assert work == []


def test_nothing_is_done_to_pictures_where_texts_changed(made: Workspace, work: list[str]) -> None:
    made.write(FILES.replace("![B]", "Here is ![B]").replace("Text", "Words"))
    made.built()
    assert "Here is" in made.page("/a/")
    assert made.found("image-broken")
    assert work == []


def test_of_several_pictures_only_the_one_that_changed_is_looked_at(
    made: Workspace, work: list[str]
) -> None:
    made.write_bytes("content/b.png", pictures.plain((80, 40)))
    made.built()
    assert sorted(work) == ["digest_of", "digest_of", "for_page", "opened"]
    assert 'width="80"' in made.page("/a/")


def test_a_site_with_a_mistake_reads_no_picture_again_either(
    made: Workspace, work: list[str]
) -> None:
    made.write_bytes("content/b.png", pictures.plain((80, 40)))
    made.write("-- content/b.md --\n---\nowner: teams/gone\n---\n").build()
    assert made.errors()
    assert "opened" in work
    work.clear()
    made.build()
    assert work == []


def test_a_picture_that_was_just_saved_is_read_until_it_has_settled(
    made: Workspace, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "SETTLED", 2_000_000_000)
    made.write_bytes("content/b.png", pictures.plain((80, 40)))
    made.built()
    work.clear()
    made.built()
    assert work == ["digest_of", "digest_of"]  # the picture, and what was made of it
    monkeypatch.setattr(beside, "SETTLED", LONG_AGO)
    made.built()
    work.clear()
    made.built()
    assert work == []


def test_a_size_that_was_kept_and_is_damaged_costs_time_alone(
    made: Workspace, work: list[str]
) -> None:
    before = made.tree()
    db = sqlite3.connect(made.root / ".evangelist/store.sqlite")
    db.execute("UPDATE files SET made = ?", (b'{"":"Picture","width":5}',))
    db.commit()
    db.close()
    made.write("-- content/b.md --\nWords.\n")
    made.built()
    assert made.read("site/a/index.html").encode() == before["site/a/index.html"]
    assert "opened" in work


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"A")
    (tmp_path / "build.holder").touch()
    os.utime(tmp_path / "build.holder", (2**32, 2**32))
    for rows in (1, 0):
        with Store.open(tmp_path, "1") as store:
            if rows:
                assert store.files.digest(file) == digest_of(b"A")
            else:
                file.unlink()
            store.files.keep()
        db = sqlite3.connect(tmp_path / "store.sqlite")
        assert db.execute("SELECT count(*) FROM files").fetchone() == (rows,)
        db.close()
