"""Reads site.yaml."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evangelist.content.encodings import read_text
from evangelist.content.mending import Lines, read_on
from evangelist.content.validate import validate, value_cut
from evangelist.content.verdicts import Terms
from evangelist.content.written import Written
from evangelist.content.yaml import YamlError, read_yaml
from evangelist.model.kinds import FOLDERS
from evangelist.model.settings import Settings
from evangelist.problems import CODES, Problem, ProblemsError

NAME = "site.yaml"
_TERMS = Terms(
    unknown="setting-unknown",
    invalid="setting-invalid",
    synonyms={
        "site_name": "title",
        "name": "title",
        "baseurl": "url",
        "base_url": "url",
        "site_url": "url",
        "language": "lang",
        "nav": "navigation",
        "menu": "navigation",
    },
    samples={"reason": "say here why this is fine"},
)


def load_settings(root: Path) -> tuple[Settings, list[Problem]]:
    """Read and check site.yaml: the settings, and warnings about them.

    Raises ProblemsError with every error at once.
    """
    try:
        data = (root / NAME).read_bytes()
    except FileNotFoundError:
        raise ProblemsError(
            Problem(
                "site-missing",
                "there is no site.yaml here",
                hint="go to the folder of the site, or name it: evangelist -C DIR build",
            )
        ) from None
    except OSError as error:
        raise ProblemsError(
            Problem("output-failed", f"cannot be read: {error.strerror}", NAME)
        ) from None
    return read_settings(data)


def read_settings(data: bytes) -> tuple[Settings, list[Problem]]:
    """Check what is in site.yaml, as `load_settings` does."""
    text, foreign = read_text(data, NAME)
    problems = [foreign] if foreign else []
    if text is None:
        raise ProblemsError(*problems)
    try:
        document, lines, slips = read_on(Lines(tuple(text.split("\n")), read_yaml))
    except YamlError as error:
        raise ProblemsError(*problems, *map(_slip, (*error.earlier, error))) from None
    written = Written(document.value or {}, document.marks, NAME, lines)
    settings, found = validate(Settings, written, {"folders": FOLDERS}, _TERMS)
    problems += [*map(_slip, slips), *found]
    problems += [_duplicate(*duplicate) for duplicate in document.duplicates]
    problems += [value_cut(written, line, column) for line, column in document.cuts]
    if settings is None or any(problem.level == "error" for problem in problems):
        raise ProblemsError(*problems)
    told = [*_deaf_silences(settings, written), *_idle_extensions(settings, written)]
    return settings, [*problems, *told]


def _slip(error: YamlError) -> Problem:
    return Problem(
        "setting-invalid", str(error), NAME, error.line, error.column, error.hint, error.mended
    )


def _duplicate(key: str, line: int, column: int) -> Problem:
    return Problem(
        "key-duplicate", f"'{key}' stands here again", NAME, line, column, "the last one counts"
    )


def _idle_extensions(settings: Settings, written: Written) -> Iterator[Problem]:
    """Extensions of Python-Markdown beside another engine: nobody would load them."""
    if settings.markdown.engine != "markdown" and settings.markdown.extensions:
        yield written.problem(
            "setting-unknown",
            "markdown.extensions: engine gfm has none; they are for Python-Markdown",
            ("markdown", "extensions"),
            "take this out, or write engine: markdown",
        )


def _deaf_silences(settings: Settings, written: Written) -> Iterator[Problem]:
    """A silence for a code that does not exist, or for an error."""
    places = [place for place in written.marks if place[:1] == ("silence",)]
    places = [place for place in places if place[-1] == "code"]
    for item, place in zip(settings.silence, places, strict=False):
        if item.code not in CODES:
            meant = "".join(difflib.get_close_matches(item.code, CODES, n=1))
            problem = written.problem(
                "setting-unknown",
                f"silence: there is no code '{item.code}'",
                place,
                f"did you mean '{meant}'?" if meant else "",
            )
            yield replace(problem, mended=written.with_value(place, meant) if meant else "")
        elif CODES[item.code][0] == "error":
            message = f"silence: '{item.code}' is an error, and errors are always told"
            yield written.problem("setting-unknown", message, place, "mend it, and take this out")
