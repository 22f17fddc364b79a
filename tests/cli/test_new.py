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
        ("xyz", "these are: service, case-study, newsletter, news, team, page"),
    ],
)
def test_an_unknown_kind_is_a_usage_error_with_a_suggestion(
    tmp_path: Path, kind: str, hint: str
) -> None:
    site(tmp_path)
    said = run(tmp_path, "new", kind, "A")
    assert said.code == 2
    assert hint in said.err


@pytest.mark.parametrize("title", ["", "  ", "a\nb"])
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
