"""What an output is: a promise of bytes at a path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from evangelist.problems import Problem
from evangelist.site.index import Site
from evangelist.site.lens import Lens

CHECKS = "check/"
"""Where the paths of what is checked begin: they are planned and remembered like outputs."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of an output, and what a person should know about them.

    What is a folder has no bytes but `files`, by their path in it.
    """

    data: bytes
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


Render = Callable[[Lens], Rendered]


@dataclass(frozen=True, slots=True)
class Output:
    """A promise: a path below the output folder, and the function that keeps it.

    `render` can be pickled and sees the site through its lens alone. Outputs of a later stage
    may ask the lens for those of earlier ones. `origin` names the source for messages: the file
    of an entry, or words. `memo` names all that the bytes depend on, where making them takes so
    long that they are worth keeping; else it is empty. `told` asks the lens for what they depend
    on besides, where the plan does not know it: of each memo one result is kept. `asked` says that
    later stages ask for it. `folder` says that the path is that of a folder, which is this
    output's alone: what is in it is not known before it is made.
    """

    path: str
    render: Render
    origin: str
    stage: int = 0
    memo: str = ""
    told: Callable[[Lens], str] | None = None
    asked: bool = False
    folder: bool = False

    @property
    def is_written(self) -> bool:
        """Whether anything is written; of a check only the problems count."""
        return not self.path.startswith(CHECKS)


Plan = Callable[[Site], Iterable[Output]]


def page_path(url: str) -> str:
    """Where the page of an address is written: `/a/b/` → `site/a/b/index.html`."""
    path = unquote(url).lstrip("/")
    return f"site/{path}index.html" if path.endswith("/") or not path else f"site/{path}"


def page_url(path: str) -> str:
    """The address that an output path below `site/` has, encoded; empty for other paths."""
    if not path.startswith("site/"):
        return ""
    return quote("/" + path.removeprefix("site/").removesuffix("index.html"))
