"""A small site whose every part can be edited, and a clean build of it at any time."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evangelist.build.report import Report
from tests.build.choices import FILES, SETTINGS, TINY
from tests.sites import Workspace


@dataclass(frozen=True)
class Text:
    """An entry: its front matter and its text."""

    front: dict[str, Any]
    body: str

    def data(self) -> bytes:
        lines = (f"{name}: {json.dumps(value)}\n" for name, value in self.front.items())
        return f"---\n{''.join(lines)}---\n{self.body}".encode()


ENTRIES = {
    "about": Text(
        {"title": "About", "summary": "We."}, "# Who\n\n<mark>We</mark>. [a](services/a.md#cost)"
    ),
    "services/a": Text(
        {
            "summary": "The first.",
            "category": "data",
            "tags": ["x", "y"],
            "owner": "teams/t",
            "offerings": [{"id": "fast"}],
        },
        "## Cost\n\nNothing. ![p](p.png)\n",
    ),
    "services/b": Text({"title": "B", "category": "other"}, "[a](a.md), [case](../case-studies/c)"),
    "case-studies/c": Text(
        {
            "date": "2026-11-01",
            "summary": "It worked.",
            "services": ["services/a"],
            "customer": "Biology",
            "consent": {"by": "Head", "expires": "2026-11-23"},
            "quote": {"text": "So good."},
        },
        "It worked.",
    ),
    "newsletters/i": Text(
        {
            "date": "2026-11-20",
            "summary": "What is new.",
            "features": ["services/a", "case-studies/c", "ideas/w"],
        },
        "[A service](../services/b.md)\n\n> [!FOR staff]\n> Only you. ![n](n.png)\n",
    ),
    "news/n": Text(
        {"date": "2026-11-19", "summary": "News.", "tags": ["X"]}, "> [!NOTE]\n> Read `this`."
    ),
    "ideas/w": Text({"date": "2026-11-02", "services": ["services/a"]}, ""),
    "choices/w": Text(
        {
            "question": "Which?",
            "alternatives": ["services/a", "Nothing"],
            "musts": [{"id": "who", "choices": ["me", "us"]}],
            "criteria": [{"id": "days", "worst": 9, "best": 0}],
        },
        "[a](../services/a.md)",
    ),
    "teams/t": Text({"title": "The team", "summary": "They."}, "[file](t.txt)"),
}


@dataclass
class Edited:
    """A site on disk, and what is in it."""

    root: Path
    entries: dict[str, Text]
    settings: dict[str, Any]
    options: dict[str, Any]

    @classmethod
    def new(cls, root: Path, theme: str = "tiny") -> Edited:
        """The site that all edits begin with."""
        settings = {name: values[0] for name, values in SETTINGS.items()} | {"theme": theme}
        made = cls(root, dict(ENTRIES), settings | {"markdown": None, "unknown": None}, {})
        shutil.copytree(TINY, root / "themes/tiny")
        for path in FILES:
            if path.startswith("content/"):
                made.put(path, FILES[path][0])
        for path in made.entries:
            made.save(path)
        made.save_settings()
        return made

    def copied(self, root: Path) -> Edited:
        """A copy of it with all that was built."""
        shutil.copytree(self.root, root)
        return Edited(root, dict(self.entries), dict(self.settings), dict(self.options))

    @property
    def here(self) -> Workspace:
        """The folder."""
        return Workspace(self.root)

    def put(self, path: str, data: bytes | None) -> None:
        """Write a file, or remove it."""
        if data is not None:
            self.here.write_bytes(path, data)
        elif (self.root / path).is_file():
            self.here.remove(path)

    def save(self, path: str) -> None:
        """Write an entry as it is."""
        text = self.entries.get(path)
        self.put(f"content/{path}.md", text.data() if text else None)

    def save_settings(self) -> None:
        """Write site.yaml."""
        known = {name: value for name, value in self.settings.items() if value is not None}
        lines = (f"{name}: {json.dumps(value)}\n" for name, value in known.items())
        self.put("site.yaml", "".join(lines).encode())

    def edit(self, path: str, name: str, value: Any) -> None:
        """Give a field of an entry a value; None takes it out."""
        front = {**self.entries[path].front, name: value}
        kept = {key: each for key, each in front.items() if each is not None}
        self.entries[path] = replace(self.entries[path], front=kept)
        self.save(path)

    def write(self, path: str, body: str) -> None:
        """Give an entry another text."""
        self.entries[path] = replace(self.entries.get(path, Text({}, "")), body=body)
        self.save(path)

    def move(self, path: str, to: str | None) -> None:
        """Rename an entry, or delete it."""
        text = self.entries.pop(path)
        self.save(path)
        if to:
            self.entries[to] = text
            self.save(to)

    def set(self, name: str, value: Any) -> None:
        """Change a setting; None takes it out."""
        self.settings[name] = value
        self.save_settings()

    def build(self, **options: Any) -> Report:
        """Build what is there, with the options of now."""
        return self.here.build(**(self.options | options))

    def clean(self, folder: Path) -> Workspace:
        """The same site in another folder, built there for the first time."""
        kept_out = shutil.ignore_patterns(".evangelist", "output")
        shutil.copytree(self.root, folder, ignore=kept_out)
        there = Workspace(folder)
        there.build(**self.options)
        return there


def touch_nothing(file: Path, data: bytes) -> None:
    """Write a file and put back the times that it had."""
    before = file.stat()
    file.write_bytes(data)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
