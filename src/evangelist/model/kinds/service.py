"""A service and what it offers: EDUCAUSE's service and service offering, ITIL's pipeline."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from evangelist.model.entry import Entry, Kind
from evangelist.model.values import Day, Many, Number, Party, Reference, Structured, Value

Lifecycle = Literal["exploring", "on-shelf", "live", "paused", "retiring", "retired"]


class Price(Structured):
    """What it costs. A fixed price has an amount and a period."""

    type: Literal["", "none", "fixed", "per_unit", "quote"] = ""
    amount: Number | None = None
    period: str = ""
    unit: str = ""


class GetStarted(Structured):
    """The way to get it: what to press, where it leads, how long it takes from there."""

    label: str = ""
    url: str = ""
    lead_time: str = ""


class Level(Structured):
    """A figure of service, with the clock that it runs on."""

    target: Number | None = None
    unit: str = ""
    clock: str = ""
    applies_to: str = ""


class ServiceLevels(Structured):
    """What a client may rely on."""

    hours: str = ""
    availability: Level | None = None
    response: Level | None = None
    resolution: Level | None = None


class Fact(Structured):
    """A figure, where it comes from and how old it is."""

    value: str = ""
    unit: str = ""
    source: str = ""
    as_of: Day | None = None


class Offering(Value):
    """One of the real alternatives within a service."""

    id: str
    title: str = ""
    summary: str = ""
    for_whom: str = ""
    price: Price | None = None
    one_time: Number | None = None
    exit_cost: Number | None = None
    facts: dict[str, Fact] = Field({})
    fit: dict[str, str] = Field({})
    provider: Party | None = None
    included: Many[str] = ()
    not_included: Many[str] = ()
    service_levels: ServiceLevels | None = None


class Change(Structured):
    """Something that changed for the clients of a service."""

    date: Day | None = None
    what: Literal["new", "price", "service-level", "retiring", "other"] = "other"
    before: str = Field("", alias="from")
    after: str = Field("", alias="to")


class Service(Entry):
    """A service: what its clients get, for how much, how soon and from whom."""

    category: str = Field("", description="The category's id in site.yaml.")
    lifecycle: Lifecycle = Field("live", description="Where it stands, from idea to retirement.")
    outcome: str = Field("", description="What a client has in the end, in one sentence.")
    backup_owner: Party | None = Field(None, description="Who answers when the owner is away.")
    get_started: GetStarted | None = Field(
        None, description="How to get it, and how long it takes."
    )
    support_contact: str = Field("", description="Where to ask.")
    service_levels: ServiceLevels | None = Field(None, description="What a client may rely on.")
    offerings: Many[Offering] = Field((), description="The real alternatives.")
    included: Many[str] = Field((), description="What is part of it.")
    not_included: Many[str] = Field((), description="What is not part of it.")
    requirements: Many[str] = Field((), description="What a client needs first.")
    strategic_value: str = Field("", description="Which goal of the organisation it serves.")
    external_outcome: str = Field("", description="Who benefits outside.")
    customers: Many[Party] = Field((), description="Who uses it.")
    suppliers: Many[Party] = Field((), description="Who it is made with.")
    depends_on: Many[Reference] = Field((), description="Services that it relies on.")
    related: Many[Reference] = Field((), description="What else people look at.")
    instead_of: Many[str] = Field((), description="Outside products that it replaces.")
    replaced_by: Reference | None = Field(None, description="What to use instead of it.")
    retires_on: Day | None = Field(None, description="The last day that it can be used.")
    changes: Many[Change] = Field((), description="What changed for its clients, newest first.")


KIND = Kind("service", Service, "services", "service.html", "catalog.html")
