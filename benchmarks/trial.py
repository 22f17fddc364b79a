"""One generator with one site: built again and again, after one change or another."""

from __future__ import annotations

import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from http.client import HTTPException
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


class Trial:
    """A site of one generator, and the figures that its builds add."""

    def __init__(
        self, generator: Generator, work: Path, made: list[Entry], figures: Figures
    ) -> None:
        self.generator, self.figures, self.size = generator, figures, len(made)
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
            self.figures.add(self.generator.name, self.size, work, measured())
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

    def preview(self, runs: int) -> None:
        """Let its server show a text, save the text, and wait until the new one is served."""
        if self.failed:
            return
        self.generator.clear(self.folder)
        port = _free_port()
        address = f"http://127.0.0.1:{port}{self.entry.url}"
        command = [each.format(port=port) for each in self._line(self.generator.serve)]
        try:
            with processes.serving(command, self.folder) as runs_on:
                self._wait(address, LIMIT, runs_on)
                for _ in range(runs):
                    time.sleep(_REST)
                    self._edit_text()
                    taken = self._wait(address, _PATIENCE, runs_on)
                    self.figures.add(self.generator.name, self.size, PREVIEW, taken)
        except FailedError as error:
            self._note(PREVIEW, error)

    def _wait(self, address: str, patience: float, runs_on: Callable[[], bool]) -> float:
        """The seconds until the server answers with the page as it has to be."""
        start = time.perf_counter()
        while not self._shows(_fetched(address)):
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

    def told(self, works: Sequence[str]) -> str:
        """The newest figures, for who waits."""
        values = (self.figures.runs.get((self.generator.name, self.size, work)) for work in works)
        shown = "  ".join(f"{value[-1]:.2f}" if value else "-" for value in values)
        return f"{self.generator.title}: {shown}"


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _fetched(address: str) -> str:
    """What is served there now; nothing while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=LIMIT) as answer:  # noqa: S310 - our own
            return str(answer.read().decode("utf-8", "replace"))
    except (OSError, HTTPException):
        return ""
