"""Which questions are about a source: those about the thing itself, and those about many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evangelist.build.changes import STRINGS, TOKENS, asset_part
from evangelist.build.meant import Meant
from evangelist.model.body import Target
from evangelist.model.theme import Theme
from evangelist.site.answers import Filters, LinkFilters
from evangelist.site.order import reading_order
from evangelist.site.questions import Question, input_of
from evangelist.site.stubs import Stub
from evangelist.templating.environment import SHEET, sheets, template_closure


@dataclass(frozen=True, slots=True)
class Concerns:
    """Tells what is about a source.

    `stub` is that of an entry, where it could be read, and `neighbours` has the paths before and
    after each entry of its kind.
    """

    meant: Meant
    theme: Theme
    stub: Stub | None = None
    neighbours: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, meant: Meant, theme: Theme, stubs: Iterable[Stub]) -> Concerns:
        """Look at a source among all entries."""
        everything = list(stubs)
        stub = next((each for each in everything if each.source == meant.file), None)
        order = reading_order(each for each in everything if stub and each.kind == stub.kind)
        return cls(meant, theme, stub, order)

    def about(self, question: Question) -> bool:
        """Whether a question is about the source itself."""
        name, *arguments = question
        what = self.meant.what
        if what in {"entry", "file"}:
            return input_of(question) == f"{what}:{self.meant.name}" or self._leads(question)
        if what == "settings":
            return input_of(question) == "settings" or name in _BY_SETTINGS
        if what == "template":
            return self._needs(name, arguments)
        if name == "asset" and arguments[0] in sheets(self.theme) and self.meant.name == TOKENS:
            return True
        return self.meant.name in _PARTS.get(name, _no_part)(*arguments)

    def _leads(self, question: Question) -> bool:
        name, *arguments = question
        if name == "target":
            target: Target = arguments[0]
            return self.meant.name == target.file
        if name == "neighbours":
            return self.meant.name in self.neighbours.get(arguments[0], ())
        return bool(self.stub and name == "exists" and arguments[0] == self.stub.url)

    def among(self, question: Question) -> bool:
        """Whether a question is about a list or a number of entries of which it is, or may be.

        Of a list that ends after a few it is enough that the entry is one to choose from.
        """
        name, *arguments = question
        is_among = _AMONG.get(name)
        return bool(self.stub and is_among and is_among(self.stub, *arguments))

    def _needs(self, name: str, arguments: list[Any]) -> bool:
        if name not in _OF_TEMPLATES:
            return False
        asked = _OF_TEMPLATES[name](arguments[0])
        names = {each for start in asked for each in template_closure(self.theme, start)}
        return self.meant.file in {self.theme.templates[each].where for each in names}


def _no_part(*_: object) -> tuple[str, ...]:
    return ()


def _passes(stub: Stub, kind: str, filters: Filters, _: int) -> bool:
    category, tag, about, owner, team = filters
    return (
        stub.kind == kind
        and category in {"", stub.category}
        and tag in {"", *(name.casefold() for name in stub.tags)}
        and about in {"", *(path for _, path in stub.references)}
        and owner in {"", stub.owner}
        and bool(stub.references or not team)
    )


def _linked(stub: Stub, kind: str, filters: LinkFilters, _: int) -> bool:
    lifecycle, field, about = filters
    return (
        stub.kind == kind
        and lifecycle in {"", stub.lifecycle}
        and (not field or (field, about) in stub.references)
    )


def _of_kind(stub: Stub, kind: str, *_: object) -> bool:
    return stub.kind == kind


def _below(stub: Stub, folder: str, *_: object) -> bool:
    return stub.path.startswith(f"{folder}/")


def _names(stub: Stub, path: str, kind: str) -> bool:
    return stub.kind == kind and path in {each for _, each in stub.references}


_AMONG: Mapping[str, Callable[..., bool]] = {
    "cards": _passes,
    "categories": lambda stub: stub.kind == "service",
    "count": _of_kind,
    "links": _linked,
    "listed": _of_kind,
    "listed-pages": lambda stub: bool(stub.url),
    "named": _names,
    "newest": _of_kind,
    "of-year": lambda stub, kind, year: stub.kind == kind and stub.year == year,
    "section": _below,
    "section-count": _below,
    "tag-url": lambda stub, tag: tag in {name.casefold() for name in stub.tags},
    "tags": lambda stub: bool(stub.tags),
    "tally": _of_kind,
    "years": _of_kind,
}
_PARTS: Mapping[str, Callable[..., tuple[str, ...]]] = {
    "asset": lambda name: (asset_part(name),),
    "asset-data": lambda name: (asset_part(name),),
    "asset-size": lambda name: (asset_part(name),),
    "languages": lambda: (STRINGS,),
    "strings": lambda: (STRINGS,),
    "tokens": lambda: (TOKENS,),
}
_OF_TEMPLATES: Mapping[str, Callable[[Any], Iterable[str]]] = {
    "asset": lambda name: (f"{name}{SHEET}",),
    "sources": lambda names: names,
    "template": lambda name: (name,),
}
_BY_SETTINGS = {"categories", "navigation"}
