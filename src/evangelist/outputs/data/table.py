"""The catalog as a table: `catalog.csv` (RFC 4180), a row for each offering.

It begins with the mark by which Excel knows UTF-8. A cell that a spreadsheet would take for a
formula gets an apostrophe before it, as OWASP advises against CSV injection.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from evangelist.model.card import Card
from evangelist.model.kinds.service import Offering
from evangelist.model.offers import Fact, Price
from evangelist.outputs.data.catalog import place_in, services
from evangelist.outputs.data.shapes import PARTY, REFERENCE, Place
from evangelist.outputs.output import Rendered
from evangelist.site.lens import Lens

TABLE = "/catalog.csv"
COLUMNS = (
    "service_id",
    "service",
    "service_url",
    "summary",
    "category",
    "lifecycle",
    "audience",
    "owner",
    "owner_url",
    "support_contact",
    "lead_time",
    "retires_on",
    "replaced_by",
    "updated",
    "offering_id",
    "offering",
    "offering_url",
    "for_whom",
    "price_type",
    "price_amount",
    "currency",
    "price_period",
    "price_unit",
    "price_text",
    "one_time",
    "exit_cost",
    "provider",
    "facts",
)
_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = re.compile("(^|;)(?=[=+\\-@\t\r\n\uff0b\uff0d\uff1d\uff20])")
"""Where a spreadsheet may see the beginning of a formula: in a cell, and, where the system parts
cells by semicolons, behind one. The last four signs are the full-width forms of the first four."""
_NO_OFFERING = Offering(id="none")
_NO_PRICE = Price()

Cell = str | int | float | None


def render_table(lens: Lens) -> Rendered:
    """The table; services without offerings have one row, whose cells of offerings are empty."""
    place = place_in(lens)
    text = io.StringIO()
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for card in services(lens):
        writer.writerows(_rows(place.at(card.url), card))
    return Rendered(text.getvalue().encode())


def plain(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula; a number is one."""
    return _FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell


def _rows(place: Place, card: Card) -> Iterator[list[Cell]]:
    service = _service(place, card)
    for offering in card.get("offerings") or (_NO_OFFERING,):
        yield [plain(cell) for cell in (*service, *_offering(place, offering))]


def _service(place: Place, card: Card) -> tuple[Cell, ...]:
    front = card.front
    owner = PARTY.make(place, front.owner)
    start = card.get("get_started") if card.get("lifecycle") != "retired" else None
    ends = card.get("retires_on")
    return (
        card.path,
        card.title,
        place.page,
        card.summary,
        card.get("category"),
        card.get("lifecycle"),
        "; ".join(front.audience),
        owner.get("name"),
        owner.get("url"),
        card.get("support_contact"),
        start.lead_time if start else None,
        ends.isoformat() if ends else None,
        REFERENCE.make(place, card.get("replaced_by")).get("id"),
        front.updated.isoformat() if front.updated else None,
    )


def _offering(place: Place, offering: Offering) -> tuple[Cell, ...]:
    price = offering.price or _NO_PRICE
    is_one = offering is not _NO_OFFERING
    return (
        offering.id if is_one else None,
        offering.title,
        f"{place.page}#{offering.id}" if is_one else None,
        offering.for_whom,
        price.type,
        price.amount,
        None if price.amount is None else place.lens.setting("currency"),
        price.period,
        price.unit,
        price.text,
        offering.one_time,
        offering.exit_cost,
        PARTY.make(place, offering.provider).get("name"),
        "; ".join(_facts(offering.facts.items())),
    )


def _facts(facts: Iterable[tuple[str, Fact]]) -> Iterator[str]:
    """Each figure with where it comes from: `capacity: 5 TB (service report, 2026-10-01)`."""
    for name, fact in facts:
        figure = fact.text or f"{fact.value} {fact.unit}".strip()
        origin = ", ".join(
            each for each in (fact.source, fact.as_of.isoformat() if fact.as_of else "") if each
        )
        yield f"{name}: {figure} ({origin})" if origin else f"{name}: {figure}"
