"""The theme's own files, and the style sheets that it makes of its tokens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from evangelist.outputs.output import Output, Rendered
from evangelist.site.index import Site
from evangelist.site.lens import Lens
from evangelist.templating.environment import SHEET, sheets


def plan(site: Site) -> Iterator[Output]:
    """Every asset of the theme stack, and every style sheet that is a template.

    Of two with the same name the asset is published.
    """
    for name in sorted(site.theme.assets):
        yield Output(f"site/assets/{name}", partial(render_asset, name=name), f"the asset {name}")
    for name in sheets(site.theme):
        yield Output(f"site/assets/{name}", partial(render_sheet, name=name), f"the style {name}")


def render_asset(lens: Lens, name: str) -> Rendered:
    """The asset as it is."""
    return Rendered(lens.asset_data(name))


def render_sheet(lens: Lens, name: str) -> Rendered:
    """A style sheet of its pieces, and of the tokens."""
    return Rendered(lens.template(f"{name}{SHEET}").render(site=lens).encode())
