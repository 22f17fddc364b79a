"""Serve a site while it is being written: the loop of watching, building and telling."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from evangelist.build.memory import Memory
from evangelist.build.options import Options
from evangelist.build.pipeline import build
from evangelist.build.report import Report
from evangelist.content.settings import load_settings
from evangelist.content.sources import Digests
from evangelist.preview.channel import Channel
from evangelist.preview.guard import LOOPBACK, Door, plain
from evangelist.preview.server import Pages, Server, listen
from evangelist.preview.shown import Gate, message, shown_after
from evangelist.preview.watch import Watch
from evangelist.problems import ProblemsError

STORE = ".evangelist"
FOLDER = f"{STORE}/preview"
"""Where previews are built, below the folder of the site: one folder for each port."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What to serve and where; `now` is asked before each build, `tell` gets sentences.

    `holder` says to other builds of the site who is at work while this one builds.
    """

    root: Path
    host: str
    port: int
    now: Callable[[], datetime]
    tell: Callable[[str], None]
    holder: str = ""


class Preview:
    """A preview that listens as soon as it exists; `run` builds and rebuilds.

    Raises OSError where the port is taken.
    """

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._socket = listen(serving.host, serving.port)
        self._door = Door(serving.host, self._socket.getsockname()[1])
        self._folder = serving.root / FOLDER / str(self._door.port)
        self._gate, self.channel = Gate(), Channel()
        pages = Pages(self._gate, self.channel, self._folder, self._door, self._again)
        self._server = Server(pages.app(), self._socket, self._end)
        self._watch: Watch | None = None
        self._ended = False
        self._digests, self._memory = Digests(), Memory(lasting=True)
        self._memory.keep(self._digests)

    @property
    def origin(self) -> str:
        """The address of the server, without a slash at its end."""
        shown = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104
        host = shown.get(self._door.host, self._door.host)
        host = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return f"http://{host}:{self._door.port}"

    @property
    def is_private(self) -> bool:
        """Whether only this machine can reach it."""
        return plain(self._door.host) in LOOPBACK

    @property
    def url(self) -> str:
        """The address of the home page, as far as it is known yet."""
        return self.origin + self._gate.shown.base

    def run(self, built: Callable[[Report], None]) -> None:
        """Build, then again after each change, until `stop`; `built` hears of each build."""
        self._server.start()
        try:
            self._watch = Watch(self._serving.root, self._serving.tell)
            self._build(built)
            if not self._ended:
                for places in self._watch.changes():
                    self._doubt(places)
                    self._build(built)
        finally:
            self.stop()

    def stop(self) -> None:
        """End watching and serving, from any thread; what was built stays for the next time."""
        self._end()
        self.channel.close()
        self._server.stop()

    def _again(self) -> None:
        """Build once more, though no file of the site has changed."""
        if self._watch is not None:
            self._watch.ring()

    def _end(self) -> None:
        self._ended = True
        if self._watch is not None:
            self._watch.stop()

    def _doubt(self, places: Iterable[str]) -> None:
        """Have the next build read what may have changed, whatever its time and size."""
        root = self._serving.root
        for place in places:
            inner = Path(place).relative_to(root.resolve())
            if inner == Path():
                self._digests.doubt_all()
            self._digests.doubt([os.fspath(root / inner)])

    def _build(self, built: Callable[[Report], None]) -> None:
        self._gate.close()
        shown = self._gate.shown
        try:
            _keep_out_of_git(self._serving.root / STORE)
            base, site_url = shown.base, shown.site_url
            with suppress(ProblemsError):  # the build will tell them
                settings, _ = load_settings(self._serving.root)
                base, site_url = urlsplit(settings.url).path, settings.url
            report = build(self._options(self.origin + base))
            shown = shown_after(shown, report, self._folder, base=base, site_url=site_url)
        finally:
            self._gate.open(shown)
        self.channel.tell(message(shown, self._serving.root))
        built(report)

    def _options(self, base_url: str) -> Options:
        return Options(
            root=self._serving.root,
            output=self._folder,
            now=self._serving.now(),
            base_url=base_url,
            drafts=True,
            search=False,
            preview=True,
            cards=False,
            holder=self._serving.holder,
            memory=self._memory,
        )


def _keep_out_of_git(store: Path) -> None:
    """Have git leave out what can be made again, in sites too whose own rules do not say so."""
    with suppress(OSError):  # a disk that refuses is told by the build
        store.mkdir(exist_ok=True)
        (store / ".gitignore").write_text("*\n", "utf-8", newline="\n")
