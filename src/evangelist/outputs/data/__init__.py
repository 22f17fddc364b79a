"""The catalog as data: for programs (JSON, with its schema), for spreadsheets, for Backstage."""

from __future__ import annotations

from collections.abc import Iterator

from evangelist.outputs.data.backstage import ENTITIES, render_entities
from evangelist.outputs.data.catalog import DATA, SCHEMA, render_catalog, render_schema
from evangelist.outputs.data.table import TABLE, render_table
from evangelist.outputs.output import Output
from evangelist.site.index import Site


def plan(site: Site) -> Iterator[Output]:
    """The files of a site that has services; Backstage's where site.yaml asks for it."""
    if not site.order["service"]:
        return
    yield Output(f"site{DATA}", render_catalog, "the catalog as data")
    yield Output(f"site{SCHEMA}", render_schema, "the schema of the catalog")
    yield Output(f"site{TABLE}", render_table, "the catalog as a table")
    if site.settings.catalog.backstage:
        yield Output(f"site{ENTITIES}", render_entities, "the catalog for Backstage")
