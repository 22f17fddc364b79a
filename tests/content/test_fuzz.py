"""Whatever a file holds: no traceback, and every error with its place."""

from __future__ import annotations

import re
import string

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from evangelist.content.parse import Parsed
from tests.content.reading import html, read
from tests.model.test_kinds import CASE_STUDY, COMMON, NEWSLETTER, SERVICE, TEAM

EXAMPLES = {
    "services/x.md": SERVICE,
    "case-studies/x.md": CASE_STUDY,
    "newsletters/2026-11.md": NEWSLETTER,
    "teams/x.md": TEAM,
    "x.md": COMMON,
}
TOML = """
title = "Storage"
date = 2026-11-20T10:00:00Z
tags = ["a", 'b']
draft = false
[extra]
a = 1.5
[[offerings]]
id = "basic"
price = {type = "fixed", amount = 300}
"""
PLACE = re.compile(r"content/[^:]+:[1-9]\d*:[1-9]\d*: \S")
SIGNS = st.sampled_from(
    [*string.punctuation, *"\t\n\r\x00\x01\x85\u2028\ufeff“ä😀0aT", "\n  ", ": "]
)
PATHS = st.sampled_from(sorted(EXAMPLES))


def hold(parsed: Parsed, text: str) -> None:
    """What always holds of a parsed file."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in parsed.problems:
        if problem.level == "error":
            assert PLACE.match(str(problem))
        assert problem.line <= len(lines) + 1
        assert len(str(problem)) < 600
        assert "Error" not in problem.message
        assert "Traceback" not in problem.message
    if not any(problem.level == "error" for problem in parsed.problems):
        assert parsed.card
        assert parsed.card.title


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A valid document with some of its characters replaced, lost or doubled."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        until = min(len(text), at + draw(st.integers(0, 12)))
        new = draw(SIGNS | st.text(max_size=8) | st.just(text[at:until] * 2))
        text = text[:at] + new + text[until:]
    return text


@given(PATHS, st.text())
def test_any_text_can_be_front_matter(path: str, head: str) -> None:
    text = f"---\n{head}\n---\nBody"
    hold(read(text, path), text)


@given(PATHS, st.text())
def test_any_text_can_be_toml(path: str, head: str) -> None:
    text = f"+++\n{head}\n+++\nBody"
    hold(read(text, path), text)


@given(PATHS.flatmap(lambda path: st.tuples(st.just(path), mutated(EXAMPLES[path]))))
def test_any_slip_in_front_matter_is_understood_or_said(found: tuple[str, str]) -> None:
    path, head = found
    text = f"---{head}---\nBody"
    hold(read(text, path), text)


@given(mutated(TOML))
def test_any_slip_in_toml_is_understood_or_said(head: str) -> None:
    text = f"+++{head}+++\nBody"
    hold(read(text, "services/x.md"), text)


VALUES = st.recursive(
    st.sampled_from(
        ["", "x", "5", "yes", "2026-11-20", '""', "'a'", "~", "1e999", "teams/x", "services/x#y"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(
            st.sampled_from(
                ["id", "text", "title", "price", "date", "label", "path", "amount", "?"]
            ),
            inner,
            max_size=3,
        ).map(lambda pairs: "{" + ", ".join(f"{key}: {item}" for key, item in pairs.items()) + "}")
    ),
    max_leaves=8,
)
FIELDS = sorted(set(re.findall(r"^(\w+):", "".join(EXAMPLES.values()), re.MULTILINE)))


@given(PATHS, st.lists(st.tuples(st.sampled_from(FIELDS), VALUES), min_size=1, max_size=5))
def test_any_value_of_any_field_is_understood_or_said(
    path: str, fields: list[tuple[str, str]]
) -> None:
    text = "---\n" + "".join(f"{name}: {value}\n" for name, value in fields) + "---\n"
    hold(read(text, path), text)


@given(st.binary(max_size=200))
def test_any_bytes_can_be_a_file(data: bytes) -> None:
    hold(read(data), data.decode("latin-1"))


MARKS = [
    *("*", "**", "_", "`", "```\n", "~~", "[", "]", "(", ")", "![", "](", "[^1]", "[^1]: ", "<"),
    *("> ", "- ", "1. ", "# ", "\n", "\n\n", "    ", "\t", "|", "|---|\n", ": ", "{: #a .b }"),
    *("> [!NOTE]\n", "- [x] ", "<div>", "</div>", "<b>", "<!--", "-->", "<?", "<![CDATA[", "&amp;"),
    *("\\", '"', "'", "a", "b c", "é", "\x02", "\x03", "klzzwxh:0", "*[a]: ", "[a]: b", "---\n"),
    *("javascript:", "<script>", "<a href=", "<h2 id=x>", "</p>", "https://e.org/", "x.md"),
]


def whole(text: str, path: str = "x.md") -> None:
    parsed = read(text, path)
    hold(parsed, text)
    parser = html5lib.HTMLParser(strict=False)
    parser.parseFragment(html(parsed.body.parts))
    slips = {code for _, code, _ in parser.errors}
    assert slips <= {
        "unexpected-end-tag-implies-table-voodoo",
        "unexpected-start-tag-implies-table-voodoo",
        "unexpected-char-implies-table-voodoo",
    }
    for mention in parsed.places.mentions:
        assert 1 <= mention.line <= text.count("\n") + 1
        assert mention.column >= 1
    for heading in parsed.body.toc:
        assert heading.id in parsed.body.anchors


@given(st.lists(st.sampled_from(MARKS), max_size=30).map("".join))
def test_any_marks_give_html_that_parses(text: str) -> None:
    whole(text)


@given(st.text())
def test_any_text_gives_html_that_parses(text: str) -> None:
    whole(text)


@given(st.text(), st.integers(0, 3))
def test_any_text_in_a_container_gives_html_that_parses(text: str, depth: int) -> None:
    whole("\n".join("> - " * depth + line for line in text.split("\n")))
