"""A choice: what readers need, what matters to them, and the ways to go."""

from __future__ import annotations

import re
from typing import Literal, TypeVar

from pydantic import Field, ValidationInfo, field_validator, model_validator

from evangelist.model.entry import Entry, Kind
from evangelist.model.offers import Comparable, told_apart, word_of
from evangelist.model.values import Address, Many, Number, Party, Reference, Value

_ID = re.compile(r"[\w-]+")
_Named = TypeVar("_Named", "Answer", "Must", "Criterion")


class Answer(Value):
    """One of the answers to a question."""

    id: str = Field(description="A word that facts name it by, `question.answer`.")
    label: str = Field("", description="The answer, as readers say it.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        """Read the short form, the label alone."""
        written = {"label": str(value)} if isinstance(value, str | bool | int | float) else value
        if isinstance(written, dict) and not written.get("id"):
            return written | {"id": word_of(str(written.get("label") or ""))}
        return written


class Must(Value):
    """A question whose answer rules alternatives out."""

    id: str = Field(description="A word that facts name it by.")
    question: str = Field("", description="The question, as readers understand it.")
    label: str = Field("", description="What it is about, in a word or two: `Amount`, for reasons.")
    help: str = Field("", description="Why it is asked, or how to know the answer.")
    select: Literal["one", "many"] = Field(
        "one", description="Whether a reader gives one answer or several."
    )
    choices: Many[Answer] = Field((), description="The answers.")

    @field_validator("choices")
    @classmethod
    def _distinct(cls, choices: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return _with_ids(choices)


class Criterion(Value):
    """Something by which alternatives are better or worse, on a scale that is fixed."""

    id: str = Field(
        description="The name of the fact; `life_cycle_cost`, `yearly_cost`, `one_time` and "
        "`exit_cost` are worked out of the prices."
    )
    label: str = Field("", description="What it is, as readers say it.")
    matters_if: str = Field("", description="To whom it matters: `You need it this week`.")
    better: Literal["", "lower", "higher"] = Field(
        "", description="Which way is better, to be held against `worst` and `best`, which say so."
    )
    unit: str = Field("", description="The unit of the facts: `days`, `currency`.")
    worst: Number | None = Field(None, description="The worst that anybody would look at.")
    best: Number | None = Field(None, description="The best that anybody could wish for.")
    one_better: str = Field(
        "", description="One unit better, in words: `a day sooner`; for what it is worth in money."
    )


class Alternative(Comparable):
    """A way to go: an offering, a service, somebody else's product, or doing nothing."""

    of: Reference | None = Field(
        None, description="The service or offering that it is: `services/vpn#basic`."
    )
    url: Address = Field("", description="Where to read on, if it is no service of this site.")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: object, info: ValidationInfo) -> object:
        """Read the short form, a reference or a title; make the id where there is none."""
        if isinstance(value, str):
            folders = info.context["folders"] if info.context else ()
            is_reference = "/" in value and value.strip().split("/", 1)[0] in folders
            value = {"of": value.strip()} if is_reference else {"title": value.strip()}
        if not isinstance(value, dict) or value.get("id"):
            return value
        of = value.get("of")
        name = of.rsplit("/", 1)[-1].removesuffix(".md") if isinstance(of, str) else ""
        return value | {"id": word_of(name or str(value.get("title") or "alternative"))}


class Choice(Entry):
    """A question that readers have, and help to answer it by what they value."""

    question: str = Field("", description="The question in the reader's words; it is the title.")
    alternatives: Many[Alternative] = Field(
        (),
        description="The ways to go.",
        examples=[
            "- services/vpn",
            "- {title: Go without it, provider: nobody, fit: {sensitive.patient: no}}",
        ],
    )
    horizon_years: Number = Field(1, description="Over how many years costs are worked out.")
    quantities: dict[str, Number] = Field(
        {},
        description="For prices per unit: how many of each unit, `{page: 2000}`; in a year, "
        "unless the price says how often.",
    )
    musts: Many[Must] = Field(
        (),
        description="What readers may need: questions that rule alternatives out.",
        examples=[
            "- id: sensitive",
            "  question: Does it concern people?",
            '  choices: [{id: public, label: "No"}, {id: patient, label: Patients}]',
        ],
    )
    criteria: Many[Criterion] = Field(
        (),
        description="What may matter to readers, each on a fixed scale from worst to best.",
        examples=[
            "- id: turnaround",
            "  label: Time until it is ready",
            "  better: lower",
            "  unit: days",
            "  worst: 10",
            "  best: 0",
        ],
    )
    consult: Party | None = Field(None, description="Whom to talk it over with: a team, or a name.")
    facts: str = Field(
        "", description="A table of facts beside the entry; `facts.csv` where there is one."
    )
    facts_months: int = Field(
        12, ge=1, description="After how many months a fact is looked at again."
    )

    @field_validator("alternatives")
    @classmethod
    def _told_apart(cls, alternatives: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
        """Give each id once: the second `basic` is `basic-1`."""
        return told_apart(alternatives)

    @field_validator("musts", "criteria")
    @classmethod
    def _distinct(cls, items: tuple[_Named, ...]) -> tuple[_Named, ...]:
        return _with_ids(items)

    @field_validator("horizon_years")
    @classmethod
    def _some_time(cls, years: float) -> float:
        if years <= 0:
            raise ValueError("has to be more than 0")
        return years


def _with_ids(items: tuple[_Named, ...]) -> tuple[_Named, ...]:
    """The same, if each has an id of its own that can stand in an address."""
    used: set[str] = set()
    for item in items:
        if not _ID.fullmatch(item.id):
            raise ValueError(f"the id '{item.id}' has to be letters, digits, - and _ alone")
        if item.id in used:
            raise ValueError(f"the id '{item.id}' stands here twice")
        used.add(item.id)
    return items


KIND = Kind(
    "choice",
    Choice,
    "choices",
    "choice.html",
    "choices.html",
    titles=("question",),
    starter=("question", "summary", "alternatives", "musts", "criteria", "consult"),
)
