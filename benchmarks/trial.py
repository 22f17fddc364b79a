"""One generator with one site: built again and again, after one change or another."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks import processes
from benchmarks.content import Entry
from benchmarks.figures import COLD, MEMORY, PREVIEW, TEMPLATE, TEXT, WORKS, Figures
from benchmarks.generator import Generator
from benchmarks.processes import LIMIT, FailedError

_POLL = 0.005
_PATIENCE = 120
"""Seconds that a preview may take to show an edit."""
_REST = 2
"""Seconds between two edits: some servers answer before they have begun to watch."""
EDITS = 7
"""So many edits of a preview. Hugo looks for them twice a second: they come at any moment of it."""


class Trial:
    """A site of one generator, and the figures that its builds add."""

    def __init__(
        self, generator: Generator, work: Path, made: list[Entry], figures: Figures
    ) -> None:
        self.generator, self.figures, self.size = generator, figures, len(made)
        self.key = (generator.name, self.size)
        installed = work / generator.name
        # Inside the installation: Node looks for packages in the folders above a file.
        self.folder = installed / "sites" / str(self.size)
        shutil.rmtree(self.folder, ignore_errors=True)
        generator.write(self.folder, made)
        self.command = generator.command(installed)
        # The oldest text is in no feed: what has to be made anew is its page.
        self.entry = min(made, key=lambda entry: entry.day)
        self.revision = self.layout = 0
        self.failed = False

    def watch(self) -> None:
        """Build once for the memory alone; it warms the caches of the system too."""
        line = self._line(self.generator.build)
        self._try(MEMORY, lambda: processes.peak(line, self.folder))

    def build(self, work: str) -> None:
        """Change what the work says, build, and see that the page shows it."""
        if self.failed:
            return
        if work == COLD:
            self.generator.clear(self.folder)
        if work == TEXT:
            self._edit_text()
        if work == TEMPLATE:
            self.layout += 1
            self.generator.revise(self.folder / self.generator.layout, self.layout)
        self._try(work, self._built)

    def _try(self, work: str, measured: Callable[[], float]) -> None:
        """Add a figure, or a line that tells why there is none."""
        try:
            self.figures.add(*self.key, work, measured())
        except FailedError as error:
            self._note(work, error)
            self.failed = self.failed or work in {COLD, MEMORY}

    def _note(self, work: str, error: FailedError) -> None:
        line = f"{self.generator.title}, {self.size:,} pages, {WORKS[work]}: {error}"
        if line not in self.figures.absent:
            self.figures.absent.append(line)

    def _built(self) -> float:
        taken = processes.seconds(self._line(self.generator.build), self.folder)
        page = self.generator.page(self.folder, self.entry)
        text = page.read_text("utf-8") if page.is_file() else ""
        if not self._shows(text):
            raise FailedError("the page does not show the change")
        return taken

    def preview(self) -> None:
        """Let its server show a text, save the text, and wait until the new one is served."""
        if self.failed:
            return
        self.generator.clear(self.folder)
        port = _free_port()
        command = [each.format(port=port) for each in self._line(self.generator.serve)]
        try:
            with processes.serving(command, self.folder) as runs_on:
                self._wait(port, LIMIT, runs_on)
                for number in range(EDITS):
                    time.sleep(_REST + number / EDITS / 2)
                    self._edit_text()
                    taken = self._wait(port, _PATIENCE, runs_on)
                    self.figures.add(*self.key, PREVIEW, taken)
        except FailedError as error:
            self._note(PREVIEW, error)

    def _wait(self, port: int, patience: float, runs_on: Callable[[], bool]) -> float:
        """The seconds until the server answers with the page as it has to be."""
        start = time.perf_counter()
        while not self._shows(_fetched(port, self.entry.url)):
            if time.perf_counter() - start > patience:
                raise FailedError(f"it was not served within {patience:.0f} seconds")
            if not runs_on():
                raise FailedError("the server has ended")
            time.sleep(_POLL)
        return time.perf_counter() - start

    def _edit_text(self) -> None:
        self.revision += 1
        self.generator.revise(self.generator.file(self.folder, self.entry), self.revision)

    def _shows(self, page: str) -> bool:
        return f"Revision {self.revision} " in page and f"Layout {self.layout}." in page

    def _line(self, arguments: Sequence[str]) -> list[str]:
        return [*self.command, *arguments]


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _fetched(port: int, url: str) -> str:
    """What this machine serves there now; nothing while nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=LIMIT)
    try:
        connection.request("GET", url)
        return connection.getresponse().read().decode("utf-8", "replace")
    except (OSError, HTTPException):
        return ""
    finally:
        connection.close()
