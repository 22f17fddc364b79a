"""The theme's own files, and its tokens as a style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from evangelist.outputs.output import Output, Rendered
from evangelist.site.index import Site
from evangelist.site.lens import Lens

TOKENS = "tokens.css"
TOKENS_TEMPLATE = "tokens.css.jinja"


def plan(site: Site) -> Iterator[Output]:
    """Every asset of the theme stack."""
    for name in sorted(site.theme.assets):
        yield Output(f"site/assets/{name}", partial(render_asset, name=name), f"the asset {name}")
    if TOKENS_TEMPLATE in site.theme.templates:
        yield Output(f"site/assets/{TOKENS}", render_tokens, "the tokens of the theme")


def render_asset(lens: Lens, name: str) -> Rendered:
    """The asset as it is."""
    return Rendered(lens.asset_data(name))


def render_tokens(lens: Lens) -> Rendered:
    """The tokens as custom properties."""
    return Rendered(lens.template(TOKENS_TEMPLATE).render(site=lens).encode())
