"""evangelist check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evangelist.cli import inputs


@click.command()
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--as-of", metavar="DATE", default="", help="Check as if this day were today.")
@click.option("--format", "form", type=inputs.FORMATS, default="text", help="How to report.")
@click.pass_obj
def check(root: Path, strict: bool, as_of: str, form: str) -> None:
    """Say what is wrong, and what would market your services better. Writes nothing."""
    from evangelist.build import pipeline
    from evangelist.build.options import Options
    from evangelist.cli.progress import Progress
    from evangelist.cli.reports import Outcome, print_report

    folder = root / "output"
    with Progress() as progress:
        options = Options(
            root, folder, inputs.now(), inputs.day(as_of), write=False, progress=progress
        )
        report = pipeline.build(options)
    failed = report.fails(strict=strict)
    print_report(Outcome(report, root, folder, "check", failed), form)
    sys.exit(int(failed))
