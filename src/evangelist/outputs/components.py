"""The page of components: what pages are put together from, for whoever makes a theme.

The preview alone has it; no build writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from evangelist.outputs.output import Output, Rendered, page_path
from evangelist.outputs.page import Page, render_page
from evangelist.outputs.pages import home_link
from evangelist.site.index import Site
from evangelist.site.lens import Lens

URL = "/.evangelist/components/"
"""Beside the preview's own files, where no entry can be."""

_TEMPLATE = "components.html"


def plan(site: Site) -> Iterator[Output]:
    """The page, where the site is made for a preview and its theme has one."""
    if site.previewed and _TEMPLATE in site.theme.templates:
        yield Output(page_path(URL), partial(render_components), "the page of components")


def render_components(lens: Lens) -> Rendered:
    """Every component with an example: from the site where it has one, else invented."""
    page = Page(
        _TEMPLATE,
        URL,
        lens.t("components.title"),
        lens.canonical(URL),
        lens.setting("lang"),
        listed=False,
        breadcrumbs=(home_link(lens),),
    )
    return render_page(page, lens)
