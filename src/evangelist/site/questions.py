"""The questions that a lens can ask: what answers each, and on what the answer depends.

A question is a tuple of its name and its arguments: values that can be kept and asked again. An
answer has a version, a short text that differs where the answer differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from evangelist.content.sources import digest_of
from evangelist.model.body import Body
from evangelist.model.card import Card, Link
from evangelist.model.places import Places
from evangelist.site import answers, standing
from evangelist.site.addresses import Concealed
from evangelist.site.index import Site
from evangelist.site.links import resolve, resolve_entry
from evangelist.site.order import reading_order
from evangelist.site.pictures import Picture
from evangelist.templating.load import theme_version

Question = tuple[Any, ...]
UNASKED: Any = object()
"""What stands for the answer to a question that nobody has asked yet."""
Input = Literal["entry", "file", "output", "settings", "site", "theme", "today"]
"""What an answer depends on. Those of one `entry`, `file` or `output` name it as their first
argument; `site` is the index of everything, the plan included."""

_OF_ONE = {"entry", "file", "output"}

Results = Mapping[str, bytes]
"""The finished outputs of earlier stages, by path."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The answer to a question about something that is not there: an answer like any other."""

    reason: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question; `version` tells answers apart where their `repr` would be too much.

    Answers are kept while a site is made, for the others who ask; not those to `many` questions,
    as each page has its own: they are quicker to give than to keep.
    """

    input: Input
    answer: Callable[..., Any]
    version: Callable[..., str] | None = None
    many: bool = False


def input_of(question: Question) -> str:
    """The one input that the answer depends on: `site`, or `entry:services/vpn`."""
    kind = QUESTIONS[question[0]].input
    return f"{kind}:{question[1]}" if kind in _OF_ONE else kind


def ask(site: Site, question: Question) -> Any:
    """The answer, worked out once where many ask the same of the whole site; Missing for none."""
    found = site.answers.get(question, UNASKED)
    if found is UNASKED:
        name, *arguments = question
        kind = QUESTIONS[name]
        found = _answer(site, kind, arguments)
        if not (kind.many or kind.input in _OF_ONE):
            site.answers[question] = found
    return found


def _answer(site: Site, kind: Kind, arguments: Sequence[Any]) -> Any:
    try:
        return kind.answer(site, *arguments)
    except KeyError as error:
        return Missing(str(error.args[0]))


def version(site: Site, question: Question, given: Any) -> str:
    """The version of an answer, here of the one that was `given`."""
    if isinstance(given, Missing):
        return "missing"
    name, *arguments = question
    made = QUESTIONS[name].version
    if made is not None:
        return made(site, given, *arguments)
    return digest_of(repr(given).encode(errors="surrogatepass"))


def _card(site: Site, path: str) -> Card:
    return site.cards[path]


def _card_version(site: Site, given: Card, path: str) -> str:
    del given
    return site.cards.version(path)


def _cards(site: Site, kind: str, filters: answers.Filters, limit: int) -> tuple[Card, ...]:
    _, tag, about, _, team = filters
    paths: Iterable[str] = site.order[kind]
    if about or team:
        paths = _in_order(site, kind, answers.naming(site, about, team))
    if tag:
        tagged = frozenset(ask(site, ("tagged", kind)).get(tag, ()))
        paths = (path for path in paths if path in tagged)
    return answers.cards(site, paths, filters, limit)


def _in_order(site: Site, kind: str, paths: frozenset[str]) -> list[str]:
    """Those of a kind, in its order: there may be thousands, and each page asks for its few."""
    rank: dict[str, int] = ask(site, ("rank", kind))
    return sorted(rank.keys() & paths, key=rank.__getitem__)


def _section(site: Site, folder: str, number: int, size: int) -> tuple[Card, ...]:
    paths = ask(site, ("below", folder))
    wanted = paths[size * (number - 1) : size * number] if size else paths
    return tuple(site.cards[path] for path in wanted)


def _cards_version(site: Site, given: tuple[Card, ...], *arguments: object) -> str:
    del arguments
    versions = "\n".join(site.cards.version(card.path) for card in given)
    return digest_of(versions.encode())


def _body(site: Site, path: str) -> Body:
    return site.bodies[path]


def _places(site: Site, path: str) -> Places:
    return site.places[path]


def _piece_version(piece: str) -> Callable[..., str]:
    def made(site: Site, given: object, path: str) -> str:
        del given
        return site.pieces.version(site.stubs[path].source, piece)

    return made


def _data(site: Site, path: str) -> bytes:
    return site.files[path].read_bytes()


def _bytes_version(site: Site, given: bytes, *arguments: object) -> str:
    del site, arguments
    return digest_of(given)


def _finished(_: Site, path: str) -> bytes:
    """A lens answers this from what was rendered before it."""
    raise KeyError(path)


def _exists(site: Site, url: str) -> bool:
    return url in site.urls


def _neighbours(site: Site, path: str) -> tuple[Link | None, ...]:
    order: dict[str, tuple[str, str]] = ask(site, ("reading-order", site.stubs[path].kind))
    return tuple(answers.link(site, each) for each in order[path])


def _reading_order(site: Site, kind: str) -> dict[str, tuple[str, str]]:
    return reading_order(site.stubs_of(kind))


def _links(site: Site, kind: str, filters: answers.LinkFilters, limit: int) -> tuple[Link, ...]:
    _, field, about = filters
    paths: Iterable[str] = site.order[kind]
    if field:
        paths = _in_order(site, kind, answers.naming(site, about, ""))
    return answers.links(site, paths, filters, limit)


def _image(site: Site, path: str) -> Picture:
    return site.pictures.get(path, Picture())


def _setting(site: Site, key: str) -> Any:
    return getattr(site.settings, key)


def _passed(site: Site, day: date) -> bool:
    return day < site.today


def _days_since(site: Site, day: date) -> int:
    return (site.today - day).days


def _concealed(site: Site, path: str) -> tuple[Concealed, ...]:
    return site.cards.concealed(path)


def _languages(site: Site) -> tuple[str, ...]:
    return tuple(sorted(site.theme.strings))


def _asset_data(site: Site, name: str) -> bytes:
    return site.theme.assets[name].data


QUESTIONS: dict[str, Kind] = {
    "address": Kind("site", standing.address, many=True),
    "anchor": Kind("entry", standing.anchor),
    "asset": Kind("theme", answers.asset_digest),
    "asset-data": Kind("theme", _asset_data, _bytes_version),
    "asset-size": Kind("theme", answers.asset_size),
    "base": Kind("settings", answers.base),
    "below": Kind("site", answers.below),
    "body": Kind("entry", _body, _piece_version("body")),
    "card": Kind("entry", _card, _card_version),
    "cards": Kind("site", _cards, _cards_version),
    "categories": Kind("site", lambda site: site.categories),
    "concealed": Kind("entry", _concealed),
    "count": Kind("site", answers.count),
    "data": Kind("file", _data, _bytes_version),
    "days-since": Kind("today", _days_since),
    "exists": Kind("site", _exists),
    "feed-bases": Kind("site", answers.feed_bases),
    "has-cards": Kind("settings", lambda site: site.has_cards),
    "image": Kind("file", _image),
    "languages": Kind("theme", _languages),
    "leads": Kind("entry", resolve_entry),
    "link": Kind("entry", answers.link),
    "links": Kind("site", _links),
    "listed": Kind("site", answers.listed, _cards_version),
    "listed-pages": Kind("site", answers.listed_pages),
    "navigation": Kind("site", answers.navigation),
    "named": Kind("site", standing.is_named, many=True),
    "neighbours": Kind("site", _neighbours, many=True),
    "newest": Kind("site", answers.newest, _cards_version),
    "of-year": Kind("site", answers.of_year, _cards_version),
    "output": Kind("output", _finished, _bytes_version),
    "passed": Kind("today", _passed),
    "places": Kind("entry", _places, _piece_version("places")),
    "rank": Kind("site", answers.rank),
    "reading-order": Kind("site", _reading_order),
    "section": Kind("site", _section, _cards_version),
    "section-count": Kind("site", answers.section_count),
    "setting": Kind("settings", _setting),
    "sources": Kind("theme", answers.sources),
    "standing": Kind("entry", standing.standing),
    "strings": Kind("theme", answers.strings),
    "suggest": Kind("site", standing.suggest),
    "suggest-part": Kind("entry", standing.suggest_part),
    "tag-url": Kind("site", answers.tag_url),
    "tagged": Kind("site", answers.tagged),
    "tags": Kind("site", lambda site: site.tags),
    "tally": Kind("site", standing.tally),
    "target": Kind("site", resolve, many=True),
    "team": Kind("site", standing.team),
    "template": Kind("theme", answers.template_digest),
    "tokens": Kind("theme", lambda site: site.theme.tokens),
    "weight": Kind("file", answers.weight),
    "years": Kind("site", answers.years),
}


def inputs_of(site: Site) -> dict[str, str]:
    """Every input of a planned site but files and outputs, with its version."""
    seen = {path: site.cards.version(path) for path in site.stubs}
    settings = digest_of(repr(site.settings).encode())
    theme = theme_version(site.theme, site.settings.lang)
    names = (site.hidden, site.hidden_urls, site.unread, site.files, site.urls)
    index = (seen, *map(sorted, names), settings, theme)
    inputs = {f"entry:{path}": f"{seen[path]} {_rest(site, path)}" for path in seen}
    inputs |= {f"entry:{path}": "hidden" for path in site.hidden}
    inputs |= {f"entry:{path}": "unread" for path in site.unread}
    inputs |= {"settings": settings, "theme": theme, "today": site.today.isoformat()}
    inputs["site"] = digest_of(repr(index).encode(errors="surrogatepass"))
    return inputs


def _rest(site: Site, path: str) -> str:
    source = site.stubs[path].source
    return f"{site.pieces.version(source, 'body')} {site.pieces.version(source, 'places')}"
