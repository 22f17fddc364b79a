"""A page at each old address of an entry that leads to the new one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from evangelist.content.places import redirect_url
from evangelist.outputs.output import Output, Rendered, page_path
from evangelist.outputs.page import Page, render_page
from evangelist.site.index import Site
from evangelist.site.lens import Lens


def plan(site: Site) -> Iterator[Output]:
    """One page for each `redirect_from`; addresses that could not be files are a check's matter."""
    for path, stub in site.stubs.items():
        for written in stub.redirect_from:
            url = redirect_url(written)
            if url:
                render = partial(render_redirect, path=path, url=url)
                yield Output(page_path(url), render, stub.source)


def render_redirect(lens: Lens, path: str, url: str) -> Rendered:
    """A page that says where the entry is now, and goes there."""
    card = lens.card(path)
    page = Page(
        "redirect.html",
        url,
        card.title,
        lens.canonical(card.url),
        lens.setting("lang"),
        listed=False,
    )
    return render_page(page, lens)
