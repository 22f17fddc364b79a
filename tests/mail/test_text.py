"""The text part: what a reader of plain text sees of the same content."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.mail.text import text_of


@pytest.mark.parametrize(
    "html, text",
    [
        ("<p>One <em>two</em>\nthree.</p>", "One two three."),
        ("<h2>Part</h2><p>Text.</p>", "Part\n----\n\nText."),
        ("<h1>Whole</h1>", "Whole\n====="),
        ('<p><a href="https://a.example/">Here</a>.</p>', "Here <https://a.example/>."),
        ('<p><a href="https://a.example/">https://a.example/</a></p>', "<https://a.example/>"),
        ('<p><a href="mailto:a@b.example">a@b.example</a></p>', "<mailto:a@b.example>"),
        ('<p><img src="x.png" alt="A cat"></p>', "[Image: A cat]"),
        (
            '<p><a href="https://a.example/"><img src="x" alt="A cat"></a></p>',
            "[Image: A cat] <https://a.example/>",
        ),
        ('<p>a<img src="x.png" alt="">b</p>', "ab"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ('<ol start="9"><li>Nine</li><li>Ten</li></ol>', "9. Nine\n10. Ten"),
        ("<ul><li>One<ul><li>In</li></ul></li></ul>", "- One\n  - In"),
        ("<blockquote><p>Said.</p><p>More.</p></blockquote>", "> Said.\n>\n> More."),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<pre><code>a\n  b\n</code></pre>", "    a\n      b"),
        ("<p>&amp; &lt;b&gt; &nbsp;&uuml;</p>", "& <b> ü"),
        ("<p>a</p><hr><p>b</p>", "a\n\n--------\n\nb"),
        ("<p>a<!-- hidden -->b</p>", "ab"),
        (
            '<div class="callout callout-tip"><p class="callout-title">Tip</p><p>Try.</p></div>',
            "> Tip\n>\n> Try.",
        ),
        ('<p>a<sup><a class="footnote-ref" href="https://a.example/#fn:1">1</a></sup></p>', "a[1]"),
        ('<p>b <a class="footnote-backref" href="https://a.example/#fnref:1">x</a></p>', "b"),
        ('<p><a href="https://a.example/a b">x</a></p>', "x <https://a.example/a%20b>"),
        ("<p>so\u00adft\u200b\ufeff</p><h2>He\u00adad\u00a0ing</h2>", "soft\n\nHead ing\n--------"),
        ("<table><tr><th>One</th></tr><tr><td>a</td></tr></table>", "One\na"),
        (
            "<table><tr><th>A</th><td><ul><li>x</li><li>y</li></ul></td></tr></table>",
            "A   x y\n-   ---",
        ),
        (
            "<table><tr><th>Name</th><th>Price</th></tr><tr><td>Basic</td><td>3</td></tr></table>",
            "Name    Price\n-----   -----\nBasic   3",
        ),
    ],
)
def test_each_element_has_a_plain_form(html: str, text: str) -> None:
    assert text_of(html) == text


def test_a_wide_table_becomes_a_list_of_its_rows() -> None:
    words = "word " * 12
    html = f"<table><tr><th>A</th><th>B</th></tr><tr><td>{words}</td><td>{words}</td></tr></table>"
    found = text_of(html)
    assert found.startswith("A: word")
    assert "\nB: word" in found
    assert max(map(len, found.split("\n"))) <= 78


def test_links_in_the_headings_of_a_wide_table_are_told_once() -> None:
    words = "word " * 12
    heads = '<th><a href="https://a.example/">A</a></th><th>B</th>'
    cells = f"<tr><td>{words}</td><td>{words}</td></tr>"
    found = text_of(f"<table><tr>{heads}</tr>{cells}{cells}</table>")
    assert found.startswith("A <https://a.example/>\nB\n\nA: word")
    assert found.count("https://") == 1
    assert found.count("\nB: word") == 2


def long_lines(text: str) -> list[str]:
    """Lines that are too long, addresses apart."""
    bare = re.sub(r"\S*(?:https?://|mailto:|tel:)\S*", "", text)
    return [line for line in bare.split("\n") if len(line) > 78]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{'x' * 300}</p>",
        f"<pre>{'code ' * 60}</pre>",
        f"<h2>{'long ' * 60}</h2>",
        f"<p>{'word ' * 60}</p>",
        "<blockquote>" * 60 + "<p>deep words go on and on</p>" + "</blockquote>" * 60,
        "<ul><li>" * 60 + "deep words go on and on" + "</li></ul>" * 60,
        f"<dl><dt>{'x' * 90}</dt><dd>{'y ' * 90}</dd></dl>",
        f"<table><tr><td>{'x' * 200}</td></tr></table>",
        f"<ul><li>{'x' * 200}</li></ul>",
    ],
)
def test_no_line_is_longer_than_78_characters(html: str) -> None:
    assert long_lines(text_of(html)) == []


def test_an_address_is_never_cut() -> None:
    address = "https://example.org/" + "x" * 200
    assert f"<{address}>" in text_of(f'<p>See <a href="{address}">this</a> now.</p>')


@given(st.text(alphabet="ab <>/=\"'&;#hrefimgaltsrcpulioqdvt\n", max_size=200))
def test_any_html_becomes_text(html: str) -> None:
    assert isinstance(text_of(html), str)
