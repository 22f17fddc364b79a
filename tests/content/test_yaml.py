from typing import Any

import pytest

from evangelist.content.yaml import MAX_CHARACTERS, YamlError, read_yaml
from evangelist.model.values import Plain


def value(text: str) -> Any:
    return read_yaml(text).value


def refusal(text: str) -> YamlError:
    with pytest.raises(YamlError) as refused:
        read_yaml(text)
    return refused.value


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "no",
        "on",
        "off",
        "true",
        "9:30",
        "0123",
        "2026-11",
        "2026-11-20",
        "1_000",
        "0x1F",
        "=",
    ],
)
def test_a_scalar_stays_what_was_written(written: str) -> None:
    read = value(f"key: {written}")["key"]
    assert read == written
    assert isinstance(read, Plain)


@pytest.mark.parametrize("written", ['"5"', "'5'", "|-\n  5", ">-\n  5"])
def test_a_quoted_scalar_is_a_text_and_no_number(written: str) -> None:
    read = value(f"key: {written}")["key"]
    assert read == "5"
    assert not isinstance(read, Plain)


@pytest.mark.parametrize("empty", ["", "~", "null", "Null", "NULL", "# a comment"])
def test_an_empty_value_counts_as_absent(empty: str) -> None:
    assert value(f"a: {empty}\nb: [{empty if '#' not in empty else ''}]\nc: d") == {
        "b": [],
        "c": "d",
    }


@pytest.mark.parametrize("quoted", ['"~"', "'null'"])
def test_a_quoted_null_is_a_word(quoted: str) -> None:
    assert value(f"a: {quoted}") == {"a": quoted[1:-1]}


def test_keys_are_words_whatever_they_look_like() -> None:
    assert value("1: a\ntrue: b\n2026-01-01: c") == {"1": "a", "true": "b", "2026-01-01": "c"}


def test_an_empty_document_is_nothing() -> None:
    assert value("# nothing\n") is None


@pytest.mark.parametrize(
    "text, line, column, words",
    [
        ("a: *x", 1, 4, "'*x' refers to another place"),
        ("a: &x 1", 1, 4, "'&x' is a YAML anchor"),
        ("a: b\n<<: *x", 2, 5, "'*x' refers to another place"),
        ("a: !!python/object:os.system x", 1, 4, "is a YAML tag"),
        ("a: !env x", 1, 4, "'!env' is a YAML tag"),
        ("a: !!str x", 1, 4, "is a YAML tag"),
        ("a: !!map {}", 1, 4, "is a YAML tag"),
        ("? [a]\n: b", 1, 3, "a key has to be a word"),
        ("a: b\n---\nc: d", 2, 1, "a second document begins"),
        ("title: a: b", 1, 9, "a colon inside a value"),
        ("title: @home", 1, 8, "a value cannot begin with this sign"),
        ("title: `home", 1, 8, "a value cannot begin with this sign"),
        ("title: [draft] x", 1, 16, "stands here where a key should begin"),
        ("title: x\n\tsub: y", 2, 1, "a tab cannot stand here"),
        ("title:\n- a\n\t- b", 3, 1, "a tab cannot stand here"),
        ("ä: 1\nüx: \x01", 2, 5, "a character that YAML does not allow"),
        ("a: 😀 \x01", 1, 6, "a character that YAML does not allow"),
    ],
)
def test_what_we_do_not_read_is_refused_with_its_place(
    text: str, line: int, column: int, words: str
) -> None:
    refused = refusal(text)
    assert words in str(refused)
    assert (refused.line, refused.column) == (line, column)
    assert refused.hint


@pytest.mark.parametrize("text", ["a: [", "a: {b", 'a: "b', "a: 'b\n", "a: [b, c\nd: e"])
def test_what_is_never_closed_is_said_with_a_hint(text: str) -> None:
    assert refusal(text).hint


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a: " + "[" * 30_000, "- " * 30_000, "{a: " * 15_000]
)
def test_nesting_without_end_is_refused(text: str) -> None:
    assert str(refusal(text))


def test_depth_is_limited() -> None:
    assert "nested deeper than 20 levels" in str(refusal("a: " + "[" * 30 + "]" * 30))
    assert value("a: " + "[" * 15 + "]" * 15)


def test_size_is_limited() -> None:
    assert value("a: " + "x" * (MAX_CHARACTERS - 3))
    refused = refusal("a: " + "x" * MAX_CHARACTERS)
    assert str(refused) == "longer than 65,536 characters"
    assert (refused.line, refused.column) == (1, 1)


@pytest.mark.parametrize("blank", ["\x85", "\u2028", "\u2029"])
def test_only_what_editors_call_a_line_ends_one(blank: str) -> None:
    document = read_yaml(f"a: x{blank}y\nb: z")
    assert document.value == {"a": "x y", "b": "z"}
    assert document.marks[("b",)] == (2, 1)


def test_columns_count_characters() -> None:
    assert read_yaml("ä😀: {ß: 1, c: 2}").marks[("ä😀", "c")] == (1, 12)


def test_duplicate_keys_are_noted_with_their_place() -> None:
    assert read_yaml("a: 1\nb:\n  c: 1\n  c: 2\na: 3").duplicates == [("c", 4, 3), ("a", 5, 1)]


@pytest.mark.parametrize(
    "text, place",
    [
        ("subject: #12 Summer", (1, 10)),
        ("a: b\nsummary: free # really", (2, 15)),
        ("list:\n  - Team #1", (2, 10)),
        ("list: [Ångström #1\n  , b]", (1, 17)),
        ("long: one\n  two #3", (2, 7)),
        ("odd: a\u2028b #3\t", (1, 10)),
    ],
)
def test_a_text_that_ends_at_a_sharp_is_noted(text: str, place: tuple[int, int]) -> None:
    assert read_yaml(text).cuts == [place]


@pytest.mark.parametrize(
    "text",
    [
        "lifecycle: live            # exploring, on-shelf",
        "subject:   # none yet",
        "number: 12 # a comment",
        "date: 2026-11-20 # a comment",
        "draft: yes # a comment",
        "subject: '#12' # a comment",
        "tags: [a, b] # a comment",
        "tags: # a comment\n  - a",
        "text: | # a comment\n  a #b",
        "# a comment\na: b",
        "a: b#c",
    ],
)
def test_a_comment_is_no_text_that_ends(text: str) -> None:
    assert not read_yaml(text).cuts
