"""What the native engine does in its own way, and what it says of the rest."""

from __future__ import annotations

import comrak
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.content.markdown import gfm
from evangelist.content.markdown.gfm import Gfm
from evangelist.content.markdown.shapes import shaped
from evangelist.model.settings import MarkdownSettings
from evangelist.problems import ProblemsError
from tests.content.reading import codes, complaints, engine, read, rendered


def shown(text: str, raw_html: str = "sanitize") -> str:
    return rendered(text, raw_html, "gfm")


@pytest.mark.parametrize(
    "text, html",
    [
        ("www.example.org.", '<a href="http://www.example.org">www.example.org</a>.'),
        ("(https://example.org/a)", '(<a href="https://example.org/a">https://example.org/a</a>)'),
        ("me@example.org", '<a href="mailto:me@example.org">me@example.org</a>'),
        ("~a~", "<del>a</del>"),
        ("`www.example.org`", "<code>www.example.org</code>"),
    ],
)
def test_addresses_without_signs_are_links_and_one_tilde_strikes(text: str, html: str) -> None:
    assert shown(text) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "[a](<b c.md>)",
        "[a](über.md)",
        "[a](b%20c.md)",
        "![a](<b ä.png>)",
        "[a](b.md?c&d)",
        "[a](ä%2Cb.md)",
    ],
)
def test_an_address_stays_as_its_writer_has_it(text: str) -> None:
    written = text.partition("(")[2].strip("<>)")
    mention = read(text, name="gfm").places.mentions[0]
    assert mention.target.href == written
    assert (mention.line, mention.column) == (1, text.index(written) + 1)


def test_an_address_without_its_scheme_is_found_in_the_file() -> None:
    mention = read("One\nsee www.example.org", name="gfm").places.mentions[0]
    assert (mention.target.remote, mention.line, mention.column) == (
        *("http://www.example.org", 2),
        5,
    )


@pytest.mark.parametrize("address", ["javascript:a", "JavaScript&#58;a", "data:text/html,a"])
@pytest.mark.parametrize("raw_html", ["sanitize", "escape", "trust"])
def test_a_link_that_could_run_code_leads_nowhere(address: str, raw_html: str) -> None:
    assert shown(f"[a]({address}) <b>b</b>", raw_html).startswith("<p><a>a</a>")
    assert "src" not in shown(f"![a]({address})", raw_html).replace('src=""', "")


@pytest.mark.parametrize(
    "text",
    [
        "> \\[!NOTE]\n> a",
        "> [\\!NOTE]\n> a",
        "- \\[x] a",
        "> \\[!FOR staff]\n> a",
    ],
)
def test_a_sign_after_a_backslash_is_a_sign(text: str) -> None:
    assert 'class="' not in shown(text)
    assert "data-" not in shown(text)


def test_a_sign_between_cells_can_be_written_in_code() -> None:
    assert "<td><code>a|b</code></td>" in shown("| x |\n|---|\n| `a\\|b` |")


@pytest.mark.parametrize("piece", ["<http://a", "a@b.example ", "http://a ", "www.a ", "www.a@b"])
def test_thousands_of_addresses_in_a_line_take_no_time(piece: str) -> None:
    assert "page-timeout" not in codes(read(piece * 40_000, seconds=5, name="gfm"))


def test_thousands_of_lines_with_an_address_are_links() -> None:
    assert shown("a@b.example\n" * 9000).count("<a ") == 9000


def test_notes_stand_in_notes_and_in_quotes() -> None:
    text = "> a\n> > [!NOTE]\n> > b\n> > > c\n\n> [!FOR staff & others] d\n>\n> > [!TIP]\n>\n> e"
    assert shown(text).split("\n") == [
        *("<blockquote>", "<p>a</p>"),
        '<div class="callout callout-note" role="note"><p class="callout-title">{callout.note}</p>',
        *("<p>b</p>", "<blockquote>", "<p>c</p>", "</blockquote>", "</div>", "</blockquote>"),
        *("<for staff &amp; others>", "<p>d</p>"),
        '<div class="callout callout-tip" role="note"><p class="callout-title">{callout.tip}</p>',
        *("</div>", "<p>e</p>", "</for>"),
    ]


PIECES = ["a", "*b*", "<b>", "</b>", "<!-- c -->", "<i x='y'>", "`<u>`", "\n\n", "<div>\n", "> ",
          "![d <b>e</b>](f)", "<!-- raw HTML omitted -->", "&lt;b&gt;", "    ", "- ", "[^1]",
          "\n\n[^1]: ", "[g <q>](h)", "\\<b>", "<pre>\n",
          "\n", "|a|\n|-|\n|<b>|", "# "]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_raw_html_comes_back_where_it_stood(text: str) -> None:
    trusting = Gfm(MarkdownSettings(engine="gfm", raw_html="trust"))
    options = comrak.ExtensionOptions(
        strikethrough=True, table=True, autolink=True, tasklist=True, footnotes=True
    )
    whole = comrak.markdown_to_html(
        f"{text}\n", options, comrak.ParseOptions(), comrak.RenderOptions(unsafe_=True)
    )
    assert trusting.render(text).html == shaped(whole, text).strip()


@pytest.mark.parametrize("text", ["a <b>c</b>\n\n<div>\n\n`<i>`\n\n</div>", "<script>x</script>"])
def test_raw_html_can_be_shown_as_it_is_written(text: str) -> None:
    assert shown(text, "escape") == rendered(text, "escape")


@pytest.mark.parametrize("words", ["me@example.org", "www.example.org", "https://a.example/b"])
def test_an_address_in_a_link_is_no_link_again(words: str) -> None:
    text = f'<A href="b.md">{words} *c*</A> {words}'
    assert shown(text).startswith(f'<p><a href="b.md">{words} <em>c</em></a> <a href=')
    assert f"<a>{words}</a>" not in shown(text)


def test_raw_html_is_ours_in_nothing() -> None:
    raw = (
        '<blockquote>\n<p>[!NOTE]\na</p>\n</blockquote>\n<pre><code class="language-python">'
        'import os</code></pre>\n<li><input type="checkbox" disabled="" /> b</li>\n'
        '<table><tr><th align="left">c</th></tr></table>'
    )
    assert engine("trust", "gfm").render(raw).html.strip() == raw


@pytest.mark.parametrize(
    "text, place, said",
    [
        ("A\n{: .lead #top }", "2:1", "'{: .lead #top }' is an attribute list"),
        ("A *b*{: .c } d", "1:6", "'{: .c }' is an attribute list"),
        ("`é`{.c}", "1:4", "'{.c}' is an attribute list"),
        ("> ## A {#top}", "1:8", "'{#top}' is an attribute list"),
        ("A\n=\n\nB [c](d.md){: title=x}", "4:12", "'{: title=x}' is an attribute list"),
        ("Apple\n: A fruit", "2:1", "': A fruit' is a definition"),
        ("Apple\n\n:   A fruit", "3:1", "':   A fruit' is a definition"),
        ("> *[API]: Words", "1:3", "'*[API]: Words' is an abbreviation"),
        ("| x |\n|---|\n| `a|b` |", "3:3", "'`a' is code that a | cuts in two"),
    ],
)
def test_what_only_the_other_engine_reads_is_named(text: str, place: str, said: str) -> None:
    found = read(f"---\ntitle: A\n---\n{text}", name="gfm").problems
    line, column = map(int, place.split(":"))
    (told,) = [str(problem) for problem in found if problem.code == "markdown-only"]
    assert told.startswith(
        f"content/page.md:{line + 3}:{column}: {said}, which engine gfm does not read"
    )
    assert told.endswith("; or set engine: markdown in site.yaml)")
    assert "markdown-only" not in str(read(text).problems)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }} {# no #} {% a %} ${a} {a: b}",
        "`{: .a }` b\n\n```\n{: .a }\n: b\n*[c]: d\n```\n\n    : e",
        "a : b\nc: d\n10:30 and ::",
        "*[a](b.md)* *[c]*",
        "[API]: c.md\n\n*[API]: see there*",
        "an {#id} in the middle",
        "| `a\\|b` | `c` |\n|---|---|\n| d | e |",
    ],
)
def test_what_is_nothing_to_either_is_not_named(text: str) -> None:
    assert complaints(read(text, name="gfm")) == complaints(read(text))


def test_a_place_without_the_library_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gfm, "_library", None)
    with pytest.raises(ProblemsError, match="needs a package") as caught:
        Gfm(MarkdownSettings(engine="gfm"))
    assert caught.value.problems[0].hint == "pip install 'evangelist[gfm]'"


def test_another_library_of_the_same_name_is_not_taken_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gfm, "_library", object())
    with pytest.raises(ProblemsError, match="needs a package"):
        Gfm(MarkdownSettings(engine="gfm"))
