"""A newsletter: one source for a page, a feed item and an e-mail."""

from __future__ import annotations

from pydantic import Field

from evangelist.model.entry import Entry, Kind
from evangelist.model.values import Address, Line, Many, Number, Reference, Structured


class Ask(Structured):
    """Something asked of the readers, what it takes them and what they get for it."""

    text: str = Field("", description="What is asked.")
    url: Address = Field("", description="Where to do it.")
    effort_minutes: Number | None = Field(None, description="How many minutes it takes.")
    in_return: str = Field("", description="What readers get for it.")


class Newsletter(Entry):
    """An issue of the newsletter."""

    number: int | None = Field(None, description="The number of the issue.")
    subject: Line = Field("", description="The subject of the e-mail, if not the title.")
    preheader: Line = Field("", description="The line that an inbox shows after the subject.")
    features: Many[Reference] = Field((), description="The entries that it tells about.")
    asks: Many[Ask] = Field((), description="What it asks of its readers.")
    give: str = Field("", description="What it gives them.")


KIND = Kind(
    "newsletter",
    Newsletter,
    "newsletters",
    "newsletter.html",
    "newsletters.html",
    dated=True,
    starter=("title", "number", "date", "subject", "preheader"),
    names=("{month}", "{date}"),
)
