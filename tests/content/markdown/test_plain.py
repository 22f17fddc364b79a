"""What is kept from the inline patterns is what none of them would have changed."""

from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st

from evangelist.content.markdown.python import PythonMarkdown
from evangelist.model.settings import MarkdownSettings
from tests.content.reading import engine

SIGNS = [*"`*_~\\[]()!<>&;:{}#|-=+.\"'^@/ \n", "  \n", "a", "API", "http://a.example", "é"]


@lru_cache
def asking_all() -> PythonMarkdown:
    """The engine whose patterns look at every text."""
    made = PythonMarkdown(MarkdownSettings())
    made._markdown.treeprocessors.deregister("spare")
    return made


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_a_text_comes_out_the_same(text: str) -> None:
    text = f"{text}\n\n*[API]: Words\n\n[a]: b\n"
    assert engine().render(text) == asking_all().render(text)


def test_a_line_break_stays_one() -> None:
    assert "<br>" in engine().render("a  \nb").html
