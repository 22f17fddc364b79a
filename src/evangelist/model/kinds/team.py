"""A team: who answers, whom it serves, and what it was told is needed."""

from __future__ import annotations

from pydantic import Field

from evangelist.model.entry import Entry, Kind
from evangelist.model.values import Day, Many, Party, Structured


class Need(Structured):
    """What a customer needs, how both know that it is met, and when that was asked."""

    text: str = Field("", description="What is needed.")
    measure: str = Field("", description="How both know that it is met.")
    asked_on: Day | None = Field(None, description="When it was asked.")


class Team(Entry):
    """The people behind services."""

    purpose: str = Field("", description="Why the team exists, in a sentence.")
    contact: str = Field("", description="Where to reach it.")
    members: Many[str] = Field(
        (), description="Who is in it.", examples=["- Alex, service desk", "- Robin, devices"]
    )
    leader: str = Field("", description="Who leads it.")
    customers: Many[Party] = Field((), description="Whom it serves.")
    suppliers: Many[Party] = Field((), description="Whom it relies on.")
    needs: Many[Need] = Field(
        (),
        description="What it was told is needed.",
        examples=["- {text: More room for images, measure: No request refused}"],
    )


KIND = Kind(
    "team",
    Team,
    "teams",
    "team.html",
    "teams.html",
    starter=("title", "summary", "purpose", "contact", "members", "needs"),
)
