"""evangelist check."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evangelist import __version__
from evangelist.cli import inputs

if TYPE_CHECKING:
    from evangelist.build.options import Options
    from evangelist.problems import Problem


@click.command()
@click.option("--external", is_flag=True, help="Ask links to other sites whether they answer.")
@click.option("--drafts", is_flag=True, help="Look at drafts too, and at what is not due yet.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--as-of", metavar="DATE", default="", help="Check as if this day were today.")
@click.option("--format", "form", type=inputs.FORMATS, default="text", help="How to report.")
@click.pass_obj
def check(root: Path, external: bool, drafts: bool, strict: bool, as_of: str, form: str) -> None:
    """Say what is wrong, and what would market your services better. Builds nothing."""
    from evangelist.build import pipeline
    from evangelist.build.options import Options
    from evangelist.cli.progress import Progress
    from evangelist.cli.reports import Outcome, print_report

    folder = root / "output"
    with Progress() as progress:
        options = Options(
            root,
            folder,
            inputs.now(),
            inputs.day(as_of),
            drafts=drafts,
            write=False,
            progress=progress,
            holder=inputs.holder("check"),
        )
        report = pipeline.build(options)
        if external:
            found = {*report.problems, *_external(options)}
            ordered = tuple(sorted(found, key=lambda problem: problem.order))
            report = replace(report, problems=ordered)
    failed = report.fails(strict=strict)
    print_report(Outcome(report, root, folder, "check", failed), form)
    sys.exit(int(failed))


def _external(options: Options) -> tuple[Problem, ...]:
    from evangelist.build.asking import Manners, ask_all
    from evangelist.build.external import external_links

    manners = Manners(f"evangelist/{__version__} (link check)", inputs.proxy)
    return external_links(options, partial(ask_all, manners=manners))
