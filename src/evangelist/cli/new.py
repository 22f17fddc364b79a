"""evangelist new."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evangelist.cli import inputs

if TYPE_CHECKING:
    from evangelist.model.entry import Kind


@click.command()
@click.argument("kind")
@click.argument("title")
@click.option("--full", is_flag=True, help="Name all fields, those to choose from as comments.")
@click.option("--print", "show", is_flag=True, help="Print the entry, write nothing.")
@click.pass_obj
def new(root: Path, kind: str, title: str, *, full: bool, show: bool) -> None:
    """Start an entry: KIND is service, case-study, newsletter, news, idea, team or page.

    The file gets its name from the title, and a comment for each field. What is there is never
    overwritten. News, newsletters and case studies begin as drafts, since they go into feeds.
    """
    from evangelist.cli.told import done_or_told
    from evangelist.scaffold import new as scaffold
    from evangelist.scaffold.names import one_line

    its_kind = _kind(kind)
    try:
        title = one_line(title)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="TITLE") from None
    today = inputs.now().date()
    begun = done_or_told(lambda: scaffold.begin(root, its_kind, title, today, full=full))
    if show:
        click.echo(begun.text, nl=False)
        return
    done_or_told(lambda: scaffold.new(root, begun))
    click.echo(f"Written: {(root / begun.path).as_posix()}")
    if begun.draft:
        click.echo("It is a draft: nobody sees it until the line 'draft: true' is gone.")
    else:
        click.echo("The next build publishes it; to write in peace, add the line draft: true.")
    click.echo("Next: open it and write. What would make it better: evangelist check")


def _kind(written: str) -> Kind:
    from evangelist.model.kinds import KINDS

    names = {each.name: each for each in KINDS}
    if written in names:
        return names[written]
    called = {name: each.name for each in KINDS for name in (each.name, each.folder) if name}
    close = difflib.get_close_matches(written.lower(), called, n=1, cutoff=0.5)
    hint = f"did you mean '{called[close[0]]}'?" if close else f"these are: {', '.join(names)}"
    raise click.BadParameter(f"there is no kind '{written}'; {hint}", param_hint="KIND")
