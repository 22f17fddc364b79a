"""What to say of an issue elsewhere."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.outputs.posts import short
from tests.sites import site

FILES = """
-- content/newsletters/2026-11.md --
---
title: What to order before Christmas
number: 12
preheader: Last days for laptops
---
Hello.

## Order in time

### Not this

## Fourteen of fifteen
"""
URL = "https://example.org/newsletters/2026-11/"


def test_an_issue_comes_with_texts_for_other_places(tmp_path: Path) -> None:
    text = (
        site(tmp_path, FILES)
        .built(base_url="https://staging.example/")
        .read("email/2026-11.posts.txt")
    )
    chat, short_post, intranet = text.split("\n\nFor ")
    assert chat == (
        "For a chat\n----------\n\nWhat to order before Christmas\n\nLast days for laptops\n\n"
        f"• Order in time\n• Fourteen of fifteen\n\n{URL}"
    )
    assert short_post.endswith(f"\n\nWhat to order before Christmas. Last days for laptops\n{URL}")
    assert "Newsletter No. 12: What to order before Christmas" in intranet
    assert "In this issue: Order in time; Fourteen of fifteen." in intranet
    assert intranet.endswith(f"{URL}\n")


def test_posts_are_for_everybody(tmp_path: Path) -> None:
    marks = "merge: [{name: first_name, otherwise: friends}, unit]"
    text = "## Hello {{first_name}} of {{unit}}\n\nText."
    made = site(tmp_path, f"-- content/newsletters/7.md --\n---\n{marks}\n---\n{text}\n").built()
    assert "• Hello friends of …\n" in made.read("email/7.posts.txt")


def test_an_issue_without_anything_has_posts_too(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/newsletters/7.md --\n").built()
    assert "\n\n7\nhttps://example.org/newsletters/7/\n" in made.read("email/7.posts.txt")


@given(st.text(max_size=600), st.text(max_size=600))
def test_a_short_post_is_short_and_keeps_the_address(title: str, said: str) -> None:
    post = short(title, said, URL)
    assert len(post) <= 280
    assert post.endswith(f"\n{URL}")


@pytest.mark.parametrize("title", ["Really?", "Yes.", "Now!"])
def test_a_title_that_ends_a_sentence_gets_no_second_mark(title: str) -> None:
    assert short(title, "More", URL).startswith(f"{title} More")
