"""Where evangelist is installed from: pinned, or refused with the reason."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from evangelist.scaffold.origin import read_origin

COMMIT = "0123456789abcdef0123456789abcdef01234567"
NAME = "evangelist-0.1.0-py3-none-any.whl"


def wheel(folder: Path, name: str = NAME, inside: str = "evangelist/__init__.py") -> Path:
    file = folder / name
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(inside, "")
        archive.writestr("evangelist/scaffold/starter/publishing/build.lock", "x==1\n")
    return file


def test_a_wheel_is_copied_and_held_by_its_hash(tmp_path: Path) -> None:
    file = wheel(tmp_path)
    origin = read_origin(str(file))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert origin.requirement == f"./vendor/{NAME} --hash=sha256:{digest}"
    assert origin.files == {f"vendor/{NAME}": file.read_bytes()}


def test_a_wheel_brings_the_locks_of_its_own_version(tmp_path: Path) -> None:
    assert read_origin(str(wheel(tmp_path))).locks == {"build.lock": b"x==1\n"}


@pytest.mark.parametrize(
    "written, requirement",
    [
        (
            f"git+https://code.example/team/evangelist@{COMMIT}",
            f"evangelist @ git+https://code.example/team/evangelist@{COMMIT}",
        ),
        (
            f"git+ssh://git@code.example/team/evangelist.git@{COMMIT}",
            f"evangelist @ git+ssh://git@code.example/team/evangelist.git@{COMMIT}",
        ),
        ("==1.2.3", "evangelist==1.2.3"),
        ("evangelist==1.2.3rc1", "evangelist==1.2.3rc1"),
    ],
)
def test_a_commit_and_a_version_are_taken(written: str, requirement: str) -> None:
    origin = read_origin(written)
    assert origin.requirement == requirement
    assert not origin.files


@pytest.mark.parametrize(
    "written, reason",
    [
        ("evangelist", "whatever somebody uploads under that name"),
        ("latest", "whatever somebody uploads under that name"),
        ("evangelist>=1.2", "not one version"),
        ("evangelist==1.*", "not one version"),
        ("==1.2.3,<2", "not one version"),
        ("1.2.3", "not one version"),
        ("~=1.2", "not one version"),
        ("evangelist[all]==1.2.3", "no source that can be pinned"),
        ("", "no source that can be pinned"),
        ("git+https://code.example/team/evangelist", "names no commit"),
        ("git+https://code.example/team/evangelist@main", "a branch or a tag can move"),
        ("git+https://code.example/team/evangelist@v1.2.3", "a branch or a tag can move"),
        (f"git+https://code.example/team/evangelist@{COMMIT[:12]}", "is not a whole commit"),
        (f"git+https://code.example/team/evangelist@{COMMIT}#egg=x", "names no commit"),
        (f"git+http://code.example/team/evangelist@{COMMIT}", "names no commit"),
        (f"git+https://me:secret@code.example/team/e@{COMMIT}", "leave it out"),
        ("https://code.example/team/evangelist", "could hold something else tomorrow"),
        ("git@code.example:team/evangelist.git", "could hold something else tomorrow"),
        (f"https://code.example/{NAME}", "lies on a server"),
        (f"nowhere/{NAME}", "there is no file"),
        ("other-1.0-py3-none-any.whl", "not named like a wheel of evangelist"),
        ("==1.2.3\n--pre", "not one version"),
        (f"git+https://code.example/a b@{COMMIT}", "names no commit"),
    ],
)
def test_what_could_change_later_is_refused(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_origin(written)


def test_a_file_that_only_looks_like_a_wheel_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no zip")
    with pytest.raises(ValueError, match="is not a wheel"):
        read_origin(str(tmp_path / NAME))
    with pytest.raises(ValueError, match="evangelist is not in it"):
        read_origin(str(wheel(tmp_path, inside="other/__init__.py")))
