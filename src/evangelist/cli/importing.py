"""evangelist import."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

KINDS = ("service", "choice", "case-study", "newsletter", "news", "idea", "team", "page")
ORIGINS = ("csv", "word", "jekyll", "hugo", "pelican")


@click.command("import")
@click.argument(
    "sources",
    metavar="SOURCE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    help="What the entries are; default: by the names of files and folders.",
)
@click.option("--into", metavar="FOLDER", default="", help="A folder below content/ for them.")
@click.option(
    "--from",
    "origin",
    type=click.Choice(ORIGINS),
    help="What wrote the source; default: by how it looks.",
)
@click.option("--skip-unreadable", is_flag=True, help="Go on without what cannot be read.")
@click.option("--dry-run", is_flag=True, help="Tell everything and write nothing.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report."
)
@click.pass_obj
def import_(
    root: Path,
    sources: tuple[Path, ...],
    kind: str | None,
    into: str,
    origin: str | None,
    skip_unreadable: bool,
    dry_run: bool,
    form: str,
) -> None:
    """Bring in a table (.csv), documents of Word, or a folder of Jekyll, Hugo or Pelican."""
    from evangelist.cli.brought import print_brought
    from evangelist.scaffold.importers.bring import Import, bring
    from evangelist.scaffold.importers.plan import Wish

    asked = Import(
        sources=sources,
        root=root,
        wish=Wish(kind or "", _folder(into, kind or ""), origin or ""),
        pandoc=shutil.which("pandoc") or "",
        write=not dry_run,
        skip=skip_unreadable,
    )
    brought = bring(asked)
    print_brought(brought, asked, form)
    sys.exit(int(brought.failed))


def _folder(into: str, kind: str) -> str:
    """The folder of `--into`, as a path below content/ that fits `--kind`."""
    from evangelist.content.places import name_refusal
    from evangelist.model.kinds import kind_of

    folder = into.replace("\\", "/").strip("/").removeprefix("content/").removesuffix("/")
    folder = "" if folder == "content" else folder
    if folder and (refusal := name_refusal(folder)):
        raise click.BadParameter(f"{refusal}", param_hint="--into")
    if folder and kind and kind_of(f"{folder}/any.md").name != kind:
        message = f"what lies in content/{folder}/ is no {kind}: leave out --kind or --into"
        raise click.BadParameter(message, param_hint="--into")
    return folder
