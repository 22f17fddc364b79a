"""A case study: what a customer had before, has now, and says about it."""

from __future__ import annotations

from fractions import Fraction

from pydantic import Field

from evangelist.model.bars import PERCENT, exact, shares
from evangelist.model.entry import Entry, Kind
from evangelist.model.values import Day, Many, Party, Reference, Structured


class Result(Structured):
    """A result as a figure, before and after, with its source."""

    measure: str = Field("", description="What was measured.")
    before: str = Field("", description="The figure before.")
    after: str = Field("", description="The figure after.")
    unit: str = Field("", description="Of both figures: `days`, `percent`, `currency`, any word.")
    period: str = Field("", description="What the figures cover: `per case, 2025 and 2026`.")
    source: str = Field("", description="Where the figures come from.")

    @property
    def shares(self) -> tuple[int, int] | None:
        """Before and after as bars: whole percent of the larger one, percent of a hundred.

        None where one of them is no figure, or both are nothing. What is something has 1 or more.
        """
        before, after = exact(self.before), exact(self.after)
        lengths = shares((before, after), Fraction(100 if self.unit in PERCENT else 0))
        return (lengths[0] or 0, lengths[1] or 0) if lengths else None


class Quote(Structured):
    """The customer's own words."""

    text: str = Field("", description="The words.")
    person: str = Field("", description="Who said it.")
    role: str = Field("", description="What that person does, or where.")


class Consent(Structured):
    """Who allowed the use of a name and a quote, where, and until when."""

    by: str = Field("", description="Who allowed it.")
    given: Day | None = Field(None, description="When.")
    scope: Many[str] = Field((), description="Where it may be used: `site`, `email`.")
    expires: Day | None = Field(None, description="The last day; afterwards the quote is left out.")


class CaseStudy(Entry):
    """Proof that a service worked for somebody."""

    services: Many[Reference] = Field(
        (), description="The services it is about.", examples=["- services/vpn"]
    )
    ideas: Many[Reference] = Field(
        (), description="The ideas that led to it.", examples=["- ideas/quiet-printers"]
    )
    customer: Party | None = Field(None, description="For whom it worked.")
    anonymous: bool = Field(False, description="The customer is not to be named.")
    consent: Consent | None = Field(None, description="Who allowed it, and until when.")
    problem: str = Field("", description="What was wrong before.")
    solution: str = Field("", description="What was done.")
    outcome: str = Field("", description="What is different now.")
    results: Many[Result] = Field(
        (),
        description="Figures, before and after.",
        examples=[
            "- measure: Time to restore a file",
            "  before: 3",
            "  after: 0.2",
            "  unit: days",
            "  source: ticket system",
        ],
    )
    quote: Quote | None = Field(None, description="The customer's own words.")
    quick_win: bool = Field(False, description="It took days, not months.")
    what_went_wrong: str = Field("", description="What the next one should know.")
    reuse_idea: str = Field("", description="Who else could do the same.")
    still_true_on: Day | None = Field(None, description="When the figures were last checked.")
    results_now: Many[Result] = Field((), description="The figures when last measured.")


KIND = Kind(
    "case-study",
    CaseStudy,
    "case-studies",
    "case-study.html",
    "case-studies.html",
    dated=True,
    starter=("title", "date", "services", "customer", "results"),
)
