"""A preview that runs in a thread, with a way to wait for its builds: never for a time."""

from __future__ import annotations

import http.client
import queue
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from evangelist.build.report import Report
from evangelist.preview.serve import Preview, Serving
from tests.sites import NOW, Workspace

LONG = 60.0
"""Seconds after which something hangs."""


class Saved(Workspace):
    """A site whose files are never half written."""

    def write_bytes(self, path: str, data: bytes) -> None:
        staged, target = self.root / ".evangelist/saved", self.root / path
        staged.write_bytes(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(target)


@dataclass
class Live:
    """A running preview of a site."""

    site: Workspace
    preview: Preview
    builds: queue.Queue[Report] = field(default_factory=queue.Queue)
    sentences: list[str] = field(default_factory=list)
    first: Report = field(default_factory=Report)

    def built(self) -> Report:
        """Wait for the next build."""
        return self.builds.get(timeout=LONG)

    def save(self, files: str) -> Report:
        """Save files, each whole at once, and wait for the next build, which has seen the first."""
        Saved(self.site.root).write(files)
        return self.built()

    @property
    def token(self) -> str:
        """The token that pages of the preview carry."""
        match = re.search(
            r'data-token="([^"]+)"', self.get(urlsplit(self.preview.url).path)[1].decode()
        )
        assert match
        return match[1]

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.preview.origin).port or 0

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
        """Ask for an address; header names have `_` for `-`."""
        answer, data = self.ask(path, method, **headers)
        return answer.status, data

    def ask(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask, and return the answer with its headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()


@contextmanager
def live(site: Workspace, host: str = "127.0.0.1") -> Iterator[Live]:
    """Preview a site on a free port; its first build is done when this yields."""
    sentences: list[str] = []
    preview = Preview(Serving(site.root, host, 0, lambda: NOW, sentences.append))
    running = Live(site, preview, sentences=sentences)
    thread = threading.Thread(target=preview.run, args=(running.builds.put,))
    thread.start()
    try:
        running.first = running.built()
        yield running
    finally:
        preview.stop()
        thread.join(LONG)
        assert not thread.is_alive()
