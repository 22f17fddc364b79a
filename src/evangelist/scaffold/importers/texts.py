"""A text of another generator as it is found: read, told its kind, given its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evangelist.content.places import date_in, name_refusal
from evangelist.content.tables import decode, unreadable
from evangelist.content.yaml import YamlError
from evangelist.model.kinds import kind_named
from evangelist.problems import Problem
from evangelist.scaffold.importers.addresses import Old
from evangelist.scaffold.importers.heads import Head, read_head
from evangelist.scaffold.importers.layout import Layout, kind_by_folder
from evangelist.scaffold.importers.links import Moved
from evangelist.scaffold.importers.plan import Decision, Wish, distinct
from evangelist.scaffold.importers.tags import Aside
from evangelist.scaffold.names import file_name

LARGEST = 2 * 1024 * 1024
_LANGUAGE = re.compile(r"(.+)\.([a-z]{2}(?:-[A-Za-z]{2})?)")
_SHORT_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-")


@dataclass
class Text:
    """A text on its way: where it was, what it says, where it goes."""

    path: str
    where: str
    head: Head
    kind: str
    target: str
    old: Old
    aside: Aside = field(default_factory=Aside)
    addresses: list[str] = field(default_factory=list)
    body: str = ""

    @property
    def moved(self) -> Moved:
        """What links need to know."""
        return Moved(self.path, self.target, next(iter(self.addresses), ""))


@dataclass
class Work:
    """What is known of the folder, and what is gathered on the way."""

    layout: Layout
    wish: Wish
    source: Path
    taken: set[str]
    decisions: list[Decision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, what: str, path: str = "") -> None:
        """Note a decision, and the text that it was made for."""
        place = f"{self.layout.base.resolve().name}/{path}" if path else ""
        self.decisions.append(Decision(what, place))


def read_texts(work: Work) -> list[Text]:
    """Every text that can be read; of each that cannot, a problem is noted."""
    paths = [path for path in work.layout.texts if path not in work.layout.about]
    return [text for path in paths if (text := _read(path, work))]


def _read(path: str, work: Work) -> Text | None:
    file = work.layout.base / path
    where = file.as_posix()
    try:
        data = file.read_bytes()
        if len(data) > LARGEST:
            work.problems.append(unreadable("is longer than a text can be", where))
            return None
        text, encoding = decode(data)
        head = read_head(_lines(text), bare=work.layout.origin == "pelican")
    except UnicodeDecodeError:
        work.problems.append(unreadable("its encoding is not known", where, 0, "save it as UTF-8"))
        return None
    except OSError as error:
        work.problems.append(unreadable(f"cannot be read: {error.strerror}", where))
        return None
    except YamlError as error:
        problem = unreadable(str(error), where, error.line, error.hint)
        work.problems.append(replace(problem, column=error.column))
        return None
    if encoding != "UTF-8":
        work.tell(f"read as {encoding}", path)
    for slip in head.slips:
        work.tell(f"{slip}: read as '{slip.mended.strip()}'", f"{path}:{slip.line}")
    return _placed(path, where, head, work)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _placed(path: str, where: str, head: Head, work: Work) -> Text:
    values = {str(name): value for name, value in head.values.items()}
    named = {name.lower(): value for name, value in values.items()}
    prefix = work.layout.prefix
    found, folder, rest = kind_by_folder(f"{prefix}{path}", work.source.resolve().name)
    day = _SHORT_DAY.match(path.rsplit("/", maxsplit=1)[-1])
    if day and not date_in(path) and not named.get("date"):
        values["date"] = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    dated = bool(day or date_in(path.rsplit(".", 1)[0]) or named.get("date"))
    in_pages = path.split("/", maxsplit=1)[0].lower() in {"pages", "page"}
    guess = found or ("news" if dated and not in_pages else "page")
    kind, into = work.wish.folder_for(guess)
    if "_drafts" in path.split("/"):
        values.setdefault("draft", "yes")
    wanted = _target(into, rest if found else path, values)
    target = distinct(wanted, work.taken)
    if target != wanted:
        work.tell(f"the name '{wanted}' is taken: {target}", path)
    post = guess == "news" or folder.endswith("_posts")
    return Text(
        path, where, replace(head, values=values), kind, target, Old(f"{prefix}{path}", named, post)
    )


def _target(into: str, rest: str, values: dict[str, Any]) -> str:
    """The path below content/; names that cannot be files everywhere are made anew."""
    *folders, name = [part for part in rest.split("/") if part]
    stem = name.rsplit(".", 1)[0]
    if language := _LANGUAGE.fullmatch(stem):
        values.setdefault("lang", language[2])
        stem = f"{language[1]}-{language[2].lower()}"
    stem = "index" if stem == "_index" else stem
    folders = [folder.lstrip("_") or folder for folder in folders]
    parts = [_safe(part) for part in (*folders, stem)]
    return "/".join([*([into] if into else []), *parts]) + ".md"


def _safe(part: str) -> str:
    refused = name_refusal(part) or part.startswith(("~", "_")) or "." in part
    return file_name(part) if refused or not part.isprintable() else part


def told_kinds(texts: Iterable[Text], wish: Wish) -> Iterable[str]:
    """How many texts become what, and where."""
    counts: Mapping[tuple[str, str], int] = Counter(
        (text.kind, wish.into or kind_named(text.kind).folder) for text in texts
    )
    for (kind, folder), count in sorted(counts.items()):
        texts_counted = "1 text" if count == 1 else f"{count} texts"
        yield f"{kind}: {texts_counted}, in content/{folder}{'/' if folder else ''}"
