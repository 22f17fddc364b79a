"""Starts a site: a small, good one, to be replaced line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from evangelist.content.settings import NAME as SETTINGS
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.change import Change, apply, exists
from evangelist.scaffold.ignores import NAME as IGNORES
from evangelist.scaffold.ignores import with_missing
from evangelist.scaffold.names import file_name
from evangelist.scaffold.origin import VENDOR, Origin
from evangelist.scaffold.publishing import Started, publishing_files
from evangelist.scaffold.templates import fill, texts, yaml_value

DEFAULTS = {
    "en": ("Our services", "Our team", "UTC"),
    "de": ("Unsere Dienste", "Unser Team", "Europe/Berlin"),
}
"""For each language what a site is called, what its team is called, and its time zone."""
URL = "https://services.example.org/"
"""The address of a site whose writer does not know it yet."""
_WELCOME = re.compile(
    r"(\.git|\.gitignore|\.gitattributes|\.editorconfig|\.vscode|\.idea|\.?venv|\.DS_Store"
    r"|desktop\.ini|thumbs\.db|evangelist-.*\.whl|(readme|licen[cs]e|copying|notice)(\..*)?)",
    re.IGNORECASE,
)
"""What a folder may hold that is empty otherwise: what code hosts, editors and Python put there."""
_NAMED = {
    "content/teams/team.md": "content/teams/<<slug>>.md",
    "content/news/pages-are-open.md": "content/news/<<today>>-pages-are-open.md",
    "content/newsletters/first.md": "content/newsletters/<<month>>.md",
}
_HIDDEN = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new site has to know. `url` is absolute; `lang` is one of `DEFAULTS`."""

    title: str
    team: str
    url: str
    lang: str
    timezone: str


def refuse(folder: Path) -> None:
    """Raise ProblemsError where a site cannot begin, naming what is there."""
    if folder.exists() and not folder.is_dir():
        raise ProblemsError(Problem("file-exists", "is a file", folder.as_posix()))
    found = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    others = [name for name in found if not _is_welcome(folder / name)]
    if not others:
        return
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    message = f"holds other things: {', '.join(others[:_MOST_NAMED])}{more}"
    hint = "name a folder that is new or empty"
    if SETTINGS in others:
        message = "holds a site already"
        hint = "to add the workflows: evangelist init DIR --workflows --source SOURCE"
    raise ProblemsError(Problem("file-exists", message, folder.as_posix(), hint=hint))


def _is_welcome(entry: Path) -> bool:
    if entry.name == VENDOR and entry.is_dir():
        return all(inner.suffix == ".whl" for inner in entry.iterdir())
    return _WELCOME.fullmatch(entry.name) is not None


def init(folder: Path, answers: Answers, origin: Origin | None, today: date) -> Started:
    """Write a site into a folder that is new or empty: all of it, or nothing.

    With an origin it gets the workflows too. What is there already stays as it is; only a
    .gitignore gets the lines that it lacks. Raises ProblemsError.
    """
    refuse(folder)
    wanted = site_files(answers, today)
    if origin is not None:
        wanted |= publishing_files(origin, ZoneInfo(answers.timezone), today)
    kept = [path for path in wanted if (folder / path).exists()]
    _refuse_another(folder, [path for path in kept if origin and path in origin.files], wanted)
    new = {path: data for path, data in wanted.items() if path not in kept}
    grown = _grown(folder, wanted)
    apply(folder, Change(new=new, replaced=grown))
    stayed = sorted(path for path in kept if path not in grown)
    return Started(tuple(sorted(new)), tuple(stayed), tuple(grown))


def _grown(folder: Path, wanted: dict[str, bytes]) -> dict[str, bytes]:
    """The .gitignore that is there with the lines that it lacks, or nothing."""
    file = folder / IGNORES
    if not file.is_file():
        return {}
    try:
        there = file.read_bytes()
    except OSError as error:
        problem = Problem("output-failed", f"cannot be read: {error.strerror}", IGNORES)
        raise ProblemsError(problem) from None
    whole = with_missing(there, wanted[IGNORES])
    return {IGNORES: whole} if whole != there else {}


def _refuse_another(folder: Path, paths: list[str], wanted: dict[str, bytes]) -> None:
    """What is installed must be what was named, not a file of the same name."""
    others = [path for path in paths if (folder / path).read_bytes() != wanted[path]]
    if others:
        raise ProblemsError(*(exists(path, "it is another file of that name") for path in others))


def _sender(team: str) -> str:
    """A sender with the team's name, quoted where RFC 5322 wants it."""
    plain = all(sign.isalnum() or sign in " -" for sign in team)
    name = team if plain else '"' + team.replace("\\", "").replace('"', "") + '"'
    return f"{name} <helpdesk@example.org>"


def site_files(answers: Answers, today: date) -> dict[str, bytes]:
    """The files of a new site, by path. Its dates are those of the day on which it begins."""
    values = {
        "title": yaml_value(answers.title),
        "heading": " ".join(answers.title.split()),
        "team": yaml_value(answers.team),
        "sender": yaml_value(_sender(answers.team)),
        "slug": file_name(answers.team),
        "url": answers.url,
        "timezone": answers.timezone,
        "today": today.isoformat(),
        "month": today.isoformat()[:7],
        "earlier": (today - timedelta(days=7)).isoformat(),
        "review": (today + timedelta(days=365)).isoformat(),
    }
    found = {_HIDDEN[path]: text for path, text in texts("both").items()}
    found |= {_NAMED.get(path, path): text for path, text in texts(answers.lang).items()}
    return {fill(path, values): fill(text, values).encode() for path, text in found.items()}
