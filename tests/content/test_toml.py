from datetime import UTC, date, datetime

import pytest

from evangelist.content.toml import read_toml
from evangelist.content.yaml import MAX_CHARACTERS, YamlError
from tests.content.reading import card, complaints, read


def refusal(text: str) -> YamlError:
    with pytest.raises(YamlError) as refused:
        read_toml(text)
    return refused.value


def test_toml_becomes_typed_values() -> None:
    text = """+++
title = "Storage"
date = 2026-11-20T10:00:00-05:00
review_by = 2027-01-01
draft = true
tags = ["a", "b"]
owner = "teams/workplace"
[extra]
number = 5
[[offerings]]
id = "basic"
price = {type = "fixed", amount = 300}
[[offerings]]
title = "Plus"
price = "Free"
+++
"""
    front = card(text, "services/x.md").front
    assert front.date == datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert front.review_by == date(2027, 1, 1)
    assert front.draft
    assert front.tags == ("a", "b")
    assert str(front.owner) == "teams/workplace"
    assert front.extra == {"number": 5}
    offerings = getattr(front, "offerings", ())
    assert [offering.id for offering in offerings] == ["basic", "plus"]
    assert [offering.price.text for offering in offerings] == ["", "Free"]


def test_problems_name_the_place_in_every_table() -> None:
    text = """+++
title = "x"
tilte = "x"
[[changes]]
what = "price"
[[changes]]
  what = "bogus"
[service_levels]
respnse = "b"
[service_levels.response]
target = "x"
text = '''
clokc = "not a key"
'''
clokc = "y"
+++
"""
    places = {complaint.split(": ")[0] for complaint in complaints(read(text, "services/x.md"))}
    assert places == {
        f"content/services/x.md:{place}" for place in ("3:1", "7:3", "9:1", "11:1", "15:1")
    }


@pytest.mark.parametrize(
    "text, line, column",
    [
        ("a = b", 1, 5),
        ('a = "x"\nb =', 2, 4),
        ('a = "x"\na = "y"', 2, 8),
        ("a = 1 b = 2", 1, 7),
        ("\n= 1", 2, 1),
        ('a = "never closed', 1, 18),
    ],
)
def test_what_does_not_parse_is_refused_with_its_place(text: str, line: int, column: int) -> None:
    refused = refusal(text)
    assert (refused.line, refused.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = " + "[" * 10_000, id="open brackets"),
        pytest.param("a = " + "[" * 30 + "]" * 30, id="brackets"),
        pytest.param("a = " + "{a = " * 10_000, id="open tables"),
        pytest.param("a" + ".a" * 20_000 + " = 1", id="dots"),
        pytest.param("[" + "a." * 50 + "a]", id="header"),
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    assert str(refusal(text))


def test_size_is_limited() -> None:
    assert "longer than" in str(refusal("#" * (MAX_CHARACTERS + 1)))


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "f" * 5000, "9" * 30], ids=len)
def test_a_number_without_end_is_refused(number: str) -> None:
    assert "too many digits" in str(refusal(f"a = {number}"))
