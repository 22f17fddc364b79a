"""All outputs. A new one is a file here with a `plan`, and one name in OUTPUTS."""

from __future__ import annotations

from evangelist.outputs import (
    assets,
    calendars,
    cards,
    changes,
    components,
    data,
    feeds,
    files,
    findings,
    listings,
    newsletters,
    pages,
    pictures,
    posts,
    redirects,
    search,
    sitemap,
)
from evangelist.outputs.output import Plan

OUTPUTS: tuple[Plan, ...] = (
    findings.plan,
    pages.plan,
    listings.plan,
    feeds.plan,
    changes.plan,
    newsletters.plan,
    calendars.plan,
    posts.plan,
    redirects.plan,
    files.plan,
    pictures.plan,
    cards.plan,
    assets.plan,
    data.plan,
    sitemap.plan,
    search.plan,
    components.plan,
)
