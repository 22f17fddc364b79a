"""A change to a folder happens whole, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evangelist.problems import ProblemsError
from evangelist.scaffold.change import Change, apply

BEFORE = {"a.md": b"a", "old/b.md": b"b", "old/c.png": b"c"}
CHANGE = Change(
    new={"fresh/d.md": b"d"},
    replaced={"a.md": b"A", "new/b.md": b"B"},
    moved={"old/b.md": "new/b.md", "old/c.png": "new/c.png"},
)
AFTER = {"a.md": b"A", "fresh/d.md": b"d", "new/b.md": b"B", "new/c.png": b"c"}


def folder(root: Path) -> Path:
    for path, data in BEFORE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def tree(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file()
    }


def names(root: Path) -> set[str]:
    return {entry.relative_to(root).as_posix() for entry in root.rglob("*")}


def test_it_happens_whole(tmp_path: Path) -> None:
    apply(folder(tmp_path), CHANGE)
    assert tree(tmp_path) == AFTER


def test_a_folder_that_is_left_empty_goes(tmp_path: Path) -> None:
    apply(folder(tmp_path), CHANGE)
    assert "old" not in names(tmp_path)


def test_what_is_there_is_never_overwritten_by_what_is_new(tmp_path: Path) -> None:
    before = tree(folder(tmp_path))
    with pytest.raises(ProblemsError, match=r"a\.md: is there already"):
        apply(tmp_path, Change(new={"z.md": b"z", "a.md": b"x"}))
    assert tree(tmp_path) == before
    with pytest.raises(ProblemsError, match=r"old/b\.md: is there already"):
        apply(tmp_path, Change(moved={"a.md": "old/b.md"}))
    assert tree(tmp_path) == before


@pytest.mark.parametrize("step", range(1, 12))
def test_a_failure_at_any_step_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Steps are what changes names and folders; the undoing itself is let work."""
    folder(tmp_path)
    before, count = names(tmp_path), 0

    def failing(name: str) -> Any:
        real = getattr(Path, name)

        def call(path: Path, *arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == step:
                raise OSError(28, "No space left on device", str(path))
            return real(path, *arguments, **options)

        return call

    for name in ("rename", "mkdir", "write_bytes"):
        monkeypatch.setattr(Path, name, failing(name))
    with pytest.raises(ProblemsError, match="No space left on device"):
        apply(tmp_path, CHANGE)
    assert names(tmp_path) == before
    assert tree(tmp_path) == BEFORE


def test_a_folder_that_did_not_exist_is_gone_again(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError):
        apply(tmp_path / "site", Change(new={"a": b"", "a/b": b""}))
    assert not (tmp_path / "site").exists()
