"""What is written as front matter is read back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.content.front_matter import read_front_matter
from evangelist.content.places import name_refusal
from evangelist.scaffold.front import front_matter
from evangelist.scaffold.names import file_name

_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from("\n\t:#'\"[]{}&*!|>-?@`%, ")
).filter(lambda text: text.strip() and "\x85" not in text)


def read(text: str) -> dict[str, Any]:
    return read_front_matter(text).values


@pytest.mark.parametrize(
    "value",
    ["VPN: how", "#12 Summer", "free # really", "@home", "[a]", "yes", "0123", "9:30", "null", "~"],
)
def test_a_text_that_yaml_would_twist_is_read_back(value: str) -> None:
    assert read(front_matter({"title": value})) == {"title": value}


@pytest.mark.parametrize("value", ["2026-11-20", "yes", "12", "Plain words", "it's"])
def test_a_text_that_needs_no_quotes_has_none(value: str) -> None:
    assert front_matter({"title": value}) == f"---\ntitle: {value}\n---\n"


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), _TEXT, min_size=1))
def test_every_text_is_read_back(values: dict[str, str]) -> None:
    assert (
        read(front_matter(values))
        == {
            key: value.replace("\u2028", " ").replace("\u2029", " ")
            for key, value in values.items()
        }
        or read(front_matter(values)) == values
    )


def test_numbers_and_truth_values_stand_as_they_are() -> None:
    text = front_matter({"number": 12, "amount": 0.5, "draft": True})
    assert text == "---\nnumber: 12\namount: 0.5\ndraft: true\n---\n"


def test_lists_stand_below_their_key() -> None:
    text = front_matter({"tags": ["a", "b"], "price": {"type": "fixed"}})
    assert text == "---\ntags:\n  - a\n  - b\nprice:\n  type: fixed\n---\n"


@given(st.text(max_size=300))
def test_every_title_makes_a_name_that_can_be_a_file(title: str) -> None:
    assert not name_refusal(f"{file_name(title)}.md")


@pytest.mark.parametrize(
    "title, name",
    [
        ("Réseau & VPN", "reseau-vpn"),
        ("Größe zählt", "groesse-zaehlt"),
        ("CON", "con-entry"),
        ("日本語 サービス", "日本語-サービス"),
        ("What's new?", "whats-new"),
        ("///", "entry"),
    ],
)
def test_a_title_makes_a_name_to_guess(title: str, name: str) -> None:
    assert file_name(title) == name
