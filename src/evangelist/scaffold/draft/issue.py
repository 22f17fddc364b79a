"""Begins an issue: the draft that writes itself, or a blank one; with a title or without."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from evangelist.build.options import Options
from evangelist.build.pipeline import Read, with_site
from evangelist.content.settings import load_settings
from evangelist.content.sources import scan
from evangelist.model.kinds import kind_named
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.draft import write
from evangelist.scaffold.draft.gather import Gathered, gather
from evangelist.scaffold.new import (
    CONTENT,
    Begun,
    First,
    begin,
    fields_of,
    free_path,
    head,
    started,
)
from evangelist.site.answers import strings_of
from evangelist.site.index import Site
from evangelist.templating.load import load_theme
from evangelist.templating.words import Words

KIND = kind_named("newsletter")
_UNREAD = {"encoding-invalid", "front-matter-invalid", "value-invalid", "page-timeout"}
_FEATURES = "Each was in no issue yet: leave out what readers can do without."
_ASKS = "Nothing is asked yet: one question, how long it takes, and what comes back for it."


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue that has been begun, and what is in it."""

    begun: Begun
    gathered: Gathered


def begin_draft(options: Options, title: str, *, full: bool) -> Draft:
    """The draft of what no issue has told yet, as a file to write; one title for none given.

    `options` ask for drafts. Raises ProblemsError where a text cannot be read, since what it
    tells is not known then, where there is no site, and where the place is taken.
    """
    return with_site(options, lambda read: _draft(options, read, title, full=full))


def _draft(options: Options, read: Read, title: str, *, full: bool) -> Draft:
    if unread := [problem for problem in read.problems if problem.code in _UNREAD]:
        message = "nothing was written: what cannot be read may have been told, or be new"
        hint = "mend it, or begin a blank issue: evangelist new newsletter --empty"
        raise ProblemsError(Problem("draft-refused", message, hint=hint), *unread)
    site, gathered = read.site, gather(read.site)
    found = scan(options.root / CONTENT)
    path = free_path(KIND, "", site.today, found)
    words = Words(strings_of(site.theme, site.settings.lang))
    first = First(
        _names(),
        started(title or _title(words, path, site.today), site.today)
        | {"number": str(_next_number(site)), "features": write.features(gathered)},
        _notes(gathered),
    )
    text = write.text(site, words, gathered, posixpath.dirname(path))
    entry = head(KIND, first, site.settings, full=full) + text
    return Draft(Begun(f"{CONTENT}/{path}", entry, draft=True), gathered)


def begin_blank(options: Options, today: date, *, full: bool) -> Begun:
    """A blank issue with a title of its day. Raises ProblemsError as `scaffold.new.begin` does."""
    root = options.root
    settings, _ = load_settings(root)
    theme = load_theme(settings.theme, root, settings.brand)
    path = free_path(KIND, "", today, scan(root / CONTENT))
    title = _title(Words(strings_of(theme, settings.lang)), path, today)
    return begin(root, KIND, title, today, full=full)


def _names() -> tuple[str, ...]:
    """The fields of a blank issue, and before the last of them what is gathered and asked."""
    *first, last = fields_of(KIND)
    return (*first, "features", "asks", last)


def _notes(gathered: Gathered) -> Mapping[str, str]:
    return {"features": write.nothing(gathered) or _FEATURES, "asks": _ASKS}


def _title(words: Words, path: str, today: date) -> str:
    """Named after its month, or after its day where the month has an issue."""
    return write.issue_title(words, today, first_of_month=today.isoformat() not in path)


def _next_number(site: Site) -> int:
    numbers = (card.get("number") for card in site.by_kind["newsletter"])
    return max((number for number in numbers if number), default=0) + 1
