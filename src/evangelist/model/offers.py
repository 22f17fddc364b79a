"""What a client can compare: prices, facts and fits, of an offering or of any other way to go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from evangelist.model.values import Day, Number, Party, Structured, Value

Word = Literal["yes", "ask", "unknown", "no"]
"""Whether something fits a need: `ask` is a yes on a condition, `unknown` is never a no."""
_ANY_CASE = "|".join(
    "".join(f"[{sign.upper()}{sign}]" for sign in word)
    for word in ("yes", "ask", "unknown", "no", "true", "false")
)
_WORD_SCHEMA = {"type": ["string", "boolean"], "pattern": rf"^\s*({_ANY_CASE})?\s*$"}


def _word(value: object) -> object:
    """Read `Yes` and `true` as `yes`."""
    word = str(value).strip().lower()
    return {"true": "yes", "false": "no"}.get(word, word)


class Price(Structured):
    """What it costs. A fixed price has an amount and a period."""

    type: Literal["", "none", "fixed", "per_unit", "quote"] = Field(
        "", description="Free, a fixed price, a price for each unit, or by quotation."
    )
    amount: Number | None = Field(None, description="How much, in the currency of site.yaml.")
    period: str = Field("", description="How often: `month`, `year`, `once`.")
    unit: str = Field("", description="For each what: `page`, `device`.")


class Fact(Structured):
    """A figure, where it comes from and how old it is."""

    value: str = Field("", description="The figure.")
    unit: str = Field("", description="Its unit.")
    source: str = Field("", description="Where it comes from.")
    as_of: Day | None = Field(None, description="When it was true.")


class Fit(Value):
    """Whether it fits an answer of a choice, and on what condition."""

    SHORT_FORM: ClassVar = _WORD_SCHEMA
    """What may stand in its place, as JSON Schema."""

    value: Annotated[Word, BeforeValidator(_word), WithJsonSchema(_WORD_SCHEMA)] = Field(
        "unknown", description="`yes`, `no`, `ask` or `unknown`."
    )
    note: str = Field("", description="On what condition, or why: what a reader has to know.")
    source: str = Field("", description="Where that comes from.")
    as_of: Day | None = Field(None, description="When it was true.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"value": value} if isinstance(value, str | bool) else value


class Comparable(Value):
    """A way to go, with what makes it comparable to others."""

    id: str = Field(
        description="A word that links name it by, `services/vpn#basic`; else the title makes it."
    )
    title: str = Field("", description="Its name, as readers say it.")
    summary: str = Field("", description="What it is, in a few words.")
    for_whom: str = Field("", description="Who should take it.")
    price: Price | None = Field(None, description="What it costs.")
    one_time: Number | None = Field(None, description="What it costs once, at the start.")
    exit_cost: Number | None = Field(None, description="What it costs to leave.")
    facts: dict[str, Fact] = Field(
        {}, description="Figures to compare, each under a name of yours."
    )
    fit: dict[str, Fit] = Field(
        {}, description="For each question.answer: yes, no, ask or unknown."
    )
    provider: Party | None = Field(
        None, description="Who runs it: `us`, a team, or any other name."
    )


_Way = TypeVar("_Way", bound=Comparable)


def word_of(text: str) -> str:
    """A text as one word to name something by: `Not at all` is `not-at-all`."""
    return "-".join(re.findall(r"\w+", text.lower())) or "other"


def told_apart(ways: Iterable[_Way], taken: Iterable[str] = ()) -> tuple[_Way, ...]:
    """The same, each id once and none of those taken: the second `basic` is `basic-1`."""
    used, distinct = set(taken), []
    for way in ways:
        name, count = way.id, 0
        while name in used:
            count += 1
            name = f"{way.id}-{count}"
        used.add(name)
        distinct.append(way.model_copy(update={"id": name}))
    return tuple(distinct)
