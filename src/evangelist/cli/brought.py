"""Tells what an import decided and did: grouped for people, in full for programs."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import click

from evangelist.cli.reports import (
    JSON_VERSION,
    from_here,
    grouped,
    prepare_streams,
    problem_values,
)
from evangelist.content.sources import TEXTS
from evangelist.problems import Level, Problem
from evangelist.scaffold.importers.bring import Brought, Import
from evangelist.scaffold.importers.plan import Decision
from evangelist.scaffold.importers.table import category_lines

_MOST = 3
_MOST_ALIKE = 8
_MOST_FILES = 8
_QUOTED = re.compile(r"'[^']*'|\d+|\S+/\S*")
_COLOURS: dict[Level, str] = {"error": "red", "warning": "yellow"}


def print_brought(brought: Brought, asked: Import, form: str) -> None:
    """Decisions and the outcome on stdout, problems on stderr; or one object of JSON."""
    prepare_streams(form)
    problems = from_here(brought.problems, asked.root)
    if form == "json":
        click.echo(_as_json(brought, problems))
        return
    for line in told(brought.plan.decisions):
        click.echo(line)
    if brought.plan.categories and not brought.failed:
        click.echo("New categories. Add these lines in site.yaml, below the line categories:")
        click.echo(category_lines(brought.plan.categories), nl=False)
    for level, colour in _COLOURS.items():
        for lines in grouped([problem for problem in problems if problem.level == level]):
            click.secho(f"{level}: ", fg=colour, bold=True, nl=False, err=True)
            click.echo("\n".join(lines), err=True)
    for line in _summary(brought, asked):
        click.echo(line, err=brought.failed)


def told(decisions: Iterable[Decision]) -> Iterator[str]:
    """Each decision once, with the first places where it was made and how many more.

    Where a place has made many that are alike, the first of them stand for all.
    """
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for decision in decisions:
        alike = _QUOTED.sub("", decision.what) if decision.place else decision.what
        groups[alike][decision.what].append(decision.place)
    for group in groups.values():
        shown = list(group.items())
        for what, found in shown if len(shown) <= _MOST_ALIKE else shown[:_MOST]:
            known = [place for place in found if place]
            yield f"{what}  [{_few(known, _MOST)}]" if known else what
        if len(shown) > _MOST_ALIKE:
            yield f"    and {len(shown) - _MOST} more like these; all of them: --format json"


def _few(names: Sequence[str], most: int) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _summary(brought: Brought, asked: Import) -> Iterator[str]:
    if brought.failed:
        yield "Nothing was written."
        if brought.plan.files:
            rest = _counted(len(brought.plan.files), "file", "files")
            yield f"Mend it and import again; or bring in the rest, {rest}: --skip-unreadable"
        return
    outcome = brought.outcome
    texts = [path for path in outcome.written if path.lower().endswith(TEXTS)]
    others = len(outcome.written) - len(texts)
    files = f" and {_counted(others, 'other file', 'other files')}" if others else ""
    names = f": {_few(texts, _MOST_FILES)}" if texts else ""
    verb = "written" if asked.write else "to write (a trial: nothing was written)"
    yield f"{_counted(len(texts), 'entry', 'entries')}{files} {verb}{names}"
    if outcome.same:
        there = _counted(len(outcome.same), "file was", "files were")
        yield f"{there} there already, the same."
    if outcome.left:
        there = _counted(len(outcome.left), "file was", "files were")
        yield f"{there} there already and {there.rsplit(maxsplit=1)[-1]} left alone."
    if texts and asked.write:
        yield "Look at them: evangelist check"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _as_json(brought: Brought, problems: Sequence[Problem]) -> str:
    value = {
        "version": JSON_VERSION,
        "written": list(brought.outcome.written),
        "same": list(brought.outcome.same),
        "left": list(brought.outcome.left),
        "decisions": [
            {"what": decision.what, "place": decision.place} for decision in brought.plan.decisions
        ],
        "categories": dict(brought.plan.categories),
        "problems": [problem_values(problem) for problem in problems],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)
