"""Values are bytes and back: the same value, and the same bytes for equal ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.build.reading import reading
from evangelist.content.parse import Parsed, parse
from evangelist.content.settings import read_settings
from evangelist.content.sources import read_source, scan
from evangelist.model.body import Anchor, Body, Target
from evangelist.model.card import Card
from evangelist.model.codec import MODEL, Codec, decode, encode
from evangelist.model.kinds import KINDS
from evangelist.model.kinds.news import News
from evangelist.model.places import Element, Mention, Places
from evangelist.model.settings import Settings
from evangelist.model.values import Party, Plain, Reference
from evangelist.problems import Problem
from tests.shares import share

ROOT = Path(__file__).parent.parent.parent
BERLIN = ZoneInfo("Europe/Berlin")


def same(value: object) -> None:
    """It comes back equal and in the same words, and its bytes are the same again."""
    data = encode(value)
    back = decode(data)
    assert type(back) is type(value)
    assert back == value
    assert repr(back) == repr(value)
    assert encode(back) == data


def parsed_again(parsed: Parsed) -> None:
    same(parsed.card)
    same(parsed.body)
    same(parsed.problems)
    same(parsed.places)


def entries(root: Path, one_of: int = 1) -> list[Parsed]:
    settings, _ = read_settings((root / "site.yaml").read_bytes())
    same(settings)
    how = reading(settings, "content")
    content = root / "content"
    found = share(scan(content).sources, one_of=one_of)
    return [parse(each.path, read_source(content, each)[1], how) for each in found]


def test_every_entry_of_the_example_comes_back_as_it_was() -> None:
    found = entries(ROOT)
    assert {parsed.card.kind for parsed in found if parsed.card} == {kind.name for kind in KINDS}
    for parsed in found:
        parsed_again(parsed)


def test_every_entry_that_others_wrote_comes_back_as_it_was(corpora: Path) -> None:
    found = entries(corpora / "field-site", one_of=4)
    assert len(found) > 250
    for parsed in found:
        parsed_again(parsed)


FRONT = """
title: 12
date: 2026-03-29 02:30
updated: 2026-10-25 02:30
review_by: 2027-01-01
owner: teams/workplace
links: [{label: A, url: /a/}, https://example.org/]
draft: false
extra: {a: [1, 1.5, "2", true, ~, [], {}, [[x]]], "": {b: }, 3: 4}
"""


def test_front_matter_of_every_shape_comes_back_as_it_was() -> None:
    settings = Settings(title="T", url="https://example.org/", timezone="Europe/Berlin")
    text = f"---\n{FRONT}---\n# A\n\n[b](b.md) **c** ![d](e.png)\n".encode()
    parsed = parse("news/a.md", text, reading(settings, "content"))
    assert parsed.card
    assert parsed.card.front.extra["a"][-1] == [["x"]]
    parsed_again(parsed)


TOML = """
title = "A"
[extra]
hour = 07:32:00
day = 1979-05-27
local = 1979-05-27T07:32:00
moment = 1979-05-27T07:32:00.5-07:00
endless = [inf, -inf]
large = 9223372036854775807
"""


def test_what_toml_knows_comes_back_as_it_was() -> None:
    settings = Settings(title="T", url="https://example.org/")
    text = f"+++\n{TOML}+++\n".encode()
    parsed = parse("a.md", text, reading(settings, "content"))
    assert parsed.card
    assert len(parsed.card.front.extra) == 6
    parsed_again(parsed)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -0.0,
        float("inf"),
        2**63,
        -(10**4299),
        "\ud83d\ude00",
        "\ud800 \U0001f600 \x00\x7f\u2028",
        (),
        [],
        {},
        [[[]], ([],)],
        frozenset(),
        ((), [()], {"a": ([],)}),
        {"": 1},
        {"a": {"": "Card"}},
        {("title",): (1, 2), ("tags", 0): (3, 4), "b": 1, 5: (), None: [], (): (0, 0)},
        date(1, 1, 1),
        time(12, 30, 1, 5),
        time(12, tzinfo=UTC, fold=1),
        datetime(2026, 11, 22, 12, 0, 0, 7),  # noqa: DTZ001 - what TOML calls a local one
        datetime(2026, 11, 22, 12, tzinfo=UTC),
        datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
        datetime(2026, 11, 22, 12, tzinfo=BERLIN),
        datetime(1800, 1, 1, tzinfo=BERLIN),
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1),
        datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN),
        datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN, fold=1),
        Problem("link-dead", "gone", "content/a.md", 1, 2, "mend it", "line\n"),
        (Target("a", outside=True), Anchor(Target("b"), "", ("c", Anchor(Target(""), "x", ())))),
        (Reference(path="a", anchor="b"), Party(), News(title="x", draft=True)),
    ],
    ids=lambda value: repr(value)[:80],
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    same(value)


def test_a_moment_keeps_its_zone() -> None:
    back = decode(encode(datetime(2026, 11, 22, tzinfo=BERLIN)))
    assert back.tzinfo is BERLIN


def test_where_things_stand_is_kept_too() -> None:
    mentions = (Mention("link", Target("a"), "b", 1, 2),)
    marks = {("links", 0, "url"): (2, 3), ("title",): (1, 1)}
    places = Places(marks, mentions, (), (Element("h2", "A", 3, 4),))
    same(places)
    assert list(decode(encode(places)).marks) == list(marks)


def test_a_scalar_as_it_was_written_is_a_text() -> None:
    back = decode(encode({Plain("a"): Plain("1.10")}))
    assert [type(text) for pair in back.items() for text in pair] == [str, str]


def test_any_mapping_is_a_dictionary_in_its_order() -> None:
    mapping: Mapping[str, int] = MappingProxyType({"b": 1, "a": 2})
    assert list(decode(encode(mapping)).items()) == [("b", 1), ("a", 2)]


def test_no_number_stays_none() -> None:
    assert repr(decode(encode(float("nan")))) == "nan"


def test_what_is_a_default_is_left_out_and_back_again() -> None:
    assert encode(News(title="x", draft=False)) == b'{"":"News","title":"x"}'
    first, second = decode(encode(News())), decode(encode(News()))
    assert first == News()
    assert first.extra is not second.extra
    assert decode(encode(News(title="x"))).model_fields_set == {"title"}


def test_a_model_that_came_back_is_a_whole_one() -> None:
    card = Card("a", "news", "/a/", "content/a.md", "A", "", None, News(title="A"))
    front = decode(encode(card)).front
    assert front.model_copy(update={"title": "B"}) == News(title="B")
    assert front.model_dump() == News(title="A").model_dump()
    assert hash(decode(encode(Party(text="x")))) == hash(Party(text="x"))
    with pytest.raises(ValueError, match="frozen"):
        front.title = "C"


def test_a_set_comes_back_as_it_was() -> None:
    value: object = (frozenset({("a", 1), "b", 3, None, ("a",)}), [frozenset({frozenset()})])
    assert decode(encode(value)) == value


def test_numbers_that_are_equal_and_look_different_stay_apart() -> None:
    assert len({encode(number) for number in (0, 0.0, -0.0, False)}) == 4


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=()))
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.datetimes(timezones=st.timezones(), allow_imaginary=True)
)
hashable = st.recursive(
    scalars, lambda inner: st.lists(inner).map(tuple) | st.frozensets(inner), max_leaves=5
)
values = st.recursive(
    hashable,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text(), inner)
        | st.dictionaries(hashable, inner)
        | st.builds(News, title=st.text(), extra=st.dictionaries(st.text(), inner))
    ),
    max_leaves=20,
)


@given(values)
def test_whatever_value_comes_back_as_it_was(value: Any) -> None:
    data = encode(value)
    back = decode(data)
    assert back == value
    assert encode(back) == data


SEEDED = (
    "from evangelist.model.codec import encode;"
    "print(encode([frozenset('abcdefgh'), {('b', 1): frozenset({(1,), 'x', None})}]))"
)


def test_bytes_are_the_same_in_every_process() -> None:
    def said(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", SEEDED],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert said("1") == said("2") == said("3")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"1 2",
        b"1\n",
        b"\xff",
        b"\xef\xbb\xbf1",
        b"[" * 100_000,
        b'{"":"Unknown"}',
        b'{"":[]}',
        b'{"":7}',
        b'{"":"Target"}',
        b'{"":"Target","href":"","more":1}',
        b'{"":"News","more":1}',
        b'{"":"Reference","anchor":""}',
        b'{"":"list"}',
        b'{"":"list","v":7}',
        b'{"":"float","v":"x"}',
        b'{"":"map","k":[1],"v":[]}',
        b'{"":"map","k":[{}],"v":[1]}',
        b'{"":"set","v":[{}]}',
        b'{"":"date","v":"2026-13-01"}',
        b'{"":"date","v":7}',
        b'{"":"time","v":"25:00"}',
        b'{"":"datetime","v":"2026-11-22T00:00:00+01:00","zone":"Europe"}',
        b'{"":"datetime","v":"2026-11-22T00:00:00+01:00","zone":"No/Where"}',
        b'{"":"datetime","v":"2026-11-22T00:00:00+01:00","zone":"../../etc/passwd"}',
        b'{"":"datetime","v":"2026-11-22T00:00:00+01:00","zone":7}',
        b'{"":"datetime","v":"2026-11-22T00:00:00+01:00","zone":"Europe/Berlin","fold":[]}',
        b'{"":"datetime","v":"2026-11-22T00:00:00+07:00","zone":"Europe/Berlin"}',
        b'{"":"datetime","v":"2026-11-22","zone":"Europe/Berlin"}',
        b'{"":"os.system","v":"true"}',
        b"9" * 5000,
    ],
    ids=lambda data: data[:90].decode(errors="replace"),
)
def test_what_nobody_encoded_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong: this and nothing else
        decode(data)


WHOLE = encode(
    (
        Problem("link-dead", "gone"),
        News(title="x", extra={"": [1, 2.5], "a": [date(2026, 1, 2)]}),
        Anchor(Target("b"), "", ("c",)),
        datetime(2026, 11, 22, tzinfo=BERLIN),
        time(1, 2),
        frozenset({1}),
        {("a", 1): 10**70},
    )
)


@given(st.data())
def test_damage_is_a_value_error_or_another_value(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(at, min(at + 12, len(WHOLE))))
    with_damage = WHOLE[:at] + data.draw(st.binary(max_size=6)) + WHOLE[end:]
    with suppress(ValueError):
        decode(with_damage)


_names = st.sampled_from(
    ["list", "set", "map", "float", "date", "time", "datetime", "Card", "News", "Target"]
)
_words = st.sampled_from(["v", "k", "zone", "fold", "href", "title", "path", "extra"])
_documents: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.integers() | st.text() | st.sampled_from(["2026-11-22", "Europe/Berlin"]),
    lambda inner: (
        st.lists(inner)
        | st.builds(lambda name, rest: {"": name} | rest, _names, st.dictionaries(_words, inner))
    ),
)


@given(_documents)
def test_json_of_others_is_a_value_error_or_a_value(document: object) -> None:
    with suppress(ValueError):
        decode(json.dumps(document).encode())


@dataclass(frozen=True)
class Foreign:
    """A class that the codec of the model has never heard of."""

    name: str
    parts: tuple[Foreign, ...] = ()


@pytest.mark.parametrize(
    "value",
    [
        object(),
        b"bytes",
        {1, 2},
        Foreign("a"),
        Foreign,
        time(12, tzinfo=BERLIN),
        datetime(2026, 1, 1, tzinfo=type("Zone", (timezone.__base__,), {})()),  # type: ignore[arg-type]
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_of_another_class_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode([value])


def test_a_number_that_python_does_not_read_is_refused() -> None:
    with pytest.raises(ValueError, match="digits"):
        encode(10**4300)


def test_another_room_has_a_codec_for_its_own_values() -> None:
    codec = Codec(*MODEL, Foreign)
    value = (Foreign("a", (Foreign("b"),)), Target("c"))
    assert codec.decode(codec.encode(value)) == value


def test_every_class_of_the_model_has_a_name_of_its_own() -> None:
    classes = Codec(*MODEL).classes
    assert {Card, Body, Settings, Mention, Element, Party, Problem} < classes
    assert len({cls.__name__ for cls in classes}) == len(classes)
