"""The command as a person and a program meet it: exit codes, formats, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from evangelist import __version__
from evangelist.cli import cli
from tests.sites import Workspace, site

WARNED = "-- content/a.md --\n---\ntitle: A\n---\nSee [x](none.md).\n"
BROKEN = "-- content/a.md --\n---\ntitle: A\ndate: x\n---\n"
FINE = "-- content/a.md --\n---\ntitle: A\n---\nText.\n"


@dataclass(frozen=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(folder: Path, *arguments: str, monkeypatch: pytest.MonkeyPatch | None = None) -> Said:
    """Run a command in a folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(cli, list(arguments), prog_name="evangelist")
    finally:
        os.chdir(before)
    unexpected = result.exception
    assert unexpected is None or isinstance(unexpected, SystemExit), repr(unexpected)
    assert "Traceback" not in result.output
    return Said(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def fine(tmp_path: Path) -> Workspace:
    return site(tmp_path, FINE)


# --- exit codes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files, arguments, code",
    [
        (FINE, ["build"], 0),
        (WARNED, ["build"], 0),
        (WARNED, ["build", "--strict"], 1),
        (BROKEN, ["build"], 1),
        (FINE, ["check"], 0),
        (WARNED, ["check"], 0),
        (WARNED, ["check", "--strict"], 1),
        (BROKEN, ["check"], 1),
        (FINE, ["build", "--strict"], 0),
        (FINE, ["build", "--no-such-option"], 2),
        (FINE, ["build", "--format", "xml"], 2),
        (FINE, ["build", "--jobs", "0"], 2),
        (FINE, ["build", "--jobs", "62"], 2),
        (FINE, ["build", "--as-of", "31.11.2026"], 2),
        (FINE, ["build", "--base-url", "example.org"], 2),
        (FINE, ["build", "--base-url", "https://["], 2),
        (FINE, ["nonsense"], 2),
        (FINE, ["--version"], 0),
        (FINE, ["--help"], 0),
        (FINE, ["build", "-h"], 0),
    ],
)
def test_the_exit_code_says_how_it_went(
    tmp_path: Path, files: str, arguments: list[str], code: int
) -> None:
    assert run(site(tmp_path, files).root, *arguments).code == code


def test_the_version_is_that_of_the_package(fine: Workspace) -> None:
    assert __version__ in run(fine.root, "--version").out


def test_a_folder_without_a_site_is_told_what_to_do(tmp_path: Path) -> None:
    said = run(tmp_path, "build")
    assert said.code == 1
    assert "there is no site.yaml here" in said.err
    assert "evangelist -C DIR build" in said.err


def test_a_folder_without_content_is_told_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("title: A\nurl: https://example.org/\n")
    said = run(tmp_path, "build")
    assert said.code == 1
    assert "content: there is no folder content/" in said.err


def test_strict_writes_nothing(tmp_path: Path) -> None:
    made = site(tmp_path, WARNED)
    run(made.root, "build", "--strict")
    assert not made.output.exists()


# --- folders ---------------------------------------------------------------------------------


def test_another_folder_is_named_with_c(tmp_path: Path) -> None:
    made = site(tmp_path / "deep/site", FINE)
    assert run(tmp_path, "-C", "deep/site", "build").code == 0
    assert made.exists("site/a/index.html")


def test_paths_are_relative_to_the_current_folder_in_every_format(tmp_path: Path) -> None:
    site(tmp_path / "deep/site", WARNED)
    arguments = ["-C", "deep/site", "check"]
    assert "deep/site/content/a.md:4:9: 'none.md' leads nowhere" in run(tmp_path, *arguments).err
    github = run(tmp_path, *arguments, "--format", "github").out
    assert "file=deep/site/content/a.md,line=4,col=9," in github
    found = run(tmp_path, *arguments, "--format", "json").json["problems"]
    assert found[0]["path"] == "deep/site/content/a.md"


def test_the_output_folder_can_be_named(fine: Workspace, tmp_path: Path) -> None:
    run(fine.root, "build", "--output", str(tmp_path / "elsewhere"))
    assert (tmp_path / "elsewhere/site/a/index.html").is_file()
    assert not fine.output.exists()


def test_the_summary_names_the_folder_and_the_counts(fine: Workspace) -> None:
    said = run(fine.root, "build")
    assert " written, 0 kept, 0 removed in " in said.out
    assert "output/" in said.out


def test_a_folder_on_another_drive_is_told_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has no relative path from one drive to another."""
    made = site(tmp_path / "site", WARNED)

    def refuse(path: object, *_: object) -> str:
        raise ValueError(path)

    monkeypatch.setattr(os.path, "relpath", refuse)
    said = run(tmp_path, "-C", "site", "build")
    assert f"{made.root.as_posix()}/content/a.md:4:9: " in said.err
    assert f"{made.output.as_posix()}/: " in said.out


# --- formats ---------------------------------------------------------------------------------


def test_json_is_one_object_of_a_documented_shape(tmp_path: Path) -> None:
    made = site(tmp_path, WARNED)
    value = run(made.root, "build", "--format", "json").json
    assert list(value) == ["version", "written", "kept", "removed", "seconds", "problems"]
    assert value["version"] == 1
    assert sorted(value["written"]) == sorted(made.tree())
    assert value["kept"] == value["removed"] == []
    assert isinstance(value["seconds"], float)
    assert value["problems"][0] == {
        "code": "link-dead",
        "level": "warning",
        "path": "content/a.md",
        "line": 4,
        "column": 9,
        "message": "'none.md' leads nowhere",
        "hint": "",
        "mended": "",
    }


def test_json_is_all_that_is_said_on_standard_output(tmp_path: Path) -> None:
    said = run(site(tmp_path, BROKEN).root, "build", "--format", "json")
    assert said.json["written"] == []
    assert said.json["problems"][0]["level"] == "error"
    assert said.code == 1


def test_github_has_annotations_with_errors_first(tmp_path: Path) -> None:
    files = WARNED + BROKEN.replace("a.md", "b.md") + "-- content/c.md --\nBest.\n"
    lines = run(site(tmp_path, files).root, "check", "--format", "github").out.splitlines()
    assert lines[0].startswith("::error file=content/b.md,line=3,col=1,title=value-invalid::")
    assert (
        "::warning file=content/a.md,line=4,col=9,title=link-dead::'none.md' leads nowhere" in lines
    )
    kinds = [line.split(" ")[0] for line in lines]
    order = ["::error", "::warning", "::notice"]
    assert kinds == sorted(kinds, key=order.index)


def test_github_escapes_what_would_end_an_annotation(tmp_path: Path) -> None:
    made = site(tmp_path)
    made.write_bytes("content/50%, a.md", b"---\ntitle: A\n'k\\n%': 1\n---\n")
    lines = run(made.root, "check", "--format", "github").out.splitlines()
    assert all(line.startswith("::") for line in lines)
    assert any("file=content/50%25%2C a.md" in line for line in lines)


def test_text_problems_go_to_standard_error(tmp_path: Path) -> None:
    said = run(site(tmp_path, WARNED).root, "build")
    assert "leads nowhere" in said.err
    assert "leads nowhere" not in said.out


def test_text_says_the_hint_too(tmp_path: Path) -> None:
    files = "-- content/a.md --\n---\ntitle: A\ntilte: B\n---\n"
    assert (
        "content/a.md:3:1: unknown key 'tilte' (did you mean 'title'?)"
        in run(site(tmp_path, files).root, "build").err
    )


def test_text_shows_the_mended_line_as_it_is_to_be_pasted(tmp_path: Path) -> None:
    files = "-- content/a.md --\n---\ntitle: A\ntags:\n  - B: c\n---\n"
    said = run(site(tmp_path, files).root, "build").err.splitlines()
    assert said[1:3] == ["    line 4 as it would be right:", '  - "B: c"']


def test_equal_findings_are_told_once(tmp_path: Path) -> None:
    files = "".join(f"-- content/p{n}.md --\n---\ntitle: A\nexcerpt: B\n---\n" for n in range(30))
    said = run(site(tmp_path, files).root, "build").err
    assert said.count("unknown key 'excerpt'") == 1
    assert "did you mean 'summary'?" in said
    assert "30" in said


def test_every_error_is_told_by_itself(tmp_path: Path) -> None:
    files = "".join(f"-- content/p{n}.md --\n---\ndate: x\n---\n" for n in range(30))
    said = run(site(tmp_path, files).root, "build").err
    assert said.count("'x' is not a date") == 30


def test_check_leads_with_three_steps_and_tells_advice(tmp_path: Path) -> None:
    files = "".join(f"-- content/services/s{n}.md --\n---\ntitle: S{n}\n---\n" for n in range(9))
    said = run(site(tmp_path, files).root, "check").err
    steps = said.split("\n\n")[0]
    assert steps.count("\n  ") == 3
    assert all(f"\n  {n}. content/services/s" in steps for n in (1, 2, 3))
    assert len(said.splitlines()) < 30


def test_build_does_not_tell_advice_but_where_to_find_it(tmp_path: Path) -> None:
    said = run(site(tmp_path, "-- content/services/s.md --\n---\ntitle: S\n---\n").root, "build")
    assert "what a client has in the end" not in said.err + said.out
    assert "evangelist check" in said.out


def test_foreign_files_are_mentioned(fine: Workspace) -> None:
    run(fine.root, "build")
    fine.write_bytes("output/site/mine.txt", b"x")
    assert "site/mine.txt" in run(fine.root, "build").out


# --- the day ---------------------------------------------------------------------------------

LATER = "-- content/a.md --\n---\ntitle: A\npublish_on: 2030-05-05\n---\n"


def test_as_of_decides_what_is_today(tmp_path: Path) -> None:
    made = site(tmp_path, LATER)
    run(made.root, "build", "--as-of", "2030-05-04")
    assert not made.exists("site/a/index.html")
    run(made.root, "build", "--as-of", "2030-05-05")
    assert made.exists("site/a/index.html")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
def test_as_of_is_a_day_of_the_site_in_every_time_zone(tmp_path: Path, zone: str) -> None:
    made = site(tmp_path, LATER, f"timezone: {zone}\n")
    run(made.root, "build", "--as-of", "2030-05-04")
    assert not made.exists("site/a/index.html")
    run(made.root, "build", "--as-of", "2030-05-05")
    assert made.exists("site/a/index.html")


def test_source_date_epoch_decides_where_nothing_stronger_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(tmp_path, LATER)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1904212800")
    run(made.root, "build")
    assert made.exists("site/a/index.html")
    run(made.root, "build", "--as-of", "2030-05-04")
    assert not made.exists("site/a/index.html")


@pytest.mark.parametrize("epoch", ["soon", "1e9", "9" * 40, "-" + "9" * 30])
def test_a_source_date_epoch_without_sense_is_a_usage_error(
    fine: Workspace, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    said = run(fine.root, "build")
    assert said.code == 2
    assert "SOURCE_DATE_EPOCH" in said.err


def test_drafts_are_shown_on_request(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\n---\ntitle: A\ndraft: true\n---\n")
    run(made.root, "build")
    assert not made.exists("site/a/index.html")
    run(made.root, "build", "--drafts")
    assert made.exists("site/a/index.html")


def test_check_writes_nothing(fine: Workspace) -> None:
    run(fine.root, "check")
    assert not fine.output.exists()


# --- never a traceback -----------------------------------------------------------------------

HOSTILE = {
    "site.yaml is empty": {"site.yaml": b""},
    "site.yaml is a list": {"site.yaml": b"- a\n- b\n"},
    "site.yaml is bytes": {"site.yaml": bytes(range(256))},
    "site.yaml has an alias": {"site.yaml": b"title: &a x\nurl: *a\n"},
    "site.yaml nests": {"site.yaml": b"title: " + b"[" * 5000},
    "site.yaml has odd types": {
        "site.yaml": b"title: {a: b}\nurl: [1]\nlang: {}\nbrand: x\nnavigation: 3\n"
    },
    "odd language": {"site.yaml": b"title: A\nurl: https://example.org/\nlang: '../../x'\n"},
    "odd theme": {"site.yaml": b"title: A\nurl: https://example.org/\ntheme: '../../x'\n"},
    "odd timezone": {
        "site.yaml": b"title: A\nurl: https://example.org/\ntimezone: '../../etc/passwd'\n"
    },
    "odd extension": {
        "site.yaml": b"title: A\nurl: https://a.example/\nmarkdown: {extensions: [no.such]}\n"
    },
    "odd address": {"site.yaml": b"title: A\nurl: 'https://exa mple.org/'\n"},
    "odd port": {"site.yaml": b"title: A\nurl: 'https://example.org:port/x'\n"},
    "bytes in an entry": {"content/a.md": bytes(range(256))},
    "nested front matter": {"content/a.md": b"---\na: " + b"[" * 3000 + b"\n---\n"},
    "long front matter": {"content/a.md": b"---\na: " + b"x" * 100_000 + b"\n---\n"},
    "odd values": {
        "content/services/a.md": b"---\ntitle: [1]\ndate: {a: b}\ntags: {a: b}\nofferings: x\n"
        b"price: 3\nlinks: 3\nchanges: [[[]]]\n---\n"
    },
    "infinite numbers": {
        "content/services/a.md": b"---\noffering: 1\n"
        b"offerings: [{id: a, price: {amount: .inf}, exit_cost: 1e999}]\n---\n"
    },
    "the year zero": {"content/news/a.md": b"---\ndate: 0000-01-01\n---\n"},
    "the first year": {"content/news/a.md": b"---\ndate: 0001-01-01\n---\n"},
    "the last year": {"content/news/a.md": b"---\ndate: 9999-12-31 23:59:59 -1200\n---\n"},
    "a number that is huge": {"content/newsletters/issue-" + "9" * 150 + ".md": b"x"},
    "a theme without anything": {
        "site.yaml": b"title: A\nurl: https://example.org/\ntheme: t\n",
        "themes/t/theme.yaml": b"name: t\n",
    },
    "a theme that extends itself": {
        "site.yaml": b"title: A\nurl: https://example.org/\ntheme: t\n",
        "themes/t/theme.yaml": b"extends: t\n",
    },
    "a theme of two that extend each other": {
        "site.yaml": b"title: A\nurl: https://example.org/\ntheme: t\n",
        "themes/t/theme.yaml": b"extends: u\n",
        "themes/u/theme.yaml": b"extends: t\n",
    },
    "a theme with odd strings": {
        "site.yaml": b"title: A\nurl: https://example.org/\ntheme: t\n",
        "themes/t/theme.yaml": b"extends: lectern\ntokens: [x]\n",
        "themes/t/strings/en.yaml": b"nav: {skip: '{oops'}\nformat: 3\n",
    },
    "a template without end": {
        "site.yaml": b"title: A\nurl: https://example.org/\ntheme: t\n",
        "themes/t/theme.yaml": b"extends: lectern\n",
        "themes/t/templates/page.html": b"{% if %}",
    },
    "a template that includes itself": {
        "site.yaml": b"title: A\nurl: https://example.org/\ntheme: t\n",
        "themes/t/theme.yaml": b"extends: lectern\n",
        "themes/t/templates/page.html": b"{% include 'page.html' %}",
    },
    "a template of bytes": {
        "site.yaml": b"title: A\nurl: https://example.org/\ntheme: t\n",
        "themes/t/theme.yaml": b"extends: lectern\n",
        "themes/t/templates/page.html": b"\xff\xfe",
    },
    "quotes in quotes": {"content/newsletters/a.md": b"> " * 55 + b"deep\n"},
    "output is a file": {"output": b"x"},
    "content is a file": {"content": b"x"},
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_nothing_that_a_person_writes_makes_a_traceback(
    tmp_path: Path, name: str, form: str
) -> None:
    made = site(tmp_path, "" if name == "content is a file" else FINE)
    if name == "content is a file":
        (made.root / "content").rmdir()
    for path, data in HOSTILE[name].items():
        made.write_bytes(path, data)
    said = run(made.root, "build", "--format", form)
    assert said.code in {0, 1}
    if said.code == 1 and form == "json":
        assert [each for each in said.json["problems"] if each["level"] == "error"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_of_another_encoding_makes_no_traceback(tmp_path: Path, encoding: str) -> None:
    made = site(tmp_path, "-- content/ä→.md --\n---\ndate: ☃\n---\n")
    done = subprocess.run(
        [sys.executable, "-m", "evangelist", "build"],
        cwd=made.root,
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"is not a date" in done.stderr


@pytest.mark.parametrize("form", ["json", "github"])
def test_programs_read_utf_8_on_every_system(tmp_path: Path, form: str) -> None:
    made = site(tmp_path, "-- content/ä→.md --\n---\ndate: ☃\n---\n")
    done = subprocess.run(
        [sys.executable, "-m", "evangelist", "build", "--format", form],
        cwd=made.root,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "content/ä→.md" in done.stdout.decode()
    assert b"Traceback" not in done.stderr


def test_a_terminal_of_another_encoding_shows_what_it_can(fine: Workspace) -> None:
    fine.write_bytes("output/site/ä→.txt", b"mine")
    done = subprocess.run(
        [sys.executable, "-m", "evangelist", "build"],
        cwd=fine.root,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert "site/ä\\u2192.txt" in done.stdout.decode("cp1252")
