"""A service and what it offers: EDUCAUSE's service and service offering, ITIL's pipeline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal

from pydantic import Field, field_validator, model_validator

from evangelist.model.bars import differing, exact
from evangelist.model.body import LAYOUT_IDS
from evangelist.model.entry import Entry, Kind
from evangelist.model.levels import LEVELS, ServiceLevels, side_by_side
from evangelist.model.offers import Comparable, Price, told_apart, word_of
from evangelist.model.values import Address, Day, Many, Party, Reference, Structured

Lifecycle = Literal["exploring", "on-shelf", "live", "paused", "retiring", "retired"]

_SUM = re.compile(r"[0-9]+(?:\.[0-9]*)?")


class GetStarted(Structured):
    """The way to get it: what to press, where it leads, how long it takes from there."""

    label: str = Field("", description="The words on the button.")
    url: Address = Field("", description="Where it leads: a form, a ticket, mailto:.")
    lead_time: str = Field("", description="How long it takes from there: `two working days`.")


class Offering(Comparable):
    """One of the real alternatives within a service."""

    included: Many[str] = Field((), description="What is part of it.")
    not_included: Many[str] = Field((), description="What is not part of it.")
    service_levels: ServiceLevels | None = Field(None, description="What a client may rely on.")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        """Read the short form, the title alone; make the id of the title where there is none."""
        written = {"title": str(value)} if isinstance(value, str | int | float) else value
        if not isinstance(written, dict) or written.get("id"):
            return written
        return written | {"id": word_of(str(written.get("title") or "offering"))}


class Change(Structured):
    """Something that changed for the clients of a service."""

    text: str = Field("", description="What changed, in a sentence.")
    date: Day | None = Field(None, description="When.")
    what: Literal["new", "price", "service-level", "retiring", "other"] = Field(
        "other", description="What kind of change it is."
    )
    before: str = Field("", alias="from", description="What it was.")
    after: str = Field("", alias="to", description="What it is now.")

    def is_sum(self, written: str) -> bool:
        """Whether what it names before or after is money: a bare number, where a price changed."""
        return self.what == "price" and _SUM.fullmatch(written) is not None


class Service(Entry):
    """A service: what its clients get, for how much, how soon and from whom."""

    category: str = Field("", description="The category's id in site.yaml.")
    lifecycle: Lifecycle = Field("live", description="Where it stands, from idea to retirement.")
    outcome: str = Field("", description="What a client has in the end, in one sentence.")
    backup_owner: Party | None = Field(None, description="Who answers when the owner is away.")
    get_started: GetStarted | None = Field(
        None,
        description="How to get it, and how long it takes.",
        examples=[
            "label: Ask for it",
            "url: https://forms.example.edu/vpn",
            "lead_time: two working days",
        ],
    )
    support_contact: str = Field("", description="Where to ask.")
    service_levels: ServiceLevels | None = Field(None, description="What a client may rely on.")
    offerings: Many[Offering] = Field(
        (),
        description="The real alternatives.",
        examples=[
            "- {title: Chevrolet, for_whom: Most of us, price: €300 a year}",
            "- {title: Cadillac, for_whom: Who travels much, price: €900 a year}",
        ],
    )
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

    @property
    def start(self) -> GetStarted | None:
        """Where to begin; None without an address, and where nobody can begin any more."""
        closed = self.lifecycle in {"paused", "retired"}
        return (
            self.get_started if self.get_started and self.get_started.url and not closed else None
        )

    @property
    def bars(self) -> Mapping[str, tuple[int | None, ...]]:
        """The offerings side by side, as bars in whole percent of the longest.

        By the name of what is compared: `price`, `one_time`, `exit_cost`, `availability` (the time
        without it), `response`, `resolution`. Each has a length for every offering, None where it
        has no figure. What differs in kind is left out: prices of different periods or units,
        levels with different clocks.
        """
        rows = {
            "price": _prices([each.price for each in self.offerings]),
            "one_time": differing([exact(each.one_time) for each in self.offerings]),
            "exit_cost": differing([exact(each.exit_cost) for each in self.offerings]),
        }
        for name in LEVELS:
            levels = [getattr(each.service_levels, name, None) for each in self.offerings]
            rows[name] = side_by_side(name, levels)
        return {name: lengths for name, lengths in rows.items() if lengths}

    @field_validator("offerings")
    @classmethod
    def _distinct(cls, offerings: tuple[Offering, ...]) -> tuple[Offering, ...]:
        """Give each id once on a page: the second `basic` is `basic-1`."""
        return told_apart(offerings, LAYOUT_IDS)


def _prices(prices: Sequence[Price | None]) -> tuple[int | None, ...]:
    """Prices as bars, free ones as nothing; those of words alone have none."""
    amounts = [_amount(price) if price else None for price in prices]
    kinds = {
        _kind_of(price) for price, amount in zip(prices, amounts, strict=True) if amount and price
    }
    return differing(amounts) if len(kinds) == 1 else ()


def _amount(price: Price) -> Fraction | None:
    if price.text:
        return None
    return Fraction(0) if price.type == "none" else exact(price.amount)


def _kind_of(price: Price) -> tuple[str, str]:
    """For what and how often; a price for each thing is paid once if nothing else is said."""
    return price.unit, "" if price.unit and price.period == "once" else price.period


KIND = Kind(
    "service",
    Service,
    "services",
    "service.html",
    "catalog.html",
    starter=("title", "summary", "category", "outcome", "get_started", "offerings"),
)
