"""What an import is going to do, as values: nothing here reads or writes a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from pathlib import Path

from evangelist.model.kinds import KINDS, kind_named, kind_of
from evangelist.problems import Problem


@dataclass(frozen=True, slots=True)
class Known:
    """What an import knows of the site: its time zone, categories by id, paths of entries."""

    zone: tzinfo
    categories: Mapping[str, str] = field(default_factory=dict)
    entries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for besides the source: a kind, a folder below content/, an origin."""

    kind: str = ""
    into: str = ""
    origin: str = ""

    def folder_for(self, guess: str) -> tuple[str, str]:
        """The kind and the folder of its entries; `guess` is the kind where nobody said one."""
        if self.into:
            return kind_of(f"{self.into}/any.md").name, self.into
        kind = kind_named(self.kind or guess)
        return kind.name, kind.folder


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that was decided, in words, and where: `services.csv:12`."""

    what: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to write below content/: its bytes, or the file to copy. `origin` says from where."""

    path: str
    data: bytes | Path
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Files, decisions and problems, in the order of the source.

    `categories` are those that site.yaml does not have yet, by id, with their titles.
    """

    files: tuple[Planned, ...] = ()
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)

    def with_more(self, other: Plan) -> Plan:
        """Both plans, this one first. A file that both bring is this one's, which is told."""
        known = {file.path: file for file in self.files}
        twice = [file for file in other.files if known.get(file.path, file) != file]
        told = (Decision(f"two sources bring '{file.path}': the first counts") for file in twice)
        return replace(
            self,
            files=self.files + tuple(file for file in other.files if file.path not in known),
            decisions=(*self.decisions, *other.decisions, *told),
            problems=self.problems + other.problems,
            categories={**self.categories, **other.categories},
        )

    @property
    def failed(self) -> bool:
        """Whether something could not be read."""
        return any(problem.level == "error" for problem in self.problems)


KIND_NAMES = tuple(kind.name for kind in KINDS)
"""What `--kind` takes."""


def distinct(path: str, taken: set[str]) -> str:
    """The path, or the first of `-2`, `-3` that nobody took; big and small letters are alike."""
    stem, dot, ending = path.rpartition(".")
    bundle = stem.endswith("/index")
    stem = stem.removesuffix("/index")
    number, name = 1, stem
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return f"{name}/index{dot}{ending}" if bundle else f"{name}{dot}{ending}"
