"""evangelist build."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evangelist.cli import inputs

if TYPE_CHECKING:
    from evangelist.build.first import Start
    from evangelist.build.options import Options
    from evangelist.build.report import Report, Verdict
    from evangelist.build.store import Store


@click.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where to write; default: output/ beside site.yaml.",
)
@click.option("--base-url", metavar="URL", default="", help="Where this build is published.")
@click.option("--drafts", is_flag=True, help="Show drafts and what is not published yet.")
@click.option("--as-of", metavar="DATE", default="", help="Build as if this day were today.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--portable", is_flag=True, help="Make pages that open from a folder, unserved.")
@click.option("--jobs", type=click.IntRange(1, 61), metavar="N", help="How many processes to use.")
@click.option("--explain", is_flag=True, help="Tell why each file was made again.")
@click.option("--verify", is_flag=True, help="Build from nothing too, and compare every byte.")
@click.option("--format", "form", type=inputs.FORMATS, default="text", help="How to report.")
@click.pass_obj
def build(
    root: Path,
    output: Path | None,
    base_url: str,
    drafts: bool,
    as_of: str,
    strict: bool,
    portable: bool,
    jobs: int | None,
    explain: bool,
    verify: bool,
    form: str,
) -> None:
    """Build the site, its feeds and its e-mails into output/."""
    from evangelist.build.options import Options
    from evangelist.cli.progress import Progress

    folder = output if output is not None else root / "output"
    with Progress() as progress:
        options = Options(
            root=root,
            output=folder,
            now=inputs.now(),
            as_of=inputs.day(as_of),
            base_url=inputs.address(base_url),
            drafts=drafts,
            strict=strict,
            portable=portable,
            jobs=jobs or 0,
            progress=progress,
            holder=inputs.holder("build"),
        )
        verdict = _verdict(options, verify=verify)
    _tell(verdict, options, form, explain=explain)
    sys.exit(int(verdict.fails(strict=strict)))


def _verdict(options: Options, *, verify: bool) -> Verdict:
    from evangelist.build import first
    from evangelist.build.report import Verdict

    if verify:
        from evangelist.build import verify as proof

        return proof.verify(options)
    return Verdict(first.build(options, _rest))


def _rest(options: Options, store: Store, start: Start) -> Report:
    """What is loaded only where something has changed."""
    from evangelist.build.pool import Workers

    if start.last is None:  # all texts are to be read
        Workers(options.jobs).expect(len(start.ground.found.sources))
    from evangelist.build.pipeline import build_changed

    return build_changed(options, store, start)


def _tell(verdict: Verdict, options: Options, form: str, *, explain: bool) -> None:
    from evangelist.cli.reports import Outcome, print_report

    failed = verdict.report.fails(strict=options.strict)
    outcome = Outcome(verdict.whole, options.root, options.output, "build", failed, explain=explain)
    print_report(outcome, form)
    if verdict.files and form != "json":
        line = f"A build from nothing is the same, byte for byte: {verdict.files} files"
        click.echo(line, err=form == "github")
