"""One alternative of a choice: every fact that somebody wrote of it, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from evangelist.choosing.figures import COMPUTED, cost, read_span
from evangelist.choosing.matrix import Span
from evangelist.model.card import Card
from evangelist.model.kinds.choice import Alternative, Choice, Criterion
from evangelist.model.kinds.service import Offering, Service
from evangelist.model.offers import Comparable, Fact, Fit, Price, Word
from evangelist.model.places import Place
from evangelist.model.values import Party
from evangelist.site.facts import FactTable, TableCell
from evangelist.site.lens import Lens

_WORDS: Mapping[str, Word] = {word: word for word in get_args(Word)}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact is written, or would be: in the front matter of an entry, or in a table."""

    source: str
    entry: str = ""
    place: Place = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A fact of an alternative: whether it fits an answer (`word`), or a figure (`span`).

    A figure that is not known is None; `text` is what was written then, if anything was. Where it
    was written and cannot be compared, `trouble` says why.
    """

    origin: Origin
    word: Word = "unknown"
    span: Span | None = None
    text: str = ""
    unit: str = ""
    note: str = ""
    source: str = ""
    as_of: date | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """An alternative as readers see it. `url` leads to it; `ask` is whom to ask about it."""

    id: str
    title: str
    summary: str
    for_whom: str
    price: Price | None
    provider: Party | None
    ask: Party | None
    url: str
    lifecycle: str
    fits: tuple[tuple[Cell, ...], ...]
    facts: tuple[Cell, ...]
    origin: Origin


def unit_of(criterion: Criterion) -> str:
    """The unit of a criterion: what is worked out of prices is money."""
    return criterion.unit or ("currency" if criterion.id in COMPUTED else "")


@dataclass(frozen=True, slots=True)
class Base:
    """What an alternative stands for: a service of the site and one of its offerings, if any."""

    alternative: Alternative
    card: Card | None = None
    offering: Offering | None = None
    number: int = 0

    @property
    def service(self) -> Service | None:
        """The front matter of the service."""
        front = self.card.front if self.card else None
        return front if isinstance(front, Service) else None


def base_of(lens: Lens, alternative: Alternative) -> Base | None:
    """What an alternative stands for, or None where that is not published."""
    if alternative.of is None:
        return Base(alternative)
    if lens.link(alternative.of) is None:
        return None
    card = lens.card(alternative.of.path)
    offerings = card.get("offerings") or ()
    named = alternative.of.anchor
    for number, offering in enumerate(offerings):
        if offering.id == named or (not named and len(offerings) == 1):
            return Base(alternative, card, offering, number)
    return Base(alternative, card)


def names_of(alternative: Alternative) -> list[str]:
    """The names that a table may have for an alternative: its id, its path, its title."""
    path = str(alternative.of) if alternative.of else ""
    return [name for name in (alternative.id, path, alternative.title) if name]


@dataclass(frozen=True, slots=True)
class Telling:
    """All that is needed to tell of one alternative."""

    card: Card
    choice: Choice
    table: FactTable
    where: str
    base: Base
    number: int
    brief: bool

    def way(self) -> Way:
        """The alternative: what it says itself goes before what its offering says."""
        own, offering, service = self.base.alternative, self.base.offering, self.base.service
        provider = own.provider or (offering.provider if offering else None)
        return Way(
            id=own.id,
            title=own.title or self._title(),
            summary=own.summary or self._said("summary"),
            for_whom=own.for_whom or (offering.for_whom if offering else ""),
            price=own.price or (offering.price if offering else None),
            provider=provider or (service.owner if service else None),
            ask=self.choice.consult or (service.owner if service else own.provider),
            url=own.url or self._url(),
            lifecycle=service.lifecycle if service else "",
            fits=tuple(
                tuple(self._fit(f"{must.id}.{answer.id}") for answer in must.choices)
                for must in self.choice.musts
            ),
            facts=tuple(self._fact(criterion) for criterion in self.choice.criteria),
            origin=self._own(),
        )

    def _title(self) -> str:
        service = self.base.card.title if self.base.card else self.base.alternative.id
        part = self.base.offering.title if self.base.offering else ""
        if not part or (self.base.alternative.of and not self.base.alternative.of.anchor):
            return service
        return part if self.brief else f"{service}: {part}"

    def _said(self, name: str) -> str:
        texts = (getattr(each, name) for each in (self.base.offering, self.base.card) if each)
        return next((str(text) for text in texts if text), "")

    def _url(self) -> str:
        if self.base.card is None:
            return ""
        of = self.base.alternative.of
        return f"{self.base.card.url}#{of.anchor}" if of and of.anchor else self.base.card.url

    def _own(self, *place: str | int) -> Origin:
        at = ("alternatives", self.number, *place)
        return Origin(self.card.source, self.card.path, at)

    def _of_offering(self, *place: str | int) -> Origin:
        card, at = self.base.card, ("offerings", self.base.number, *place)
        return Origin(card.source, card.path, at) if card and self.base.offering else self._own()

    def _cell(self, name: str) -> tuple[TableCell, Origin] | None:
        """What the table says of the alternative by one of its names."""
        for who in names_of(self.base.alternative):
            if cell := self.table.cells.get((who, name)):
                return cell, Origin(self.where, line=cell.line)
        return None

    def _fit(self, name: str) -> Cell:
        own, offering = self.base.alternative, self.base.offering
        if name in own.fit:
            return _fitting(own.fit[name], self._own("fit", name))
        if found := self._cell(name):
            return _of_table_word(*found)
        if offering and name in offering.fit:
            return _fitting(offering.fit[name], self._of_offering("fit", name))
        return Cell(self._of_offering())

    def _fact(self, criterion: Criterion) -> Cell:
        own, offering, name = self.base.alternative, self.base.offering, criterion.id
        unit = unit_of(criterion)
        if name in own.facts:
            return _figure(own.facts[name], unit, self._own("facts", name))
        if found := self._cell(name):
            return _of_table(*found, unit)
        if offering and name in offering.facts:
            return _figure(offering.facts[name], unit, self._of_offering("facts", name))
        origin = self._of_offering()
        if name not in COMPUTED:
            return Cell(origin, unit=unit)
        years, quantities = self.choice.horizon_years, self.choice.quantities
        span = cost(name, _priced(own, offering), years, quantities)
        return Cell(replace(origin, place=(*origin.place, "price")), span=span, unit=unit)


def _priced(own: Alternative, offering: Offering | None) -> Comparable:
    """The alternative with what its offering says of its price, where it says nothing itself."""
    if offering is None or own.price is not None:
        return own
    names = [name for name in ("one_time", "exit_cost") if getattr(own, name) is not None]
    return offering.model_copy(update={name: getattr(own, name) for name in names})


def _fitting(fit: Fit, origin: Origin) -> Cell:
    return Cell(origin, fit.value, note=fit.note, source=fit.source, as_of=fit.as_of)


def _of_table_word(cell: TableCell, origin: Origin) -> Cell:
    word = _WORDS.get(cell.text.casefold())
    told = Cell(origin, word or "unknown", source=cell.source, as_of=cell.as_of)
    trouble = "" if word else f"'{cell.text}' is none of {', '.join(_WORDS)}"
    return replace(told, trouble=trouble)


def _figure(fact: Fact, unit: str, origin: Origin) -> Cell:
    text = fact.text or fact.value
    told = Cell(origin, text=text, unit=unit, source=fact.source, as_of=fact.as_of)
    if fact.unit and unit and fact.unit != unit:
        other = f"it is in {fact.unit}, and the choice compares {unit}"
        return replace(told, text=f"{text} {fact.unit}", trouble=other)
    return _spanned(told)


def _of_table(cell: TableCell, origin: Origin, unit: str) -> Cell:
    return _spanned(Cell(origin, text=cell.text, unit=unit, source=cell.source, as_of=cell.as_of))


def _spanned(cell: Cell) -> Cell:
    """The cell with its text read as a figure."""
    if cell.text.casefold() in {"unknown", "ask", ""}:
        return replace(cell, text="")
    try:
        return replace(cell, span=read_span(cell.text))
    except ValueError as error:
        return replace(cell, trouble=f"'{cell.text}' is no figure: {error}")
