"""What crawlers and hosts look for: sitemap.xml (sitemaps.org 0.9), robots.txt and the like."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from evangelist.outputs.output import Output, Rendered
from evangelist.site.index import Site
from evangelist.site.lens import Lens


def plan(site: Site) -> Iterator[Output]:
    """The sitemap and the small files of a host."""
    yield Output("site/sitemap.xml", render_sitemap, "the sitemap")
    yield Output("site/robots.txt", render_robots, "robots.txt")
    yield Output("site/.nojekyll", partial(render_text, text=""), ".nojekyll")
    if site.settings.cname:
        text = f"{site.settings.cname}\n"
        yield Output("site/CNAME", partial(render_text, text=text), "CNAME")


def render_sitemap(lens: Lens) -> Rendered:
    """Every page that wants to be found, with the day of its last change."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for url, day in lens.listed_pages():
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(lens.canonical(url), quote=False)}</loc>{changed}</url>")
    lines.append("</urlset>\n")
    return Rendered("\n".join(lines).encode())


def render_robots(lens: Lens) -> Rendered:
    """All is open, and here is the sitemap."""
    text = f"User-agent: *\nAllow: /\nSitemap: {lens.canonical('/sitemap.xml')}\n"
    return Rendered(text.encode())


def render_text(lens: Lens, text: str) -> Rendered:
    """A text that depends on nothing else."""
    del lens
    return Rendered(text.encode())
