"""`evangelist new` as a person meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.sites import site


def test_it_tells_where_the_entry_is_and_what_is_next(tmp_path: Path) -> None:
    site(tmp_path)
    said = run(tmp_path, "new", "service", "Remote access")
    assert said.code == 0
    assert said.out.startswith("Written: content/services/remote-access.md\n")
    assert "evangelist check" in said.out
    assert "The next build publishes it" in said.out
    assert "It is a draft" in run(tmp_path, "new", "news", "We move").out


def test_the_path_is_right_from_another_folder(tmp_path: Path) -> None:
    site(tmp_path / "site")
    said = run(tmp_path, "-C", "site", "new", "page", "Prices")
    assert said.out.startswith("Written: site/content/prices.md\n")


@pytest.mark.parametrize(
    "kind, hint",
    [
        ("servce", "did you mean 'service'?"),
        ("services", "did you mean 'service'?"),
        ("Newsletter", "did you mean 'newsletter'?"),
        ("xyz", "these are: service, choice, case-study, newsletter, news, idea, team, page"),
    ],
)
def test_an_unknown_kind_is_a_usage_error_with_a_suggestion(
    tmp_path: Path, kind: str, hint: str
) -> None:
    site(tmp_path)
    said = run(tmp_path, "new", kind, "A")
    assert said.code == 2
    assert hint in said.err


@pytest.mark.parametrize(
    "title, written",
    [
        ("10\u00a0GB for\u202fall", "10 GB for all"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("Team \U0001f469\u200d\U0001f4bb", "Team \U0001f469\u200d\U0001f4bb"),
    ],
)
def test_signs_of_word_and_of_other_scripts_are_words(
    tmp_path: Path, title: str, written: str
) -> None:
    made = site(tmp_path)
    assert run(tmp_path, "new", "page", title).code == 0
    made.build()
    assert made.report.problems == ()
    assert any(
        f"<h1>{written}</h1>" in made.read(path)
        for path in made.tree()
        if path.endswith("index.html")
    )


@pytest.mark.parametrize(
    "title",
    [
        "",
        "  ",
        "a\nb",
        "a\x85b",
        "a\u2028b",
        "a\x1bb",
        "a\ud800b",
        "a\u202eb",
        "a\u2066b",
        "\u200b",
    ],
)
def test_a_title_without_words_is_a_usage_error(tmp_path: Path, title: str) -> None:
    site(tmp_path)
    assert run(tmp_path, "new", "page", title).code == 2


def test_print_shows_and_writes_nothing(tmp_path: Path) -> None:
    site(tmp_path)
    said = run(tmp_path, "new", "page", "Prices", "--print")
    assert said.out.startswith("---\n# A line that begins with #")
    assert not (tmp_path / "content" / "prices.md").exists()


def test_what_is_there_is_named(tmp_path: Path) -> None:
    site(tmp_path, "-- content/prices.md --\nMine.\n")
    said = run(tmp_path, "new", "page", "Prices")
    assert said.code == 1
    assert "content/prices.md: is there already" in said.err


def test_without_a_site_it_says_so(tmp_path: Path) -> None:
    said = run(tmp_path, "new", "page", "Prices")
    assert said.code == 1
    assert "there is no site.yaml here" in said.err
