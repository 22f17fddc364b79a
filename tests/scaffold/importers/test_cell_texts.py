"""Texts of cells: plain text is shown as it was written, rich text as Markdown."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.content.markdown.python import PythonMarkdown
from evangelist.content.sanitize import sanitize
from evangelist.model.settings import MarkdownSettings
from evangelist.scaffold.importers.plain import from_plain
from evangelist.scaffold.importers.rich import from_rich, is_rich, words_of

ENGINE = PythonMarkdown(MarkdownSettings())
_SIGNS = st.sampled_from(list("*_`#>+-.!|~^=:<&;[]{}()\\'\"/@$% \n1aZö"))


def shown(markdown: str) -> str:
    """What a reader sees of a text, without blanks."""
    rendered = sanitize(ENGINE.render(markdown).html)
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", rendered)))


@pytest.mark.parametrize(
    "text",
    [
        "Use <server> & press *5*, then _x_ or `y`",
        "# 1 in the list",
        "1) first\n2) second",
        "> not a quote",
        "a_b_c and 2*3*4 and C:\\temp\\new",
        "Term\n: explanation",
        "Heading\n===",
        "Heading\n---",
        "x &amp; y &lt;",
        "![no picture](x.png) {: .class }",
        "~~kept~~",
        "    four blanks",
        "| a | b |\n|---|---|",
    ],
)
def test_plain_text_is_shown_as_it_was_written(text: str) -> None:
    signs = re.compile(r"\s+|(?m:^\s*(?:[-*•]|\d+[.)])\s)")
    assert signs.sub("", shown(from_plain(text))) == signs.sub("", text)


@given(st.lists(_SIGNS, max_size=30).map("".join))
def test_no_letter_of_plain_text_is_lost(text: str) -> None:
    def letters(words: str) -> list[str]:
        return re.findall(r"[aZö]", words)

    assert letters(shown(from_plain(text))) == letters(text)


def test_lines_with_bullets_become_a_list() -> None:
    assert from_plain("Included:\n• Charger\n\N{EN DASH} Bag\n\n1. Ask\n2) Wait") == (
        "Included:\n\n- Charger\n- Bag\n\n1. Ask\n2. Wait"
    )


def test_addresses_become_links() -> None:
    assert from_plain("See https://x.example/a_b (now).") == "See <https://x.example/a_b> (now)."


@pytest.mark.parametrize(
    "written, markdown",
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One<br>Two</div>", "One  \nTwo"),
        ("<b>Bold </b>and <i>slanted</i>", "**Bold** and *slanted*"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n    - c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ('<a href="https://x.example/">there</a>', "[there](https://x.example/)"),
        ('<a href="https://x.example/">https://x.example/</a>', "<https://x.example/>"),
        ('<a href="mailto:a@x.example">a@x.example</a>', "[a@x.example](mailto:a@x.example)"),
        ("<h1>Top</h1><h3>Sub</h3>x", "## Top\n\n### Sub\n\nx"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td></tr></table>",
            "| A | B |\n|---|---|\n| 1\\|2 |  |",
        ),
        ("<p>\u200b&#160;</p><p>a &lt;b&gt; *c*</p>", "a &lt;b> \\*c\\*"),
        ("<script>alert(1)</script><p onclick='x'>a</p>", "a"),
        ("<p><span style='color:red'>red</span></p>", "red"),
        ("<p>Ask <server> or 1 < 2<o:p></o:p></p>", "Ask &lt;server> or 1 &lt; 2"),
        ("<p>1. no list</p><p># no heading</p>", "1\\. no list\n\n\\# no heading"),
    ],
)
def test_rich_text_becomes_markdown(written: str, markdown: str) -> None:
    assert is_rich(written)
    assert from_rich(written) == (markdown, ())


def test_an_address_without_its_server_stays_as_words_and_is_told() -> None:
    text = '<a href="/sites/it/x.pdf">Manual</a> <img src="/y.png" alt="Plan">'
    assert from_rich(text) == (
        "Manual (/sites/it/x.pdf) Plan (/y.png)",
        ("/sites/it/x.pdf", "/y.png"),
    )


def test_the_words_of_rich_text_keep_the_addresses_of_links() -> None:
    text = '<p>See <a href="https://x.example/">here</a></p><p>Now</p>'
    assert words_of(text) == "See here (https://x.example/) Now"


_PIECES = (
    "<p>|</p>|<b>|</b>|<ul>|<li>|</ul>|<table>|<tr>|<td>|<br>|</table>|<a href='x'>|</a>|<pre>"
    "|</pre>|<h2>|</h2>|word |&amp;|<blockquote>|<ol>|<em>|<!-- c -->|<img src='a'>|<|>"
)


@given(st.lists(st.sampled_from(_PIECES.split("|")), max_size=25).map("".join))
def test_no_html_raises_and_no_word_is_lost(text: str) -> None:
    markdown, _ = from_rich(text)
    assert markdown.count("word") >= text.count("word")
    words_of(text)
