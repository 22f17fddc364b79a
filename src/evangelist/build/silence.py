"""What a site asks not to hear, by `silence` in site.yaml."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatchcase

from evangelist.model.settings import Settings, Silence
from evangelist.problems import CODES, Problem

ON_REQUEST = frozenset({"link-external", "link-moved"})
"""Codes of findings that not every build looks for."""
_CONTENT = "content/"


def heard(problems: Iterable[Problem], settings: Settings) -> tuple[Problem, ...]:
    """The problems that the site does not silence, each once; errors are always heard."""
    return tuple(
        problem
        for problem in dict.fromkeys(problems)
        if problem.level == "error"
        or not any(_silences(rule, problem) for rule in settings.silence)
    )


def idle(problems: Collection[Problem], settings: Settings) -> Iterator[Problem]:
    """Advice for each silence that silences none of all the problems of a build."""
    for rule in settings.silence:
        if not _is_looked_for(rule.code) or any(_silences(rule, each) for each in problems):
            continue
        where = f" in {', '.join(rule.paths)}" if rule.paths else ""
        message = f"silence: there is no '{rule.code}'{where} any more"
        yield Problem("silence-idle", message, "site.yaml", hint="take it out")


def _is_looked_for(code: str) -> bool:
    return code in CODES and CODES[code][0] != "error" and code not in ON_REQUEST


def _silences(rule: Silence, problem: Problem) -> bool:
    if rule.code != problem.code:
        return False
    path = problem.path.removeprefix(_CONTENT)
    return not rule.paths or any(
        fnmatchcase(path, pattern.removeprefix(_CONTENT)) for pattern in rule.paths
    )
