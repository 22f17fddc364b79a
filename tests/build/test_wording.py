"""Each question has its words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evangelist.build.told import Changes, Reason
from evangelist.build.wording import PHRASES, because, few, phrases, sentence
from evangelist.model.body import Target
from evangelist.site.questions import QUESTIONS, input_of

LINK = Target(href="plan.pdf", file="services/plan.pdf")
DAY = date(2026, 11, 22)
EXAMPLES: list[tuple[Any, ...]] = [
    ("address", "/a/"),
    ("anchor", "a", "part"),
    ("asset", "a.css"),
    ("asset-data", "a.css"),
    ("asset-size", "a.css"),
    ("base", "path"),
    ("below", "docs"),
    ("body", "a"),
    ("card", "a"),
    ("cards", "news", ("data", "new", "services/vpn", "teams/it", "teams/hr"), 3),
    ("categories",),
    ("concealed", "a"),
    ("count", "news"),
    ("data", "a.png"),
    ("days-since", DAY),
    ("exists", "/a/"),
    ("feed-bases",),
    ("has-cards",),
    ("image", "a.png"),
    ("languages",),
    ("leads", "a"),
    ("link", "a"),
    ("links", "service", ("retiring", "depends_on", "services/vpn"), 6),
    ("listed", "news", 1, 60),
    ("listed-pages",),
    ("named", "a", "case-study"),
    ("navigation",),
    ("neighbours", "a"),
    ("newest", "news", 2),
    ("of-year", "news", 2026),
    ("output", "email/a.html"),
    ("passed", DAY),
    ("places", "a"),
    ("rank", "news"),
    ("reading-order", "news"),
    ("section", "docs", 1, 60),
    ("section-count", "docs"),
    ("setting", "title"),
    ("sources", ("a.html", "b.html")),
    ("standing", "a"),
    ("strings",),
    ("suggest", "vnp", "entries"),
    ("suggest-part", "a", "prat", "parts"),
    ("tag-url", "new"),
    ("tagged", "news"),
    ("tags",),
    ("tally", "news"),
    ("target", LINK),
    ("team", "it"),
    ("template", "page.html"),
    ("tokens",),
    ("weight", "a.png"),
    ("years", "news"),
]


def test_every_question_has_its_words_and_an_example() -> None:
    assert set(PHRASES) == set(QUESTIONS) == {name for name, *_ in EXAMPLES}


@pytest.mark.parametrize("question", EXAMPLES, ids=lambda question: question[0])
def test_the_words_name_what_is_asked_about(question: tuple[Any, ...]) -> None:
    (words,) = phrases([question])
    assert "{" not in words
    assert words == words.strip()
    if ":" in input_of(question):
        assert question[1] in words


def test_questions_of_one_kind_are_told_together() -> None:
    entries = [("body", name) for name in "abcde"]
    assert phrases(entries) == ("the texts of 5 entries: a, b, c and 2 more",)
    assert phrases([("asset", "a.css"), ("asset-data", "a.css")]) == ("the theme's file a.css",)


def test_what_is_about_one_thing_is_told_before_what_is_about_everything() -> None:
    told = phrases([("passed", DAY), ("setting", "title"), ("tags",), ("body", "a")])
    assert told[0] == "the text of a"
    assert told[-1] == "whether 2026-11-22 is over"


def test_a_list_is_told_by_its_filters() -> None:
    asked = ("cards", "news", ("data", "new", "services/vpn", "teams/it", "teams/hr"), 3)
    (told,) = phrases([asked])
    assert told.startswith("the first 3 entries of kind news in the category 'data' with the tag")
    assert told.endswith(
        "'new' that name services/vpn of teams/it that name teams/hr or a service of theirs"
    )
    (told,) = phrases([("links", "service", ("retiring", "depends_on", "services/vpn"), 6)])
    assert told.endswith(
        "first 6 of kind service that are retiring that name services/vpn in 'depends_on'"
    )


def test_a_sentence_is_short_where_there_are_many_reasons() -> None:
    asked = Reason("asked", (("body", "a"), ("tags",), ("setting", "title"), ("strings",)))
    assert sentence(asked, Changes(), "") == (
        "the text of a, the tags and how many entries each has and 2 more changed"
    )
    assert len(because(asked, Changes(), "")) == 4


def test_what_cannot_be_told_in_words_is_told_in_general() -> None:
    assert "depends on" in sentence(Reason("asked"), Changes(), "")


def test_few_names_are_all_told() -> None:
    assert few(["a", "b", "c"]) == "a, b, c"
