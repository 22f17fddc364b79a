"""What could change a byte besides a site's own files: this program, Python and the libraries."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from evangelist.content.sources import digest_of

_LIBRARIES = (
    "comrak-ext",
    "css-inline",
    "feedgen",
    "jinja2",
    "lxml",
    "markdown",
    "markdown-it-py",
    "markupsafe",
    "nh3",
    "pillow",
    "pydantic",
    "pygments",
    "pyyaml",
    "tzdata",
)
_PACKAGE = Path(__file__).parent.parent


@cache
def versions() -> str:
    """A digest of all versions; the program's own is that of its code, whatever it is called."""
    code = (digest_of(file.read_bytes()) for file in sorted(_PACKAGE.rglob("*.py")))
    told = (sys.version, sys.platform, *map(_version, _LIBRARIES), *code)
    return digest_of("\n".join(told).encode())


def _version(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        return library


def code_of(objects: Iterable[object]) -> Iterator[str]:
    """The digest of the file that each object's class was written in: extensions are code too."""
    for each in objects:
        module = sys.modules.get(type(each).__module__)
        file = getattr(module, "__file__", None)
        yield digest_of(Path(file).read_bytes()) if file else ""
