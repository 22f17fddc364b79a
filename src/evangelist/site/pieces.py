"""The pieces of entries, each loaded only by who asks for it, and seen as of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from evangelist.content.parse import Parsed
from evangelist.content.sources import digest_of
from evangelist.model.body import Body
from evangelist.model.card import Card
from evangelist.model.places import Places
from evangelist.site.addresses import Concealed, conceal
from evangelist.site.stubs import Stub

_Piece = TypeVar("_Piece")
_MOST_CARDS = 10_000
"""So many are kept at hand, of 2 KB each: lists ask for all of them again and again."""


class Pieces(Protocol):
    """Where the pieces of entries are, each by the file of its entry."""

    def card(self, source: str) -> Card:
        """The card, as it was read: whatever the day."""

    def body(self, source: str) -> Body:
        """The text."""

    def places(self, source: str) -> Places:
        """Where things stand in the file."""

    def version(self, source: str, piece: str) -> str:
        """The digest of a piece, `card`, `body` or `places`: equal where it is equal."""


@dataclass(frozen=True)
class InMemory:
    """Pieces of entries that were just read."""

    parsed: Mapping[str, Parsed]

    @classmethod
    def of(cls, parsed: Iterable[Parsed]) -> InMemory:
        """The pieces of all that could be read."""
        return cls({each.card.source: each for each in parsed if each.card})

    def card(self, source: str) -> Card:
        """The card, as it was read."""
        card = self.parsed[source].card
        if card is None:
            raise KeyError(source)
        return card

    def body(self, source: str) -> Body:
        """The text."""
        return self.parsed[source].body

    def places(self, source: str) -> Places:
        """Where things stand in the file."""
        return self.parsed[source].places

    def version(self, source: str, piece: str) -> str:
        """The digest of a piece."""
        return digest_of(repr(getattr(self.parsed[source], piece)).encode())


@dataclass(frozen=True, slots=True)
class Loaded(Mapping[str, _Piece]):
    """A piece of every entry by its path, loaded when it is asked for."""

    stubs: Mapping[str, Stub]
    load: Callable[[str], _Piece]

    def __getitem__(self, path: str) -> _Piece:
        """The piece of an entry. Raises KeyError where there is none."""
        return self.load(self.stubs[path].source)

    def __iter__(self) -> Iterator[str]:
        """The paths of all entries."""
        return iter(self.stubs)

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self.stubs)


@dataclass(frozen=True, slots=True)
class Cards(Mapping[str, Card]):
    """Every card by its path, as it is on a day and without addresses of what is hidden."""

    stubs: Mapping[str, Stub]
    pieces: Pieces
    today: date
    hidden_urls: frozenset[str]
    _made: dict[str, Card] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, path: str) -> Card:
        """The card of an entry. Raises KeyError where there is none."""
        if path not in self._made:
            if len(self._made) >= _MOST_CARDS:
                self._made.clear()
            self._made[path] = self._card(self.stubs[path])
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        """The paths of all entries."""
        return iter(self.stubs)

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self.stubs)

    def __reduce__(self) -> tuple[Any, ...]:
        """What another process needs: it loads for itself."""
        return Cards, (self.stubs, self.pieces, self.today, self.hidden_urls)

    def _card(self, stub: Stub) -> Card:
        card = _as_of(self.pieces.card(stub.source), stub, self.today)
        return conceal(card, self.hidden_urls)[0] if self._may_hide(stub) else card

    def _may_hide(self, stub: Stub) -> bool:
        return bool(self.hidden_urls and stub.addresses)

    def concealed(self, path: str) -> tuple[Concealed, ...]:
        """The addresses that are left out of an entry."""
        stub = self.stubs[path]
        if not self._may_hide(stub):
            return ()
        card = _as_of(self.pieces.card(stub.source), stub, self.today)
        return conceal(card, self.hidden_urls)[1]

    def version(self, path: str) -> str:
        """What the card depends on besides its file: equal where it is equal."""
        stub = self.stubs[path]
        standing = (stub.is_published(self.today), stub.withheld(self.today), self.concealed(path))
        return f"{self.pieces.version(stub.source, 'card')} {standing}"


def _as_of(card: Card, stub: Stub, today: date) -> Card:
    """The card as it is on a day: what is not published then is a draft, whatever the reason."""
    update: dict[str, Any] = dict.fromkeys(stub.withheld(today))
    if "consent" in update and (consent := card.get("consent")):
        update["consent"] = consent.model_copy(update={"by": "", "text": ""})
    if not stub.is_published(today):
        update["draft"] = True
    return replace(card, front=card.front.model_copy(update=update)) if update else card
