"""Social cards: the pictures that chats and social networks show for a link. Who has one, where.

An entry whose title cannot be drawn, and every other page, is shown by the card of the site.
"""

from __future__ import annotations

from evangelist.model.card import Card
from evangelist.site.pictures import front_image
from evangelist.site.stubs import Stub
from evangelist.templating.lettering import missing, plain

CARDED = ("service", "choice", "case-study", "newsletter")
"""The kinds whose entries have a card of their own."""
SITE_CARD = "assets/cards/site.png"
"""The card of the site, below what is published."""


def card_file(path: str) -> str:
    """The path of an entry's card, below what is published."""
    return f"assets/cards/{path}.png"


def gets_card(stub: Stub) -> bool:
    """Whether a card is drawn for an entry: it has no picture, and its title can be written."""
    return stub.kind in CARDED and not stub.image and _is_writable(stub.title)


def has_card(card: Card) -> bool:
    """The same of an entry that is loaded."""
    return card.kind in CARDED and not _own_picture(card) and _is_writable(card.title)


def unwritable(card: Card) -> str:
    """The letters for whose sake an entry has no card of its own; empty where it has one."""
    return missing(card.title) if card.kind in CARDED and not _own_picture(card) else ""


def _is_writable(title: str) -> bool:
    """Whether all its letters are there, and any is left: an emoji alone is nothing to read."""
    return bool(plain(title)) and not missing(title)


def _own_picture(card: Card) -> str:
    return front_image(card).file if card.front.image else ""
