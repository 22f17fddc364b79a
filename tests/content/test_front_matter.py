import pytest

from evangelist.content.front_matter import read_front_matter
from evangelist.content.yaml import YamlError
from tests.content.reading import complaints, read


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\n---\nBody",
        "---\ntitle: A\n...\nBody",
        "--- \ntitle: A\n---  \nBody",
        "\n  \n---\ntitle: A\n---\nBody",
        '+++\ntitle = "A"\n+++\nBody',
        '\n\n+++\ntitle = "A"\n+++ \nBody',
    ],
)
def test_a_head_is_read_whatever_stands_around_it(text: str) -> None:
    head = read_front_matter(text)
    assert (head.values, head.body) == ({"title": "A"}, "Body")


@pytest.mark.parametrize("text", ["", "\n", "Body", "Body\n---\ntitle: A\n---\n", "--\na: b\n--\n"])
def test_no_head_at_all_is_fine(text: str) -> None:
    head = read_front_matter(text)
    assert (head.values, head.body, head.body_line) == ({}, text, 1)


@pytest.mark.parametrize("text", ["---\n---\nBody", "---\n\n---\nBody", "---\n# a\n---\nBody"])
def test_an_empty_head_is_fine(text: str) -> None:
    head = read_front_matter(text)
    assert (head.values, head.body) == ({}, "Body")


def test_a_rule_at_the_start_of_a_text_is_no_head() -> None:
    assert read_front_matter("---\n\nBody").body == "---\n\nBody"


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff---\ntitle: A\n---\nBody",
        "---\r\ntitle: A\r\n---\r\nBody",
        "---\rtitle: A\r---\rBody",
        "\ufeff\r\n\r\n---\r\ntitle: A\r\n---\r\n\r\nBody\r\n",
        '\ufeff+++\r\ntitle = "A"\r\n+++\r\nBody',
    ],
)
def test_a_byte_order_mark_and_line_ends_do_not_matter(text: str) -> None:
    parsed = read(text)
    assert not complaints(parsed)
    assert parsed.card
    assert parsed.card.title == "A"
    assert parsed.body.text == "Body"


@pytest.mark.parametrize(
    "text, line",
    [
        ("---\ntitle: A\n---\nBody", 4),
        ("\n\n---\ntitle: A\n---\n\nBody", 6),
        ('+++\ntitle = "A"\n+++\nBody', 4),
    ],
)
def test_the_line_of_the_body_is_that_of_the_file(text: str, line: int) -> None:
    assert read_front_matter(text).body_line == line


@pytest.mark.parametrize("fence, line", [("---", "title: A"), ("+++", 'title = "A"')])
def test_a_head_without_an_end_is_said(fence: str, line: str) -> None:
    assert complaints(read(f"\n{fence}\n{line}\n\nBody")) == [
        (
            f"content/page.md:3:1: the front matter has no end; it wants a line with {fence} "
            f"(write {fence} on a line of its own after the last key)"
        )
    ]


@pytest.mark.parametrize("head", ["hello", "- a\n- b", "42"])
def test_a_head_that_is_no_mapping_is_said(head: str) -> None:
    with pytest.raises(YamlError, match="expected lines of key: value") as refused:
        read_front_matter(f"---\n{head}\n---\n")
    assert (refused.value.line, refused.value.column) == (2, 1)


def test_every_value_has_its_place_in_the_file() -> None:
    head = read_front_matter("\n---\ntitle: A\nlist:\n  - x\n  - {b: 1}\n---\n")
    assert head.marks[("title",)] == (3, 1)
    assert head.marks[("list", 0)] == (5, 5)
    assert head.marks[("list", 1, "b")] == (6, 6)


def test_every_toml_value_has_its_place_in_the_file() -> None:
    head = read_front_matter('+++\ntitle = "A"\n[extra]\n  a = 1\n[[offerings]]\nid = "x"\n+++\n')
    assert head.marks[("title",)] == (2, 1)
    assert head.marks[("extra", "a")] == (4, 3)
    assert head.marks[("offerings", 0, "id")] == (6, 1)


def test_a_key_that_stands_twice_is_said_and_the_last_one_counts() -> None:
    parsed = read("---\ntitle: A\nextra:\n  a: 1\n  a: 2\ntitle: B\n---\n")
    assert parsed.card
    assert (parsed.card.title, parsed.card.front.extra) == ("B", {"a": 2})
    assert complaints(parsed) == [
        "content/page.md:5:3: 'a' stands here again (the last one counts)",
        "content/page.md:6:1: 'title' stands here again (the last one counts)",
    ]
