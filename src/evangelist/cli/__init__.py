"""The front desk: words in, one call, a report out. Each command is a file here."""

from __future__ import annotations

from pathlib import Path

import click

from evangelist import __version__
from evangelist.cli.build import build
from evangelist.cli.check import check
from evangelist.cli.importing import import_
from evangelist.cli.init import init
from evangelist.cli.move import move
from evangelist.cli.new import new
from evangelist.cli.schema import schema
from evangelist.cli.send import send
from evangelist.cli.serve import serve
from evangelist.cli.theme import theme
from evangelist.cli.why import why


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


for _command in (init, new, import_, move, serve, build, why, check, send, theme, schema):
    cli.add_command(_command)


def main() -> None:
    """Run the command line."""
    cli(prog_name="evangelist")
