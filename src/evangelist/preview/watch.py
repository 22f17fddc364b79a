"""Tells when the files of a site have changed and come to rest.

The system's own notices are a doorbell and no more: they may be lost (inotify drops what does
not fit into its queue) or not be had at all (its watches run out). So the files themselves are
looked at every other second as well, and what is rung is believed without a look.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

INPUTS = ("site.yaml", "content", "themes")
"""What a site is made of, below its folder."""
PATROL = 2.0
"""Seconds between two looks at the files while no bell rings."""
QUIET = 0.1
"""Seconds without a change after which files have come to rest."""
PATIENCE = 50
"""So many times QUIET is waited for files that do not come to rest, then they are taken."""
_READ_ONLY = {"opened", "closed_no_write"}

Snapshot = dict[str, tuple[int, int, int, int]]


class Watcher(Protocol):
    """What is used of watchdog's observer."""

    def schedule(
        self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> object:
        """Watch a folder."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End."""

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""


def look(root: Path) -> Snapshot:
    """The files that a site is made of, with time, size and identity of each."""
    found: Snapshot = {}
    for entry in _entries(root):
        if entry.name in INPUTS:
            _look(entry, found, linked=2)
    return found


def _look(entry: os.DirEntry[str], found: Snapshot, linked: int = 0) -> None:
    """Look below an entry; so many levels may be links to folders: `content/`, a theme."""
    if entry.is_dir(follow_symlinks=linked > 0):
        for inner in _entries(entry.path):
            if not _is_ignored(inner.name):
                _look(inner, found, linked - 1)
        return
    with suppress(OSError):  # gone while we looked
        stat = entry.stat()
        found[entry.path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_ctime_ns)


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []  # gone while we looked, or not to be read: the build will say so


def _is_ignored(name: str) -> bool:
    """Hidden files, and those that editors keep beside a text while it is open."""
    return name.startswith((".", "~")) or name.endswith("~")


class _Doorbell(FileSystemEventHandler):
    """Rings for every change of a file that a site is made of."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.rung = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ring, unless somebody only read."""
        if event.event_type in _READ_ONLY:
            return
        places = (event.src_path, event.dest_path)
        if any(self._matters(os.fsdecode(place)) for place in places if place):
            self.rung.set()

    def _matters(self, place: str) -> bool:
        try:
            parts = Path(place).relative_to(self._root).parts
        except ValueError:
            return False
        return bool(parts) and parts[0] in INPUTS and not any(map(_is_ignored, parts))


class Watch:
    """Watches the folder of a site. `tell` gets one sentence where the system will not help."""

    def __init__(
        self,
        root: Path,
        tell: Callable[[str], None],
        observer: Callable[[], Watcher] = Observer,
    ) -> None:
        self._root = root.resolve()
        self._bell = _Doorbell(self._root)
        self._stopped = threading.Event()
        self._seen = look(self._root)
        self._watcher = self._watch(observer, tell)

    def _watch(
        self, observer: Callable[[], Watcher], tell: Callable[[str], None]
    ) -> Watcher | None:
        watcher = observer()
        try:
            watcher.schedule(self._bell, str(self._root))
            for name in INPUTS:
                if (self._root / name).is_dir():
                    watcher.schedule(self._bell, str(self._root / name), recursive=True)
            watcher.start()
        except OSError as error:
            reason = error.strerror or str(error)
            tell(f"The system cannot tell of changes ({reason}): looking every {PATROL:g} seconds.")
            return None
        return watcher

    def changes(self) -> Iterator[None]:
        """Yield each time that files have changed and come to rest, until stopped."""
        while not self._stopped.is_set():
            rung = self._rung(PATROL)
            now = look(self._root)
            if rung or now != self._seen:
                self._seen = self._at_rest(now)
                if not self._stopped.is_set():
                    yield

    def _rung(self, seconds: float) -> bool:
        rung = self._bell.rung.wait(seconds)
        self._bell.rung.clear()
        return rung

    def _at_rest(self, before: Snapshot) -> Snapshot:
        for _ in range(PATIENCE):
            rung = self._rung(QUIET)
            now = look(self._root)
            if now == before and not rung:
                return now
            before = now
        return before

    def ring(self) -> None:
        """Have the next change told now, whether there is one or not; from any thread."""
        self._bell.rung.set()

    def stop(self) -> None:
        """End `changes`, from any thread."""
        self._stopped.set()
        self._bell.rung.set()
        # Two threads may end it at once: who takes the watcher stops it.
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.stop()
            watcher.join()
