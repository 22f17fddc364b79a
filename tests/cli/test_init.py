"""`evangelist init` as a person meets it: on a terminal, and without one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from evangelist.cli import cli, inputs
from tests.cli.test_commands import run

COMMIT = "git+https://code.example/team/evangelist@" + "a" * 40


def test_init_build_and_check_have_nothing_to_say(tmp_path: Path) -> None:
    said = run(tmp_path, "init", "site")
    assert said.code == 0
    assert said.err == ""
    site = tmp_path / "site"
    assert run(site, "build", "--strict").err == ""
    checked = run(site, "check", "--strict").out
    assert checked == "Nothing to mend.\nNot looked at: 1 draft (evangelist check --drafts)\n"


def test_it_ends_with_what_to_do_next(tmp_path: Path) -> None:
    said = run(tmp_path, "init", "our site").out
    assert 'our site"\n  evangelist serve\n' in said
    assert "cd " not in run(_folder(tmp_path / "here"), "init", ".").out


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_options_say_what_questions_would_ask(tmp_path: Path) -> None:
    options = ["--title", "IT: all", "--team", "Desk", "--url", "https://it.example/x", "--lang=de"]
    assert run(tmp_path, "init", "site", *options, "--timezone", "Europe/Vienna").code == 0
    text = (tmp_path / "site" / "site.yaml").read_text("utf-8")
    assert "title: 'IT: all'\n" in text
    assert "url: https://it.example/x/\n" in text
    assert "lang: de\ntimezone" not in text
    assert "timezone: Europe/Vienna\n" in text
    assert (tmp_path / "site" / "content" / "teams" / "desk.md").is_file()


@pytest.mark.parametrize(
    "options",
    [
        ["--url", "it.example"],
        ["--url", "https://it.example/?x=1"],
        ["--title", " "],
        ["--title", "a\nb"],
        ["--title", "a\u2028b"],
        ["--team", "a\u202eb"],
        ["--lang", "fr"],
        ["--timezone", "Mars"],
        ["--source", "evangelist"],
        ["--source", "evangelist>=1"],
        ["--workflows"],
    ],
)
def test_an_option_without_sense_is_a_usage_error_and_writes_nothing(
    tmp_path: Path, options: list[str]
) -> None:
    assert run(tmp_path, "init", "site", *options).code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_things_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    said = run(tmp_path, "init", ".")
    assert said.code == 1
    assert "holds other things: thesis.docx (name a folder that is new or empty)" in said.err
    assert len(list(tmp_path.iterdir())) == 1


def test_without_a_source_it_says_how_to_add_the_workflow(tmp_path: Path) -> None:
    said = run(tmp_path, "init", "site").out
    assert "To publish by GitHub later" in said
    assert "--workflows --source SOURCE" in said
    said = run(tmp_path, "init", "site", "--workflows", "--source", COMMIT).out
    assert ".github/workflows/publish.yml" in said
    assert "held by its commit" in said
    assert "can be read by everybody" in said


def test_lines_added_are_told(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"*.pyc\n")
    assert "Lines added: .gitignore\n" in run(tmp_path, "init", ".").out


def test_what_was_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"mine")
    assert "Left as it was:\n  README.md\n" in run(tmp_path, "init", ".").out


def test_workflows_want_a_site(tmp_path: Path) -> None:
    said = run(tmp_path, "init", ".", "--workflows", "--source", COMMIT)
    assert said.code == 1
    assert "there is no site.yaml here" in said.err


# --- on a terminal -------------------------------------------------------------------------------


def ask(folder: Path, answers: str, monkeypatch: pytest.MonkeyPatch, *options: str) -> str:
    monkeypatch.setattr(inputs, "on_terminal", lambda: True)
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(cli, ["init", "site", *options], input=answers)
    assert result.exit_code == 0, result.output
    return result.output


def test_every_question_can_be_answered_by_enter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ask(tmp_path, "\n" * 4, monkeypatch)
    assert "Title of the site [Our services]: " in said
    assert "title: Our services\n" in (tmp_path / "site" / "site.yaml").read_text("utf-8")


def test_answers_are_used_and_the_language_changes_what_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ask(tmp_path, "de\n\nIT-Service\nhttps://it.example\n", monkeypatch)
    assert "[Unsere Dienste]" in said
    text = (tmp_path / "site" / "site.yaml").read_text("utf-8")
    assert "title: Unsere Dienste\n" in text
    assert "url: https://it.example/\n" in text


def test_an_answer_without_sense_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ask(tmp_path, "fr\nen\n\n\nit.example\nhttps://it.example\n", monkeypatch)
    assert "Error: write en or de" in said
    assert "is not a web address" in said


def test_what_an_option_says_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = ["--lang=en", "--title=A", "--team=B", "--url=https://a.example", "--source", COMMIT]
    assert "]: " not in ask(tmp_path, "", monkeypatch, *options)


def test_a_folder_that_will_not_do_is_refused_before_any_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "thesis.docx").touch()
    monkeypatch.setattr(inputs, "on_terminal", lambda: True)
    said = run(tmp_path, "init", ".")
    assert said.code == 1
    assert "Title" not in said.out
