"""Imports as a person makes them: a site, a source, and what came of it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evangelist.content.front_matter import FrontMatter, read_front_matter
from evangelist.scaffold.importers.bring import Brought, Import, bring
from evangelist.scaffold.importers.plan import Wish
from tests.sites import Workspace, site


@dataclass(frozen=True)
class Imported:
    """A site after an import, and what the import told."""

    made: Workspace
    brought: Brought

    def text(self, path: str) -> str:
        """A file below content/."""
        return (self.made.root / "content" / path).read_bytes().decode()

    def front(self, path: str) -> dict[str, Any]:
        """The front matter of an entry, as text."""
        return self._read(path).values

    def body(self, path: str) -> str:
        """The text of an entry."""
        return self._read(path).body

    def _read(self, path: str) -> FrontMatter:
        return read_front_matter(self.text(path))

    @property
    def files(self) -> list[str]:
        """Every file below content/."""
        content = self.made.root / "content"
        return sorted(
            file.relative_to(content).as_posix() for file in content.rglob("*") if file.is_file()
        )

    @property
    def told(self) -> list[str]:
        """Every decision in words."""
        return [decision.what for decision in self.brought.plan.decisions]

    @property
    def problems(self) -> list[str]:
        """Every problem, as a person reads it, with the folder of the test left out."""
        root = self.made.root.parent.as_posix()
        return [str(problem).replace(f"{root}/", "") for problem in self.brought.problems]

    def findings(self) -> list[str]:
        """Errors and warnings of a build."""
        report = self.made.build()
        return [str(problem) for problem in report.problems if problem.level != "advice"]


def imported(
    root: Path, *names: str, wish: Wish | None = None, files: str = "", **options: Any
) -> Imported:
    """Import sources that lie below `root` into a site at `root`/site; options as in `Import`."""
    made = site(root / "site", files, options.pop("settings", ""))
    sources = [root / name for name in names]
    asked = Import(sources, made.root, wish or Wish(), **options)
    return Imported(made, bring(asked))


def table(root: Path, text: str, name: str = "services.csv", **options: Any) -> Imported:
    """Import a table that is written here."""
    (root / name).write_bytes(textwrap.dedent(text).lstrip("\n").encode())
    return imported(root, name, **options)


def folder(root: Path, files: str, name: str = "old", **options: Any) -> Imported:
    """Import a folder that is written here, `-- path --` lines before each file."""
    Workspace(root / name).write(files)
    return imported(root, name, **options)
