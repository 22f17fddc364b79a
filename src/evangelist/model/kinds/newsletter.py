"""A newsletter: one source for a page, a feed item and an e-mail."""

from __future__ import annotations

import re

from pydantic import Field, field_validator, model_validator

from evangelist.model.entry import Entry, Kind
from evangelist.model.values import (
    Address,
    Line,
    Many,
    Moment,
    Number,
    Reference,
    Structured,
    Value,
)

_MARK = re.compile(r"[a-z][a-z0-9_]*")
_NAMES_OF_FILES = {"each", "posts"}
"""What stands in the names of other files of an issue: `2026-11.each.eml`."""


def variant_name(audience: str) -> str:
    """What the files of an issue's variant are named by: `New students` gives `new-students`."""
    return "-".join(re.findall(r"\w+", audience.casefold()))


class Ask(Structured):
    """Something asked of the readers, what it takes them and what they get for it."""

    text: str = Field("", description="What is asked.")
    url: Address = Field("", description="Where to do it.")
    effort_minutes: Number | None = Field(None, description="How many minutes it takes.")
    in_return: str = Field("", description="What readers get for it.")
    audience: Many[str] = Field((), description="Who is asked; nobody named means everybody.")


class Event(Structured):
    """Something that happens: told in the issue and, with its time, put into a calendar file."""

    text: str = Field("", description="What happens.")
    start: Moment | None = Field(
        None, description="When it begins: `2026-12-02 10:00`, or a day alone."
    )
    end: Moment | None = Field(None, description="When it ends, if that is known.")
    place: str = Field("", description="Where.")
    url: Address = Field("", description="Where to read on, or to sign up.")

    @property
    def whole_day(self) -> bool:
        """Whether it has no hours: it begins at midnight, and so does its end."""
        moments = [moment for moment in (self.start, self.end) if moment]
        return all(moment.hour == moment.minute == moment.second == 0 for moment in moments)

    @model_validator(mode="after")
    def _whole(self) -> Event:
        if not self.text and (self.start or self.end or self.place or self.url):
            raise ValueError("does not say what happens; write text:")
        if self.end and not self.start:
            raise ValueError("has an end and no start")
        if self.end and self.start and self.end < self.start:
            raise ValueError("ends before it begins; look at start and end")
        return self


class MergeMark(Value):
    """A word that differs for each recipient: `{{first_name}}` in the text."""

    name: str = Field("", description="Its name, as in the recipients' file: `first_name`.")
    otherwise: str = Field(
        "", description="What stands in its place for all others, and on the page."
    )

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"name": str(value)} if isinstance(value, str) else value

    @field_validator("name")
    @classmethod
    def _plain_name(cls, value: str) -> str:
        if value and not _MARK.fullmatch(value):
            raise ValueError(f"'{value}' is no mark; write small letters, digits and _")
        return value


class Newsletter(Entry):
    """An issue of the newsletter."""

    number: int | None = Field(None, description="The number of the issue.")
    subject: Line = Field("", description="The subject of the e-mail, if not the title.")
    preheader: Line = Field("", description="The line that an inbox shows after the subject.")
    features: Many[Reference] = Field((), description="The entries that it tells about.")
    asks: Many[Ask] = Field(
        (),
        description="What it asks of its readers.",
        examples=[
            "- text: Tell us how you print",
            "  url: https://forms.example.edu/print",
            "  effort_minutes: 3",
            "  in_return: We publish the answers, and say what we change",
        ],
    )
    give: str = Field("", description="What it gives them.")
    events: Many[Event] = Field(
        (),
        description="What happens when; readers get a calendar file.",
        examples=[
            "- text: We wipe old laptops while you wait",
            "  start: 2026-12-02 10:00",
            "  end: 2026-12-02 16:00",
            "  place: Main Building",
        ],
    )
    corrects: Reference | None = Field(
        None, description="The issue that this one corrects: `newsletters/2026-10`."
    )
    merge: Many[MergeMark] = Field(
        (),
        description="Marks that single messages fill in.",
        examples=["- {name: first_name, otherwise: colleague}"],
    )
    variants: Many[str] = Field(
        (), description="Audiences that get an e-mail of their own: see `> [!FOR staff]`."
    )

    @field_validator("variants")
    @classmethod
    def _one_file_each(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        first: dict[str, str] = {}
        for audience in value:
            name = variant_name(audience)
            if not name:
                raise ValueError(f"'{audience}' has no letter to name a file by")
            if name in _NAMES_OF_FILES:
                raise ValueError(f"'{audience}' is the name of another file; choose another word")
            if name in first:
                raise ValueError(f"'{first[name]}' and '{audience}' would be one file; keep one")
            first[name] = audience
        return value


KIND = Kind(
    "newsletter",
    Newsletter,
    "newsletters",
    "newsletter.html",
    "newsletters.html",
    dated=True,
    mailed=True,
    yearly=True,
    starter=("title", "number", "date", "subject", "preheader"),
    names=("{month}", "{date}", "{date}-{title}"),
)
