"""evangelist why."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evangelist.cli import inputs

if TYPE_CHECKING:
    from evangelist.build.why import AboutOutput, AboutSource

_MOST = 20
_MOST_LISTS = 5
_LAST = "The last build that had something to do"


@click.command()
@click.argument("path")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where it was built; default: output/ beside site.yaml.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report."
)
@click.pass_obj
def why(root: Path, path: str, output: Path | None, form: str) -> None:
    """Say what PATH is made of, and why the last build made it again.

    PATH is a file in output/, an address such as /services/vpn/, or what pages are made of: a
    text, a picture, a template, site.yaml.
    """
    from evangelist.build.options import Options
    from evangelist.build.why import AboutOutput
    from evangelist.build.why import why as told_of
    from evangelist.cli.reports import prepare_streams
    from evangelist.cli.told import done_or_told

    folder = output if output is not None else root / "output"
    options = Options(root, folder, inputs.now(), holder=inputs.holder("why"))
    found = done_or_told(lambda: told_of(options, path, *_placed(path, root, folder)))
    prepare_streams(form)
    if form == "json":
        click.echo(json.dumps(_values(found), ensure_ascii=False, indent=2))
    else:
        told = _of_output(found) if isinstance(found, AboutOutput) else _of_source(found)
        click.echo("\n".join(told))


def _placed(path: str, root: Path, folder: Path) -> Iterator[str]:
    """A path of the current folder as it is called in the output folder and in the site."""
    for place in (folder, root):
        try:
            inside = Path(os.path.relpath(path, place)).as_posix()
        except ValueError:  # on another drive
            continue
        if not inside.startswith(".."):
            yield inside


def _of_output(found: AboutOutput) -> Iterator[str]:
    from evangelist.build.wording import because
    from evangelist.cli.explained import differing

    yield click.style(found.path, bold=True)
    made_from = found.origin.startswith("content/")
    yield f"It is made from {found.origin}." if made_from else f"It is {found.origin}."
    if found.depends:
        yield "\nIt depends on"
        yield from (f"  {each}" for each in found.depends)
    yield ""
    if found.reason is None:
        yield f"{_LAST} left it as it was: nothing that it depends on had changed."
        return
    yield f"{_LAST} made it:"
    yield from (f"  {each}" for each in because(found.reason, found.changes, found.origin))
    if line := differing(found.changes):
        yield line


def _of_source(found: AboutSource) -> Iterator[str]:
    from evangelist.cli.explained import explained

    yield click.style(found.file, bold=True)
    if not found.users and not found.lists:
        yield "Nothing in the output folder depends on it."
    yield from _listed("are made from it, show it or lead to it", found.users, _MOST)
    yield from _listed("list or count entries like it", found.lists, _MOST_LISTS)
    yield ""
    if not found.reasons:
        yield f"{_LAST} made nothing because of it."
        return
    yield f"{_LAST} made {len(found.reasons)} because of it:"
    yield from explained(found.reasons, found.changes, found.origins)


def _listed(words: str, paths: Sequence[str], most: int) -> Iterator[str]:
    if paths:
        yield f"Files that {words}: {len(paths)}"
    yield from (f"  {each}" for each in paths[:most])
    if len(paths) > most:
        yield f"  and {len(paths) - most} more"


def _values(found: AboutOutput | AboutSource) -> dict[str, Any]:
    """What is told as JSON has it."""
    from evangelist.build.why import AboutOutput
    from evangelist.build.wording import because
    from evangelist.cli.explained import changed_names, rendered_values

    changed = changed_names(found.changes)
    if isinstance(found, AboutOutput):
        return {
            "version": 1,
            "output": found.path,
            "origin": found.origin,
            "depends": list(found.depends),
            "rendered": found.reason is not None,
            "reasons": list(because(found.reason, found.changes, found.origin))
            if found.reason
            else [],
            "changed": changed,
        }
    return {
        "version": 1,
        "source": found.file,
        "outputs": list(found.users),
        "lists": list(found.lists),
        "rendered": rendered_values(found.reasons, found.changes, found.origins),
        "changed": changed,
    }
