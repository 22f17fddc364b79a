from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from evangelist.model.values import (
    Anything,
    Day,
    Many,
    Number,
    Party,
    Plain,
    Reference,
    Structured,
    Value,
    natural,
    references,
)

CONTEXT = {"zone": UTC, "folders": {"teams", "services"}}


class Thing(Structured):
    """Some of everything."""

    name: str = ""
    when: Day | None = None
    count: Number | None = None
    tags: Many[str] = ()
    owner: Party | None = None
    parts: Many[Reference] = ()
    rest: Anything = None


def thing(**values: Any) -> Thing:
    return Thing.model_validate(values, context=CONTEXT)


@pytest.mark.parametrize(
    "written, value",
    [
        ("true", True),
        ("False", False),
        ("5", 5),
        ("-5", -5),
        ("0", 0),
        ("2.5", 2.5),
    ],
)
def test_a_plain_scalar_is_what_yaml_says(written: str, value: object) -> None:
    assert natural(Plain(written)) == value
    assert type(natural(Plain(written))) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "no",
        "on",
        "off",
        "9:30",
        "0123",
        "2026-11",
        "2026-11-20",
        "1.10",
        "1e3",
        "1_000",
        "0x10",
        "0o17",
        "inf",
        "nan",
        ".inf",
        "+5",
        "5.",
        "9" * 5000,
    ],
)
def test_a_scalar_that_a_number_would_change_stays_as_written(written: str) -> None:
    assert natural(Plain(written)) == written


def test_a_quoted_scalar_is_a_text() -> None:
    assert natural({"a": ["5", "true"]}) == {"a": ["5", "true"]}


def test_values_deep_inside_are_read_too() -> None:
    assert natural({"a": [Plain("5"), {"b": Plain("true")}]}) == {"a": [5, {"b": True}]}


def test_a_value_is_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        thing(name="x").name = "y"  # type: ignore[misc]


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_an_empty_value_counts_as_absent(empty: str | None) -> None:
    given = dict.fromkeys(Thing.model_fields, empty)
    assert thing(**given) == Thing()


def test_empty_items_of_a_list_count_as_absent() -> None:
    assert thing(tags=["a", "", None, " "]).tags == ("a",)


def test_zero_and_no_are_not_empty() -> None:
    assert thing(count=0, rest=False) == Thing(count=0, rest=False)


def test_a_list_field_takes_a_single_value() -> None:
    assert thing(tags=Plain("one")).tags == ("one",)


def test_a_single_mapping_is_a_list_of_one() -> None:
    assert thing(parts={"path": "services/vpn"}).parts == (Reference(path="services/vpn"),)


@pytest.mark.parametrize("short", ["in words", Plain("5 days"), 5, 2.5])
def test_the_short_form_is_kept_as_written(short: object) -> None:
    assert Thing.model_validate(short, context=CONTEXT) == Thing(text=str(short))


@pytest.mark.parametrize(
    "written, number",
    [("5", 5), ("-5", -5), ("2.5", 2.5), ("1 000", 1000), ("1\N{NO-BREAK SPACE}000.5", 1000.5)],
)
def test_numbers_are_read_as_people_write_them(written: str, number: float) -> None:
    assert thing(count=written).count == number


@pytest.mark.parametrize(
    "written", ["five", "12%", "1,5", "nan", "1e999", float("inf"), "9" * 5000]
)
def test_what_is_no_number_is_refused(written: object) -> None:
    with pytest.raises(ValidationError, match="is not a number"):
        thing(count=written)


@pytest.mark.parametrize(
    "written, expected",
    [
        ("services/vpn", Reference(path="services/vpn")),
        ("services/vpn#basic", Reference(path="services/vpn", anchor="basic")),
        ("/services/vpn.md", Reference(path="services/vpn")),
        (" services/vpn/ ", Reference(path="services/vpn")),
    ],
)
def test_a_reference_is_read_with_its_offering(written: str, expected: Reference) -> None:
    assert Reference.model_validate(written) == expected


def test_a_reference_says_itself_as_it_is_written() -> None:
    assert str(Reference.model_validate("services/vpn#basic")) == "services/vpn#basic"
    assert str(Reference.model_validate("services/vpn")) == "services/vpn"


def test_a_reference_to_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="names no entry"):
        Reference.model_validate("#basic")


@pytest.mark.parametrize("written", ["teams/workplace", "teams/workplace.md", " teams/workplace "])
def test_a_party_in_the_folder_of_a_kind_is_a_reference(written: str) -> None:
    party = Party.model_validate(written, context=CONTEXT)
    assert (party.path, party.text, str(party)) == ("teams/workplace", "", "teams/workplace")


@pytest.mark.parametrize("written", ["Biology", "teams", "AC/DC", "Physics / Chemistry"])
def test_any_other_party_is_a_name_as_written(written: str) -> None:
    party = Party.model_validate(written, context=CONTEXT)
    assert (party.path, party.text, str(party)) == ("", written, written)


def test_every_reference_is_found_with_its_place() -> None:
    class Holder(Value):
        """References at every depth."""

        things: Many[Thing] = ()
        named: dict[str, Reference] = Field({})

    made = thing(owner="teams/x", parts=["services/a#b", "services/c"])
    holder = Holder(things=(Thing(), made), named={"k": Reference(path="services/d")})
    assert list(references(holder)) == [
        (("things", 1, "owner"), "teams/x", ""),
        (("things", 1, "parts", 0), "services/a", "b"),
        (("things", 1, "parts", 1), "services/c", ""),
        (("named", "k"), "services/d", ""),
    ]


def test_a_party_that_is_a_name_refers_to_nothing() -> None:
    assert not list(references(thing(owner="Biology")))


def test_a_day_is_read_by_its_type_alone() -> None:
    assert TypeAdapter(Day).validate_python(Plain("2026-11-20")) == date(2026, 11, 20)
    assert TypeAdapter(Day).validate_python(datetime(2026, 11, 20, tzinfo=UTC)) == date(
        2026, 11, 20
    )
