"""The headers of a list: in ASCII, on one line, as servers read them."""

import email
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.mail.headers import Listing, list_headers, list_id
from evangelist.mail.message import Parts, draft

LISTING = Listing(
    title="Team news",
    site="https://example.org/et/",
    archive="https://example.org/et/newsletters/",
    issue="https://example.org/et/newsletters/2026-11/",
    unsubscribe="mailto:team@example.org?subject=leave us",
)


def test_an_issue_says_what_it_is_and_where_it_lies() -> None:
    assert dict(list_headers(LISTING)) == {
        "List-Id": "Team news <newsletters.et.example.org>",
        "List-Archive": "<https://example.org/et/newsletters/>",
        "Archived-At": "<https://example.org/et/newsletters/2026-11/>",
        "List-Unsubscribe": "<mailto:team@example.org?subject=leave%20us>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }


def test_leaving_with_one_click_is_offered_only_where_a_server_takes_it() -> None:
    headers = dict(list_headers(replace(LISTING, one_click="https://forms.example.org/leave?x=1")))
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"] == (
        "<https://forms.example.org/leave?x=1>, <mailto:team@example.org?subject=leave%20us>"
    )
    assert "List-Unsubscribe-Post" not in dict(list_headers(LISTING))


def test_where_to_join_is_told_if_it_is_known() -> None:
    headers = dict(list_headers(replace(LISTING, subscribe="mailto:team@example.org")))
    assert headers["List-Subscribe"] == "<mailto:team@example.org>"


@pytest.mark.parametrize(
    "title, site, expected",
    [
        ("Übersicht", "https://example.org/", "<newsletters.example.org>"),
        ('A "quoted", <odd> title', "https://example.org/", None),
        (
            "Team",
            "https://bücher.example/ä b/",
            "Team <newsletters.-C3-A4-20b.xn--bcher-kva.example>",
        ),
        ("", "http://localhost:8000/", "<newsletters.localhost>"),
    ],
)
def test_the_list_has_an_identity_of_plain_letters(
    title: str, site: str, expected: str | None
) -> None:
    found = list_id(title, site)
    assert found.isascii()
    assert found == (expected or "A quoted odd title <newsletters.example.org>")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])), st.integers(0, 400))
def test_whatever_the_title_and_the_address_these_headers_are_never_encoded(
    title: str, length: int
) -> None:
    listing = replace(LISTING, title=title, unsubscribe=f"https://example.org/ü/{'a' * length}")
    headers = list_headers(listing)
    data = draft(Parts("Subject", "", "", "Text.\n", "<p>Text.</p>", headers))
    read = email.message_from_bytes(data)
    assert [(name, read[name]) for name, _ in headers] == list(headers)
    assert all(f"{name}: {value}\r\n".encode() in data for name, value in headers)
