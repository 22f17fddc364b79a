"""The front desk: words in, one call, a report out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evangelist import __version__

FORMATS = click.Choice(["text", "json", "github"])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="evangelist")
@click.option(
    "-C",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The folder of site.yaml; default: here.",
)
@click.pass_context
def cli(context: click.Context, root: Path) -> None:
    """Publish a service catalog, newsletters and feeds from Markdown."""
    context.obj = root


@cli.command()
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
@click.option("--jobs", type=click.IntRange(1, 61), metavar="N", help="How many processes to use.")
@click.option("--format", "form", type=FORMATS, default="text", help="How to report.")
@click.pass_obj
def build(
    root: Path,
    output: Path | None,
    base_url: str,
    drafts: bool,
    as_of: str,
    strict: bool,
    jobs: int | None,
    form: str,
) -> None:
    """Build the site, its feeds and its e-mails into output/."""
    from evangelist.cli.commands import run_build

    code = run_build(
        root,
        output,
        base_url=base_url,
        drafts=drafts,
        as_of=as_of,
        strict=strict,
        jobs=jobs or 0,
        form=form,
    )
    sys.exit(code)


@cli.command()
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--as-of", metavar="DATE", default="", help="Check as if this day were today.")
@click.option("--format", "form", type=FORMATS, default="text", help="How to report.")
@click.pass_obj
def check(root: Path, strict: bool, as_of: str, form: str) -> None:
    """Say what is wrong, and what would market your services better. Writes nothing."""
    from evangelist.cli.commands import run_check

    sys.exit(run_check(root, as_of=as_of, strict=strict, form=form))


def main() -> None:
    """Run the command line."""
    cli(prog_name="evangelist")
