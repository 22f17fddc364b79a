"""Staging and settling by themselves: many processes, many foreign things, one order."""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from evangelist.build.manifest import Manifest, manifest_bytes, read_manifest
from evangelist.build.staging import Staging
from evangelist.build.standing import Standing, on_disk
from evangelist.build.writer import settle, write
from evangelist.content.sources import digest_of
from evangelist.problems import ProblemsError

HAS_LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
FILES = {
    "site/a/index.html": b"a",
    "site/b/c/index.html": b"c",
    "site/assets/x.css": b"x",
    "email/n.eml": b"n",
}
MINE = b"mine"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".manifest"
    }


def put(staging: Staging, path: str) -> str:
    return staged(staging, path, path.encode())


def staged(staging: Staging, path: str, data: bytes) -> str:
    staging.put(path, data)
    return digest_of(data)


# --- staging ---------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [{}, {"site/old/index.html": b"old"}])
def test_many_processes_stage_at_once(output: Path, before: dict[str, bytes]) -> None:
    write(output, before)
    paths = [f"site/{number}/index.html" for number in range(60)]
    with (
        Staging(output) as staging,
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool,
    ):
        digests = pool.map(put, [staging] * len(paths), paths, chunksize=7)
        wanted = dict(zip(paths, digests, strict=True))
        settle(on_disk(output), wanted, staging)
    assert tree(output) == {path: path.encode() for path in paths}
    assert wanted == {path: digest_of(path.encode()) for path in paths}


def test_nothing_staged_makes_nothing(output: Path) -> None:
    with Staging(output):
        assert not output.exists()
    write(output, FILES)
    before = {path: path.stat().st_mtime_ns for path in (output, *output.rglob("*"))}
    write(output, FILES)
    assert {path: path.stat().st_mtime_ns for path in (output, *output.rglob("*"))} == before


def test_what_was_staged_for_nothing_is_gone_with_the_folders_made_for_it(tmp_path: Path) -> None:
    with Staging(tmp_path / "a" / "b") as staging:
        staging.put("site/x", b"x")
        assert (tmp_path / "a" / "b").exists()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "empty").mkdir()
    with Staging(tmp_path / "empty") as staging:
        staging.put("site/x", b"x")
    assert (tmp_path / "empty").is_dir()


def test_staged_bytes_are_read_before_those_in_place(output: Path) -> None:
    write(output, FILES)
    with Staging(output) as staging:
        copy: Staging = pickle.loads(pickle.dumps(staging))  # noqa: S301
        assert copy.read("site/a/index.html") == b"a"
        staging.put("site/a/index.html", b"new")
        assert copy.read("site/a/index.html") == b"new"
        with pytest.raises(ProblemsError) as raised:
            staging.read("site/nothing")
    assert str(raised.value).endswith("site/nothing: cannot be read: No such file or directory")


@pytest.mark.parametrize("path", ["", "x", "site", "../x", "site/../../x", "/x", "site//x", "si/x"])
def test_nothing_is_staged_for_a_place_that_is_not_ours(output: Path, path: str) -> None:
    with Staging(output) as staging, pytest.raises(ValueError, match=f"^{re.escape(path)}$"):
        staging.put(path, b"")


def test_what_a_killed_build_has_left_is_removed_by_the_next(output: Path) -> None:
    staging = Staging(output)
    staging.put("site/x", b"x")
    assert len(list(output.iterdir())) == 1
    write(output, FILES)
    assert {path.name for path in output.iterdir()} == {".manifest", "site", "email"}


@HAS_LINKS
@pytest.mark.parametrize(
    "name", [".staging-", ".staging-0123456789abcdef", ".staging-backup", ".stagingabc", "link"]
)
def test_what_only_looks_like_it_is_left_alone(output: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    (outside / "site").mkdir(parents=True)
    (outside / "site/mine").write_bytes(MINE)
    output.mkdir()
    if name == "link":
        Path(Staging(output).place).symlink_to(outside)
    else:
        shutil.copytree(outside, output / name)
    before = tree(output)
    write(output, FILES)
    assert tree(output) == before | FILES
    assert tree(outside) == {"site/mine": MINE}


# --- the order -------------------------------------------------------------------------------


def test_assets_come_first_pages_next_and_removals_last(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(output, {"site/0.html": b"", "site/a.html": b"a", "email/old.eml": b""})
    files = {"site/a.html": b"new", "site/f.xml": b"", "site/assets/z.css": b""}
    assert steps(output, files, monkeypatch) == [
        ".manifest",
        "site/assets/z.css",
        "site/f.xml",
        "site/a.html",
        "email/old.eml",
        "site/0.html",
        ".manifest",
    ]


def test_folders_that_are_new_get_to_their_place_as_a_whole(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert steps(output, FILES, monkeypatch) == [".manifest", "site", "email"]
    assert tree(output) == FILES


def test_a_folder_that_cannot_be_moved_is_filled_file_by_file(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a system that refuses to while a file in it is being looked at."""

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(os, "rename", refuse)
    write(output, FILES)
    monkeypatch.undo()
    assert tree(output) == FILES
    assert {path.name for path in output.iterdir()} == {".manifest", "site", "email"}


def test_only_what_is_wanted_gets_to_its_place_of_all_that_is_staged(output: Path) -> None:
    with Staging(output) as staging:
        wanted = {path: staged(staging, path, data) for path, data in FILES.items()}
        staging.put("site/a/more.html", b"not wanted")
        settle(on_disk(output), wanted, staging)
    assert tree(output) == FILES


def steps(output: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a write puts in its place or removes, one after the other."""
    seen: list[str] = []
    for name, which in (("replace", 1), ("rename", 1), ("unlink", 0)):
        monkeypatch.setattr(os, name, _noted(getattr(os, name), which, seen, output))
    write(output, files)
    monkeypatch.undo()
    return seen


def _noted(real: Callable[..., Any], which: int, seen: list[str], root: Path) -> Callable[..., Any]:
    def noted(*names: Any, **options: Any) -> Any:
        if not options:
            seen.append(Path(names[which]).relative_to(root).as_posix())
        return real(*names, **options)

    return noted


# --- the manifest ----------------------------------------------------------------------------


@pytest.mark.parametrize("files", [{}, {"site/ü\u2028\"'/x": "1", "site/a": "2"}])
def test_a_manifest_is_what_the_library_would_write(output: Path, files: dict[str, str]) -> None:
    whole = {"version": 1, "files": dict(sorted(files.items()))}
    assert manifest_bytes(Manifest(files)).decode() == json.dumps(whole, indent=0) + "\n"
    output.mkdir()
    manifest = Manifest(files, {"site/a": "0"} if files else {})
    (output / ".manifest").write_bytes(manifest_bytes(manifest))
    assert read_manifest(output) == manifest


# --- thirty ways to be in the way ------------------------------------------------------------


def plant(output: Path, outside: Path, what: str, path: str, target: str) -> None:
    """Put something of somebody else into an output folder, in the place of what is there."""
    place = output / path
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_dir() and what != "mine":
        shutil.rmtree(place)
    if what == "link":
        place.unlink(missing_ok=True)
        place.symlink_to(outside / target)
    elif target == "pipe":
        place.unlink(missing_ok=True)
        os.mkfifo(place)
    elif target == "socket":
        place.unlink(missing_ok=True)
        os.chdir(place.parent)  # the name of a socket has to be short
        with socket.socket(socket.AF_UNIX) as each:
            each.bind(place.name)
    else:
        place.write_bytes(MINE)
    if what == "claimed":
        files = {**read_manifest(output).files, path: digest_of(b"other")}
        (output / ".manifest").write_bytes(manifest_bytes(Manifest(files)))


HOSTILE = [
    ("mine", "site/a/index.html", ""),
    ("mine", "site/a", ""),
    ("mine", "site/b/c/index.html/deep/mine.txt", ""),
    ("mine", "site/b/c", ""),
    ("mine", "site/b", ""),
    ("mine", "site", ""),
    ("mine", "email", ""),
    ("mine", "email/n.eml", ""),
    ("mine", "email/n.eml/mine", ""),
    ("mine", "site/a/INDEX.HTML", ""),
    ("mine", "site/A/index.html", ""),
    ("mine", "site/mine.txt", ""),
    ("mine", "site/a/mine.txt", ""),
    ("mine", "site/gone/mine.txt", ""),
    ("mine", "site/.git/config", ""),
    ("mine", "notes.txt", ""),
    ("mine", "reports/mine/deep.txt", ""),
    ("mine", ".staging-mine/site/a/index.html", ""),
    ("link", "site", "folder"),
    ("link", "site/a", "folder"),
    ("link", "site/b", "folder"),
    ("link", "site/a/index.html", "file"),
    ("link", "site/assets", "folder"),
    ("link", "site/assets/x.css", "nothing"),
    ("link", "email", "folder"),
    ("link", "site/gone", "folder"),
    ("link", "site/gone/index.html", "file"),
    ("link", "reports", "folder"),
    ("link", ".manifest", "file"),
    ("odd", "site/a/index.html", "pipe"),
    ("odd", "site/b/c", "pipe"),
    ("odd", "email/n.eml", "socket"),
    ("claimed", "site/claimed.txt", ""),
    ("claimed", "notes.txt", ""),
    ("claimed", "../outside/file", ""),
    ("claimed", "site/../../outside/file", ""),
]


def strange(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything that somebody else has put into a folder, and what is behind links."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == ".manifest":
            continue
        if path.is_symlink():
            yield name, f"to {path.readlink()}"
        elif path.is_fifo() or path.is_socket():
            yield name, "odd"
        elif path.is_file() and path.read_bytes() == MINE:
            yield name, "mine"


@HAS_LINKS
@pytest.mark.parametrize("hostile", HOSTILE, ids=" ".join)
@pytest.mark.parametrize("when", ["new", "after a build", "after another", "during a build"])
def test_nothing_of_anybody_else_is_changed(
    output: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    hostile: tuple[str, str, str],
    when: str,
) -> None:
    """It is left where it is, whether the build goes on beside it or names it and stops."""
    monkeypatch.chdir(tmp_path)
    outside = tmp_path / "outside"
    (outside / "folder").mkdir(parents=True)
    for name in ("file", "folder/index.html", "folder/x.css"):
        (outside / name).write_bytes(MINE)
    if when != "new":
        write(output, FILES if when == "after a build" else {"site/gone/index.html": b"gone"})
    stood = on_disk(output) if when == "during a build" else None
    before: list[list[tuple[str, str]]] = []

    def somebody_else() -> None:
        try:
            plant(output, outside, *hostile)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            pytest.skip("this cannot stand there then")
        before[:] = list(strange(output)), list(strange(outside))

    error = settled(output, stood, somebody_else)
    assert error is None or {each.code for each in error.problems} == {"output-foreign"}
    assert error is not None or tree(output).items() >= FILES.items()
    is_ours = when == "after a build" and hostile[0] == "mine" and hostile[1] in FILES
    assert [list(strange(output)), list(strange(outside))] == [
        [] if is_ours else before[0],
        before[1],
    ]


def settled(
    folder: Path, stood: Standing | None, somebody_else: Callable[[], None]
) -> ProblemsError | None:
    """Write into a folder; somebody else comes before it is looked at, or after."""
    if not stood:
        somebody_else()
    try:
        with Staging(folder) as staging:
            digests = {path: staged(staging, path, data) for path, data in FILES.items()}
            if stood:
                somebody_else()
            settle(stood or on_disk(folder), digests, staging)
    except ProblemsError as error:
        return error
    return None


# --- one name in two spellings ---------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "link"), reason="one file needs two names here")
def test_a_name_that_only_changes_its_case_is_no_stranger(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system that folds case shows one file under both names, as a hard link does here."""
    write(output, {"site/a.html": b"a"})
    if not (output / "site/A.html").exists():
        (output / "site/A.html").hardlink_to(output / "site/a.html")
    seen = steps(output, {"site/A.html": b"new"}, monkeypatch)
    assert seen == [".manifest", "site/a.html", "site/A.html", ".manifest"]
    assert tree(output) == {"site/A.html": b"new"}


def test_a_file_of_another_name_is_a_stranger_however_alike(output: Path) -> None:
    write(output, {"site/a.html": b"a"})
    if (output / "site/A.html").exists():
        pytest.skip("this file system folds case")
    (output / "site/A.html").write_bytes(MINE)
    with pytest.raises(ProblemsError):
        write(output, {"site/A.html": b"new"})
    assert tree(output) == {"site/a.html": b"a", "site/A.html": MINE}


@HAS_LINKS
def test_nothing_is_removed_behind_a_link_that_came_while_building(
    output: Path, tmp_path: Path
) -> None:
    """Not even what has the very bytes of ours."""
    write(output, {"site/a/index.html": b"a"})
    stood = on_disk(output)
    (output / "site/a").rename(tmp_path / "elsewhere")
    (output / "site/a").symlink_to(tmp_path / "elsewhere")
    with Staging(output) as staging:
        settle(stood, {}, staging)
    assert tree(tmp_path / "elsewhere") == {"index.html": b"a"}


# --- what cannot be read ---------------------------------------------------------------------


def test_a_folder_that_cannot_be_listed_stops_the_build_and_is_named(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in it may be somebody else's."""
    write(output, FILES)
    real = os.scandir

    def refuse(folder: Any) -> Any:
        if str(folder).endswith("/b"):
            raise PermissionError(13, os.strerror(13), str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(ProblemsError) as raised:
        write(output, FILES)
    assert str(raised.value).endswith(f"output/site/b: cannot be read: {os.strerror(13)}")


def test_many_files_are_known_by_their_digests(output: Path) -> None:
    """More than one thread reads them."""
    files = {f"site/{number}.txt": str(number).encode() for number in range(1100)}
    write(output, files)
    (output / "site/7.txt").write_bytes(b"torn")
    found = on_disk(output).files
    assert {path for path, digest in found.items() if digest != digest_of(files[path])} == {
        "site/7.txt"
    }
    assert write(output, files).written == ("site/7.txt",)
