"""Starts an entry: few fields, each explained, from what its kind says of itself."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from evangelist.build.reading import parse_all
from evangelist.content.places import entry_path
from evangelist.content.settings import load_settings
from evangelist.content.sources import Found, read_source, scan
from evangelist.content.verdicts import model_in
from evangelist.model.entry import Entry, Kind
from evangelist.model.kinds import FOLDERS, kind_of
from evangelist.model.settings import Settings
from evangelist.model.values import Party, Reference, Structured
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.change import Change, apply, exists
from evangelist.scaffold.names import file_name
from evangelist.scaffold.templates import yaml_value

CONTENT = "content"
MOST_FIELDS = 6
_WIDTH = 96
_MADE = FOLDERS | {"404", "categories", "feeds", "index", "tags"}
_DRAFT = "Feeds and e-mails cannot be taken back: remove this line when it is ready."
_NOTES = "A line that begins with # is a note. To use what it shows, take the # away."
_TEXT = "Below the next line stands the text."


@dataclass(frozen=True, slots=True)
class Begun:
    """A new entry: its file, relative to the folder of the site, and what is in it."""

    path: str
    text: str
    draft: bool


def new(root: Path, begun: Begun) -> None:
    """Write a new entry. Raises ProblemsError; what is there is never overwritten."""
    apply(root, Change(new={begun.path: begun.text.encode()}))


def begin(root: Path, kind: Kind, title: str, today: date, *, full: bool) -> Begun:
    """The entry of a kind that a title makes; with `full`, it names all fields of the kind.

    Raises ProblemsError where its place is taken or another page's, or there is no site.
    """
    settings, _ = load_settings(root)
    found = scan(root / CONTENT)
    path = free_path(kind, title, today, found)
    first = First(fields_of(kind), started(title, today))
    first.values.update(dict.fromkeys(kind.titles, first.values["title"]))
    if "number" in kind.model.model_fields:
        first.values["number"] = str(_next_number(root, kind, settings, found))
    return Begun(f"{CONTENT}/{path}", head(kind, first, settings, full=full), kind.dated)


@dataclass(frozen=True, slots=True)
class First:
    """What stands in the head of a new entry: its fields in order, and their values as YAML.

    A value that begins with a line break stands below its key. `notes` are for the writer, after
    what a field means.
    """

    names: tuple[str, ...]
    values: dict[str, str]
    notes: Mapping[str, str] = field(default_factory=dict)


def started(title: str, today: date) -> dict[str, str]:
    """The values that every new entry has, as YAML."""
    return {"title": yaml_value(title), "date": today.isoformat(), "draft": "true"}


def head(kind: Kind, first: First, settings: Settings, *, full: bool) -> str:
    """The front matter of a new entry, from `---` to `---`, each field explained.

    With `full` it names all other fields of the kind as well, as comments.
    """
    lines = ["---", *_fields(kind, first, settings), f"# {_TEXT}", "---", ""]
    if full:
        lines[-3:-3] = _rest(kind, first.names, settings)
    return "\n".join(lines)


def fields_of(kind: Kind) -> tuple[str, ...]:
    """The fields that a new entry of a kind begins with."""
    return (*kind.starter, "draft") if kind.dated else kind.starter


def free_path(kind: Kind, title: str, today: date, found: Found) -> str:
    """The first name of the kind that no entry has, whatever case it is written in.

    A path below `content/`. Raises ProblemsError where there is none.
    """
    words = {"title": file_name(title), "date": today.isoformat(), "month": f"{today:%Y-%m}"}
    taken = {entry_path(source.path).casefold(): source.path for source in found.sources}
    folder = f"{kind.folder}/" if kind.folder else ""
    wanted = [f"{folder}{name.format_map(words)}.md" for name in kind.names]
    _refuse_made(kind, wanted[0])
    for path in wanted:
        if entry_path(path).casefold() not in taken:
            return path
    there = taken[entry_path(wanted[-1]).casefold()]
    titled = any("{title}" in name for name in kind.names)
    hint = "open it, or take another title" if titled else "open it"
    raise ProblemsError(exists(f"{CONTENT}/{there}", hint))


def _refuse_made(kind: Kind, path: str) -> None:
    """Refuse a place that the site itself fills, or where a file would be of another kind."""
    entry = path.removesuffix(".md")
    if entry in _MADE:
        message = f"a {kind.name} cannot be called '{entry}': the site makes a page of that name"
    elif kind_of(path).name != kind.name:
        message = f"it would introduce the list of {kind.folder} and be no {kind.name}"
    else:
        return
    hint = "take another title, such as one with a second word"
    raise ProblemsError(Problem("path-collision", message, f"{CONTENT}/{path}", hint=hint))


def _next_number(root: Path, kind: Kind, settings: Settings, found: Found) -> int:
    """One more than the highest number of an entry of the kind."""
    sources = [each for each in found.sources if kind_of(each.path) is kind]
    texts = [(each.path, read_source(root / CONTENT, each)[1]) for each in sources]
    entries = parse_all(texts, settings, CONTENT)
    numbers = (entry.card.get("number") for entry in entries if entry.card)
    return max((number for number in numbers if number), default=0) + 1


def _fields(kind: Kind, first: First, settings: Settings) -> Iterator[str]:
    yield f"# {_NOTES}"
    for name in first.names:
        info = kind.model.model_fields[name]
        meaning = _meaning(name, info, settings, first.names)
        yield from _comment(f"{meaning} {first.notes.get(name, '')}")
        value = first.values.get(name, "")
        space = "" if value.startswith("\n") else " "
        yield f"{info.alias or name}:{space}{value}".rstrip()
        if not value:
            yield from (f"#   {line}" for line in info.examples or ())


def _rest(kind: Kind, names: Sequence[str], settings: Settings) -> Iterator[str]:
    """All other fields as comments: those of the kind first, then what all kinds have."""
    others = [name for name in kind.model.model_fields if name not in names]
    for name in sorted(others, key=lambda name: name in Entry.model_fields):
        info = kind.model.model_fields[name]
        yield "#"
        yield from _comment(_meaning(name, info, settings, names))
        yield f"# {info.alias or name}:"
        yield from _parts(info)


def _meaning(name: str, info: FieldInfo, settings: Settings, starter: Sequence[str]) -> str:
    words = f"{info.description}{_choices(info.annotation)}"
    if name == "draft" and name in starter:
        words += f" {_DRAFT}"
    if name == "category" and settings.categories:
        words += f" These are: {', '.join(category.id for category in settings.categories)}."
    return words


def _choices(annotation: Any) -> str:
    words = [str(each) for each in get_args(annotation) if each]
    return f" One of: {', '.join(words)}." if get_origin(annotation) is Literal else ""


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ")


def _parts(info: FieldInfo) -> Iterator[str]:
    """What stands below a key that has parts; the short form of it needs no words."""
    model = model_in(info.annotation)
    if model is None or issubclass(model, Party | Reference):
        return
    for name, part in model.model_fields.items():
        if part.description != Structured.model_fields["text"].description:
            yield f"#   {part.alias or name}:  # {part.description}{_choices(part.annotation)}"
