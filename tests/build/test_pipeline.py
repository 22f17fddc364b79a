"""Two things never fight for one path, and names can be files on every system."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from evangelist.content.markdown import gfm
from tests.sites import Workspace, site


def errors(made: Workspace) -> list[str]:
    made.build()
    assert not made.output.exists()
    return made.errors()


@pytest.mark.parametrize(
    "first, second",
    [
        ("news/Größe.md", "news/GRÖSSE.md"),
        ("a/page.md", "A/page.md"),
        ("caf\u00e9.md", "cafe\u0301.md"),
        ("x/index.md", "x.md"),
        ("x.md", "x.markdown"),
        ("services/page/2.md", "services/page/2/index.md"),
    ],
)
def test_two_entries_on_one_path_are_an_error_that_names_both(
    tmp_path: Path, first: str, second: str
) -> None:
    made = site(tmp_path)
    made.write_bytes(f"content/{first}", b"One.")
    made.write_bytes(f"content/{second}", b"Two.")
    if len([path for path in (tmp_path / "content").rglob("*") if path.is_file()]) < 2:
        pytest.skip("this file system folds the two names itself")
    found = [text for text in errors(made) if "content/" in text]
    assert len(found) == 1


@pytest.mark.parametrize(
    "files, names",
    [
        (
            "-- content/a.md --\n---\nslug: b\n---\n-- content/b.md --\nB.\n",
            ["content/a.md", "content/b.md"],
        ),
        (
            "-- content/a.md --\n---\nredirect_from: /b/\n---\n-- content/b.md --\nB.\n",
            ["content/a.md", "content/b.md"],
        ),
        (
            (
                "-- content/a.md --\n---\nredirect_from: /c/\n---\n"
                "-- content/b.md --\n---\nredirect_from: /C/\n---\n"
            ),
            ["content/a.md", "content/b.md"],
        ),
        ("-- content/tags.md --\n---\ntags: [x]\n---\n", ["content/tags.md", "the list of tags"]),
        (
            "-- content/a.md --\n---\nslug: /services\n---\n",
            ["content/a.md", "the list /services/"],
        ),
        (
            "-- content/a.md --\n[f](b)\n-- content/b --\nx\n-- content/b.md --\nB.\n",
            ["content/b", "content/b.md"],
        ),
        (
            "-- content/a.md --\n---\nredirect_from: /404.html\n---\n",
            ["content/a.md", "the error page"],
        ),
    ],
)
def test_two_things_that_want_one_address_are_an_error_that_names_both(
    tmp_path: Path, files: str, names: list[str]
) -> None:
    made = site(tmp_path, files)
    found = errors(made)
    assert [problem.code for problem in made.report.problems if problem.level == "error"] == [
        "path-collision"
    ]
    assert all(name in found[0] for name in names)


@pytest.mark.parametrize(
    "files, wanted",
    [
        (
            "-- content/feeds.md --\nF.\n-- content/news/a.md --\n---\ndate: 2026-11-02\n---\n",
            "feeds.md:1:1: wants the address /feeds/, and so does the page of feeds (rename it",
        ),
        (
            "-- content/a.md --\n---\nslug: b\n---\n-- content/b.md --\nB.\n",
            "b.md:1:1: wants the address /b/, and so does content/a.md (rename one of them",
        ),
    ],
)
def test_a_collision_stands_where_a_writer_can_mend_it(
    tmp_path: Path, files: str, wanted: str
) -> None:
    assert errors(site(tmp_path, files)) == [f"content/{wanted}, or give it another slug)"]


@pytest.mark.parametrize(
    "name",
    [
        "con.md",
        "NUL.md",
        "aux/a.md",
        "com1.md",
        "a:b.md",
        "what?.md",
        "a*.md",
        "end .md",
        "dot..md",
        "x" * 230 + ".md",
    ],
)
def test_a_name_that_cannot_be_a_file_everywhere_is_an_error(tmp_path: Path, name: str) -> None:
    made = site(tmp_path)
    made.write_bytes(f"content/{name}", b"Text.")
    [text] = errors(made)
    assert text.startswith(f"content/{name}: ")
    assert text.endswith("(rename the file)")


def test_a_name_that_is_not_utf_8_is_an_error(tmp_path: Path) -> None:
    made = site(tmp_path)
    try:
        Path(tmp_path, "content", b"\xff.md".decode(errors="surrogateescape")).write_text("Text.")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    assert errors(made) == ["content/?.md: the name of this file is not UTF-8 (rename it)"]


def test_a_link_of_the_file_system_out_of_content_is_refused(tmp_path: Path) -> None:
    made = site(tmp_path / "site")
    (tmp_path / "secret.md").write_text("CANARY")
    (made.root / "content/a.md").symlink_to(tmp_path / "secret.md")
    assert "content/a.md: this link of the file system leads out" in errors(made)[0]


def test_a_folder_that_links_to_itself_is_told_and_no_endless_walk(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\nText.\n")
    (made.root / "content/loop").symlink_to(made.root / "content")
    [text] = errors(made)
    assert text.startswith("content/loop: this link to a folder is not followed")


def test_a_site_whose_content_is_a_link_is_built(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\nText.\n")
    (made.root / "content").rename(made.root / "texts")
    (made.root / "content").symlink_to("texts", target_is_directory=True)
    assert made.built().exists("site/a/index.html")


def test_hidden_files_and_those_of_editors_are_not_content(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\nText.\n")
    for name in (".hidden.md", ".git/x.md", "~lock.md", "Thumbs.db"):
        made.write_bytes(f"content/{name}", b"CANARY")
    made.built()
    assert not [path for path, data in made.tree().items() if b"CANARY" in data]


@pytest.mark.parametrize(
    "link", ["../secret.txt", "/../secret.txt", "%2e%2e/secret.txt", "a/../../secret.txt"]
)
def test_content_cannot_leave_its_folder(tmp_path: Path, link: str) -> None:
    made = site(
        tmp_path, f"-- secret.txt --\nCANARY\n-- content/a.md --\n[x]({link}) ![y]({link})\n"
    )
    made.build()
    assert not made.output.exists() or not [p for p, d in made.tree().items() if b"CANARY" in d]
    assert {problem.code for problem in made.report.problems} & {"path-outside", "link-dead"}


def test_a_file_is_published_only_when_a_published_entry_links_to_it(tmp_path: Path) -> None:
    files = """
    -- content/a.md --
    [x](linked.txt) [y](/b/also.pdf)
    -- content/draft.md --
    ---
    draft: true
    ---
    [x](drafted.txt)
    -- content/linked.txt --
    x
    -- content/b/also.pdf --
    y
    -- content/drafted.txt --
    z
    -- content/alone.txt --
    z
    """
    made = site(tmp_path, files).built()
    found = {path for path in made.tree() if path.endswith((".txt", ".pdf"))} - {"site/robots.txt"}
    assert found == {"site/linked.txt", "site/b/also.pdf"}


@pytest.mark.parametrize(
    "name", ["aux.pdf", "nul/a.pdf", "what?.pdf", "end /a.pdf", "com1.txt", "aux.png"]
)
def test_a_file_beside_an_entry_has_a_name_for_every_system_too(tmp_path: Path, name: str) -> None:
    made = site(tmp_path, f"-- content/a.md --\nSee [it](<{quote(name)}>).\n")
    made.write_bytes(f"content/{name}", b"x")
    [text] = errors(made)
    assert text.startswith(f"content/{name}: ")
    assert text.endswith("(rename the file)")
    assert made.found("path-reserved")


def test_silence_minds_capitals_on_every_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system that folds case makes fnmatch fold it too."""
    silence = "silence: [{code: link-dead, paths: [A*], reason: known}]\n"
    made = site(tmp_path, "-- content/a.md --\n[x](none.md)\n", silence)
    monkeypatch.setattr(os.path, "normcase", str.lower)
    assert made.built().found("link-dead")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    "extension", ["no.such", "json", "raising_extension"], ids=["missing", "none", "raising"]
)
def test_an_extension_that_cannot_be_used_is_named_whatever_the_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extension: str, jobs: int
) -> None:
    (tmp_path / "raising_extension.py").write_text(
        "def makeExtension():\n    raise KeyError('x')\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    settings = f"markdown: {{extensions: [{extension}]}}\n"
    made = site(tmp_path, "-- content/a.md --\nA.\n-- content/b.md --\nB.\n", settings)
    made.build(jobs=jobs)
    [text] = made.errors()
    assert text.startswith(f"site.yaml: markdown.extensions: one of {extension} cannot be used: ")


@pytest.mark.parametrize("extensions", ["", ", extensions: [nl2br]"])
def test_an_engine_that_is_not_installed_is_said_with_the_way_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extensions: str
) -> None:
    monkeypatch.setattr(gfm, "_library", None)
    settings = f"markdown: {{engine: gfm{extensions}}}\n"
    made = site(tmp_path, "-- content/a.md --\nA.\n", settings)
    made.build()
    (told,) = made.errors()
    assert told.startswith("site.yaml: markdown.engine: gfm needs a package that is not installed")
    assert told.endswith("(pip install 'evangelist[gfm]')")


def test_pages_are_the_same_with_any_number_of_processes_and_the_native_engine(
    tmp_path: Path,
) -> None:
    text = "> [!NOTE]\n> a <b>b</b>[^1]\n\n```python\na = 1\n```\n\n[^1]: c\n"
    entries = "".join(f"-- content/{name}.md --\n{text}" for name in "abc")
    made = site(tmp_path, entries, "markdown: {engine: gfm}\n").built()
    alone = made.tree()
    made.build(jobs=2, output=tmp_path / "again")
    assert '<div class="callout callout-note"' in made.page("/a/")
    assert all(
        (tmp_path / "again" / path).read_bytes() == data
        for path, data in alone.items()
        if path.startswith("site/")
    )


def test_a_process_that_dies_is_told_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dying_extension.py").write_text(
        "import multiprocessing, os\n"
        "from markdown.extensions import Extension\n"
        "if multiprocessing.parent_process():\n"
        "    os._exit(9)\n"
        "class makeExtension(Extension):\n"
        "    def extendMarkdown(self, md): pass\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    settings = "markdown: {extensions: [dying_extension]}\n"
    made = site(tmp_path, "-- content/a.md --\nA.\n-- content/b.md --\nB.\n", settings)
    made.build(jobs=2)
    assert made.errors() == [
        "a process that did a part of the work has ended early (try it with --jobs 1)"
    ]
    assert not made.output.exists()


def test_a_folder_that_cannot_be_listed_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(tmp_path, "-- content/a.md --\nA.\n-- content/b/c.md --\nC.\n").built()
    real = os.scandir

    def refuse(folder: Path) -> Iterator[os.DirEntry[str]]:
        if Path(folder) == made.root / "content/b":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    made.build()
    assert made.errors() == [f"content/b: cannot be read: {os.strerror(errno.EACCES)}"]
    assert made.exists("site/b/c/index.html")


def test_a_percent_sign_in_a_name_is_decoded_once(tmp_path: Path) -> None:
    files = """
    -- content/a%25.md --
    A.
    -- content/b.md --
    [a](/a%2525/) [a](a%2525.md) [f](f%2525.txt)
    -- content/f%25.txt --
    F.
    """
    made = site(tmp_path, files).built()
    assert [problem for problem in made.report.problems if problem.level == "warning"] == []
    assert "<loc>https://example.org/a%2525/</loc>" in made.read("site/sitemap.xml")
    assert made.exists("site/a%25/index.html")
    assert made.exists("site/f%25.txt")
    assert made.page("/b/").count('href="/a%2525/"') == 2
    assert 'href="/f%2525.txt"' in made.page("/b/")
