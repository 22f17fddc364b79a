from html import escape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.content.outline import lift_title, outline, plain
from evangelist.model.body import Heading
from tests.content.reading import read


def titles(text: str) -> tuple[str, list[str]]:
    """The title of an entry, and the headings of its body with their levels."""
    parsed = read(text)
    assert parsed.card
    return parsed.card.title, [f"{each.level} {each.title}" for each in parsed.body.toc]


def ids(text: str) -> list[str]:
    return [each.id for each in read(text).body.toc]


@pytest.mark.parametrize(
    "text",
    [
        "# Storage\n\nText",
        "\n\n# Storage #\n\nText",
        "Storage\n=======\n\nText",
        "---\nsummary: x\n---\n\n# *Storage*\n\nText",
        "# Storage {#own}\n\nText",
    ],
)
def test_a_level_1_heading_before_anything_else_is_the_title_and_leaves_the_body(text: str) -> None:
    assert titles(text) == ("Storage", [])
    assert read(text).body.text == "Text"


@pytest.mark.parametrize(
    "text", ["Text\n\n# Storage", "> a\n\n# Storage", "<!-- -->\n\nText\n\n# Storage"]
)
def test_a_level_1_heading_further_down_is_a_heading(text: str) -> None:
    assert titles(text) == ("Page", ["2 Storage"])


def test_a_level_2_heading_is_never_the_title() -> None:
    assert titles("## Storage\n\nText") == ("Page", ["2 Storage"])


def test_a_heading_that_says_the_title_again_goes() -> None:
    assert titles("---\ntitle: Storage\n---\n# STORAGE\n\nText") == ("Storage", [])


def test_a_heading_that_says_something_else_than_the_title_stays() -> None:
    assert titles("---\ntitle: Storage\n---\n# Welcome\n") == ("Storage", ["2 Welcome"])


def test_only_one_heading_is_lifted() -> None:
    assert titles("# One\n\n# Two\n") == ("One", ["2 Two"])


def test_an_empty_heading_is_no_title() -> None:
    assert titles("#\n\nText")[0] == "Page"


@pytest.mark.parametrize(
    "written, levels",
    [
        ("## a\n## b", "22"),
        ("### a\n## b", "22"),
        ("# a\n## b\n### c\n# d", "x342"),
        ("## a\n#### b\n##### c\n## d\n### e", "23423"),
        ("## a\n### b\n#### c\n##### d\n###### e", "23456"),
        ("#### a\n## b\n#### c", "223"),
    ],
)
def test_levels_below_the_title_leave_none_out(written: str, levels: str) -> None:
    lifted = "x" if levels.startswith("x") else ""
    found = "".join(title[0] for title in titles("---\ntitle: T\n---\n" + written)[1])
    expected = "2" + levels[1:] if lifted else levels
    assert found == expected


@pytest.mark.parametrize(
    "heading, name",
    [
        ("Getting started", "getting-started"),
        ("What is it?", "what-is-it"),
        ("Ünï & Co.", "ünï--co"),
        ("`code` and *more*", "code-and-more"),
        ("a_b-c", "a_b-c"),
        ("[Link](x.md)", "link"),
        ("1. Step", "1-step"),
        ("???", "part"),
        ("Own {#mine}", "mine"),
    ],
)
def test_names_follow_the_rule_of_code_hosts(heading: str, name: str) -> None:
    assert ids(f"## {heading}") == [name]


def test_the_second_of_a_name_gets_a_number() -> None:
    assert ids("## a\n## a\n## a-1\n## a\n## b") == ["a", "a-1", "a-1-1", "a-2", "b"]


def test_a_name_of_ones_own_is_made_unique_too() -> None:
    assert ids("## x {#a}\n## y {#a}\n## a") == ["a", "a-1", "a-2"]


def test_the_table_of_contents_has_words_without_marks() -> None:
    (heading,) = read("## Fast & `safe` <b>now</b>").body.toc
    assert heading == Heading(2, "Fast & safe now", "fast--safe-now")


def test_every_name_can_be_linked_to() -> None:
    body = read('## One\n\n<a id="two"></a>\n\nText {: #three }').body
    assert body.anchors[:2] == ("one", "two")


@pytest.mark.parametrize("name", ['x" onclick="alert(1)', "<script>", "a&b", "'"])
def test_a_name_cannot_leave_its_attribute(name: str) -> None:
    named, _ = outline(f'<h2 id="{escape(name)}">a</h2>' * 2)
    assert "<script" not in named
    assert named.count('"') == 4


def test_a_heading_within_a_title_attribute_is_none() -> None:
    text = '<p title="<h2 onclick=alert(1)>x</h2>">a</p>'
    assert not read(text).body.toc


@given(st.lists(st.tuples(st.integers(1, 6), st.text("ab -é!", max_size=4)), max_size=12))
def test_names_are_unique_and_levels_have_no_gaps(headings: list[tuple[int, str]]) -> None:
    _, toc = outline("".join(f"<h{level}>{title}</h{level}>" for level, title in headings))
    names = [heading.id for heading in toc]
    assert len(set(names)) == len(names) == len(headings)
    levels = [1, *(heading.level for heading in toc)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(2 <= level <= 6 for level in levels[1:])


def test_lifting_leaves_other_html_alone() -> None:
    assert lift_title("<p>x</p><h1>T</h1>", "") == ("<p>x</p><h1>T</h1>", "")
    assert lift_title("", "") == ("", "")


def test_plain_words_have_no_tags_and_no_entities() -> None:
    assert plain("<b>a</b> &amp;\n <i>b</i>") == "a & b"


def test_no_heading_takes_an_id_of_the_layout() -> None:
    assert ids("## Main\n\n## Part toc\n\n## Part offerings\n") == [
        "main-1",
        "part-toc-1",
        "part-offerings-1",
    ]


def test_offerings_and_headings_have_ids_of_their_own() -> None:
    parsed = read(
        "---\nofferings: [Basic, {title: Basic}, {id: main}]\n---\n## Basic\n\n## Basic\n",
        "services/s.md",
    )
    assert parsed.card
    assert [each.id for each in parsed.card.get("offerings")] == ["basic", "basic-1", "main-1"]
    assert [each.id for each in parsed.body.toc] == ["basic-2", "basic-3"]


@pytest.mark.parametrize(
    "text", ["**<h2 id=x>*<h2 id=x>*", "<h2>a<em>b<h3>c</h3></em>d</h2>", "<h2>a<b><h2>c"]
)
def test_a_heading_inside_a_heading_is_a_part_of_it(text: str) -> None:
    parsed = read(text)
    assert len(parsed.body.toc) == 1
    html = "".join(map(str, parsed.body.parts))
    assert html.count("<h2") == html.count("</h2>") == 1
    assert "<h3" not in html
