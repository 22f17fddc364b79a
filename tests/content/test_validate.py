"""What is said about front matter that is amiss, and where."""

import pytest

from tests.content.reading import complaints, read

EXTRA = "put it below extra: if a template reads it"


def said(head: str, path: str = "services/x.md") -> list[str]:
    parsed = read(f"---\n{head}\n---\n", path)
    return [complaint.removeprefix(f"content/{path}:") for complaint in complaints(parsed)]


@pytest.mark.parametrize(
    "line, key, meant",
    [
        ("tilte: x", "tilte", "title"),
        ("Title: x", "Title", "title"),
        ("sumary: x", "sumary", "summary"),
        ("excerpt: x", "excerpt", "summary"),
        ("description: x", "description", "summary"),
        ("author: x", "author", "authors"),
        ("Keywords: x", "Keywords", "tags"),
        ("lastmod: 2026-01-01", "lastmod", "updated"),
        ("aliases: x", "aliases", "redirect_from"),
        ("life_cycle: live", "life_cycle", "lifecycle"),
    ],
)
def test_an_unknown_key_is_said_with_what_may_be_meant(line: str, key: str, meant: str) -> None:
    assert said(f"title: A\n{line}") == [f"3:1: unknown key '{key}' (did you mean '{meant}'?)"]


def test_an_unknown_key_like_no_other_is_sent_below_extra() -> None:
    assert said("foo: 1") == [f"2:1: unknown key 'foo' ({EXTRA})"]


def test_an_unknown_key_deep_inside_is_said_with_its_place() -> None:
    head = "offerings:\n  - id: a\n    prize: 1\n    price: {typ: fixed}"
    assert sorted(said(head)) == [
        "4:5: unknown key 'prize' (did you mean 'price'?)",
        "5:13: unknown key 'typ' (did you mean 'type'?)",
    ]


def test_empty_items_of_a_list_do_not_shift_the_place() -> None:
    head = "asks:\n  - ''\n  - {1: 2, text: a}\n  - ' '\n  - {effort_minutes: x}"
    assert said(head, "newsletters/n.md") == [
        "4:6: unknown key '1'",
        "6:6: 'asks.4.effort_minutes': 'x' is not a number",
    ]


def test_a_mapping_in_place_of_a_list_is_its_only_item() -> None:
    assert said("asks: {1: 2, text: a}", "newsletters/n.md") == ["2:8: unknown key '1'"]


def test_a_key_is_suggested_by_the_name_that_writers_use() -> None:
    assert said("changes: [{text: x, frm: 3}]") == [
        "2:21: unknown key 'frm' (did you mean 'from'?)"
    ]


def test_unknown_keys_do_not_hide_what_is_known() -> None:
    parsed = read("---\nfoo: 1\ntitle: A\nprice: 2\n---\n")
    assert parsed.card
    assert parsed.card.title == "A"
    assert len(complaints(parsed)) == 2


@pytest.mark.parametrize(
    "line, complaint",
    [
        ("draft: maybe", "2:1: 'draft': 'maybe' is not yes or no"),
        ("title: [a]", "2:1: 'title': this is not a text"),
        ("tags: {a: b}", "2:1: 'tags': this is not a text"),
        ("owner: [a, b]", "2:1: 'owner': this is not lines of key: value"),
        ("lifecycle: dead", "2:1: 'lifecycle': 'dead' is none of 'exploring', 'on-shelf'"),
        ("review_by: 3.4.2026", "2:1: 'review_by': '3.4.2026' can be read in two ways"),
        ("date: 2026-02-30", "2:1: 'date': '2026-02-30' is not a date of the calendar"),
        ("offerings:\n  - one_time: free", "3:5: 'offerings.1.one_time': 'free' is not a number"),
        (
            "offerings: [{}, {price: {amount: x}}]",
            "2:26: 'offerings.2.price.amount': 'x' is not a number",
        ),
        ("related: [services/a, '#b']", "2:23: 'related.2': '#b' names no entry"),
        ("depends_on: [[services/a]]", "2:14: 'depends_on.1': this is not lines of key: value"),
    ],
)
def test_a_value_that_cannot_be_understood_is_said_with_its_place(
    line: str, complaint: str
) -> None:
    (found,) = said(line)
    assert found.startswith(complaint)


def test_everything_amiss_is_said_at_once() -> None:
    head = "draft: maybe\nfoo: 1\nlifecycle: dead\ntitle: A\ntitle: B\nreview_by: soon"
    places = sorted(complaint.split(": ")[0] for complaint in said(head))
    assert places == ["2:1", "3:1", "4:1", "6:1", "7:1"]


def test_a_value_is_an_error_and_a_key_is_not() -> None:
    parsed = read("---\ndraft: maybe\nfoo: 1\ntags: a\ntags: b\n---\n")
    assert {problem.code: problem.level for problem in parsed.problems} == {
        "key-duplicate": "warning",
        "key-unknown": "warning",
        "value-invalid": "error",
        "title-missing": "advice",
    }


@pytest.mark.parametrize(
    "head",
    [
        f"number: {'9' * 5000}",
        f"number: {'x' * 5000}",
        f"asks: [{{effort_minutes: {'9' * 5000}}}]",
        f"date: {'x' * 5000}",
        f"{'k' * 900}: x",
    ],
    ids=["digits", "letters", "minutes", "date", "key"],
)
def test_a_long_value_is_shortened_in_the_message(head: str) -> None:
    (complaint,) = said(head, "newsletters/x.md")
    assert len(complaint) < 200


def test_places_count_from_the_start_of_the_file() -> None:
    parsed = read("\ufeff\r\n\r\n---\r\ntitle: A\r\nfoo: 1\r\n---\r\n")
    assert complaints(parsed) == [f"content/page.md:5:1: unknown key 'foo' ({EXTRA})"]


def test_a_list_of_a_few_words_is_still_told_apart_from_a_text() -> None:
    assert said("summary: [a, b]") == ["2:1: 'summary': this is not a text (put it in quotes)"]
