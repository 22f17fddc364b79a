"""Marks filled for each recipient: as text, and nothing else."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from evangelist.mail.merge import filled, filled_html, marks_in, personal
from evangelist.mail.message import Parts

PARTS = Parts(
    subject="For {{first_name}}",
    sender="a@example.org",
    recipient="",
    text="Dear {{ first_name }} of {{unit}}",
    html="<p>Dear {{first_name}} of <b>{{ Unit }}</b></p>",
)


def test_a_mark_is_a_name_in_double_braces_in_any_case() -> None:
    assert marks_in(f"{PARTS.text} {PARTS.html} {{{{ 7*7 }}}} {{% if %}}") == ("first_name", "unit")


def test_a_message_is_filled_in_its_subject_text_and_html() -> None:
    made = personal(PARTS, "b@example.org", {"first_name": "Zoë", "unit": "R&D"})
    assert made == replace(
        PARTS,
        recipient="b@example.org",
        subject="For Zoë",
        text="Dear Zoë of R&D",
        html="<p>Dear Zoë of <b>R&amp;D</b></p>",
    )


def test_every_missing_value_is_named_at_once() -> None:
    with pytest.raises(ValueError, match="has no first_name, no unit"):
        personal(PARTS, "b@example.org", {"first_name": " "})


@pytest.mark.parametrize("sign", ["\r\n", "\0", "\x85", "\u2028"])
def test_a_value_that_would_break_out_of_the_subject_is_refused(sign: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        personal(PARTS, "b@example.org", {"first_name": f"a{sign}Bcc: c@d.e", "unit": "x"})


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
