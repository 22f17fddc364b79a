"""evangelist serve."""

from __future__ import annotations

import sys
import warnings
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evangelist.cli import inputs

if TYPE_CHECKING:
    from evangelist.preview.serve import Preview

PORT = 8000
_TRIES = 10


@click.command()
@click.option("--host", default="127.0.0.1", metavar="HOST", help="Whom to answer: this machine.")
@click.option(
    "--port", type=click.IntRange(0, 65535), metavar="N", help="Default: 8000, or the next free."
)
@click.option("--open", "show", is_flag=True, help="Open it in a browser.")
@click.pass_obj
def serve(root: Path, host: str, port: int | None, show: bool) -> None:
    """Show the site while you write: drafts too, and each newsletter as an e-mail."""
    from evangelist.cli.reports import tell_build

    if not (root / "site.yaml").is_file():
        click.echo("there is no site.yaml here (go to the folder of the site)", err=True)
        sys.exit(1)
    preview = _listening(root, _host(host), port)
    click.echo(f"{preview.origin}/  (Ctrl+C ends it)")
    if not preview.is_private:
        click.echo("Everybody in your network can see this preview.")
    if show:
        webbrowser.open(f"{preview.origin}/")
    # watchdog hears twice of a folder that appears while it looks, and says so to nobody's use.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
    try:
        preview.run(lambda report: tell_build(report, root))
    except KeyboardInterrupt:
        click.echo("\nEnded.")


def _host(written: str) -> str:
    """A name or an address to listen at. What only looks like an address would be everywhere."""
    import ipaddress

    try:
        return ipaddress.ip_address(written.strip("[]")).compressed
    except ValueError:
        if written.strip("0123456789.") and not set(written) & set("/:[] "):
            return written
    message = f"'{written}' is no host; write one like 127.0.0.1 or localhost"
    raise click.BadParameter(message, param_hint="--host")


def _listening(root: Path, host: str, port: int | None) -> Preview:
    """A preview on the port that was asked for, or on the first that is free."""
    from evangelist.preview.serve import Preview, Serving

    wanted = [port] if port is not None else list(range(PORT, PORT + _TRIES))
    reason = ""
    for number in wanted:
        try:
            return Preview(
                Serving(root, host, number, inputs.now, click.echo, inputs.holder("serve"))
            )
        except OSError as error:
            reason = error.strerror or str(error)
    click.echo(f"{host}:{wanted[-1]} cannot be used: {reason} (name another --port)", err=True)
    sys.exit(1)
