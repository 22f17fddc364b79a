"""Pictures are made once: damage to what is kept costs time and nothing else."""

import shutil
from pathlib import Path

import pytest

from evangelist.build.memo import Memo
from evangelist.outputs import pictures as made_here
from tests import pictures
from tests.sites import Workspace, site

FILES = """
-- content/a.md --
![A](a.png)
-- content/newsletters/b.md --
![A](../a.png)
"""
KEPT = ".evangelist/pictures"


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what was encoded, as it happens."""
    happened: list[str] = []

    def watched(name: str) -> None:
        real = getattr(made_here, name)

        def encode(data: bytes, **options: object) -> object:
            happened.append(name)
            return real(data, **options)

        monkeypatch.setattr(made_here, name, encode)

    watched("for_page")
    watched("for_mail")
    return happened


@pytest.fixture
def made(tmp_path: Path, encoded: list[str]) -> Workspace:
    workspace = site(tmp_path, FILES)
    workspace.write_bytes("content/a.png", pictures.plain((30, 20)))
    workspace.built()
    assert encoded == ["for_page", "for_mail"]
    encoded.clear()
    return workspace


def anew(made: Workspace) -> Workspace:
    """Build what was lost: pictures that stand in their places are not looked for elsewhere."""
    shutil.rmtree(made.output)
    return made.built()


def kept(made: Workspace) -> list[Path]:
    return sorted(path for path in (made.root / KEPT).iterdir() if path.name != ".gitignore")


def test_a_second_build_makes_no_picture_again(made: Workspace, encoded: list[str]) -> None:
    before = made.tree()
    assert made.built(output=made.root / "elsewhere").tree() == before
    assert encoded == []


def test_another_picture_under_the_same_name_is_made(made: Workspace, encoded: list[str]) -> None:
    before = made.tree()["site/a.png.webp"]
    made.write_bytes("content/a.png", pictures.plain((30, 20), of=(1, 2, 3)))
    assert made.built().tree()["site/a.png.webp"] != before
    assert encoded == ["for_page", "for_mail"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"0" * 100])
def test_damage_is_mended(made: Workspace, encoded: list[str], damage: bytes) -> None:
    before = made.tree()
    for file in kept(made):
        file.write_bytes(damage)
    assert anew(made).tree() == before
    assert len(encoded) == 2
    assert anew(made).tree() == before
    assert len(encoded) == 2


def test_a_changed_byte_is_seen(made: Workspace, encoded: list[str]) -> None:
    file = kept(made)[0]
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    anew(made)
    assert len(encoded) == 1


def test_what_is_kept_may_be_no_folder(made: Workspace, encoded: list[str]) -> None:
    before = made.tree()
    for file in (made.root / KEPT).iterdir():
        file.unlink()
    (made.root / KEPT).rmdir()
    (made.root / KEPT).write_bytes(b"a file")
    assert anew(made).tree() == before
    assert len(encoded) == 2


def test_what_no_page_shows_any_more_is_forgotten(made: Workspace) -> None:
    assert len(kept(made)) == 2
    made.remove("content/newsletters/b.md")
    made.built()
    assert len(kept(made)) == 1


def test_a_build_with_errors_forgets_nothing(made: Workspace) -> None:
    made.write("-- content/c.md --\n---\ndraft: [\n---\n")
    made.remove("content/newsletters/b.md")
    made.build()
    assert made.errors()
    assert len(kept(made)) == 2


def test_a_picture_that_is_damaged_is_told_each_time(tmp_path: Path) -> None:
    workspace = site(tmp_path, "-- content/a.md --\n![A](a.png)\n")
    data = pictures.saved(pictures.noise((50, 50)), "PNG")
    workspace.write_bytes("content/a.png", data[:2000])
    assert workspace.built().found("image-broken")
    assert workspace.built().found("image-broken")


def test_git_is_told_to_leave_it_alone(made: Workspace) -> None:
    assert (made.root / KEPT / ".gitignore").read_bytes() == b"*\n"


def test_what_was_not_kept_is_unknown(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "kept")
    assert memo.recall("a") is None
    memo.forget_others(())
    memo.keep("a", b"")
    assert memo.recall("a") == b""
