"""Reads site.yaml."""

from __future__ import annotations

from pathlib import Path

from evangelist.content.sources import not_utf8
from evangelist.content.validate import Terms, Written, validate, value_cut
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
    try:
        document = read_yaml(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise ProblemsError(not_utf8(data, error, NAME)) from None
    except YamlError as error:
        raise ProblemsError(_invalid(str(error), error.line, error.column, error.hint)) from None
    values = document.value if document.value is not None else {}
    if not isinstance(values, dict):
        raise ProblemsError(_invalid("expected lines of key: value", 1, 1))
    settings, problems = validate(
        Settings, Written(values, document.marks, NAME), {"folders": FOLDERS}, _TERMS
    )
    problems += [_duplicate(*duplicate) for duplicate in document.duplicates]
    problems += [value_cut(NAME, line, column) for line, column in document.cuts]
    if settings is None or any(problem.level == "error" for problem in problems):
        raise ProblemsError(*problems)
    return settings, problems + _unknown_codes(settings)


def _invalid(message: str, line: int, column: int, hint: str = "") -> Problem:
    return Problem("setting-invalid", message, NAME, line, column, hint)


def _duplicate(key: str, line: int, column: int) -> Problem:
    return Problem(
        "key-duplicate", f"'{key}' stands here again", NAME, line, column, "the last one counts"
    )


def _unknown_codes(settings: Settings) -> list[Problem]:
    return [
        Problem("setting-unknown", f"silence: there is no code '{item.code}'", NAME)
        for item in settings.silence
        if item.code not in CODES
    ]
