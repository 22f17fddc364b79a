"""What outputs ask, in plain words: for people who wonder why a page was made again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from evangelist.build.changes import STRINGS, TOKENS, asset_part
from evangelist.build.told import Changes, Reason
from evangelist.model.body import Target
from evangelist.site.answers import Filters, LinkFilters
from evangelist.site.questions import QUESTIONS, Question

_MOST = 3
_NEAREST = ("entry", "file", "output", "site", "theme", "settings", "today")
"""What is named first: what is about one thing before what is about everything."""
_ANOTHER_DAY = "it is another day"


class Phrase(NamedTuple):
    """How a kind of question is told: of one thing, of several, and what the thing is called.

    `{}` is the name in `one`, the number in `many`. Kinds with the same words are told together.
    """

    one: str
    many: str = ""
    name: Callable[..., str] = str


class _Told(NamedTuple):
    """Questions of one kind in words: with the names of things, and without where it can be."""

    input: str
    full: str
    brief: str


def phrases(questions: Iterable[Question]) -> tuple[str, ...]:
    """Questions in words, like ones together: `the text of services/vpn`."""
    return tuple(each.full for each in _told(questions, Changes()))


def because(reason: Reason, changes: Changes, origin: str) -> tuple[str, ...]:
    """Why an output from this origin was rendered, in as many short sentences as it takes."""
    told = _told(reason.questions, changes)
    if not told:
        return (_otherwise(reason, changes, origin),)
    return tuple(
        f"{_ANOTHER_DAY}, which decides {each.full}"
        if each.input == "today"
        else f"{each.full} changed"
        for each in told
    )


def sentence(reason: Reason, changes: Changes, origin: str) -> str:
    """Why an output was rendered, in one sentence: the nearest of what changed comes first."""
    told = _told(reason.questions, changes)
    if not told:
        return _otherwise(reason, changes, origin)
    changed = [each.brief for each in told if each.input != "today"]
    if not changed:
        return _ANOTHER_DAY
    rest = f" and {len(changed) - 2} more" if len(changed) > 2 else ""
    return (", " if rest else " and ").join(changed[:2]) + f"{rest} changed"


def _otherwise(reason: Reason, changes: Changes, origin: str) -> str:
    if reason.kind == "new" and changes.first:
        return "no earlier build is remembered"
    is_origin = reason.kind == "planned" and origin in changes.files
    return f"{origin} changed" if is_origin else _OTHER_REASONS[reason.kind]


def few(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more


def _told(questions: Iterable[Question], changes: Changes) -> list[_Told]:
    groups: dict[tuple[int, str, str], dict[str, None]] = defaultdict(dict)
    for question in questions:
        rank = _NEAREST.index(QUESTIONS[question[0]].input)
        for phrase, name in _named(question, changes):
            groups[rank, phrase.one, phrase.many][name] = None
    ordered = sorted(groups.items(), key=lambda group: group[0][0])
    return [_phrase(_NEAREST[rank], one, many, [*names]) for (rank, one, many), names in ordered]


def _named(question: Question, changes: Changes) -> Iterator[tuple[Phrase, str]]:
    """What a question is about; a template is told by the files of it that differ."""
    name, *arguments = question
    files = changes.templates.get(arguments[0], ()) if name == "template" else ()
    for file in files:
        yield _TEMPLATE, file.partition("/templates/")[2] or file
    if not files:
        phrase = PHRASES[name]
        yield phrase, phrase.name(*arguments)


def _phrase(about: str, one: str, many: str, names: list[str]) -> _Told:
    if len(names) == 1 or not many:
        return _Told(about, one.format(names[0]), one.format(names[0]))
    brief = many.format(len(names))
    return _Told(about, f"{brief}: {few(names)}", brief)


def _cards(kind: str, filters: Filters, limit: int) -> str:
    category, tag, about, owner, team = filters
    parts = (
        f"the first {limit} entries of kind {kind}" if limit else f"the entries of kind {kind}",
        f"in the category '{category}'" if category else "",
        f"with the tag '{tag}'" if tag else "",
        f"that name {about}" if about else "",
        f"of {owner}" if owner else "",
        f"that name {team} or a service of theirs" if team else "",
    )
    return " ".join(part for part in parts if part)


def _listed(kind: str, number: int, size: int) -> str:
    del size
    return f"the entries of kind {kind}, page {number} of their list"


def _newest(kind: str, limit: int) -> str:
    return f"the newest {limit} of kind {kind}" if limit > 1 else f"the newest of kind {kind}"


def _section(folder: str, number: int = 1, size: int = 0) -> str:
    return f"the entries below {folder}/" + (f", page {number} of their list" if size else "")


def _links(kind: str, filters: LinkFilters, limit: int) -> str:
    lifecycle, field, about = filters
    parts = (
        f"the first {limit} of kind {kind}" if limit else f"all of kind {kind}",
        f"that are {lifecycle}" if lifecycle else "",
        f"that name {about} in '{field}'" if field else "",
    )
    return " ".join(part for part in parts if part)


def _meant(target: Target) -> str:
    return target.href or target.file


def _templates(names: tuple[str, ...]) -> str:
    return ", ".join(names)


def _constant(*_: object) -> str:
    return ""


def _day(day: date) -> str:
    return day.isoformat()


def _part(path: str, name: str) -> str:
    return f"{path}#{name}"


def _first(first: object, *_: object) -> str:
    return str(first)


def _content(path: str) -> str:
    return f"content/{path}"


_LIST = "{} lists of entries"
_ASSET = Phrase(asset_part("{}"), "{} files of the theme")
_LINK = Phrase("where the link to {} leads", "where {} links lead")
_PUBLISHED = "whether {} is published"
_TEMPLATE = Phrase("the template {}", "{} templates")
_CLOSURE = Phrase(
    "the template {} and what it includes", "{} templates and what they include", _first
)
_NUMBER = "how many entries there are of kind {}"
_YEARS = "from which years the entries of kind {} are"

PHRASES: dict[str, Phrase] = {
    "address": Phrase(_PUBLISHED, "whether {} addresses are published"),
    "anchor": Phrase("whether there is a part {}", "whether there are {} parts of texts", _part),
    "asset": _ASSET,
    "asset-data": _ASSET,
    "asset-size": _ASSET,
    "base": Phrase("the address of the site", name=_constant),
    "below": Phrase("{}", _LIST, _section),
    "body": Phrase("the text of {}", "the texts of {} entries"),
    "card": Phrase("the title and details of {}", "the titles and details of {} entries"),
    "cards": Phrase("{}", _LIST, _cards),
    "categories": Phrase("the categories and how many services each has", name=_constant),
    "concealed": Phrase(
        "what is left out of the details of {}", "what is left out of the details of {} entries"
    ),
    "count": Phrase(_NUMBER, "how many entries there are of {} kinds"),
    "data": Phrase("the file {}", "{} files", _content),
    "days-since": Phrase("how long ago {} is", "how long ago {} days are", _day),
    "exists": Phrase("whether {} exists", "whether {} addresses exist"),
    "feed-bases": Phrase("which feeds there are", name=_constant),
    "has-cards": Phrase("whether social cards are drawn", name=_constant),
    "image": Phrase("the picture {}", "{} pictures", _content),
    "languages": Phrase("the languages of the theme", name=_constant),
    "leads": _LINK,
    "link": Phrase(
        "the title, summary and address of {}", "the titles, summaries and addresses of {} entries"
    ),
    "links": Phrase("links to entries: {}", "{} rows of links to entries", _links),
    "listed": Phrase("{}", _LIST, _listed),
    "listed-pages": Phrase("all pages and the days of their last changes", name=_constant),
    "named": Phrase(
        "whether another entry names {}", "whether other entries name {} entries", _first
    ),
    "navigation": Phrase("the navigation", name=_constant),
    "neighbours": Phrase(
        "what comes before and after {}", "what comes before and after each of {} entries"
    ),
    "newest": Phrase("{}", _LIST, _newest),
    "of-year": Phrase("{}", _LIST, lambda kind, year: f"the entries of kind {kind} of {year}"),
    "output": Phrase("the finished file {}", "{} finished files"),
    "passed": Phrase("whether {} is over", "whether {} days are over", _day),
    "places": Phrase(
        "where things stand in the file of {}", "where things stand in the files of {} entries"
    ),
    "rank": Phrase("the order of the entries of kind {}", "the order of {} kinds"),
    "reading-order": Phrase("the order of the entries of kind {}", "the order of {} kinds"),
    "section": Phrase("{}", _LIST, _section),
    "section-count": Phrase("how many entries there are below {}/", "how full {} folders are"),
    "setting": Phrase("the setting {}", "{} settings"),
    "sources": Phrase("the templates {} and what they include", "{} sets of templates", _templates),
    "standing": Phrase(_PUBLISHED, "whether {} entries are published"),
    "strings": Phrase(STRINGS, name=_constant),
    "suggest": Phrase("which name is most like '{}'", "which names are most like {}", _first),
    "suggest-part": Phrase(
        "which part of {} was meant", "which parts of {} entries were meant", _first
    ),
    "tag-url": Phrase("the page of the tag '{}'", "the pages of {} tags"),
    "tagged": Phrase("the tags of the entries of kind {}", "the tags of {} kinds"),
    "tags": Phrase("the tags and how many entries each has", name=_constant),
    "tally": Phrase(f"{_NUMBER}, and the newest", "how many entries there are of {} kinds"),
    "target": _LINK._replace(name=_meant),
    "team": Phrase("which team is called '{}'", "which teams are called by {} names"),
    "template": _CLOSURE,
    "tokens": Phrase(TOKENS, name=_constant),
    "weight": Phrase("the size of the file {}", "the sizes of {} files", _content),
    "years": Phrase(_YEARS, "from which years the entries of {} kinds are"),
}
"""The words for each kind of question: every name in QUESTIONS is here."""

_OTHER_REASONS = {
    "new": "it was never made before",
    "planned": "it is made of something else, or in another way, than before",
    "lost": "its file was missing, or somebody had changed it",
    "asked": "something that it depends on changed",
}
