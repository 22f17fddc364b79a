"""What is checked: planned and remembered like an output, though nothing of it is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from evangelist.outputs.output import CHECKS, Output, Rendered
from evangelist.site.checks import check_entry, check_site
from evangelist.site.index import Site
from evangelist.site.lens import Lens

_FIRST = -1
"""Errors are told before anything is rendered."""


def plan(site: Site) -> Iterator[Output]:
    """One for each entry, and one for the whole."""
    for path, stub in site.stubs.items():
        render = partial(render_entry_check, path=path)
        yield Output(f"{CHECKS}entries/{path}", render, stub.source, stage=_FIRST)
    yield Output(f"{CHECKS}site", render_site_check, "the checks of the site", stage=_FIRST)


def render_entry_check(lens: Lens, path: str) -> Rendered:
    """What the rules find in one entry."""
    return Rendered(b"", tuple(check_entry(lens, path)))


def render_site_check(lens: Lens) -> Rendered:
    """What the rules find in the whole."""
    return Rendered(b"", tuple(check_site(lens)))
