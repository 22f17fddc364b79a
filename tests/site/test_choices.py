"""A choice is read from wherever its facts stand, and what keeps it from helping is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sites import Workspace, site

CODES = (
    *("choice-bare", "choice-scale", "choice-dead-end", "choice-contradiction"),
    *("choice-powerless", "choice-twins", "choice-dominated", "choice-unknown"),
    "choice-retired",
    *("fact-stale", "fact-unreadable"),
)

MUSTS = """
musts:
  - id: people
    question: Does it concern people?
    choices: [{id: none, label: "No"}, {id: patients, label: Patients}]
  - id: place
    question: Where do you need it?
    choices: [here, abroad]
criteria:
  - {id: days, label: Time, better: lower, unit: days, worst: 10, best: 0}
  - {id: life_cycle_cost, label: Cost, better: lower, worst: 1000, best: 0}
"""
"""Two questions and two criteria."""

GOOD = """
alternatives:
  - id: a
    title: A
    facts: {days: 1}
    price: {type: fixed, amount: 500, period: year}
    fit: {people.none: yes, people.patients: yes, place.here: yes, place.abroad: no}
  - id: b
    title: B
    facts: {days: {value: 5, unit: days, source: a count, as_of: 2026-11-01}}
    price: {type: fixed, amount: 100, period: year}
    fit: {people.none: yes, people.patients: ask, place.here: yes, place.abroad: yes}
"""
"""Two alternatives without a fault."""


def test_which_way_is_better_is_said_by_the_scale(tmp_path: Path) -> None:
    front = GOOD + MUSTS.replace("better: lower, ", "")
    assert findings(site(tmp_path, entry(front)).built()) == []


def test_facts_do_not_grow_old_before_a_month(tmp_path: Path) -> None:
    made = site(tmp_path, entry(f"facts_months: -1{GOOD}{MUSTS}"))
    made.build()
    (found,) = made.errors()
    assert found.startswith("content/choices/c.md:3:1: 'facts_months': input should be greater")


TWIN = GOOD[GOOD.index("  - id: a") : GOOD.index("  - id: b")].replace("id: a", "id: c")


def entry(front: str, name: str = "c") -> str:
    return f"-- content/choices/{name}.md --\n---\nquestion: Which one?\n{front.strip()}\n---\n"


def findings(made: Workspace, name: str = "c") -> list[str]:
    """What is told of a choice, as if its file were called c.md."""
    start = f"content/choices/{name}.md"
    found = (each for code in CODES for each in made.found(code))
    return [each.replace(start, "c.md") for each in found if each.startswith(start)]


def test_a_choice_without_a_fault_has_no_finding(tmp_path: Path) -> None:
    assert findings(site(tmp_path, entry(GOOD + MUSTS)).built()) == []


PLANTED = (
    (
        "nothing to choose between",
        ("alternatives:\n  - A\n" + MUSTS),
        ["c.md:1:1: there is nothing to choose between"],
    ),
    (
        "no scale",
        GOOD + MUSTS.replace(", worst: 10, best: 0", ""),
        ["c.md:23:5: 'days' has no scale"],
    ),
    (
        "a scale upside down",
        GOOD + MUSTS.replace("better: lower, unit", "better: higher, unit"),
        ["c.md:23:5: 'days' says that higher is better, and its scale"],
    ),
    (
        "a fact worse than the scale",
        GOOD.replace("{days: 1}", "{days: 40}").replace("500", "10") + MUSTS,
        ["c.md:6:13: days of 'A' is worse than the worst of its scale"],
    ),
    (
        "an old fact",
        GOOD.replace("2026-11-01", "2025-11-01") + MUSTS,
        ["c.md:11:13: days of 'B' is as of 2025-11-01"],
    ),
    (
        "another unit",
        GOOD.replace("unit: days,", "unit: hours,") + MUSTS,
        [
            "c.md:11:13: days of 'B': it is in hours, and the choice compares days",
        ],
    ),
    (
        "no figure",
        GOOD.replace("{days: 1}", "{days: soon}") + MUSTS,
        ["c.md:6:13: days of 'A': 'soon' is no figure"],
    ),
    (
        "unknown cells",
        GOOD.replace("people.patients: ask, ", "") + MUSTS,
        ["c.md:9:5: not known of 'B': people.patients"],
    ),
    (
        "an answer that leaves nothing",
        GOOD.replace("abroad: yes", "abroad: no")
        .replace("500", "100")
        .replace("days: 1", "days: 9")
        + MUSTS,
        [
            "2 of 4 ways to answer everything leave nothing (50.0%; all were counted)",
            "c.md:21:21: no alternative does for 'place.abroad'",
        ],
    ),
    (
        "two answers that contradict each other",
        GOOD.replace("patients: ask", "patients: no") + MUSTS,
        [
            "1 of 4 ways to answer everything leave nothing (25.0%; all were counted)",
            "no alternative does for both 'people.patients' and 'place.abroad'",
        ],
    ),
    (
        "a question without power",
        GOOD.replace("patients: ask", "patients: yes") + MUSTS,
        ["c.md:16:5: 'people' rules nothing out, whatever is answered"],
    ),
    (
        "two answers that do the same",
        GOOD.replace(
            "people.none: yes, people.patients: ask", "people.none: no, people.patients: no"
        )
        + MUSTS,
        [
            "2 of 4 ways to answer everything leave nothing (50.0%; all were counted)",
            "'people.none' and 'place.abroad'",
            "'people.patients' and 'place.abroad'",
            "it makes no difference which of these is given: 'people.none' and 'people.patients'",
        ],
    ),
    (
        "twins",
        GOOD + TWIN + MUSTS,
        ["c.md:14:5: nothing that is asked tells 'A' and 'A' apart"],
    ),
    (
        "one that is beaten in everything",
        GOOD.replace("amount: 500", "amount: 900")
        .replace("days: 1", "days: 6")
        .replace("patients: ask", "patients: yes")
        .replace(
            "people.none: yes, people.patients: yes, place.here",
            "people.none: yes, people.patients: no, place.here",
            1,
        )
        + MUSTS,
        ["c.md:4:5: 'B' is at least as good as 'A' in all that is asked"],
    ),
)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One site with a choice for each fault, called by its number."""
    choices = (entry(front, f"c{number}") for number, (_, front, _) in enumerate(PLANTED))
    return site(tmp_path_factory.mktemp("planted"), "".join(choices)).built()


@pytest.mark.parametrize("number", range(len(PLANTED)), ids=[case[0] for case in PLANTED])
def test_a_planted_fault_is_named_and_no_other(planted: Workspace, number: int) -> None:
    expected = PLANTED[number][2]
    found = findings(planted, f"c{number}")
    assert len(found) == len(expected), "\n".join(found)
    for words in expected:
        assert any(words in each for each in found), "\n".join(found)


SERVICES = """
-- content/services/store.md --
---
title: Store
owner: teams/data
offerings:
  - id: basic
    title: Chevrolet
    price: {type: fixed, amount: 10, period: month}
    one_time: 30
    exit_cost: 50
    facts: {days: {value: 3-5, unit: days, source: tickets, as_of: 2026-11-01}}
    fit: {people.none: yes, people.patients: no, place.here: yes, place.abroad: yes}
  - {id: large, title: Cadillac, price: {type: per_unit, amount: 0.5, unit: TB, period: year}}
---
-- content/services/hidden.md --
---
title: Hidden
draft: true
---
-- content/teams/data.md --
---
title: Data people
---
-- content/choices/c/facts.csv --
alternative;days;people.none;people.patients;place.here;place.abroad;source;as_of
services/store#large;1;yes;ask;yes;unknown;a count;2026-11-02
usb;0;yes;maybe;yes;yes;;
"""
CHOICE = """
alternatives:
  - services/store#basic
  - services/store#large
  - services/hidden
  - {id: usb, title: A stick in a drawer, provider: nobody, url: "https://sticks.example/"}
horizon_years: 5
quantities: {TB: 20}
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A choice with facts from a service, from a table and from itself."""
    made = site(tmp_path_factory.mktemp("told"), entry(CHOICE + MUSTS, "c/index") + SERVICES)
    made.build()
    return made


def cells(made: Workspace, row: str) -> dict[str, str]:
    """The cells of a row of the comparison, by alternative."""
    page = made.page("/choices/c/")
    found = re.findall(rf'data-cell="([^"/]*)/{re.escape(row)}">.*?<div>(.*?)</div>', page)
    return {name: re.sub("<[^>]*>", "", html) for name, html in found}


def test_facts_come_from_the_offering_and_from_the_table(told: Workspace) -> None:
    assert cells(told, "days") == {
        "store-basic": "3 to 5 days",
        "store-large": "1 day",
        "usb": "0 days",
    }
    assert cells(told, "people.patients")["store-large"] == "ask first"


def test_the_cost_is_worked_out_over_the_years(told: Workspace) -> None:
    """Twelve months of 10 for five years, 30 once and 50 to leave; half of 20 a year."""
    found = cells(told, "life_cycle_cost")
    assert [found["store-basic"], found["store-large"]] == ["€680", "€50"]
    assert found["usb"] == "not known"


def test_what_is_not_published_is_no_alternative(told: Workspace) -> None:
    assert "Hidden" not in told.page("/choices/c/")
    assert told.found("link-draft")


def test_a_cell_that_is_no_word_is_named_with_its_row(told: Workspace) -> None:
    (found,) = told.found("fact-unreadable")
    assert found.startswith(
        "content/choices/c/facts.csv:3:1: people.patients of 'A stick in a drawer': 'maybe' is none"
    )


def test_questions_in_the_same_words_have_their_rows_once(tmp_path: Path) -> None:
    same = MUSTS.replace("Where do you need it?", "Does it concern people?")
    page = site(tmp_path, entry(GOOD + same)).built().page("/choices/c/")
    assert page.count('data-cell="a/place.abroad"') == 1


def test_in_a_portable_build_no_address_is_left_that_only_a_server_knows(tmp_path: Path) -> None:
    made = site(tmp_path, entry(CHOICE + MUSTS) + SERVICES).built(portable=True)
    assert '"/services/' not in made.page("/choices/c/index.html")


def test_a_table_names_what_it_cannot_place(tmp_path: Path) -> None:
    made = site(tmp_path, entry(GOOD.replace("facts: {days: 1}", "summary: One") + MUSTS))
    table = "alternative,days\nA,1\n,3\na,2\nA,7\n"
    made.write_bytes("content/choices/facts.csv", table.encode("utf-16"))
    unplaced, twice = (each.partition("facts.csv:")[2] for each in made.built().found(CODES[-1]))
    assert unplaced.startswith("3:1: days: the row does not say of what (write the path")
    assert twice.startswith("5:1: days of 'A' stands in line 2 already, and that one counts")
    assert re.search(r'data-cell="a/days">.*?<div>.*?2 days', made.page("/choices/c/"))


def test_what_no_choice_knows_in_a_table_that_several_read_is_named(tmp_path: Path) -> None:
    """Each of two choices knows half of it; the service that one leads to has ended."""
    made = site(
        tmp_path,
        entry(GOOD + MUSTS)
        + entry("alternatives: [{id: z, of: services/old}, Y]\ncriteria: [{id: size}]", "d")
        + "-- content/services/old.md --\n---\ntitle: Old\nlifecycle: retired\n---\n",
    )
    table = "alternative,days,size,dayz\na,2,,\nservices/old,,3,\nservices/odl,,4,5\n"
    made.write_bytes("content/choices/facts.csv", table.encode())
    column, row = made.built().found("fact-unreadable")
    known = "of a choice that is published and reads this table (did you mean"
    assert row.endswith(f"facts.csv:4:1: 'services/odl' is no alternative {known} 'services/old'?)")
    assert column.endswith(f"facts.csv:1:1: 'dayz' is no fact {known} 'days'?)")
    (retired,) = made.found("choice-retired")
    assert retired.startswith("content/choices/d.md:3:16: 'Old' is retired, and readers are still")


def test_what_it_costs_to_leave_is_known_without_a_price(tmp_path: Path) -> None:
    criteria = "criteria: [{id: exit_cost, better: lower, worst: 9, best: 0}]"
    made = site(tmp_path, entry(f"alternatives: [{{title: A, exit_cost: 7}}, B]\n{criteria}"))
    page = made.built().page("/choices/c/")
    assert re.findall(r'class="cell[^"]*">(.*?)</span>', page) == ["€7", "not known"]


def test_a_changed_cell_makes_the_page_anew(told: Workspace) -> None:
    path = "content/choices/c/facts.csv"
    table = (told.root / path).read_text("utf-8")
    told.write_bytes(path, table.replace("usb;0", "usb;7").encode())
    told.build()
    assert cells(told, "days")["usb"] == "7 days"
    told.write_bytes(path, table.encode())
    told.build()


def test_a_worth_of_less_than_a_cent_is_said(tmp_path: Path) -> None:
    """One euro more buys 800,000 MB more."""
    made = site(
        tmp_path,
        entry("""
alternatives:
  - {title: A, facts: {store: 900000}, price: {amount: 101, period: year}}
  - {title: B, facts: {store: 100000}, price: {amount: 100, period: year}}
criteria:
  - {id: store, unit: MB, worst: 0, best: 1000000}
  - {id: life_cycle_cost, better: lower, worst: 1000, best: 0}
"""),
    ).built()
    assert re.findall("<dt>((?:Less|More) than .*?)</dt>", made.page("/choices/c/")) == [
        "Less than €0.0000012",
        "More than €0.0000012",
    ]


def test_the_page_says_where_facts_come_from(told: Workspace) -> None:
    assert "tickets, " in told.page("/choices/c/")
    assert "2 November 2026" in told.page("/choices/c/")
