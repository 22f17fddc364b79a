"""The schemas say what we say: what is right passes, a typo does not, and neither refuses alone."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from evangelist.content.front_matter import read_front_matter
from evangelist.content.validate import validate
from evangelist.content.verdicts import Terms
from evangelist.content.written import Written
from evangelist.content.yaml import read_yaml
from evangelist.model.kinds import FOLDERS, KINDS, kind_of
from evangelist.model.schema import NAMES, schema
from evangelist.model.settings import Settings
from evangelist.model.values import natural

ROOT = Path(__file__).parent.parent.parent
_FILE = re.compile(r"^\*\*`content/([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def refusals(name: str, value: Any) -> list[str]:
    return [str(error.message) for error in validator(name).iter_errors(value)]


def heads() -> Iterator[tuple[str, dict[str, Any]]]:
    """The path and front matter of every text of the example and of the guide."""
    for file in sorted((ROOT / "content").rglob("*.md")):
        path = file.relative_to(ROOT / "content").as_posix()
        yield path, read_front_matter(file.read_text("utf-8")).values
    for path, text in _FILE.findall((ROOT / "docs/writing.md").read_text("utf-8")):
        yield path, read_front_matter(text).values


HEADS = list(heads())


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert json.loads(json.dumps(schema(name))) == schema(name)


def test_there_is_a_schema_of_everything() -> None:
    assert {"site", *(kind.name for kind in KINDS)} == set(NAMES)


@pytest.mark.parametrize(
    "path, values", HEADS, ids=[f"{at} {path}" for at, (path, _) in enumerate(HEADS)]
)
@pytest.mark.parametrize("typed", [True, False], ids=["as an editor reads", "as written"])
def test_front_matter_that_is_right_passes(
    path: str, values: dict[str, Any], *, typed: bool
) -> None:
    assert refusals(kind_of(path).name, natural(values) if typed else values) == []


@pytest.mark.parametrize("typed", [True, False])
def test_the_settings_of_the_example_pass(*, typed: bool) -> None:
    values = read_yaml((ROOT / "site.yaml").read_text("utf-8")).value
    assert refusals("site", natural(values) if typed else values) == []


@pytest.mark.parametrize(
    "name, line",
    [
        ("service", "tilte: VPN"),
        ("service", "Title: VPN"),
        ("service", "lifecycle: liv"),
        ("service", "draft: perhaps"),
        ("service", "date: 03/04/2026"),
        ("service", "review_by: 20.11.2026"),
        ("service", "title: [a]"),
        ("service", "offerings: [{id: a, prize: 3}]"),
        ("service", "offerings: [{id: a, one_time: free}]"),
        ("service", "price: 3"),
        ("service", "facts: {a: b}"),
        ("newsletter", "number: twelve"),
        ("newsletter", "asks: [{effort_minutes: '0,5'}]"),
        ("case-study", "results: [{befor: 3}]"),
        ("site", "title: T\nurl: https://t.example\ncurrancy: EUR"),
        ("site", "title: T"),
        ("site", "title: T\nurl: https://t.example\nsilence: [{code: boast}]"),
        ("site", "title: T\nurl: https://t.example\nsearch: maybe"),
    ],
)
def test_a_typo_does_not_pass(name: str, line: str) -> None:
    values = read_yaml(line).value
    assert refusals(name, values)
    assert refusals(name, natural(values))


def test_a_number_out_of_range_does_not_pass() -> None:
    assert refusals("site", {"title": "T", "url": "https://t.example", "feeds": {"items": 0}})


@pytest.mark.parametrize(
    "name, line",
    [
        ("service", "price:"),
        ("service", "replaced_by:\ntags:\nlifecycle:\ndraft:"),
        ("service", "offerings: Basic"),
        ("service", "offerings: [Basic, {title: Large, price: Free, one_time: 3}]"),
        ("service", "offerings: [{id: a, fit: {x: yes}, facts: {days: 5, more: {value: 3}}}]"),
        ("service", "owner: us\nsuppliers: teams/a\nrelated: services/b"),
        ("service", "title: 2026\ntags: 5\naudience: [1, true, a]"),
        ("service", "tags: [a, '', b]\nlifecycle: ''\ndate: ''"),
        ("service", "draft: Yes"),
        ("service", "draft: n"),
        ("service", "date: 20 November 2026"),
        ("service", "date: 2026-11-20 10:00"),
        ("service", "date: Fri, 20 Nov 2026 10:00:00 +0100"),
        ("service", "extra: {anything: [1, {a: b}]}"),
        ("service", "changes: [{from: 3, to: 4, what: price}]"),
        ("newsletter", "number: '12'\nasks: Tell us"),
        ("case-study", "results: 3 days → 4 hours\nquote: Good\nconsent: {given: 2026-01-01}"),
        ("site", "title: 5\nurl: https://t.example\nnavigation: [about, {label: A, url: /}]"),
        ("site", "title: T\nurl: https://t.example\ncategories: [a, {id: b}]\nsections: x"),
        ("site", "title: T\nurl: https://t.example\nnewsletter: {from: A <a@b.example>}"),
        ("site", "title: T\nurl: https://t.example\nbrand: {a: {b: 1}}\nextra: {x: 1}"),
        (
            "site",
            "title: T\nurl: https://t.example\nmarkdown: {extensions: x}\nfiles: {allow: svg}",
        ),
    ],
)
def test_what_we_read_passes(name: str, line: str) -> None:
    values = read_yaml(line).value
    assert refusals(name, values) == []
    assert refusals(name, natural(values)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_key_says_what_it_means(name: str) -> None:
    properties = schema(name)["properties"]
    assert [key for key, value in properties.items() if not value.get("description")] == []


ODD = st.sampled_from(
    ["x", "", None, "12", "yes", "2026-11-20", [], ["a", "b"], {}, {"a": "b"}, [{"text": "a"}]]
)


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Front matter of the example with a value changed or a key renamed, at some depth."""
    path, values = draw(st.sampled_from(HEADS))
    values = copy.deepcopy(values)
    holder: Any = values
    while isinstance(holder, dict | list) and holder:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = draw(st.sampled_from(keys))
        if draw(st.booleans()) and isinstance(holder[key], dict | list):
            holder = holder[key]
            continue
        if isinstance(holder, dict) and draw(st.booleans()):
            holder[f"{key}x"] = holder.pop(key)
        else:
            holder[key] = draw(ODD)
        break
    return path, values


@given(changed())
def test_what_the_schema_refuses_we_tell_too(made: tuple[str, dict[str, Any]]) -> None:
    path, values = made
    kind = kind_of(path)
    if refusals(kind.name, values):
        context = {"zone": Settings(title="T", url="https://t.example").zone, "folders": FOLDERS}
        _, told = validate(kind.model, Written(values, {}, path), context, Terms())
        assert told
