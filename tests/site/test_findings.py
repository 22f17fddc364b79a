"""The findings of an entry depend on nothing but what its rules asked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from evangelist.build.ground import Ground
from evangelist.build.options import Options
from evangelist.build.pipeline import read_site
from evangelist.build.store import Store
from evangelist.model.card import Card
from evangelist.model.dates import days_after
from evangelist.model.values import Party, Reference, references
from evangelist.problems import Problem
from evangelist.site.addresses import addresses
from evangelist.site.checks import SITE_RULES, check, check_entry, check_site
from evangelist.site.checks.advice import boasts_in
from evangelist.site.index import Site
from evangelist.site.lens import Lens
from evangelist.site.nearest import suggestion
from evangelist.site.questions import Question, version
from tests.sites import NOW, site

FILES = """
-- content/services/vpn.md --
---
title: VPN
owner: network
category: net
offerings: [{id: basic, title: Basic}]
lifecycle: live
outcome: The best access.
get_started: {label: Go, url: /about/}
support_contact: /help/
---
A cutting-edge text with [a link](../about.md#part), [another](../gone.md) and ![p](p.png).
-- content/services/mail.md --
---
title: Mail
owner: teams/network
depends_on: [services/vpn#basic, services/chat]
replaced_by: services/draft
image: p.png
links: [{label: New, url: /services/draft/}]
---
Text
-- content/services/draft.md --
---
title: Not yet
draft: true
---
-- content/services/p.png --
no picture
-- content/teams/network.md --
---
title: Network
---
-- content/case-studies/one.md --
---
title: It worked
services: services/vpn
date: 2025-12-01
results: [{metric: Hours, before: 3, after: 1}]
consent: {by: Somebody, expires: 2026-11-30}
---
-- content/ideas/one.md --
---
title: Dark mode
received_on: 2026-11-01
status: open
---
-- content/news/2026-11-20-new.md --
---
title: New
review_by: 2026-12-01
---
Something [old](../services/vpn.md#basic) is new.
-- content/newsletters/2026-11.md --
---
title: Issue
date: 2026-11-20
variants: [staff]
corrects: newsletters/2026-10
asks: {text: Tell us, url: /about/}
---
> [!FOR stuff]
> Hello
-- content/newsletters/2026-10.md --
---
title: Before
date: 2026-10-20
---
-- content/about.md --
---
title: About us
redirect_from: [/old/]
---
## Part

A text about [mail](services/mail.md) and [others](https://example.org/services/draft/).
"""
SETTINGS = """\
title: Test site
url: https://example.org/
audiences: [staff]
categories: [{id: net}]
navigation: [services, about, services/draft, /help/]
newsletter: {every: month}
"""
EDITS = [
    ("content/about.md", "## Part", "## Section"),
    ("content/about.md", "title: About us", "title: About us\ndraft: true"),
    ("content/about.md", "title: About us", "# a note\ntitle: About us"),
    ("content/about.md", "/old/", "/help/"),
    ("content/services/vpn.md", "id: basic", "id: small"),
    ("content/services/vpn.md", "title: VPN", "title: VPN\nslug: chat"),
    ("content/services/vpn.md", "title: VPN", "title: [VPN"),
    ("content/services/vpn.md", "title: VPN", "title: VPN\nexpires_on: 2026-11-01"),
    ("content/services/vpn.md", "[another](../gone.md)", "[another](../aboot.md)"),
    ("content/services/draft.md", "draft: true", "draft: false"),
    ("content/services/vpn.md", "(p.png)", "(q.png)"),
    ("content/teams/network.md", "title: Network", "title: Cables"),
    ("content/teams/network.md", "title: Network", "title: Network\ndraft: true"),
    ("content/case-studies/one.md", "services: services/vpn", "services: services/mail"),
    ("content/ideas/one.md", "status: open", "status: declined"),
    ("content/newsletters/2026-10.md", "title: Before", "title: Before\ndraft: true"),
    ("content/newsletters/2026-11.md", "date: 2026-11-20", "draft: true"),
    ("content/news/2026-11-20-new.md", "#basic", "#small"),
    ("site.yaml", "audiences: [staff]", "audiences: [staff, stuff]"),
    ("site.yaml", "[{id: net}]", "[{id: network}]"),
    ("site.yaml", "every: month", "every: week"),
    ("site.yaml", "about, ", "aboot, "),
    ("site.yaml", "https://example.org/", "https://example.edu/"),
]

Trace = dict[Question, str]
Findings = dict[str, tuple[list[Problem], Trace]]


def made(root: Path, **options: Any) -> Site:
    asked: dict[str, Any] = {"root": root, "output": root / "output", "now": NOW, "jobs": 1}
    wanted = Options(**asked | options)
    return read_site(wanted, Store.in_memory(), Ground.of(wanted)).site


def trace(lens: Lens, whole: Site) -> Trace:
    return {each: version(whole, each, given) for each, given in lens.asked.items()}


def findings(whole: Site) -> Findings:
    found: Findings = {}
    for path in whole.cards:
        lens = Lens(whole)
        found[path] = (check_entry(lens, path), trace(lens, whole))
    lens = Lens(whole)
    return found | {"": (check_site(lens), trace(lens, whole))}


def unseen(before: Findings, after: Findings) -> list[str]:
    """The entries that have other problems though what they asked has the same answers."""
    return [
        path
        for path in before.keys() & after.keys()
        if before[path][1] == after[path][1] and before[path][0] != after[path][0]
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site(tmp_path, f"-- site.yaml --\n{SETTINGS}{FILES}")
    return tmp_path


@pytest.mark.parametrize("path, old, new", EDITS)
def test_equal_answers_mean_equal_problems(root: Path, path: str, old: str, new: str) -> None:
    before = findings(made(root))
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")
    after = findings(made(root))
    assert unseen(before, after) == []
    assert before != after


@pytest.mark.parametrize("options", [{"drafts": True}, {"base_url": "https://example.edu/x/"}])
def test_other_options_are_seen(root: Path, options: dict[str, Any]) -> None:
    assert unseen(findings(made(root)), findings(made(root, **options))) == []


def test_a_day_changes_only_what_waits_for_it(root: Path) -> None:
    whole = made(root)
    before = findings(whole)
    changed = set()
    for days in (1, 8, 9, 10, 400):
        after = findings(made(root, as_of=days_after(whole.today, days)))
        assert unseen(before, after) == []
        changed |= {path for path in before if before[path][1] != after[path][1]}
    assert changed == {"", "news/2026-11-20-new", "case-studies/one", "ideas/one"}


def test_the_problems_of_a_site_are_those_of_its_entries_and_of_the_whole(root: Path) -> None:
    whole = made(root)
    assert check(whole) == [problem for found, _ in findings(whole).values() for problem in found]
    assert {problem.code for problem in check(whole)} >= {
        *("ask-bare", "audience-unknown", "boast", "image-broken", "link-dead", "link-draft"),
        *("name-like-entry", "placeholder", "reference-missing"),
    }


def test_a_page_asks_for_itself_and_for_where_its_links_lead(root: Path) -> None:
    asked = sorted(findings(made(root))["about"][1], key=repr)
    assert [question for question in asked if question[0] != "target"] == [
        ("card", "about"),
        ("concealed", "about"),
        ("leads", "services/mail"),
        ("places", "about"),
    ]
    assert [question[1].href for question in asked if question[0] == "target"] == [
        "https://example.org/services/draft/",
    ]


def test_the_whole_asks_for_no_entry(root: Path) -> None:
    """But for choices, of which there are few: what a shared table says is about all of them."""
    lens = Lens(made(root))
    for rule in SITE_RULES:
        list(rule(lens))
    kinds = {kind for kind, *rest in lens.asked if (kind, *rest[:1]) != ("cards", "choice")}
    assert kinds <= {"address", "exists", "languages", "passed", "setting", "standing", "tally"}


LETTERS = {
    letter: [sign for sign in map(chr, range(0x2200)) if re.fullmatch(letter, sign, re.IGNORECASE)]
    for letter in "abcdefghijklmnopqrstuvwxyz"
}
BOASTS = [
    *("best", "world-class", "World class", "cutting-edge", "state of the art", "leading"),
    *("state-of-the-art", "unrivalled", "unparalleled", "seamless", "seamlessly", "revolutionary"),
    *("game-changer", "game changing", "best-in-class", "unmatched", "second to none"),
]


@pytest.mark.parametrize("boast", BOASTS)
@given(data=st.data())
def test_a_boast_is_found_however_its_letters_are_written(boast: str, data: Any) -> None:
    """Turkish and old letters too: whatever a search without regard to case would find."""
    written = "".join(
        data.draw(st.sampled_from(LETTERS[sign])) if sign in LETTERS else sign
        for sign in boast.lower()
    )
    assert "".join(boasts_in(f"It is {written}, they say.")).startswith(written[:4])
    assert not list(boasts_in(f"It is {written}: 3 of 4 say so."))


@given(st.text("abc/", max_size=9), st.lists(st.text("abc/", max_size=9), max_size=9))
def test_the_nearest_name_is_the_one_that_difflib_finds(written: str, names: list[str]) -> None:
    close = difflib.get_close_matches(written, names, n=1, cutoff=0.6)
    if close and close[0]:
        assert suggestion(written, names) == f"did you mean '{close[0]}'?"


def every_address(value: object) -> Iterator[str]:
    """By looking into every field, which is slower than to know which may have one."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "url" and inner:
                yield inner
            if name in {"contact", "support_contact"} and str(inner).startswith(("/", "http")):
                yield str(inner)
            yield from every_address(inner)
    elif isinstance(value, tuple):
        for item in value:
            yield from every_address(item)


def every_reference(value: object) -> Iterator[str]:
    if isinstance(value, Reference | Party):
        yield from [value.path] if value.path else []
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from every_reference(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from every_reference(item)


def test_no_field_with_an_address_or_a_reference_is_passed_over(root: Path) -> None:
    example = made(Path(__file__).parents[2], drafts=True).cards.values()
    cards: list[Card] = [*made(root, drafts=True).cards.values(), *example]
    assert sum(len(list(references(card.front))) for card in cards) > 20
    for card in cards:
        assert [url for _, url in addresses(card.front)] == list(every_address(card.front))
        assert [path for _, path, _ in references(card.front)] == list(every_reference(card.front))
