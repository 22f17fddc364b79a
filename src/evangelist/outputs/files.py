"""Files beside entries, published where a published entry links to them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote

from evangelist.content.places import name_refusal
from evangelist.outputs.output import Output, Rendered
from evangelist.problems import Problem
from evangelist.site.addresses import addresses
from evangelist.site.index import Site
from evangelist.site.lens import Lens
from evangelist.site.links import is_allowed
from evangelist.site.pictures import picture_targets


def plan(site: Site) -> Iterator[Output]:
    """One output for each file that a published entry links to or shows."""
    wanted = set()
    for path, body in site.bodies.items():
        wanted |= {mention.target.file for mention in body.mentions}
        wanted |= {target.file for target in picture_targets(site.cards[path], body)}
        wanted |= {unquote(url).lstrip("/") for _, url in addresses(site.cards[path].front)}
    for path in sorted(wanted & set(site.files)):
        if is_allowed(site, path):
            yield Output(f"site/{path}", partial(render_file, path=path), f"content/{path}")


def render_file(lens: Lens, path: str) -> Rendered:
    """The file as it is, if its name can be a file on every system."""
    if refusal := name_refusal(path):
        place = f"content/{path}"
        return Rendered(b"", (Problem("path-reserved", refusal, place, hint="rename the file"),))
    return Rendered(lens.data(path))
