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
    "cssselect",
    "feedgen",
    "jinja2",
    "lxml",
    "markdown",
    "markdown-it-py",
    "markupsafe",
    "nh3",
    "pagefind-bin",
    "pillow",
    "pydantic",
    "pygments",
    "pyyaml",
    "tinycss2",
    "tzdata",
)
_KNOWN = frozenset(["evangelist", *_LIBRARIES])
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
    """A digest of the code of each object's class: extensions are code too.

    That is the whole package that the class is in, as its modules may need each other, and else
    its file; nothing where `versions` knows the package.
    """
    files = (_files_of(type(each).__module__) for each in objects)
    for file in dict.fromkeys(file for each in files for file in each):
        yield digest_of(file.read_bytes())


@cache
def _files_of(module: str) -> list[Path]:
    name = module.partition(".")[0]
    if name in _KNOWN:
        return []
    package = sys.modules.get(name)
    if folders := list(getattr(package, "__path__", ())):
        return sorted(file for folder in folders for file in Path(folder).rglob("*.py"))
    file = getattr(sys.modules.get(module), "__file__", None)
    return [Path(file)] if file else []
