"""Marks filled in a text: as text, and nothing else."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from evangelist.content.marks import filled, filled_html, marks_in


def test_a_mark_is_a_name_in_double_braces_in_any_case() -> None:
    assert marks_in("Dear {{ first_name }} of {{Unit}} and {{unit}} {{ 7*7 }} {% if %}") == (
        "first_name",
        "unit",
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_what_is_filled_in_is_text_and_never_an_element(value: str) -> None:
    html = filled_html("<p>{{a}}</p>", {"a": value})
    paragraph = lxml_html.fragment_fromstring(html)
    assert len(paragraph) == 0
    assert (paragraph.text or "").split() == value.split() or not value.isprintable()


@given(st.text())
def test_a_value_is_not_filled_again(value: str) -> None:
    assert filled("{{a}}", {"a": value, "b": "secret"}) == value


def test_a_mark_without_a_value_stays_as_it_is_written() -> None:
    assert filled("{{ a }} {{b}}", {"b": "B"}) == "{{ a }} B"
    assert not re.search("[{}]", filled_html("{{b}}", {"b": "B"}))
