"""The proof of a build: made again beside it from nothing, it comes to the same bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from evangelist.build.report import Report, Verdict
from evangelist.build.standing import on_disk
from evangelist.problems import Problem

_MOST = 20
_MEND = "remove the folder .evangelist/, build again, and tell those who make evangelist"


def verify(options: Options) -> Verdict:
    """Build, then build from nothing in a folder that is gone afterwards, and compare.

    Where the site changes meanwhile nothing is compared, and that is the one difference.
    """
    report = build(options)
    if report.fails(strict=options.strict):
        return Verdict(report)
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder)
        clean = replace(options, output=beside / "output", kept=beside / "kept")
        made = build(clean)
        found = [*_different_files(_files(options.output), _files(clean.output))]
    found += _different_problems(report, made)
    if found and _is_changed(build(options)):
        message = "the site was changed while it was verified"
        found = [Problem("build-differs", message, hint="do it again")]
    return Verdict(report, 0 if found else len(report.files), tuple(_first(found)))


def _files(folder: Path) -> Mapping[str, str]:
    """What we have written there: the digest of each file as it stands on the disk, by path."""
    standing = on_disk(folder)
    return {path: standing.files.get(path, "") for path in standing.ours.files}


def _different_files(ours: Mapping[str, str], clean: Mapping[str, str]) -> Iterator[Problem]:
    for path in sorted({*ours, *clean}):
        if path not in clean:
            yield _differs(path, "a build from nothing does not make this file")
        elif path not in ours:
            yield _differs(path, "a build from nothing makes this file, and it is not here")
        elif ours[path] != clean[path]:
            yield _differs(path, "a build from nothing makes other bytes")


def _different_problems(report: Report, made: Report) -> Iterator[Problem]:
    for problem in sorted({*report.problems} ^ {*made.problems}, key=lambda each: each.order):
        told = "tells" if problem in made.problems else "does not tell"
        message = f"a build from nothing {told} this: {problem.message}"
        yield replace(_differs(problem.path, message), line=problem.line, column=problem.column)


def _differs(path: str, message: str) -> Problem:
    return Problem("build-differs", message, path, hint=_MEND)


def _is_changed(report: Report) -> bool:
    return bool(report.written or report.removed or report.rendered or report.has("error"))


def _first(found: list[Problem]) -> Iterator[Problem]:
    yield from found[:_MOST]
    if len(found) > _MOST:
        message = f"a build from nothing has {len(found) - _MOST} more differences"
        yield _differs("", message)
