"""An idea of a customer: what was wanted, what we answered, what came of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from evangelist.model.entry import Entry, Grouping, Kind
from evangelist.model.values import Day, Many, Party, Reference, Structured

Status = Literal["open", "planned", "started", "completed", "declined", "duplicate"]


class Response(Structured):
    """What the team answered."""

    text: str = Field("", description="The answer.")
    by: Party | None = Field(None, description="Who answered: a team, or a name.")
    on: Day | None = Field(None, description="When.")


class Idea(Entry):
    """An idea that somebody outside the team had."""

    sender: Party | None = Field(
        None,
        alias="from",
        description="Who had it, for all to read: a role, or with their consent a name.",
    )
    problem: str = Field("", description="What is in the way today, in their words.")
    proposal: str = Field("", description="What they would do about it.")
    status: Status = Field("open", description="What has become of it.")
    received_on: Day | None = Field(None, description="When it came in.")
    services: Many[Reference] = Field((), description="The services that it is about.")
    response: Response | None = Field(
        None,
        description="What you answered.",
        examples=["by: teams/workplace", "on: 2026-03-09", "text: Two printers are on trial."],
    )
    shipped_in: Reference | None = Field(
        None, description="The service in which it can be used now: `services/printing`."
    )
    duplicate_of: Reference | None = Field(None, description="The idea that is the same.")
    credit: str = Field("", description="Whom to thank in public; a name only with their consent.")


KIND = Kind(
    "idea",
    Idea,
    "ideas",
    "idea.html",
    "ideas.html",
    dated=True,
    grouping=Grouping("status", ("completed", "started", "planned", "open", "declined")),
    summaries=("problem", "proposal"),
    starter=("title", "date", "sender", "problem", "proposal"),
)
