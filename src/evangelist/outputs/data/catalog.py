"""The catalog for programs: `catalog.json`, and the JSON Schema that it promises to keep.

What is published is written down here by hand, field by field, and not derived from front matter:
a field that we rename must not break the programs of others. What each field means is said in the
words of the model. Within one version fields are only added.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

from evangelist.model.card import Card
from evangelist.model.entry import LabelledLink
from evangelist.model.kinds.service import (
    Change,
    GetStarted,
    Lifecycle,
    Offering,
    Service,
)
from evangelist.model.levels import Level, ServiceLevels
from evangelist.model.offers import Fact, Fit, Price, Word
from evangelist.model.settings import Settings
from evangelist.outputs.data.shapes import (
    ADDRESS,
    DAY,
    MOMENT,
    NUMBER,
    PARTY,
    REFERENCE,
    TEXT,
    Part,
    Place,
    Shape,
    by_name,
    many,
    record,
    whole,
    word,
)
from evangelist.outputs.output import Rendered
from evangelist.site.lens import Lens

VERSION = 1
DATA = "/catalog.json"
SCHEMA = "/catalog.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _about(name: str) -> str:
    return Service.model_fields[name].description or ""


def _open(card: Card) -> Any:
    """The way to a service; nobody can begin with one that has ended, and its page says none."""
    return None if card.get("lifecycle") == "retired" else card.get("get_started")


def services(lens: Lens) -> list[Card]:
    """Every published service in the order of the catalog, the retired ones too."""
    return [lens.card(link.path) for link in lens.links("service")]


def _words_of(model: Any, name: str) -> Shape:
    return word(*get_args(model.model_fields[name].annotation))


_PRICE = record(
    "Price",
    Price,
    text=TEXT,
    type=_words_of(Price, "type"),
    amount=NUMBER,
    currency=Part(
        TEXT,
        lambda place, price: "" if price.amount is None else place.lens.setting("currency"),
        "The currency of the amount (ISO 4217).",
    ),
    period=TEXT,
    unit=TEXT,
)
_LEVEL = record(
    "Level",
    Level,
    text=TEXT,
    target=NUMBER,
    unit=TEXT,
    clock=TEXT,
    applies_to=TEXT,
    measured=NUMBER,
    source=TEXT,
)
_LEVELS = record(
    "ServiceLevels",
    ServiceLevels,
    text=TEXT,
    hours=TEXT,
    availability=_LEVEL,
    response=_LEVEL,
    resolution=_LEVEL,
)
_FACT = record("Fact", Fact, text=TEXT, value=TEXT, unit=TEXT, source=TEXT, as_of=DAY)
_FIT = record(
    "Fit", Fit, ("value",), value=word(*get_args(Word)), note=TEXT, source=TEXT, as_of=DAY
)
_OFFERING = record(
    "Offering",
    Offering,
    ("id", "url"),
    id=TEXT,
    url=Part(TEXT, lambda place, each: f"{place.page}#{each.id}", "Its place on the page."),
    title=TEXT,
    summary=TEXT,
    for_whom=TEXT,
    price=_PRICE,
    one_time=NUMBER,
    exit_cost=NUMBER,
    facts=by_name(_FACT),
    fit=by_name(_FIT),
    provider=PARTY,
    included=many(TEXT),
    not_included=many(TEXT),
    service_levels=_LEVELS,
)
_START = record("GetStarted", GetStarted, text=TEXT, label=TEXT, url=ADDRESS, lead_time=TEXT)
_CHANGE = record(
    "Change",
    Change,
    text=TEXT,
    date=DAY,
    what=_words_of(Change, "what"),
    before=TEXT,
    after=TEXT,
)
_LINK = record("Link", LabelledLink, text=TEXT, label=TEXT, url=ADDRESS)
_SERVICE = record(
    "Service",
    Service,
    ("id", "url", "title", "lifecycle"),
    within="front.",
    id=Part(TEXT, lambda _, card: card.path, "Its name in references; a new title leaves it."),
    url=Part(TEXT, lambda place, _: place.page, "Its page."),
    title=Part(TEXT, lambda _, card: card.title, _about("title")),
    summary=Part(TEXT, lambda _, card: card.summary, _about("summary")),
    category=TEXT,
    lifecycle=word(*get_args(Lifecycle)),
    outcome=TEXT,
    audience=many(TEXT),
    owner=PARTY,
    backup_owner=PARTY,
    get_started=Part(_START, lambda _, card: _open(card), _about("get_started")),
    support_contact=TEXT,
    service_levels=_LEVELS,
    offerings=many(_OFFERING),
    included=many(TEXT),
    not_included=many(TEXT),
    requirements=many(TEXT),
    strategic_value=TEXT,
    external_outcome=TEXT,
    customers=many(PARTY),
    suppliers=many(PARTY),
    depends_on=many(REFERENCE),
    related=many(REFERENCE),
    replaced_by=REFERENCE,
    retires_on=DAY,
    instead_of=many(TEXT),
    also_known_as=many(TEXT),
    tags=many(TEXT),
    links=many(_LINK),
    changes=many(_CHANGE),
    date=MOMENT,
    updated=MOMENT,
    review_by=DAY,
)
_ON_ITS_PAGE = replace(_SERVICE, make=lambda place, card: _SERVICE.make(place.at(card.url), card))
_CATEGORY = whole(
    "Category",
    ("id", "title", "url"),
    {
        "id": Part(TEXT, lambda _, category: category.id, "What services name it by."),
        "title": Part(TEXT, lambda _, category: category.title, "Its name."),
        "summary": Part(TEXT, lambda _, category: category.summary, "What it is for."),
        "url": Part(ADDRESS, lambda _, category: category.url, "Its page."),
    },
)


def _setting(name: str) -> Part:
    about = Settings.model_fields[name].description or ""
    return Part(TEXT, lambda _, lens: lens.setting(name), about)


_CATALOG = whole(
    "Catalog",
    ("version", "title", "url", "language", "currency", "services"),
    {
        "$schema": Part(ADDRESS, lambda *_: SCHEMA, "The schema that this keeps to."),
        "version": Part(
            Shape({"const": VERSION}, lambda _, version: version),
            lambda *_: VERSION,
            "The version of this form. Within one, fields are only added.",
        ),
        "title": _setting("title"),
        "description": _setting("description"),
        "url": Part(ADDRESS, lambda *_: "/services/", "The catalog for readers."),
        "language": Part(TEXT, lambda _, lens: lens.setting("lang"), "The language of the texts."),
        "currency": Part(
            TEXT, lambda _, lens: lens.setting("currency"), "The currency of every amount."
        ),
        "categories": Part(
            many(_CATEGORY),
            lambda _, lens: lens.categories(),
            "The categories that have services, in the order of the catalog.",
        ),
        "services": Part(
            many(_ON_ITS_PAGE),
            lambda _, lens: services(lens),
            "Every published service in the order of the catalog, those that have ended too.",
        ),
    },
)


def place_in(lens: Lens) -> Place:
    """Where the values of a site stand, with whole addresses of where it is published now."""
    return Place(lens.absolute(), lens.canonical("/"))


def render_catalog(lens: Lens) -> Rendered:
    """The services as one JSON document; what a service does not say is left out."""
    return _json(_CATALOG.make(place_in(lens), lens))


def render_schema(lens: Lens) -> Rendered:
    """The schema of that document (JSON Schema, 2020-12), named by where it is published."""
    names = dict(_CATALOG.names)
    head = {"$schema": _DIALECT, "$id": lens.canonical(SCHEMA), "title": "A catalog of services"}
    return _json({**head, **names.pop("Catalog"), "$defs": dict(sorted(names.items()))})


def _json(value: object) -> Rendered:
    return Rendered(json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")
