"""A whole site as it is before something in it changes: read, and complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evangelist.build.reading import parse_all
from evangelist.build.silence import heard
from evangelist.build.survey import Survey
from evangelist.content.parse import Parsed
from evangelist.content.settings import load_settings
from evangelist.content.sources import Found, read_source, scan
from evangelist.model.card import Card
from evangelist.model.settings import Settings
from evangelist.model.theme import Theme
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.moves import CONTENT, refused
from evangelist.site.checks import check
from evangelist.site.index import Site
from evangelist.templating.load import load_theme


@dataclass(frozen=True, slots=True)
class World:
    """A site with its drafts. `entries` and `cards` are by the path of their file.

    `texts` are the sources that were found, in their order, with their bytes.
    `problems` is what a check of it finds.
    """

    root: Path
    today: date
    settings: Settings
    theme: Theme
    found: Found
    texts: tuple[tuple[str, bytes], ...]
    entries: Mapping[str, Parsed]
    cards: Mapping[str, Card]
    site: Site
    problems: tuple[Problem, ...]


def read_world(root: Path, today: date) -> World:
    """Read a site. Raises ProblemsError where a text cannot be read: its links are not known."""
    settings, problems = load_settings(root)
    theme = load_theme(settings.theme, root, settings.brand)
    found = scan(root / CONTENT)
    content = root / CONTENT
    texts = tuple((each.path, read_source(content, each)[1]) for each in found.sources)
    parsed = list(parse_all(texts, settings, CONTENT))
    unread = [*found.problems, *(p for each in parsed if not each.card for p in each.problems)]
    if errors := [problem for problem in unread if problem.level == "error"]:
        message = "nothing was moved: links in what cannot be read cannot be mended"
        raise ProblemsError(refused(message), *errors)
    entries = {path: each for (path, _), each in zip(texts, parsed, strict=True)}
    cards = {path: each.card for path, each in entries.items() if each.card}
    survey = Survey(
        settings=settings,
        theme=theme,
        files=found.files,
        base_url=settings.url,
        today=today,
        drafts=True,
    )
    site, _, complaints = survey.of_parsed(entries)
    complaints += check(site)
    told = heard([*problems, *complaints], settings)
    return World(root, today, settings, theme, found, texts, entries, cards, site, told)
