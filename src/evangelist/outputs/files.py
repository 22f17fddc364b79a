"""Files beside entries, published where a published entry links to them.

Pictures that are only shown are not among them: `pictures` makes what pages and e-mails show.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote

from evangelist.content.places import name_refusal
from evangelist.outputs.metadata import stripped
from evangelist.outputs.output import Output, Rendered
from evangelist.problems import Problem
from evangelist.site.index import Site
from evangelist.site.lens import Lens
from evangelist.site.links import is_allowed
from evangelist.site.pictures import Picture, is_still


def plan(site: Site) -> Iterator[Output]:
    """One output for each file that a published entry links to, or shows as it is."""
    wanted: set[str] = set()
    for stub in site.stubs.values():
        wanted |= {*stub.linked}
        wanted |= {file for file in (*stub.shown, stub.image) if _is_shown_itself(site, file)}
        wanted |= {unquote(url).lstrip("/") for url in stub.addresses}
    for path in sorted(wanted & set(site.files)):
        if is_allowed(site, path):
            yield Output(f"site/{path}", partial(render_file, path=path), f"content/{path}")


def _is_shown_itself(site: Site, path: str) -> bool:
    """Whether a picture is shown as it is: it moves, or is drawn."""
    picture = site.pictures.get(path, Picture(broken="it does not exist"))
    return not picture.broken and not is_still(picture)


def render_file(lens: Lens, path: str) -> Rendered:
    """The file, if its name can be a file on every system: as it is, but photos say no place."""
    if refusal := name_refusal(path):
        place = f"content/{path}"
        return Rendered(b"", (Problem("path-reserved", refusal, place, hint="rename the file"),))
    return Rendered(stripped(lens.data(path)))
