"""Whole small sites in one string: built, edited, built again.

made = site(tmp_path, '''
-- content/services/vpn.md --
title: not needed
''')
made.build()
assert "VPN" in made.page("/services/vpn/")
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from evangelist.build.report import Report

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SETTINGS = "title: Test site\nurl: https://example.org/\n"
_FILE = re.compile(r"^-- (\S.*?) --\n", re.MULTILINE)


@dataclass
class Workspace:
    """A site in a folder; `report` is that of the last build."""

    root: Path
    report: Report = field(default_factory=Report)

    @property
    def output(self) -> Path:
        """Where it is built."""
        return self.root / "output"

    def write(self, files: str) -> Workspace:
        """Write files from one string: `-- path --` lines, each followed by the file's text."""
        parts = _FILE.split(textwrap.dedent(files).lstrip("\n"))
        for path, text in zip(parts[1::2], parts[2::2], strict=True):
            self.write_bytes(path, text.encode())
        return self

    def write_bytes(self, path: str, data: bytes) -> None:
        """Write one file."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def remove(self, path: str) -> None:
        """Remove one file."""
        (self.root / path).unlink()

    def build(self, **options: Any) -> Report:
        """Build it and keep the report; options as in `Options`."""
        given: dict[str, Any] = {
            "root": self.root,
            "output": self.output,
            "now": NOW,
            "jobs": 1,
            "search": False,
            "cards": False,
        }
        given |= options
        self.report = build(Options(**given))
        return self.report

    def built(self, **options: Any) -> Workspace:
        """Build it; fail the test on any error."""
        self.build(**options)
        assert not self.errors(), "\n".join(str(problem) for problem in self.report.problems)
        return self

    def errors(self) -> list[str]:
        """The errors of the last build, as a person reads them."""
        return [str(problem) for problem in self.report.problems if problem.level == "error"]

    def found(self, code: str) -> list[str]:
        """The problems of a code in the last build, as a person reads them."""
        return [str(problem) for problem in self.report.problems if problem.code == code]

    def page(self, url: str) -> str:
        """The HTML at an address of the site."""
        path = unquote(url).lstrip("/")
        return self.read(f"site/{path}index.html" if url.endswith("/") else f"site/{path}")

    def read(self, path: str) -> str:
        """An output as text."""
        return (self.output / path).read_bytes().decode()

    def exists(self, path: str) -> bool:
        """Whether there is an output."""
        return (self.output / path).is_file()

    def tree(self) -> dict[str, bytes]:
        """Every output with its bytes."""
        return {
            file.relative_to(self.output).as_posix(): file.read_bytes()
            for file in sorted(self.output.rglob("*"))
            if file.is_file() and file.name != ".manifest"
        }


def site(root: Path, files: str = "", settings: str = "") -> Workspace:
    """A site with `files`; site.yaml has title and url, then `settings`, unless files bring it."""
    made = Workspace(root)
    made.write_bytes("site.yaml", (SETTINGS + textwrap.dedent(settings)).encode())
    (root / "content").mkdir(parents=True, exist_ok=True)
    return made.write(files)
