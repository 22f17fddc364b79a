"""Reports for people (text), programs (json) and pull requests (github)."""

import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from evangelist.build.report import Report
from evangelist.problems import Level, Problem

JSON_VERSION = 1
_MOST_PLACES = 3
_COLOURS: dict[Level, str] = {"error": "red", "warning": "yellow", "advice": "cyan"}
_QUOTED = re.compile(r"'[^']*'|\d+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report with what is needed to tell it."""

    report: Report
    root: Path
    output: Path
    command: str
    failed: bool
    explain: bool = False


def print_report(outcome: Outcome, form: str) -> None:
    """Tell the report in one of the formats."""
    prepare_streams(form)
    outcome = replace(outcome, report=_from_here(outcome))
    if form == "json":
        click.echo(as_json(outcome.report, explain=outcome.explain))
    elif form == "github":
        for line in workflow_commands(outcome.report.problems):
            click.echo(line)
        click.echo(summary(outcome), err=True)
    else:
        _print_text(outcome)
    if outcome.explain and form != "json" and not outcome.failed:
        from evangelist.cli.explained import explanation

        click.echo("\n".join(explanation(outcome.report)), err=form == "github")


def prepare_streams(form: str = "text") -> None:
    """Programs read UTF-8 on every system; a terminal shows what its encoding has."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if form != "text" and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _from_here(outcome: Outcome) -> Report:
    """The report with paths relative to the current folder."""
    return replace(outcome.report, problems=from_here(outcome.report.problems, outcome.root))


def from_here(problems: Iterable[Problem], root: Path) -> tuple[Problem, ...]:
    """Problems of a site with their paths relative to the current folder."""
    prefix = _relative(root)
    return tuple(
        replace(problem, path=f"{prefix}/{problem.path}")
        if prefix != "." and _below(problem)
        else problem
        for problem in problems
    )


def _relative(folder: Path) -> str:
    """A folder as seen from the current one; in full where that is on another drive."""
    try:
        return Path(os.path.relpath(folder)).as_posix()
    except ValueError:
        return folder.resolve().as_posix()


def _below(problem: Problem) -> bool:
    return (
        problem.path.startswith(("content/", "themes/", "site.yaml")) or problem.path == "content"
    )


def as_json(report: Report, *, explain: bool = False) -> str:
    """One object: version, written, kept, removed, seconds, problems; to explain, rendered."""
    value: dict[str, Any] = {
        "version": JSON_VERSION,
        "written": list(report.written),
        "kept": list(report.kept),
        "removed": list(report.removed),
        "seconds": round(report.seconds, 3),
        "problems": [problem_values(problem) for problem in report.problems],
    }
    if explain:
        from evangelist.cli.explained import changed_names, rendered_values

        value["rendered"] = rendered_values(report.reasons, report.changes, report.origins)
        value["changed"] = changed_names(report.changes)
    return json.dumps(value, ensure_ascii=False, indent=2)


def problem_values(problem: Problem) -> dict[str, str | int]:
    """A problem as JSON has it."""
    return {
        "code": problem.code,
        "level": problem.level,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
        "mended": problem.mended,
    }


_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "advice": "notice"}


def workflow_commands(problems: Iterable[Problem]) -> Iterator[str]:
    """Workflow commands of GitHub Actions, in the order of the problems."""
    for problem in problems:
        place = [f"file={_property(problem.path)}"] if problem.path else []
        if problem.line:
            place += [f"line={problem.line}", f"col={problem.column or 1}"]
        place.append(f"title={_property(problem.code)}")
        text = problem.message + (f" ({problem.hint})" if problem.hint else "")
        text += f"\n{problem.mended}" if problem.mended else ""
        yield f"::{_COMMANDS[problem.level]} {','.join(place)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _print_text(outcome: Outcome) -> None:
    problems = outcome.report.problems
    levels: tuple[Level, ...] = ("warning", "error")
    if outcome.command == "check":
        levels = ("error", "warning", "advice")
        for line in first_steps(problems):
            click.echo(line, err=True)
    for level in levels:
        for lines in grouped([problem for problem in problems if problem.level == level]):
            click.secho(f"{level}: ", fg=_COLOURS[level], bold=True, nl=False, err=True)
            click.echo("\n".join(lines), err=True)
    click.echo(summary(outcome), err=outcome.failed)


def tell_build(report: Report, root: Path) -> None:
    """Tell of a build of the live preview: what is wrong, else what is new, in a line."""
    prepare_streams("text")
    outcome = replace(
        Outcome(report, root, root, "serve", failed=report.has("error")),
        report=_from_here(Outcome(report, root, root, "serve", failed=False)),
    )
    errors = [problem for problem in outcome.report.problems if problem.level == "error"]
    for lines in grouped(errors):
        click.secho("error: ", fg="red", bold=True, nl=False, err=True)
        click.echo("\n".join(lines), err=True)
    if not errors:
        changed = len(report.written) + len(report.removed)
        remarks = sum(problem.level == "warning" for problem in report.problems)
        more = f", {_counted(remarks, 'warning')}" if remarks else ""
        click.echo(f"{_counted(changed, 'file')} renewed in {report.seconds:.1f} s{more}")


_USEFUL = (
    "placeholder",
    "outcome-missing",
    "get-started-missing",
    "consent-expired",
    "offerings-missing",
    "proof-missing",
    "idea-unanswered",
    "newsletter-overdue",
    "owner-missing",
    "result-stale",
    "review-overdue",
    "boast",
)


def first_steps(problems: Sequence[Problem]) -> Iterator[str]:
    """The three most useful things to do next: errors, warnings, then what clients miss most."""
    wrong = sorted((each for each in problems if each.level != "advice"), key=lambda p: p.order)
    each_once = {(problem.level, problem.code): problem for problem in reversed(wrong)}
    errors = [problem for problem in wrong if problem.level == "error"]
    warnings = [each for each in reversed(each_once.values()) if each.level == "warning"]
    rest = [problem for problem in problems if problem.code in _USEFUL]
    rest.sort(key=lambda problem: (_USEFUL.index(problem.code), problem.order))
    firsts = {problem.code: problem for problem in reversed(rest)}
    varied = sorted(firsts.values(), key=lambda problem: _USEFUL.index(problem.code))
    steps = list(dict.fromkeys([*errors, *warnings, *varied, *rest]))
    if steps:
        yield click.style("Do these first:", bold=True)
        for number, problem in enumerate(steps[:3], start=1):
            yield f"  {number}. {problem}"
        yield ""


def grouped(problems: Sequence[Problem]) -> Iterator[list[str]]:
    """Each finding once: where it stands in many files, with how many and the first places."""
    groups: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[_likeness(problem)].append(problem)
    for group in groups.values():
        if len(group) <= _MOST_PLACES:
            for problem in group:
                yield [f"{problem}", *_mended(problem)]
            continue
        first = group[0]
        files = len({problem.path for problem in group})
        hint = f" ({first.hint})" if first.hint and len({p.hint for p in group}) == 1 else ""
        places = ", ".join(_place(problem) for problem in group[:_MOST_PLACES])
        same = len({problem.message for problem in group}) == 1
        message = first.message if same else f"{first.message}, and the like"
        yield [
            f"{message}{hint}: {len(group)} times in {files} files [{first.code}]",
            f"    {places} and {len(group) - _MOST_PLACES} more",
        ]


def _mended(problem: Problem) -> list[str]:
    """The line to put in place of the one that is wrong: as it is, so that a copy of it works."""
    lines = problem.mended.splitlines()
    return [f"    line {problem.line} as it would be right:", *lines] if lines else []


def _likeness(problem: Problem) -> tuple[str, str]:
    """Findings of one code are alike; what names a key or another site has to name the same."""
    if problem.level == "error":
        return (problem.code, str(problem))
    if problem.code in {"key-unknown", "link-external", "link-moved"}:
        return (problem.code, problem.message)
    return (problem.code, _QUOTED.sub("", problem.message))


def _place(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}" if problem.line else problem.path


def summary(outcome: Outcome) -> str:
    """What happened, in a line or two."""
    report = outcome.report
    counts = {level: sum(p.level == level for p in report.problems) for level in _COLOURS}
    fatal: tuple[Level, ...] = ("error", "warning")
    found = ", ".join(_counted(counts[level], level) for level in fatal if counts[level])
    advice = _counted(counts["advice"], "piece") + " of advice" if counts["advice"] else ""
    if outcome.command == "check":
        lines = [", ".join(part for part in (found, advice) if part) or "Nothing to mend."]
        if report.hidden:
            hidden = _counted(report.hidden, "draft")
            lines.append(f"Not looked at: {hidden} (evangelist check --drafts)")
        return "\n".join(lines)
    if outcome.failed:
        return f"Nothing was written: {found}."
    written, kept, removed = (len(x) for x in (report.written, report.kept, report.removed))
    took = f"in {report.seconds:.1f} s"
    lines = [
        f"{_shown(outcome.output)}: {written} written, {kept} kept, {removed} removed {took}",
    ]
    drafts = [p for p in report.written if p.endswith(".eml") and not p.endswith(".each.eml")]
    if drafts:
        newest = [_shown(outcome.output) + path for path in sorted(drafts, reverse=True)]
        lines.append(f"E-mails to open and send: {_few(newest)}")
    if report.foreign:
        lines.append(f"Left alone, not ours: {_few(report.foreign)}")
    if found:
        lines.append(f"With {found}.")
    if advice:
        lines.append(f"And {advice}: evangelist check")
    return "\n".join(lines)


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_PLACES} more" if len(names) > _MOST_PLACES else ""
    return ", ".join(names[:_MOST_PLACES]) + more


def _shown(folder: Path) -> str:
    return f"{_relative(folder)}/"
