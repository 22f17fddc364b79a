"""What the preview shows: the last build that went well, and what the last one said."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evangelist.build.report import Report
from evangelist.content.sources import digest_of
from evangelist.problems import Problem

_VERSION = re.compile(rb'(/assets/[^"?#\s]*)\?v=[0-9a-f]+')
_LONGEST_LINE = 400
_MOST_ERRORS = 50
_MOST_REMARKS = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """A build as readers of the preview see it; `number` counts builds from 1.

    `names` are the files that may be served, with their digests; `faces` digests of pages
    apart from the versions of the assets that they name; `origins` the file that each was made
    from; `changed` and `styles` what the last build changed: pages and other files, and style
    sheets. `broken` says that the last build failed, so that this is an older one.
    """

    number: int = 0
    base: str = "/"
    site_url: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    faces: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: bool = False


def shown_after(before: Shown, report: Report, folder: Path, *, base: str, site_url: str) -> Shown:
    """What there is to show after a build into `folder`."""
    if report.has("error"):
        return Shown(
            before.number + 1,
            before.base,
            before.site_url,
            before.names,
            before.faces,
            before.origins,
            problems=report.problems,
            broken=True,
        )
    faces = {name: face for name, face in before.faces.items() if name in report.files}
    unseen = [name for name in report.files if name.endswith(".html") and name not in faces]
    written = [name for name in report.written if name in faces]
    faces |= {name: _face(folder / name) for name in (*unseen, *written)}
    new = {**report.files, **faces}
    old = {**before.names, **before.faces}
    changed = sorted(name for name in {*new, *old} if new.get(name) != old.get(name))
    return Shown(
        before.number + 1,
        base,
        site_url,
        report.files,
        faces,
        report.origins,
        tuple(name for name in changed if not name.endswith(".css")),
        tuple(name for name in changed if name.endswith(".css")),
        report.problems,
    )


def _face(file: Path) -> str:
    """A digest of a page apart from the versions of its assets: those change without it."""
    return digest_of(_VERSION.sub(rb"\1", file.read_bytes()))


def message(shown: Shown, root: Path) -> str:
    """What open pages are told of a build, as JSON on one line.

    Errors come with the line as it stands in its file; of very many, the first are told.
    """
    errors = [problem for problem in shown.problems if problem.level == "error"]
    remarks = [problem for problem in shown.problems if problem.level != "error"]
    told = [_told(each) | {"written": _line(root, each)} for each in errors[:_MOST_ERRORS]]
    value = {
        "number": shown.number,
        "base": shown.base,
        "changed": shown.changed,
        "styles": shown.styles,
        "broken": shown.broken,
        "errors": told,
        "more": len(errors) - len(told),
        "remarks": [_told(each) for each in remarks if each.path][:_MOST_REMARKS],
    }
    return json.dumps(value)


def _told(problem: Problem) -> dict[str, Any]:
    place = f":{problem.line}:{problem.column or 1}" if problem.line else ""
    return {
        "place": problem.path + place,
        "path": problem.path,
        "message": problem.message,
        "hint": problem.hint,
        "mended": problem.mended,
    }


def _line(root: Path, problem: Problem) -> str:
    """The line of a problem as it stands in its file, or nothing where that cannot be had."""
    try:
        data = (root / problem.path).read_bytes() if problem.line else b""
    except OSError:
        return ""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return lines[problem.line - 1][:_LONGEST_LINE] if 0 < problem.line <= len(lines) else ""


class Gate:
    """Lets readers in while no build runs; a build waits for those who are inside."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._building = True
        self._readers = 0
        self._shown = Shown()

    @property
    def shown(self) -> Shown:
        """What was shown last, without waiting."""
        return self._shown

    @contextmanager
    def reading(self) -> Iterator[Shown]:
        """Wait for a running build, then keep the next one out while files are read."""
        with self._condition:
            self._condition.wait_for(lambda: not self._building)
            self._readers += 1
            shown = self._shown
        try:
            yield shown
        finally:
            with self._condition:
                self._readers -= 1
                self._condition.notify_all()

    def close(self) -> None:
        """Let nobody in any more, and wait until all are out."""
        with self._condition:
            self._building = True
            self._condition.wait_for(lambda: self._readers == 0)

    def open(self, shown: Shown) -> None:
        """Show what a build made."""
        with self._condition:
            self._shown = shown
            self._building = False
            self._condition.notify_all()
