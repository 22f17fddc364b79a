"""evangelist move."""

from __future__ import annotations

from pathlib import Path

import click

from evangelist.cli import inputs


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Tell what would change, change nothing.")
@click.pass_obj
def move(root: Path, old: str, new: str, *, dry_run: bool) -> None:
    """Rename an entry or move it to another folder, OLD to NEW, with all that leads to it.

    OLD and NEW are paths like content/services/vpn.md or services/vpn. Links, references and the
    navigation are mended; the old address leads to the new one.
    """
    from evangelist.cli.told import done_or_told, listed
    from evangelist.scaffold.move import make_move, plan_move

    today = inputs.now().date()
    places = (_below_content(root, old), _below_content(root, new))
    planned = done_or_told(lambda: plan_move(root, *places, today))
    if not dry_run:
        done_or_told(lambda: make_move(root, planned))
    listed("Would move:" if dry_run else "Moved:", (f"{a} → {b}" for a, b in planned.moved.items()))
    listed("Links mended:", (f"{path} ({count})" for path, count in planned.mended.items()))
    listed("Redirects:", (f"{a} → {b}" for a, b in planned.redirects.items()))
    listed("Staying, for e-mails that were sent with them:", planned.staying)


def _below_content(root: Path, typed: str) -> str:
    """A path as typed from the current folder, as one below content/; else as it stands."""
    content = (root / "content").resolve()
    path = Path(typed).absolute()
    inside = path.parent.resolve() / path.name
    if not inside.is_relative_to(content):
        return typed
    ending = "/" if typed.endswith(("/", "\\")) else ""
    return inside.relative_to(content).as_posix() + ending
