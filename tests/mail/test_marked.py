"""Own links that say where they come from, for teams that ask for it."""

from pathlib import Path

import pytest

from evangelist.mail.marked import marked, marked_html, marked_text
from tests.documents import Document
from tests.sites import site

HOME = "https://example.org/et/"
FILES = """
-- content/newsletters/2026/11.md --
---
title: November
date: 2026-11-20
---
[VPN](../../services/vpn.md#price) and [others](https://example.com/), ![A](a.png)
-- content/services/vpn.md --
# VPN

## Price

Free.
"""


@pytest.mark.parametrize(
    "address, expected",
    [
        (HOME, f"{HOME}?src=n"),
        (f"{HOME}a/#b", f"{HOME}a/?src=n#b"),
        (f"{HOME}a/?x=1#b", f"{HOME}a/?x=1&src=n#b"),
    ],
)
def test_the_mark_stands_before_the_part(address: str, expected: str) -> None:
    assert marked(address, "n") == expected


def test_only_own_links_are_marked() -> None:
    html = f'<a href="{HOME}a/?x=1&amp;y=2">a</a><a href="https://example.com/">b</a>'
    html += f'<img src="{HOME}p.png"><a class="c" href="mailto:a@example.org">c</a>'
    assert marked_html(html, HOME, "n") == html.replace("y=2", "y=2&amp;src=n")
    text = f"See <{HOME}a/> and <https://example.com/>."
    assert marked_text(text, HOME, "n") == f"See <{HOME}a/?src=n> and <https://example.com/>."


def test_links_carry_no_mark_unless_a_team_asks(tmp_path: Path) -> None:
    made = site(tmp_path, FILES).built()
    assert "src=newsletter" not in made.read("email/2026/11.html") + made.read("email/2026/11.txt")


def test_the_html_and_the_text_carry_the_same_marks(tmp_path: Path) -> None:
    made = site(tmp_path, FILES, "newsletter: {mark_links: true}\n").built()
    links = Document(made.read("email/2026/11.html")).texts("//a/@href")
    own = [link for link in links if link.startswith("https://example.org/")]
    assert all("?src=newsletter-2026-11" in link for link in own)
    assert "https://example.org/services/vpn/?src=newsletter-2026-11#price" in own
    assert "https://example.com/" in links
    assert {link for link in links if f"<{link}>" not in made.read("email/2026/11.txt")} == set()
    assert "src=newsletter" not in made.page("/newsletters/2026/11/")
    assert not made.found("email-link"), made.found("email-link")
    assert not made.found("email-text")
