import errno
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from evangelist.content.sources import digest_of, read_source, scan
from evangelist.problems import ProblemsError

HAS_LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())


def test_texts_are_read_and_other_files_listed(tmp_path: Path) -> None:
    write(tmp_path, "b/c.md", "a.markdown", "b/pic.png", "D.MD")
    found = scan(tmp_path)
    assert [source.path for source in found.sources] == ["D.MD", "a.markdown", "b/c.md"]
    assert found.files == {"b/pic.png": tmp_path / "b" / "pic.png"}
    assert not found.problems


def test_a_source_knows_its_bytes_by_their_digest(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (source,) = scan(tmp_path).sources
    assert source.digest == digest_of(b"a.md")
    assert read_source(tmp_path, source) == (source, b"a.md")


def test_a_text_that_changed_since_it_was_found_has_the_digest_of_what_is_read(
    tmp_path: Path,
) -> None:
    write(tmp_path, "a.md")
    (found,) = scan(tmp_path).sources
    (tmp_path / "a.md").write_bytes(b"new")
    now, data = read_source(tmp_path, found)
    assert (now.path, now.digest, data) == ("a.md", digest_of(b"new"), b"new")
    assert now == scan(tmp_path).sources[0]


def test_a_text_that_is_gone_since_it_was_found_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (found,) = scan(tmp_path).sources
    (tmp_path / "a.md").unlink()
    with pytest.raises(ProblemsError) as raised:
        read_source(tmp_path, found)
    assert [str(problem) for problem in raised.value.problems] == [
        f"{tmp_path.name}/a.md: cannot be read: {os.strerror(errno.ENOENT)}"
    ]


def test_hidden_files_and_those_of_the_system_are_passed_over(tmp_path: Path) -> None:
    write(
        tmp_path, ".git/a.md", ".hidden.md", "~lock.md", "Thumbs.db", "a/desktop.ini", ".DS_Store"
    )
    found = scan(tmp_path)
    assert (found.sources, found.files) == ((), {})


def test_names_are_composed_whatever_the_disk_does(tmp_path: Path) -> None:
    write(tmp_path, unicodedata.normalize("NFD", "über.md"), unicodedata.normalize("NFD", "ä.png"))
    found = scan(tmp_path)
    assert [source.path for source in found.sources] == ["über.md"]
    assert list(found.files) == ["ä.png"]
    assert (
        read_source(tmp_path, found.sources[0])[1]
        == unicodedata.normalize("NFD", "über.md").encode()
    )
    assert found.files["ä.png"].is_file()


@HAS_LINKS
def test_a_link_out_of_the_content_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "secret.md", "secrets/x.md")
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.md").symlink_to(tmp_path / "secret.md")
    (content / "b").symlink_to(tmp_path / "secrets", target_is_directory=True)
    found = scan(content)
    assert (found.sources, found.files) == ((), {})
    assert [(problem.code, problem.path) for problem in found.problems] == [
        ("path-outside", "content/a.md"),
        ("path-outside", "content/b"),
    ]


@HAS_LINKS
def test_a_link_within_the_content_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / "b.md").symlink_to("a.md")
    texts = [read_source(tmp_path, source)[1] for source in scan(tmp_path).sources]
    assert texts == [b"a.md", b"a.md"]


@HAS_LINKS
def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    (tmp_path / "c").symlink_to(tmp_path, target_is_directory=True)
    found = scan(tmp_path)
    assert found.sources == ()
    assert [problem.path.split("/")[-1] for problem in found.problems] == ["a.md", "b.md", "c"]


@HAS_LINKS
def test_a_link_to_a_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "content/a/x.md")
    (tmp_path / "content/b").symlink_to("a", target_is_directory=True)
    found = scan(tmp_path / "content")
    assert [source.path for source in found.sources] == ["a/x.md"]
    assert [str(problem) for problem in found.problems] == [
        "content/b: this link to a folder is not followed (put a copy of the folder in its place)"
    ]
    assert found.problems[0].level == "error"


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has junctions")
def test_a_junction_is_a_link_to_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "content/a/x.md", "secrets/x.md")
    for name, target in (("b", "content/a"), ("c", "secrets"), ("d", "content")):
        command = ["cmd", "/c", "mklink", "/J", str(tmp_path / "content" / name)]
        subprocess.run([*command, str(tmp_path / target)], check=True)
    found = scan(tmp_path / "content")
    assert [source.path for source in found.sources] == ["a/x.md"]
    assert [problem.code for problem in found.problems] == ["path-outside"] * 3


@HAS_LINKS
def test_the_content_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/a/x.md", "elsewhere/a/y.png")
    content = tmp_path / "content"
    content.symlink_to("elsewhere", target_is_directory=True)
    found = scan(content)
    assert [source.path for source in found.sources] == ["a/x.md"]
    assert (list(found.files), found.problems) == (["a/y.png"], ())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
@pytest.mark.parametrize("name", ["a.md", "a.png"])
def test_what_is_no_file_stops_no_reading_and_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, "content/b.md")
    os.mkfifo(tmp_path / "content" / name)
    found = scan(tmp_path / "content")
    assert ([source.path for source in found.sources], found.files) == (["b.md"], {})
    assert [str(problem) for problem in found.problems] == [
        f"content/{name}: is no file that can be read (put a file in its place, or remove it)"
    ]
    assert found.problems[0].code == "output-failed"


@HAS_LINKS
def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    write(tmp_path, "content/b.md")
    (tmp_path / "content/a.png").symlink_to("gone.png")
    found = scan(tmp_path / "content")
    assert found.files == {}
    assert [problem.path for problem in found.problems] == ["content/a.png"]


@HAS_LINKS
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / "a.md").chmod(0)
    (problem,) = scan(tmp_path).problems
    assert problem.code == "output-failed"
    assert problem.path.endswith("/a.md")


def test_a_folder_that_cannot_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.md", "b/c/d.md", "e.md")
    real = os.scandir

    def refuse(folder: Path) -> Iterator[os.DirEntry[str]]:
        if Path(folder).name == "c":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        return iter(list(real(folder)))

    monkeypatch.setattr(os, "scandir", refuse)
    found = scan(tmp_path)
    assert [source.path for source in found.sources] == ["a.md", "e.md"]
    assert [str(problem) for problem in found.problems] == [
        f"{tmp_path.name}/b/c: cannot be read: {os.strerror(errno.EACCES)}"
    ]
    assert found.problems[0].level == "error"
