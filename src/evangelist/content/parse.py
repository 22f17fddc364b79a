"""One file in, one card and one body out: a pure function of the file and a few settings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Any

from evangelist.content import places
from evangelist.content.callouts import not_understood
from evangelist.content.characters import REPLACEMENT, only_characters
from evangelist.content.deadline import DeadlineError, deadline
from evangelist.content.elements import elements_in
from evangelist.content.encodings import read_text
from evangelist.content.front_matter import FrontMatter, read_front_matter
from evangelist.content.harmless import is_harmless
from evangelist.content.markdown import Engine, Rendered
from evangelist.content.marks import UNFILLED, filled, for_everybody, spoken, undeclared
from evangelist.content.outline import lift_title, outline, plain
from evangelist.content.parts import Cutter, anchors_in
from evangelist.content.sanitize import dropped, sanitize
from evangelist.content.unread import unread
from evangelist.content.validate import validate, value_cut
from evangelist.content.verdicts import Terms
from evangelist.content.written import Written
from evangelist.content.yaml import YamlError
from evangelist.model.body import Body
from evangelist.model.card import Card
from evangelist.model.dates import read_moment
from evangelist.model.entry import SYNONYMS, Entry
from evangelist.model.kinds import FOLDERS, kind_of
from evangelist.model.places import Places
from evangelist.problems import Problem

EXCERPT_CHARACTERS = 200
PAGE_SECONDS = 10.0
_BREAKS = re.compile(r"\s*[\r\n]\s*")
_FIRST_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What parsing knows besides the file."""

    engine: Engine
    zone: tzinfo
    trust_html: bool = False
    folder: str = "content"
    seconds: float = PAGE_SECONDS


@dataclass(frozen=True, slots=True)
class Parsed:
    """The result for one file; without a card where it cannot be understood."""

    path: str
    card: Card | None = None
    body: Body = field(default_factory=Body)
    places: Places = field(default_factory=Places)
    problems: tuple[Problem, ...] = ()


def parse(file: str, data: bytes, reading: Reading) -> Parsed:
    """Read one file, by its path below `content/` and its bytes.

    Nothing is raised: whatever is amiss is a problem of the result.
    """
    where = f"{reading.folder}/{file}"
    path = places.entry_path(file)
    if refusal := places.name_refusal(file) or places.name_refusal(path):
        return Parsed(path, problems=(_reserved(refusal, where),))
    text, foreign = read_text(data, where)
    before = (foreign,) if foreign else ()
    if text is None:
        return Parsed(path, problems=before)
    try:
        head = read_front_matter(text.replace("\x00", REPLACEMENT))
        head = replace(head, body=only_characters(head.body))
    except YamlError as error:
        return Parsed(path, problems=(*before, *_slips((*error.earlier, error), where)))
    try:
        with deadline(reading.seconds):
            parsed = _complete(file, path, where, head, reading)
            return replace(parsed, problems=(*before, *parsed.problems))
    except (DeadlineError, RecursionError):
        return Parsed(path, problems=(*before, _timeout(where, reading.seconds)))


def _complete(file: str, path: str, where: str, head: FrontMatter, reading: Reading) -> Parsed:
    kind = kind_of(file)
    written = Written(head.values, head.marks, where, head.lines)
    problems = _slips(head.slips, where)
    problems += [_duplicate(key, where, line, column) for key, line, column in head.duplicates]
    problems += [value_cut(written, line, column) for line, column in head.cuts]
    front, found = validate(
        kind.model,
        written,
        {"zone": reading.zone, "folders": FOLDERS},
        Terms(synonyms=SYNONYMS | kind.synonyms),
    )
    problems += found
    if front is None:
        return Parsed(path, problems=tuple(problems))
    problems += _unsafe_slug(front, head, where)
    problems += _undeclared(front, head, where)
    problems += _callouts(head, where)
    rendered = reading.engine.render(head.body)
    as_it_is = reading.trust_html or is_harmless(rendered)
    html = rendered.html if as_it_is else sanitize(rendered.html)
    named = next((text for name in ("title", *kind.titles) if (text := getattr(front, name))), "")
    html, title = lift_title(html, _BREAKS.sub(" ", named).strip())
    if not title:
        problems.append(_untitled(places.readable(path), where))
    front = front.model_copy(update={"title": title or places.readable(path)})
    front = _impersonal(_filled(front, path, reading.zone))
    card = _card(file, where, front, html)
    body, stands = _body(file, card, html, head)
    if not reading.trust_html:
        problems += _dropped(rendered, head, where)
    problems += unread(rendered, where, head.body_line)
    return Parsed(path, card, body, stands, tuple(problems))


def _slips(errors: Iterable[YamlError], where: str) -> list[Problem]:
    return [
        Problem("front-matter-invalid", str(e), where, e.line, e.column, e.hint, e.mended)
        for e in errors
    ]


def _filled(front: Entry, path: str, zone: tzinfo) -> Entry:
    """The front matter with what the file's name says besides."""
    update: dict[str, Any] = {}
    if front.date is None and (written := places.date_in(path)):
        try:
            update["date"] = read_moment(written, zone)
        except ValueError:
            update = {}
    if getattr(front, "number", 0) is None:
        update["number"] = places.number_in(path)
    return front.model_copy(update=update) if update else front


def _impersonal(front: Entry) -> Entry:
    """The front matter with words for everybody where lists and feeds show it."""
    words = for_everybody(front, UNFILLED)
    shown = ("title", "summary", "preheader") if words else ()
    return front.model_copy(update={name: filled(getattr(front, name), words) for name in shown})


def _card(file: str, where: str, front: Entry, html: str) -> Card:
    path = places.entry_path(file)
    kind = kind_of(file)
    return Card(
        path=path,
        kind=kind.name,
        url=places.entry_url(path, front.slug),
        source=where,
        title=front.title,
        summary=front.summary or _stand_in(front, kind.summaries) or _opening(front, html),
        year=front.date.year if front.date else places.year_in(file),
        front=front,
    )


def _stand_in(front: Entry, names: Iterable[str]) -> str:
    """The first of these fields that says something, on one line."""
    texts = (" ".join(str(getattr(front, name)).split()) for name in names)
    return next((_cut(text) for text in texts if text), "")


def _opening(front: Entry, html: str) -> str:
    """The beginning of the text, with words for everybody."""
    return filled(_excerpt(html), for_everybody(front, UNFILLED))


def _excerpt(html: str) -> str:
    texts = (plain(match[1]) for match in _FIRST_PARAGRAPH.finditer(html))
    return next((_cut(text) for text in texts if text), "")


def _cut(text: str) -> str:
    if len(text) <= EXCERPT_CHARACTERS:
        return text
    return text[:EXCERPT_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:- ") + " …"


def _body(file: str, card: Card, html: str, head: FrontMatter) -> tuple[Body, Places]:
    mailed = kind_of(file).mailed
    html, toc = outline(html, (offering.id for offering in card.get("offerings") or ()))
    cutter = Cutter(file, card.url, head.body, head.body_line)
    cutter.cut(html)
    body = Body(tuple(cutter.parts), toc, anchors_in(html))
    elements = elements_in(html, head.body, head.body_line) if mailed else ()
    return body, Places(head.marks, tuple(cutter.mentions), tuple(cutter.asides), elements)


def _untitled(name: str, where: str) -> Problem:
    message = f"has no title; shown as '{name}', after its file"
    return Problem("title-missing", message, where, 1, 1, "write title: at the top of the file")


def _unsafe_slug(front: Entry, head: FrontMatter, where: str) -> list[Problem]:
    if not front.slug:
        return []
    line, column = head.marks.get(("slug",), (1, 1))
    refusal = places.name_refusal(front.slug.strip("/"))
    return [Problem("path-outside", f"'slug': {refusal}", where, line, column)] if refusal else []


def _callouts(head: FrontMatter, where: str) -> list[Problem]:
    return [
        Problem(
            "callout-unknown",
            f"'{words}' is not understood, and readers see it as it is written",
            where,
            head.body_line + line - 1,
            column,
            hint,
        )
        for words, hint, line, column in not_understood(head.body)
    ]


def _undeclared(front: Entry, head: FrontMatter, where: str) -> list[Problem]:
    """Marks of an issue that nobody would fill in; other texts show braces as they are."""
    if "merge" not in type(front).model_fields:
        return []
    found = [
        (mark, *_marked(head, place))
        for place, text in spoken(front)
        for mark, _, _ in undeclared(front, text)
    ]
    found += [(m, head.body_line + at - 1, col) for m, at, col in undeclared(front, head.body)]
    hint = "name it under merge:, or write it in `code`"
    return [
        Problem("email-mark", f"'{mark}' is filled in for nobody", where, at, col, hint)
        for mark, at, col in found
    ]


def _marked(head: FrontMatter, place: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column of a value, or of what holds it."""
    known = (place[:end] for end in range(len(place), 0, -1))
    return next((head.marks[each] for each in known if each in head.marks), (1, 1))


def _dropped(rendered: Rendered, head: FrontMatter, where: str) -> list[Problem]:
    problems = []
    for name, words in dropped(rendered.raw).items():
        at = max(head.body.find(words), 0)
        line = head.body.count("\n", 0, at)
        column = at - head.body.rfind("\n", 0, at)
        problems.append(
            Problem(
                "html-dropped",
                f"{name} was left out: it can run code in a reader's browser or has no place here",
                where,
                head.body_line + line,
                column,
            )
        )
    return problems


def _duplicate(key: str, where: str, line: int, column: int) -> Problem:
    return Problem(
        "key-duplicate", f"'{key}' stands here again", where, line, column, "the last one counts"
    )


def _reserved(refusal: str, where: str) -> Problem:
    return Problem("path-reserved", refusal, where, hint="rename the file")


def _timeout(where: str, seconds: float) -> Problem:
    return Problem(
        "page-timeout",
        f"took longer than {seconds:g} seconds, or nests too deeply",
        where,
        1,
        1,
        "look for thousands of unclosed brackets, or split the text",
    )
