"""A choice in a reader's hands: the page's script and the build's Python come to the same."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from evangelist.choosing.faults import any_answers
from evangelist.choosing.matrix import LEVELS, SCALE, Matrix, Option, Question, Scale, Span
from tests.choosing.needs import lacking, relaxations, remaining
from tests.choosing.weighing import ranked, turns
from tests.e2e.conftest import Visitor
from tests.e2e.test_accessibility import violations
from tests.shares import SOAK
from tests.sites import site
from tools.serving import serving

CHOICES = (
    "/choices/which-laptop/",
    "/choices/where-to-keep-files/",
    "/choices/where-to-compute/",
)
_MOST = 10_000
_SHOWN = 1_000 if SOAK else 100
_DATA = re.compile(r'<script type="application/json" id="choice-data">(.*?)</script>')
# Each address is gone to as by hand, and what the page then shows is read from it.
_SHOW = """(hashes) => hashes.map((hash) => {
  history.replaceState(null, '', '#' + hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
  const names = (name) => [...document.querySelectorAll(`[data-${name}]`)]
    .map((element) => element.dataset[name]);
  return {ways: names('way'), out: names('out'), open: names('open')};
})"""
_REMAINING = """([options, all, one_of]) => all.map((given) => ({
  left: options.filter((option) => !choosing.lacking(option, given).length).map(({id}) => id),
  open: choosing.relaxations(options, given),
})).map((each, at) => at % one_of && (each.left.length || each.open.length) ? null : each)"""
_RANKED = """([options, all, levels]) => all.map((weights) => ({
  order: choosing.ranked(options, weights).map(({option, low, high}) => [option.id, low, high]),
  turns: choosing.turns(options, weights, levels)
    .map((turn) => [turn.criterion, turn.level, turn.first.map(({id}) => id).sort()]),
}))"""

Given = list[frozenset[int]]


def data_of(outputs: dict[str, Path], path: str) -> Any:
    page = (outputs["example"] / f"site{path}index.html").read_text("utf-8")
    match = _DATA.search(page)
    assert match
    return json.loads(match[1])


def matrix_of(data: Any) -> Matrix:
    """What is to be decided, as the page's data say it."""
    return Matrix(
        tuple(
            Question(each["id"], tuple(one["id"] for one in each["answers"]), each["many"])
            for each in data["questions"]
        ),
        tuple(Scale(each["id"], Fraction(0), Fraction(SCALE)) for each in data["criteria"]),
        tuple(
            Option(
                each["id"],
                tuple(map(tuple, each["fits"])),
                tuple(Span(Fraction(low), Fraction(high)) for low, high in each["scores"]),
            )
            for each in data["options"]
        ),
    )


def samples(made: Matrix) -> Iterator[Given]:
    """All ways to answer everything, or many of them by chance."""
    ways = [[frozenset([at]) for at, _ in enumerate(each.answers)] for each in made.questions]
    total = 1
    for way in ways:
        total *= len(way)
    if total <= _MOST and not any(each.many for each in made.questions):
        return (list(each) for each in product(*ways))
    chance = random.Random(6)  # noqa: S311 - the same sample every time
    return (any_answers(made, chance) for _ in range(_MOST))


def weights_of(made: Matrix) -> list[list[int]]:
    every = product(range(LEVELS), repeat=len(made.scales))
    return [
        list(each)
        for each in islice(
            every, 0, None, max(1, LEVELS ** len(made.scales) // (500 if SOAK else 50))
        )
    ]


def address(made: Matrix, given: Given, weights: list[int]) -> str:
    parts = [
        f"{question.id}={','.join(question.answers[at] for at in sorted(answers))}"
        for question, answers in zip(made.questions, given, strict=True)
        if answers
    ]
    parts += [f"w.{s.id}={w}" for s, w in zip(made.scales, weights, strict=True) if w]
    return "&".join(parts)


@pytest.mark.parametrize("path", CHOICES)
def test_no_combination_of_answers_ends_without_a_way_on(
    outputs: dict[str, Path], served: dict[str, str], visit: Visitor, path: str
) -> None:
    """All are tried in the browser; of one in twenty what it finds is what Python finds."""
    page = visit(served["example"] + path).page
    data = data_of(outputs, path)
    made = matrix_of(data)
    all_given = [*samples(made)]
    plain = [[sorted(answers) for answers in given] for given in all_given]
    found = page.evaluate(_REMAINING, [data["options"], plain, 1 if SOAK else 20])
    assert len(found) == len(all_given)
    for given, each in zip(all_given, found, strict=True):
        if each is None:
            continue
        assert each["left"] == [option.id for option in remaining(made, given)]
        assert each["open"] == [sorted(one) for one in relaxations(made, given)]
        assert each["left"] or each["open"]


@pytest.mark.parametrize("path", CHOICES)
def test_the_page_shows_the_ranking_that_python_finds(
    outputs: dict[str, Path], served: dict[str, str], visit: Visitor, path: str
) -> None:
    page = visit(served["example"] + path).page
    made = matrix_of(data_of(outputs, path))
    chance = random.Random(7)  # noqa: S311 - the same sample every time
    drawn = [
        (some_answers(made, chance), [chance.randrange(LEVELS) for _ in made.scales])
        for _ in range(_SHOWN)
    ]
    found = page.evaluate(_SHOW, [address(made, given, weights) for given, weights in drawn])
    for (given, weights), shown in zip(drawn, found, strict=True):
        left = remaining(made, given)
        if not left:
            assert shown["open"]
            continue
        order = [each.option.id for each in ranked(made, left, weights)]
        assert shown["ways"] == (order if any(weights) else [option.id for option in left])
        gone = {option.id for option in made.options if lacking(option, given)}
        assert set(shown["out"]) == gone


def some_answers(made: Matrix, chance: random.Random) -> Given:
    return [each if chance.random() < 0.4 else frozenset() for each in any_answers(made, chance)]


@pytest.mark.parametrize("path", CHOICES)
def test_the_script_ranks_and_turns_as_python_does(
    outputs: dict[str, Path], served: dict[str, str], visit: Visitor, path: str
) -> None:
    page = visit(served["example"] + path).page
    data = data_of(outputs, path)
    made = matrix_of(data)
    every = weights_of(made)
    found = page.evaluate(_RANKED, [data["options"], every, LEVELS])
    for weights, each in zip(every, found, strict=True):
        order = [[r.option.id, r.low, r.high] for r in ranked(made, made.options, weights)]
        assert each["order"] == order
        expected = [
            [t.criterion, t.level, sorted(t.first)] for t in turns(made, made.options, weights)
        ]
        assert each["turns"] == expected


def in_use(outputs: dict[str, Path], path: str, *, dead: bool = False) -> str:
    """An address with answers that leave something, or nothing."""
    made = matrix_of(data_of(outputs, path))
    found = (given for given in samples(made) if bool(remaining(made, given)) != dead)
    return address(made, next(found), [at % LEVELS for at in range(1, len(made.scales) + 1)])


@pytest.mark.parametrize(
    "path,dead,look",
    [
        (CHOICES[0], False, ("light", 1280)),
        (CHOICES[0], False, ("dark", 360)),
        (CHOICES[0], True, ("light", 360)),
        (CHOICES[0], True, ("dark", 1280)),
        (CHOICES[1], False, ("dark", 1280)),
        (CHOICES[2], True, ("light", 360)),
    ],
)
def test_axe_finds_nothing_on_a_choice_in_use(
    outputs: dict[str, Path],
    served: dict[str, str],
    visit: Visitor,
    path: str,
    dead: bool,  # noqa: FBT001
    look: tuple[str, int],
) -> None:
    address = f"{served['example']}{path}#{in_use(outputs, path, dead=dead)}"
    page = visit(address, scheme=look[0], width=look[1]).page
    assert page.locator("#choice-left [data-open]").count() > 0 if dead else True
    assert violations(page) == []


def test_answers_are_given_by_keyboard_and_kept_in_the_address(
    served: dict[str, str], visit: Visitor
) -> None:
    page = visit(served["example"] + CHOICES[0]).page
    before = page.locator("#choice-count").inner_text()
    page.locator("[data-question] input").last.focus()
    page.keyboard.press("ArrowUp")
    assert "=" in page.url.partition("#")[2]
    assert page.locator("#choice-count").inner_text() != before
    shown = page.locator("#choice-left").inner_text()
    page.reload()
    assert page.locator("#choice-left").inner_text() == shown


ODD = """
-- content/choices/odd.md --
---
question: Odd names?
alternatives:
  - {title: "</script><b>'A\\"", fit: {reset.ja: yes, elements.möglich: no}, facts: {submit: 1}}
  - {title: "<!--🙂", fit: {reset.ja: no, elements.möglich: yes}, facts: {submit: 2}}
musts:
  - {id: reset, choices: [ja, nein]}
  - {id: elements, choices: [Möglich, toString]}
  - {id: __proto__, select: many, choices: [constructor, x]}
criteria: [{id: submit, worst: 0, best: 3}]
---
# Choice data

# Choice form
"""


def test_names_may_be_any_words_and_a_link_within_the_page_keeps_the_answers(
    tmp_path: Path, visit: Visitor
) -> None:
    """In a form, a field called `reset` would hide what the form does by that name."""
    made = site(tmp_path, ODD).built()
    with serving(made.output / "site") as address:
        page = visit(f"{address}/choices/odd/#no=1&reset=no&w.submit=9&reset=ja").page
        assert page.locator("#choice-left [data-way]").count() == 2
        page.get_by_label("Möglich").check()
        page.get_by_label("very much").check()
        told = page.url.partition("#")[2]
        assert told == "elements=m%C3%B6glich&w.submit=3"
        assert page.locator("#choice-left .way-title").all_inner_texts() == ["<!--🙂"]
        page.evaluate("location.hash = '#part-compare'")
        page.wait_for_url(f"**/#{told}")
        page.reload()
        assert page.locator("#choice-left .way-title").all_inner_texts() == ["<!--🙂"]
        page.locator("[data-do=clear]").click()
        assert "#" not in page.url
        assert page.locator("#choice-left [data-way]").count() == 2


def test_where_nothing_is_left_a_button_leaves_a_question_open(
    outputs: dict[str, Path], served: dict[str, str], visit: Visitor
) -> None:
    page = visit(f"{served['example']}{CHOICES[0]}#{in_use(outputs, CHOICES[0], dead=True)}").page
    page.locator("[data-open]").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#choice-left [data-way] a").count() > 0
    assert page.evaluate("document.activeElement.id") == "choice-result-title"


def test_one_question_at_a_time_leads_to_what_matters(
    served: dict[str, str], visit: Visitor
) -> None:
    """Which question of how many is part of what the group is called, and so is read out."""
    page = visit(served["example"] + CHOICES[1]).page
    questions = page.locator("[data-question]")
    page.locator("[data-do=steps]").click()
    for seen in range(1, questions.count() + 1):
        assert page.locator("[data-question]:visible").count() == 1
        group = page.get_by_role("group", name=f"Question {seen} of {questions.count()} ")
        assert group.locator("input:focus:is(:checked, [type=checkbox])").count() == 1
        onward = page.locator("[data-do=next]").inner_text()
        page.locator("[data-do=next]").click()
    assert onward == "What matters to you"
    assert page.evaluate("document.activeElement.id") == "choice-weights"
    page.locator("[data-do=steps]").click()
    assert page.locator("[data-question]:visible").count() == questions.count()


def test_of_many_the_first_five_are_shown_and_what_was_opened_stays_open(
    served: dict[str, str], visit: Visitor
) -> None:
    """The panel does not grow beyond the screen, and says of each winner once when it wins."""
    chosen = "size=gb500&sensitive=personal&access=browser&w.life_cycle_cost=3&w.turnaround=2"
    page = visit(f"{served['example']}{CHOICES[1]}#{chosen}&w.answer=1", height=900).page
    assert page.locator("#choice-left [data-way]:visible").count() == 5
    assert (
        page.locator(".result").evaluate("(panel) => panel.scrollHeight - panel.clientHeight") <= 0
    )
    page.get_by_text("and 2 more").click()
    page.get_by_text("How firm this order is").click()
    turns = page.locator(".stable p").all_inner_texts()[:-1]
    winners = [turn.partition(", if")[0] for turn in turns]
    assert len(set(winners)) == len(winners) < sum(turn.count("“") for turn in turns)
    page.get_by_text("What does not fit, and why (5)").click()
    assert "because you answered: Amount: Up to 500 GB" in page.locator("#choice-out").inner_text()
    page.locator('[name="w.own_work"][value="1"]').check()
    assert page.locator("#choice-left [data-way]:visible").count() == 7


def test_a_reader_is_told_where_the_browser_does_not_copy(
    served: dict[str, str], visit: Visitor
) -> None:
    page = visit(served["example"] + CHOICES[0]).page
    page.evaluate("() => { navigator.clipboard.writeText = async () => { throw 0; }; }")
    page.locator("[data-do=copy]").click()
    page.get_by_text("Your browser did not allow it.").wait_for(timeout=2000)


def test_the_brief_is_one_page_on_which_each_line_cites_an_answer(
    outputs: dict[str, Path], served: dict[str, str], visit: Visitor
) -> None:
    path = CHOICES[0]
    page = visit(f"{served['example']}{path}#{in_use(outputs, path)}").page
    page.emulate_media(media="print")
    assert page.locator("#choice-sheet").is_visible()
    assert not page.locator(".deciding").is_visible()
    needs = page.locator("#choice-sheet ul").first.locator("li").all_inner_texts()
    labels = [question["label"] for question in data_of(outputs, path)["questions"]]
    assert len(needs) == len(labels)
    assert all(need.startswith(label) for need, label in zip(needs, labels, strict=True))
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
    assert page.locator("[data-do=mail]").get_attribute("href", timeout=1000)


@pytest.mark.parametrize("path", CHOICES)
def test_without_a_script_a_choice_is_a_table_and_sentences(
    served: dict[str, str], visit: Visitor, path: str
) -> None:
    page: Page = visit(served["example"] + path, java_script_enabled=False).page
    assert not page.locator("#choice-form").is_visible()
    assert page.locator(".compare-ways tbody tr").count() > 5
    assert page.locator(".winners dt").count() >= 3


def test_the_scripts_of_a_page_are_small(outputs: dict[str, Path]) -> None:
    """20 KB compressed for all scripts of a page together, but for the search's own."""
    site = outputs["example"] / "site"
    for file in site.rglob("*.html"):
        names = re.findall(r'<script defer src="/([^"?]*)', file.read_text("utf-8"))
        sizes = [len(gzip.compress((site / name).read_bytes(), 9)) for name in names]
        assert sum(sizes) <= 20 * 1024, file
