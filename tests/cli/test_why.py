"""Why a page was made again, as a person asks for it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evangelist.build.current import Current
from evangelist.build.pipeline import build
from tests.cli.test_commands import run
from tests.pictures import plain
from tests.sites import Workspace, site

FILES = """
-- content/index.md --
# Home

![A photo](photo.jpg)
-- content/services/vpn.md --
---
title: VPN
category: network
summary: A way in.
---
From everywhere.
-- content/services/printing.md --
---
title: Printing
summary: On paper.
---
Needs the [network](vpn.md).
-- content/news/first.md --
---
title: First
date: 2026-11-01
summary: Old.
---
News.
-- content/news/later.md --
---
title: Later
date: 2026-12-01
publish_on: 2026-12-01
---
Later.
-- themes/ours/theme.yaml --
extends: lectern
-- themes/ours/templates/base.html --
{% extends "lectern/base.html" %}
"""
TODAY = ("--as-of", "2026-11-22")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built, and once more so that a build is known to change nothing."""
    made = site(tmp_path_factory.mktemp("why"), FILES, "theme: ours\nsearch: false\n")
    made.write_bytes("content/photo.jpg", plain((900, 600), "JPEG"))
    for _ in range(2):
        assert run(made.root, "build", *TODAY).code == 0
    return made.root


@pytest.fixture
def made(built: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(built, tmp_path / "site")
    return Workspace(tmp_path / "site")


def edit(made: Workspace, path: str, old: str, new: str) -> None:
    file = made.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


def explained(made: Workspace, *arguments: str) -> dict[str, list[str]]:
    """The outputs that a build makes again, with its reasons."""
    given = arguments or TODAY
    said = run(made.root, "build", "--explain", "--format", "json", *given)
    assert said.code == 0
    return {each["path"]: each["reasons"] for each in said.json["rendered"]}


def asked(made: Workspace, path: str) -> Any:
    said = run(made.root, "why", path, "--format", "json")
    assert said.code == 0, said.err
    return said.json


# --- build --explain ---------------------------------------------------------------------------


def test_a_first_build_makes_everything_as_nothing_is_remembered(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\nText.\n", "search: false\n")
    found = explained(made)
    assert set(found) == set(made.tree())
    assert {*map(tuple, found.values())} == {("no earlier build is remembered",)}


def test_a_build_that_need_not_do_anything_says_so(made: Workspace) -> None:
    assert explained(made) == {}
    said = run(made.root, "build", "--explain", *TODAY)
    assert f"Made: 0. Left alone: {len(made.tree())}.\n" in said.out


def test_a_new_title_is_told_at_its_page_and_at_what_names_it(made: Workspace) -> None:
    edit(made, "content/news/first.md", "title: First", "title: New")
    edit(made, "content/services/vpn.md", "title: VPN", "title: Way in")
    found = explained(made)
    assert found["site/services/vpn/index.html"] == [
        "the title and details of services/vpn changed"
    ]
    assert found["site/services/index.html"] == [
        "the entries of kind service, page 1 of their list changed"
    ]
    assert "site/feed.xml" in found
    assert "site/news/atom.xml" in found
    assert "site/services/printing/index.html" not in found


def test_a_new_address_is_told_at_what_links_to_it(made: Workspace) -> None:
    edit(made, "content/services/vpn.md", "title: VPN", "title: VPN\nslug: way-in")
    found = explained(made)["site/services/printing/index.html"]
    assert "where the link to services/vpn leads changed" in found


def test_a_template_is_named_by_its_file_wherever_it_is_included(made: Workspace) -> None:
    edit(made, "themes/ours/templates/base.html", "{%", "{# ours #}{%")
    said = run(made.root, "build", "--explain", *TODAY).out
    assert "Changed since the build before: themes/ours/templates/base.html\n" in said
    line = next(each for each in said.splitlines() if "files (" in each)
    assert line.endswith(": the template base.html changed")
    assert "came out as before" in said


def test_a_setting_is_named_by_its_key(made: Workspace) -> None:
    edit(made, "site.yaml", "title: Test site", "title: Our site")
    assert "the setting title changed" in explained(made)["site/news/first/index.html"]
    assert run(made.root, "why", "/news/first/").out.endswith("before: site.yaml\n")


def test_a_picture_is_named_where_another_takes_its_place(made: Workspace) -> None:
    made.write_bytes("content/photo.jpg", plain((800, 600), "JPEG"))
    found = explained(made)
    assert found["site/photo.jpg.webp"] == ["content/photo.jpg changed"]
    assert "the picture content/photo.jpg changed" in found["site/index.html"]


def test_another_day_is_told_with_what_it_decides(made: Workspace) -> None:
    said = run(made.root, "build", "--explain", "--as-of", "2026-12-02").out
    assert "Changed since the build before: content/news/later.md, the day\n" in said
    assert "site/news/later/index.html: it was never made before\n" in said


def test_a_day_that_passes_is_told_by_itself(tmp_path: Path) -> None:
    retired = "-- content/services/a.md --\n---\nlifecycle: retiring\nretires_on: 2026-11-25\n---\n"
    made = site(tmp_path, retired)
    for day in ("2026-11-20", "2026-11-21"):
        run(made.root, "build", "--as-of", day)
    said = run(made.root, "build", "--explain", "--as-of", "2026-11-27")
    both = "site/services/a/index.html, site/services/index.html"
    assert f"  2 files ({both}): it is another day\n" in said.out
    told = asked(made, "/services/a/")["reasons"]
    assert told == [f"it is another day, which decides whether {date(2026, 11, 25)} is over"]


def test_a_file_that_was_deleted_is_made_again(made: Workspace) -> None:
    made.remove("output/site/index.html")
    assert explained(made) == {
        "site/index.html": ["its file was missing, or somebody had changed it"]
    }


def test_an_entry_that_is_gone_is_named_by_its_file(made: Workspace) -> None:
    made.remove("content/news/first.md")
    assert "content/news/first.md" in run(made.root, "build", "--explain", *TODAY).out


def test_a_build_that_fails_explains_nothing(made: Workspace) -> None:
    made.write("-- content/bad.md --\n---\ndate: x\n---\n")
    said = run(made.root, "build", "--explain", *TODAY)
    assert said.code == 1
    assert "Made:" not in said.out + said.err


# --- why: an output ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "output/site/services/vpn/index.html",
        "./output/site/services/vpn/index.html",
        "output\\site\\services\\vpn\\index.html",
        "site/services/vpn/index.html",
        "/services/vpn/",
        "/services/vpn",
        "/services/vpn/?a=b#part",
        "https://example.org/services/vpn/",
    ],
)
def test_a_page_has_many_names(made: Workspace, path: str) -> None:
    assert asked(made, path)["output"] == "site/services/vpn/index.html"


def test_an_address_may_begin_with_the_path_of_the_site(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\nText.\n")
    run(made.root, "build", "--base-url", "https://example.edu/team/")
    for path in ("/team/a/", "/a/", "https://example.edu/team/a/", "https://example.org/a/"):
        assert asked(made, path)["output"] == "site/a/index.html"
    assert asked(made, "https://example.edu/team")["output"] == "site/index.html"


def test_a_file_is_named_from_the_folder_one_is_in(made: Workspace) -> None:
    found = run(made.root / "output/site", "-C", "../..", "why", "index.html")
    assert found.out.startswith("site/index.html\n")
    gone = made.root / "content"
    assert run(gone, "-C", "..", "why", "index.md").out.startswith("content/index.md\n")


def test_a_page_is_told_with_all_that_it_depends_on(made: Workspace) -> None:
    edit(made, "content/services/printing.md", "Needs", "It needs")
    explained(made)
    lines = run(made.root, "why", "/services/printing/").out.splitlines()
    assert lines[:2] == [
        "site/services/printing/index.html",
        "It is made from content/services/printing.md.",
    ]
    for each in (
        "  the text of services/printing",
        "  where the link to services/vpn leads",
        "  the template service.html and what it includes",
        "  the words of the theme",
    ):
        assert each in lines
    assert lines[-3:] == [
        "The last build that had something to do made it:",
        "  the text of services/printing changed",
        "Changed since the build before: content/services/printing.md",
    ]


def test_what_was_current_is_said_to_be(made: Workspace) -> None:
    edit(made, "content/services/printing.md", "Needs", "It needs")
    explained(made)
    assert asked(made, "/services/vpn/")["rendered"] is False
    assert "left it as it was" in run(made.root, "why", "/services/vpn/").out


def test_builds_that_do_nothing_do_not_make_it_forget(made: Workspace) -> None:
    edit(made, "content/services/printing.md", "Needs", "It needs")
    explained(made)
    explained(made)
    edit(made, "content/services/printing.md", "---\nIt", "---\n\nIt")
    assert explained(made) == {}
    assert asked(made, "/services/printing/")["reasons"] == [
        "the text of services/printing changed"
    ]


def test_a_page_that_is_no_entry_is_told_by_what_it_is(made: Workspace) -> None:
    assert "\nIt is the list /services/.\n" in run(made.root, "why", "/services/").out


def test_the_last_build_into_a_folder_counts(made: Workspace) -> None:
    run(made.root, "build", "--drafts", "--output", "drafts", *TODAY)
    assert run(made.root, "why", "/news/later/").code == 1
    said = run(made.root, "why", "/news/later/", "--output", "drafts")
    assert "no earlier build is remembered" in said.out
    run(made.root, "build", "--drafts", *TODAY)
    assert run(made.root, "why", "/news/later/").code == 0


# --- why: a source -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["content/services/vpn.md", "services/vpn", "services/vpn.md"])
def test_an_entry_is_told_with_the_pages_that_show_it(made: Workspace, path: str) -> None:
    edit(made, "content/services/vpn.md", "title: VPN", "title: Way in")
    explained(made)
    found = asked(made, path)
    assert found["source"] == "content/services/vpn.md"
    assert found["outputs"][0] == "site/services/vpn/index.html"
    assert "site/services/printing/index.html" in found["outputs"]
    assert "site/services/index.html" in found["lists"]
    because = {each["path"]: each["reasons"] for each in found["rendered"]}
    assert because["site/services/vpn/index.html"] == [
        "the title and details of services/vpn changed"
    ]
    assert "site/services/index.html" in because


def test_only_what_was_made_because_of_it_is_told(made: Workspace) -> None:
    edit(made, "content/services/vpn.md", "From everywhere", "From anywhere")
    edit(made, "content/news/first.md", "News.", "All news.")
    explained(made)
    rendered = [each["path"] for each in asked(made, "services/vpn")["rendered"]]
    assert rendered == ["site/services/vpn/index.html"]
    assert asked(made, "services/printing")["rendered"] == []
    said = run(made.root, "why", "services/printing").out
    assert said.endswith("made nothing because of it.\n")


@pytest.mark.parametrize(
    "path, output",
    [
        ("themes/ours/templates/base.html", "site/services/vpn/index.html"),
        ("themes/ours/theme.yaml", "site/assets/tokens.css"),
        ("site.yaml", "site/index.html"),
        ("content/photo.jpg", "site/index.html"),
        ("photo.jpg", "site/photo.jpg.webp"),
        ("content/index.md", "site/index.html"),
        ("index", "site/index.html"),
    ],
)
def test_every_kind_of_source_is_known(made: Workspace, path: str, output: str) -> None:
    assert output in asked(made, path)["outputs"]


def test_a_template_is_told_with_what_its_edit_made(made: Workspace) -> None:
    edit(made, "themes/ours/templates/base.html", "{%", "{# ours #}{%")
    count = len(explained(made))
    said = run(made.root, "why", "themes/ours/templates/base.html").out
    assert f"made {count} because of it:\n" in said
    assert len(said.splitlines()) < 30


def test_what_is_not_published_is_in_nothing(made: Workspace) -> None:
    said = run(made.root, "why", "content/news/later.md").out
    assert "Nothing in the output folder depends on it.\n" in said


def test_a_long_answer_is_cut(tmp_path: Path) -> None:
    made = site(tmp_path, "".join(f"-- content/p{n}.md --\nText.\n" for n in range(30)))
    explained(made)
    lines = run(made.root, "why", "site.yaml").out.splitlines()
    count = int(lines[1].rpartition(" ")[2])
    assert f"  and {count - 20} more" in lines


# --- why: nothing --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path, near",
    [
        ("/servces/vpn/", "/services/vpn/"),
        ("services/vnp", "services/vpn"),
        ("site.yml", "site.yaml"),
        ("output/site/servces/index.html", "site/services/index.html"),
        ("themes/ours/templates/bse.html", "themes/ours/templates/base.html"),
    ],
)
def test_a_wrong_name_is_told_the_nearest(made: Workspace, path: str, near: str) -> None:
    said = run(made.root, "why", path)
    assert said.code == 1
    assert said.err.startswith(f"error: the last build neither made nor used '{path}' ")
    assert f"(did you mean '{near}'?)" in said.err


@pytest.mark.parametrize("path", ["", "/", "..", "check/site", "https://[", "\0", "x" * 5000])
def test_an_odd_name_is_no_reason_to_fail(tmp_path: Path, path: str) -> None:
    made = site(tmp_path, "-- content/a.md --\nText.\n")
    run(made.root, "build")
    assert run(made.root, "why", path).code == int(path != "/")


def test_before_the_first_build_there_is_nothing_to_tell(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\nText.\n")
    said = run(made.root, "why", "/a/")
    assert said.code == 1
    assert "nothing has been built here yet" in said.err
    assert "(run: evangelist build)" in said.err


def test_a_folder_without_a_site_is_told_so(tmp_path: Path) -> None:
    said = run(tmp_path, "why", "/a/")
    assert said.code == 1
    assert "there is no site.yaml here" in said.err
    assert list(tmp_path.iterdir()) == []


# --- build --verify ------------------------------------------------------------------------------


def test_a_build_is_the_same_as_one_from_nothing(
    made: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "temporary").mkdir()
    edit(made, "content/services/vpn.md", "title: VPN", "title: Way in")
    said = run(made.root, "build", "--verify", *TODAY)
    assert said.code == 0
    assert f"is the same, byte for byte: {len(made.tree())} files\n" in said.out
    assert "Way in" in made.page("/services/vpn/")
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_page_that_should_have_been_made_again_is_found(
    made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = Current.reason

    def forgetful(self: Current, output: Any, standing: Any) -> Any:
        return right(self, output, standing) if output.path not in self.last.traces else None

    monkeypatch.setattr(Current, "reason", forgetful)
    edit(made, "content/services/vpn.md", "From everywhere.", "From anywhere.")
    said = run(made.root, "build", "--verify", *TODAY)
    assert said.code == 1
    assert (
        "error: site/services/vpn/index.html: a build from nothing makes other bytes (" in said.err
    )
    assert "remove the folder .evangelist/" in said.err
    assert "byte for byte" not in said.out
    found = run(made.root, "build", "--verify", "--format", "json", *TODAY).json["problems"]
    assert [each["code"] for each in found if each["level"] == "error"] == ["build-differs"]


def test_many_differences_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = "".join(f"-- content/p{n}.md --\nText.\n" for n in range(30))
    made = site(tmp_path, files, "search: false\n")
    run(made.root, "build")
    monkeypatch.setattr(
        Current,
        "reason",
        lambda self, output, _: None if self.last.traces else RIGHT(self, output, None),
    )
    for number in range(30):
        made.write(f"-- content/p{number}.md --\nOther.\n")
    said = run(made.root, "build", "--verify")
    assert said.err.count("makes other bytes") == 20
    assert "a build from nothing has 10 more differences" in said.err


def test_a_site_that_changes_meanwhile_is_no_difference(
    made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_edited(options: Any) -> Any:
        report = build(options)
        if options.output == made.root.resolve() / "output" or options.kept is None:
            made.write("-- content/services/vpn.md --\nNew.\n")
        return report

    monkeypatch.setattr("evangelist.build.verify.build", and_edited)
    said = run(made.root, "build", "--verify", *TODAY)
    assert said.code == 1
    assert "the site was changed while it was verified (do it again)" in said.err


def test_a_build_that_fails_is_not_verified(made: Workspace) -> None:
    made.write("-- content/bad.md --\n---\ndate: x\n---\n")
    said = run(made.root, "build", "--verify", *TODAY)
    assert said.code == 1
    assert "build from nothing" not in said.out + said.err


RIGHT = Current.reason
