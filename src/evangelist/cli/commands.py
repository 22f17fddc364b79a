"""What the commands do: read clock and environment, call the pipeline once, report."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import click

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from evangelist.build.report import Report
from evangelist.cli.progress import Progress
from evangelist.cli.reports import Outcome, print_report
from evangelist.model.dates import read_date
from evangelist.model.settings import absolute_url

Command = Literal["build", "check"]


def run_build(
    root: Path,
    output: Path | None,
    *,
    base_url: str,
    drafts: bool,
    as_of: str,
    strict: bool,
    jobs: int,
    form: str,
) -> int:
    """Build and report; the result is the exit code."""
    folder = output if output is not None else root / "output"
    with Progress() as progress:
        options = Options(
            root=root,
            output=folder,
            now=_now(),
            as_of=_day(as_of),
            base_url=_address(base_url),
            drafts=drafts,
            strict=strict,
            jobs=jobs,
            progress=progress,
        )
        report = build(options)
    return _finish(report, root, folder, "build", strict=strict, form=form)


def run_check(root: Path, *, as_of: str, strict: bool, form: str) -> int:
    """Check and report; the result is the exit code."""
    folder = root / "output"
    with Progress() as progress:
        options = Options(root, folder, _now(), _day(as_of), write=False, progress=progress)
        report = build(options)
    return _finish(report, root, folder, "check", strict=strict, form=form)


def _finish(
    report: Report, root: Path, folder: Path, command: Command, *, strict: bool, form: str
) -> int:
    failed = report.has("error") or (strict and report.has("warning"))
    print_report(Outcome(report, root, folder, command, failed), form)
    return 1 if failed else 0


def _day(as_of: str) -> date | None:
    """The day that is today by `--as-of`."""
    try:
        return read_date(as_of) if as_of else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from None


def _now() -> datetime:
    """The moment that decides what is today: SOURCE_DATE_EPOCH, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds"
            raise click.UsageError(message) from None
    return datetime.now(UTC)


def _address(base_url: str) -> str:
    if not base_url:
        return ""
    try:
        return absolute_url(base_url)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--base-url") from None
