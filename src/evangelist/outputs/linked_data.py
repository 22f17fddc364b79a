"""What a page is about, for search engines: JSON-LD in the vocabulary of schema.org.

A data block: browsers do not run it, and a content security policy does not ask about it. It
says nothing that the page does not show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol
from urllib.parse import urljoin

from markupsafe import Markup

from evangelist.content.marks import UNFILLED, filled, for_everybody
from evangelist.model.card import Card, Link
from evangelist.model.kinds.service import Offering
from evangelist.model.offers import Price
from evangelist.model.values import Party, Reference
from evangelist.outputs.data_block import data_block
from evangelist.site.lens import Lens

Thing = dict[str, Any]

_ARTICLES = {"case-study": "Article", "newsletter": "Article", "news": "NewsArticle"}
_AVAILABLE = {
    "live": "InStock",
    "on-shelf": "PreOrder",
    "paused": "OutOfStock",
    "retiring": "LimitedAvailability",
    "retired": "Discontinued",
}
"""What a lifecycle means in schema.org's words; of what is explored, nothing can be said yet."""


class Shown(Protocol):
    """What has to be known of a page: `Page` has it."""

    @property
    def url(self) -> str:
        """Its address within the site."""

    @property
    def canonical(self) -> str:
        """Its whole address."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def lang(self) -> str:
        """Its language."""

    @property
    def description(self) -> str:
        """What it is about, in a sentence."""

    @property
    def image(self) -> str:
        """The whole address of its picture, or nothing."""

    @property
    def listed(self) -> bool:
        """Whether it wants to be found."""

    @property
    def breadcrumbs(self) -> tuple[Link, ...]:
        """The way to it from home."""

    @property
    def card(self) -> Card | None:
        """The entry that it shows, or that introduces it."""


def linked_data(lens: Lens, page: Shown) -> Markup:
    """The data block of a page; nothing where there is nothing to say, or nobody is to find it."""
    graph = [*_about(lens.absolute(), page)] if page.listed else []
    if not graph:
        return Markup("")
    data = {"@context": "https://schema.org", "@graph": graph}
    text = _filled(json.dumps(data, ensure_ascii=False, separators=(",", ":")), page.card)
    return Markup('<script type="application/ld+json">{}</script>').format(data_block(text))


def _filled(text: str, card: Card | None) -> str:
    """The marks of an issue as everybody reads them, written as JSON writes them."""
    words = for_everybody(card.front, UNFILLED) if card else {}
    return filled(text, {name: json.dumps(word)[1:-1] for name, word in words.items()})


def _about(lens: Lens, page: Shown) -> Iterator[Thing]:
    card = page.card
    if page.url == "/":
        yield _site(lens) | _said(url=lens.url("/"), description=lens.setting("description"))
    elif card and card.kind == "service" and card.url == page.url:
        yield _service(lens, page, card)
    elif card and card.kind in _ARTICLES:
        yield _article(lens, page, card)
    elif card and card.kind == "team" and card.url == page.url:
        yield _team(lens, page, card)
    if page.breadcrumbs:
        yield _breadcrumbs(lens, page)


def _said(**properties: Any) -> Thing:
    """The properties that have a value; a price of 0 is one."""
    return {key: each for key, each in properties.items() if each is not None and each != ""}


def _site(lens: Lens) -> Thing:
    """Whose site it is: the same thing on every page, by its id."""
    home = lens.url("/")
    return {"@type": "Organization", "@id": f"{home}#us", "name": lens.setting("title")}


def _party(lens: Lens, party: Party, kind: str) -> Thing | None:
    """A team with its page; a name as a thing of the `kind`; None for nobody."""
    if party.path:
        link = lens.link(party.path)
        if link is None:
            return None
        return {"@type": "Organization", "name": link.title, "url": lens.url(link.url)}
    return _site(lens) if party.text == "us" else {"@type": kind, "name": party.text}


def _service(lens: Lens, page: Shown, card: Card) -> Thing:
    front = card.front
    owner = _party(lens, front.owner, "Organization") if front.owner else None
    audience = [{"@type": "Audience", "audienceType": name} for name in front.audience]
    return _said(
        **{"@type": "Service", "@id": f"{page.canonical}#service"},
        name=card.title,
        alternateName=list(front.also_known_as) or None,
        description=card.get("outcome") or card.summary,
        url=page.canonical,
        image=page.image,
        audience=audience or None,
        provider=owner or _site(lens),
        availableChannel=_channel(page, card, lens),
        offers=[_offer(lens, page, card, each) for each in card.get("offerings")] or None,
    )


def _channel(page: Shown, card: Card, lens: Lens) -> Thing | None:
    """Where to begin, for whoever may."""
    start = card.get("get_started")
    if not start or not start.url or card.get("lifecycle") in {"paused", "retired"}:
        return None
    address = urljoin(page.canonical, lens.url(start.url))
    return _said(**{"@type": "ServiceChannel"}, name=start.label, serviceUrl=address)


def _offer(lens: Lens, page: Shown, card: Card, offering: Offering) -> Thing:
    available = _AVAILABLE.get(card.get("lifecycle"))
    ends = card.get("retires_on")
    return _said(
        **{"@type": "Offer"},
        name=offering.title,
        description=offering.summary or offering.for_whom,
        url=f"{page.canonical}#{offering.id}",
        availability=f"https://schema.org/{available}" if available else None,
        availabilityEnds=ends.isoformat() if ends else None,
        **_price(lens, offering.price),
    )


def _price(lens: Lens, price: Price | None) -> Thing:
    """A figure with its currency; what each figure is for, where it is for a time or a unit.

    A price that its writer put into words is no figure, and one by quotation has none.
    """
    if price is None or price.text or price.type == "quote":
        return {}
    amount = 0 if price.type == "none" else price.amount
    if amount is None:
        return {}
    said = {"price": amount, "priceCurrency": lens.setting("currency")}
    unit = ", ".join(each for each in (price.unit, price.period) if each and each != "once")
    if not unit:
        return said
    return said | {
        "priceSpecification": {"@type": "UnitPriceSpecification", **said, "unitText": unit}
    }


def _article(lens: Lens, page: Shown, card: Card) -> Thing:
    front = card.front
    written = [_party(lens, author, "Person") for author in front.authors]
    authors = [each for each in written if each]
    if not authors and front.owner and (owner := _party(lens, front.owner, "Organization")):
        authors = [owner]
    return _said(
        **{"@type": _ARTICLES[card.kind]},
        headline=card.title,
        description=page.description,
        url=page.canonical,
        image=page.image,
        inLanguage=page.lang,
        datePublished=front.date.isoformat() if front.date else None,
        dateModified=front.updated.isoformat() if front.updated else None,
        keywords=list(front.tags) or None,
        author=authors or [_site(lens)],
        publisher=_site(lens),
        about=_services(lens, card.get("services") or ()) or None,
    )


def _services(lens: Lens, references: Sequence[Reference]) -> list[Thing]:
    links = (lens.link(each) for each in references)
    return [
        {"@type": "Service", "@id": f"{(url := lens.url(link.url))}#service", "url": url}
        | {"name": link.title}
        for link in links
        if link
    ]


def _team(lens: Lens, page: Shown, card: Card) -> Thing:
    contact = card.get("contact")
    return _said(
        **{"@type": "Organization"},
        name=card.title,
        description=card.get("purpose") or card.summary,
        url=page.canonical,
        image=page.image,
        email=contact if "@" in contact and not {" ", ":"} & {*contact} else None,
        parentOrganization=_site(lens),
    )


def _breadcrumbs(lens: Lens, page: Shown) -> Thing:
    way = [*((crumb.title, lens.url(crumb.url)) for crumb in page.breadcrumbs)]
    items = [
        {"@type": "ListItem", "position": number, "name": title, "item": url}
        for number, (title, url) in enumerate([*way, (page.title, page.canonical)], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
