"""What commands say that change files: what they did, or why not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

from evangelist.cli.reports import prepare_streams
from evangelist.problems import ProblemsError

_Result = TypeVar("_Result")


def done_or_told(work: Callable[[], _Result]) -> _Result:
    """The result of some work; where problems stop it, tell them all and exit with 1."""
    prepare_streams()
    try:
        return work()
    except ProblemsError as error:
        for problem in sorted(error.problems, key=lambda problem: problem.order):
            click.secho("error: ", fg="red", bold=True, nl=False, err=True)
            click.echo(str(problem), err=True)
        sys.exit(1)


def listed(label: str, paths: Iterable[str]) -> None:
    """Tell paths, one a line, below a label; nothing where there are none."""
    names = list(paths)
    if names:
        click.echo(label)
    for name in names:
        click.echo(f"  {name}")


def shown(folder: Path) -> str:
    """A folder as a person types it, in quotes where it holds a blank."""
    text = str(folder)
    return f'"{text}"' if " " in text else text
