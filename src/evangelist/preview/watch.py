"""Tells when the files of a site have changed and come to rest.

The system's own notices are a doorbell and no more: they may be lost (inotify drops what does
not fit into its queue) or not be had at all (its watches run out). So all files are looked at
every other second as well. What is rung is believed, and only the files that it rang for are
looked at: whoever saved one text waits for no look at ten thousand.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
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
BRIEF = 0.02
"""The same for a save: a few files that are all there, and none of them empty."""
FEW = 10
PATIENCE = 50
"""So many times quiet is waited for with files that do not come to rest, then they are taken."""
_MANY = 1000
_READ_ONLY = {"opened", "closed_no_write"}

Snapshot = dict[str, tuple[int, int, int, int]]
_ABSENT = (0, 0, 0, 0)


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


def look_again(root: Path, before: Snapshot, places: Collection[str]) -> Snapshot:
    """The files, where only those in some places may have changed since.

    Where one of these is a folder, or very many are named, all files are looked at.
    """
    if len(places) > _MANY or str(root) in places:
        return look(root)
    found = {file: each for file, each in before.items() if file not in places}
    # Asked of the folders, as in `look`: on Windows a file itself answers more than its folder.
    for folder in {os.path.dirname(place) for place in places}:  # noqa: PTH120 - as they are keyed
        for entry in _entries(folder):
            if entry.path in places:
                if entry.is_dir():
                    return look(root)
                _look(entry, found)
    return found


class _Doorbell(FileSystemEventHandler):
    """Rings for every change of a file that a site is made of, and keeps where it rang."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._rung = threading.Event()
        self._places: set[str] = set()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ring, unless somebody only read."""
        if event.event_type in _READ_ONLY:
            return
        places = [os.fsdecode(place) for place in (event.src_path, event.dest_path) if place]
        if rung := [place for place in places if self._matters(place)]:
            # A folder that came, went or moved took with it what is in it. One that is said to
            # have changed has in it a file for which it rings as well.
            whole = [str(self._root)] if event.event_type != "modified" else []
            self.ring(whole if event.is_directory else rung)

    def ring(self, places: Iterable[str] = ()) -> None:
        """Ring for some places, from any thread."""
        with self._lock:
            self._places.update(places)
            self._rung.set()

    def wait(self, seconds: float) -> set[str] | None:
        """Where it has rung since it was asked last; None where it has not, and does not soon."""
        if not self._rung.wait(seconds):
            return None
        with self._lock:
            self._rung.clear()
            places, self._places = self._places, set()
        return places

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

    def changes(self) -> Iterator[set[str]]:
        """Yield each time that files have changed and come to rest, until stopped.

        What is yielded are the places where that was; the folder of the site where nobody knows.
        """
        while not self._stopped.is_set():
            places = self._bell.wait(PATROL)
            if places is None:
                now = look(self._root)
                if now == self._seen:
                    continue
                self._seen, places = self._at_rest(now, {str(self._root)})
            else:
                now = look_again(self._root, self._seen, places)
                self._seen, places = self._at_rest(now, places)
            if not self._stopped.is_set():
                yield places

    def _at_rest(self, now: Snapshot, places: set[str]) -> tuple[Snapshot, set[str]]:
        """What is there when it has been quiet for a moment in all places where it was not."""
        for _ in range(PATIENCE):
            rung = self._bell.wait(BRIEF if self._is_a_save(now, places) else QUIET)
            places = places | (rung or set())
            before, now = now, look_again(self._root, now, places)
            if rung is None and now == before:
                break
        return now, places

    def _is_a_save(self, now: Snapshot, places: Collection[str]) -> bool:
        """Whether a few files have changed as when a text is saved.

        Some programs empty a file, or take it away, before they write it.
        """
        files = [place for place in places if place in now or place in self._seen]
        return len(files) <= FEW and all(now.get(file, _ABSENT)[1] for file in files)

    def ring(self) -> None:
        """Have the next change told now, whether there is one or not; from any thread."""
        self._bell.ring()

    def stop(self) -> None:
        """End `changes`, from any thread."""
        self._stopped.set()
        self._bell.ring()
        # Two threads may end it at once: who takes the watcher stops it.
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.stop()
            watcher.join()
