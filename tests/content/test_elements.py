"""The lines of headings, tables and raw HTML, which messages about e-mails name."""

from __future__ import annotations

import pytest

from evangelist.content.elements import elements_in
from tests.content.reading import read


def places(text: str, path: str = "newsletters/1.md") -> list[tuple[str, str, int, int]]:
    found = read(text, path).places.elements
    return [(each.tag, each.words, each.line, each.column) for each in found]


def test_headings_of_both_forms_are_found_with_their_lines() -> None:
    head = "---\ntitle: A\n---\n"
    text = f"{head}The *plan*.\n\n## The *plan* & more\n\nSecond\n------\n\n## Third ##\n"
    assert places(text) == [
        ("h2", "The plan & more", 6, 1),
        ("h2", "Second", 8, 1),
        ("h2", "Third", 11, 1),
    ]


def test_the_second_of_two_equal_headings_has_its_own_line() -> None:
    assert [line for *_, line, _ in places("# T\n\n## A\n\n## B\n\n## A\n")] == [3, 5, 7]


def test_tables_and_raw_html_are_found_with_their_lines() -> None:
    text = (
        "# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSome <details><summary>x</summary>y</details>\n"
    )
    assert places(text) == [
        ("table", "| a | b |", 3, 1),
        ("details", "<details>", 7, 6),
        ("summary", "<summary>", 7, 15),
    ]


def test_only_what_becomes_an_email_is_looked_at() -> None:
    assert places("## A\n", "services/a.md") == []


@pytest.mark.parametrize("html", ["<h2>x</h2>", "<h2>x", "<h2></h2>"])
def test_a_heading_that_is_not_in_the_text_has_no_place(html: str) -> None:
    assert elements_in(html, "Nothing here.\n", 1) == ()


def test_many_headings_that_are_not_in_the_text_are_done_at_once() -> None:
    html = "<h2>none</h2>" * 20_000
    assert elements_in(html, "# a\n" * 20_000, 1) == ()
