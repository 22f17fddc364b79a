"""evangelist new."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evangelist.cli import inputs

if TYPE_CHECKING:
    from evangelist.model.entry import Kind
    from evangelist.scaffold.draft.gather import Gathered
    from evangelist.scaffold.new import Begun

NEWSLETTER = "newsletter"
_COUNTED = {
    "service": ("service", "services"),
    "change": ("service that changed", "services that changed"),
    "shelf": ("service on the shelf", "services on the shelf"),
    "case-study": ("case study", "case studies"),
    "news": ("piece of news", "pieces of news"),
    "idea": ("idea that was made", "ideas that were made"),
    "ending": ("service that ends", "services that end"),
}


@click.command()
@click.argument("kind")
@click.argument("title", required=False)
@click.option("--full", is_flag=True, help="Name all fields, those to choose from as comments.")
@click.option("--empty", is_flag=True, help="A blank newsletter: gather nothing.")
@click.option("--print", "show", is_flag=True, help="Print the entry, write nothing.")
@click.pass_obj
def new(root: Path, kind: str, title: str | None, *, full: bool, empty: bool, show: bool) -> None:
    """Start an entry: KIND is service, choice, case-study, newsletter, news, idea, team or page.

    The file gets its name from the title, and a comment for each field. What is there is never
    overwritten. News, newsletters, case studies and ideas begin as drafts, since they go into
    feeds.

    A newsletter needs no title, and writes its own draft: what no issue has told yet.
    """
    from evangelist.cli.told import done_or_told
    from evangelist.scaffold import new as scaffold

    its_kind = _kind(kind)
    title = _title(its_kind, title, empty=empty)
    begun, said = done_or_told(lambda: _begun(root, its_kind, title, full=full, empty=empty))
    if said:
        click.echo(said, err=show)
    if show:
        click.echo(begun.text, nl=False)
        return
    done_or_told(lambda: scaffold.new(root, begun))
    click.echo(f"Written: {(root / begun.path).as_posix()}")
    if begun.draft:
        click.echo("It is a draft: nobody sees it until the line 'draft: true' is gone.")
    else:
        click.echo("The next build publishes it; to write in peace, add the line draft: true.")
    check = "evangelist check --drafts" if begun.draft else "evangelist check"
    click.echo(f"Next: open it and write. What would make it better: {check}")


def _title(kind: Kind, title: str | None, *, empty: bool) -> str:
    """The title that was given, on one line; a newsletter may have none."""
    from evangelist.scaffold.names import one_line

    if empty and kind.name != NEWSLETTER:
        raise click.UsageError("--empty is for newsletters: every other new entry is blank")
    if title is None:
        if kind.name != NEWSLETTER:
            raise click.UsageError("Missing argument 'TITLE'.")
        return ""
    try:
        return one_line(title)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="TITLE") from None


def _begun(root: Path, kind: Kind, title: str, *, full: bool, empty: bool) -> tuple[Begun, str]:
    """The new entry, and what there is to say of it."""
    from evangelist.build.options import Options
    from evangelist.scaffold import new as scaffold
    from evangelist.scaffold.draft import issue

    now = inputs.now()
    options = Options(
        root, root / "output", now, drafts=True, write=False, holder=inputs.holder("new")
    )
    if kind.name == NEWSLETTER and not empty:
        draft = issue.begin_draft(options, title, full=full)
        return draft.begun, _counted(draft.gathered)
    if not title:
        return issue.begin_blank(options, now.date(), full=full), ""
    return scaffold.begin(root, kind, title, now.date(), full=full), ""


def _counted(gathered: Gathered) -> str:
    from evangelist.scaffold.draft.write import nothing

    counts = [(len(group.items) + group.more, group.name) for group in gathered.groups]
    named = (f"{count} {_COUNTED[name][count != 1]}" for count, name in counts)
    return nothing(gathered) or f"No issue has told yet: {', '.join(named)}."


def _kind(written: str) -> Kind:
    from evangelist.model.kinds import KINDS

    names = {each.name: each for each in KINDS}
    if written in names:
        return names[written]
    called = {name: each.name for each in KINDS for name in (each.name, each.folder) if name}
    close = difflib.get_close_matches(written.lower(), called, n=1, cutoff=0.5)
    hint = f"did you mean '{called[close[0]]}'?" if close else f"these are: {', '.join(names)}"
    raise click.BadParameter(f"there is no kind '{written}'; {hint}", param_hint="KIND")
