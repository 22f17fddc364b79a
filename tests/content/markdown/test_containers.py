"""Lists and quotes come out as the writer's editor and code host show them."""

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.markdown.trees import commonmark, containers, ours
from tests.content.reading import ENGINES, EngineName, rendered

TEXTS = {
    "two spaces": "- a\n  - b\n    - c\n- d",
    "three spaces": "1. a\n   - b\n   - c\n2. d",
    "four spaces": "- a\n    - b\n        - c",
    "tabs": "- a\n\t- b\n\t\t- c",
    "one space is no nesting": "- a\n - b\n - c",
    "right after a line": "Text\n- a\n- b",
    "numbers right after a line": "Text\n1. a\n2. b",
    "another number right after a line": "Text\n7. a",
    "loose": "- a\n\n- b",
    "loose by its last": "- a\n- b\n\n- c",
    "two paragraphs": "- a\n\n  b\n- c",
    "tight in loose": "- a\n\n  - b\n  - c\n\n- d",
    "lazy": "- a\nb\n- c",
    "lazy quote": "> a\nb",
    "another sign begins another list": "- a\n* b\n+ c",
    "another bracket begins another list": "1. a\n2) b",
    "start": "3. a\n4. b",
    "quote": "> a\n>\n> b",
    "quote in list": "- a\n\n  > b\n  > c\n- d",
    "list in quote": "> - a\n>   - b\n>\n> c",
    "quotes": "> a\n>> b\n> > > c",
    "quote right after a line": "Text\n> a",
    "code in list": "- a\n\n      code\n\n- b",
    "code right after the sign": "-     code\n  a\n- b",
    "underlined heading": "- a\n   -\n- b\n  c\n  ---",
    "rule right after the sign": "- ***\n  a\n- b",
    "fence in list": "1. a\n   ```\n   - no list\n   ```\n2. b",
    "fence in quote": "> ```\n> - no list\n> ```",
    "heading in list": "- # a\n- b",
    "rule": "- a\n- ***\n- b",
    "empty item": "- a\n-\n- b",
    "blank first line": "-\n  a",
    "ended by a paragraph": "- a\n\nText\n\n- b",
    "ended by a comment": "- a\n\n<!-- -->\n\n- b",
    "html in list": "- a\n\n  <div>\n\n  - b\n\n  </div>",
    "escaped": "\\- a\n\n1\\. b",
    "not a list": "-a\n\n1.b\n\n12345678901. c",
    "mixed": "1. a\n   * b\n\n     c\n   * d\n\n   > e\n2. f",
    "callout": "> [!NOTE]\n> - a\n> - b",
    "bold label": "**Note:**\n- a\n- b\n\n**More**\n1. c",
}  # fmt: skip


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_lists_and_quotes_are_those_of_commonmark(text: str, name: EngineName) -> None:
    expected = commonmark(text)
    if text.startswith("> [!"):  # the mark's own paragraph goes
        expected = [("blockquote", expected[0][1][1:])]
    assert ours(text, name) == expected


WORDS = ["a", "", "- a", "* b", "1. c", "2) d", "> e", ">", "-", "    g", "  h", "[a](b)", "`c`"]
OTHERS = ["***", "# f", "```", "b\n---", "<div>", "<!-- x -->"]
BEFORE = ["", "", "  ", "   ", "    ", "> ", "- ", "1. "]


def texts(lines: list[str]) -> st.SearchStrategy[str]:
    """Texts of a few such lines, each with something before it.

    A sign after four blanks is left out: markdown-it takes some for a block, cmark for text.
    So are items that begin with empty lines, of which the two allow a different number.
    """
    line = st.tuples(st.sampled_from(BEFORE), st.sampled_from(lines)).map("".join).map(str.rstrip)
    line = line.filter(lambda text: not re.match(" {4}.*[^gh]", text))
    whole = st.lists(line, max_size=8).map("\n".join)
    return whole.filter(lambda text: not re.search(r"[-*.)]\n[> ]*\n", text))


@pytest.mark.parametrize("name", ENGINES)
@given(texts(WORDS))
def test_any_mixture_of_lines_is_that_of_commonmark(name: EngineName, text: str) -> None:
    assert ours(text, name) == commonmark(text)


@pytest.mark.parametrize("name", ENGINES)
@given(texts(WORDS + OTHERS))
def test_any_mixture_of_blocks_has_the_lists_and_quotes_of_commonmark(
    name: EngineName, text: str
) -> None:
    # cmark does not count the blank line after a heading, a rule or a fence when it decides
    # whether items are paragraphs; the specification does.
    assert containers(ours(text, name)) == containers(commonmark(text))


def html(text: str) -> str:
    return rendered(textwrap.dedent(text).strip())


def test_two_spaces_nest() -> None:
    assert html("- a\n  - b").replace("\n", "") == "<ul><li>a<ul><li>b</li></ul></li></ul>"


def test_a_list_straight_after_a_line_is_a_list() -> None:
    assert html("Text:\n- a\n- b") == "<p>Text:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"


def test_a_list_begins_with_its_first_number() -> None:
    assert html("3. a\n4. b") == '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'


def test_words_in_items_are_still_read() -> None:
    shown = html("""
        - *a* [b](b.md)[^1]
          - `c`

        [^1]: note
        """)
    assert '<li><em>a</em> <a href="b.md">b</a>' in shown
    assert "<code>c</code>" in shown


def test_tables_and_definitions_stand_in_items_and_quotes() -> None:
    assert "<table>" in html("- a\n\n  | b |\n  |---|\n  | c |")
    assert "<table>" in html("> | b |\n> |---|\n> | c |")
    assert "<dt>a</dt>" in html("> a\n> : b")
