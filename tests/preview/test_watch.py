"""Watching finds every change, tells it once, and does without the system's help."""

from __future__ import annotations

import errno
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.observers import Observer

from evangelist.preview import watch
from evangelist.preview.watch import Watch, Watcher, look, look_again
from tests.preview.live import LONG, Live, live
from tests.sites import Workspace, site


class Deaf:
    """An observer of a system that has no watches left."""

    def schedule(self, event_handler: object, path: str, *, recursive: bool = False) -> object:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    def start(self) -> None:
        raise AssertionError

    def stop(self) -> None:
        raise AssertionError

    def join(self, timeout: float | None = None) -> None:
        raise AssertionError


class Silent(Deaf):
    """An observer that loses every event."""

    def schedule(self, event_handler: object, path: str, *, recursive: bool = False) -> object:
        return None

    def start(self) -> None:
        """Begin to say nothing."""

    def stop(self) -> None:
        """Go on saying nothing."""

    def join(self, timeout: float | None = None) -> None:
        """Nothing to wait for."""


@contextmanager
def watching(
    root: Path, observer: Callable[[], Watcher] = Observer
) -> Iterator[tuple[queue.Queue[set[str]], list[str]]]:
    """Watch a folder: changes as they are told, and the sentences that were said."""
    told: queue.Queue[set[str]] = queue.Queue()
    sentences: list[str] = []
    watched = Watch(root, sentences.append, observer)

    def follow() -> None:
        for change in watched.changes():
            told.put(change)

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        yield told, sentences
    finally:
        watched.stop()
        thread.join(LONG)
        assert not thread.is_alive()


@pytest.fixture
def made(tmp_path: Path) -> Workspace:
    return site(tmp_path, "-- content/a.md --\n# A\n-- themes/x/theme.yaml --\n")


@pytest.mark.parametrize("path", ["content/a.md", "content/new/b.md", "site.yaml", "themes/x/y"])
@pytest.mark.parametrize("observer", [Observer, Silent, Deaf], ids=lambda kind: str(kind.__name__))
def test_a_change_is_told(
    made: Workspace, path: str, observer: Callable[[], Watcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "PATROL", 0.05 if observer is not Observer else LONG)
    with watching(made.root, observer) as (told, _):
        made.write_bytes(path, b"title: Changed\n")
        told.get(timeout=LONG)


@pytest.mark.skipif(sys.platform == "win32", reason="links want rights there")
@pytest.mark.parametrize("path", ["content", "themes/x"])
def test_a_change_behind_a_link_is_found_by_looking(
    made: Workspace, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "PATROL", 0.05)
    elsewhere = made.root / "elsewhere"
    (made.root / path).rename(elsewhere)
    (made.root / path).symlink_to(elsewhere)
    with watching(made.root, Silent) as (told, _):
        (elsewhere / "deep").mkdir()
        (elsewhere / "deep/a.md").write_bytes(b"# B\n")
        told.get(timeout=LONG)


def test_a_file_that_goes_is_told(made: Workspace) -> None:
    with watching(made.root) as (told, _):
        made.remove("content/a.md")
        told.get(timeout=LONG)


def test_without_watches_one_sentence_says_so(made: Workspace) -> None:
    with watching(made.root, Deaf) as (_, sentences):
        pass
    assert len(sentences) == 1
    assert "watch limit reached" in sentences[0]
    assert "every 2 seconds" in sentences[0]


@pytest.mark.parametrize(
    "path",
    ["output/site/x.html", ".evangelist/x", "content/.a.md.swp", "content/a.md~", "notes.txt"],
)
def test_what_is_no_part_of_the_site_is_not_told(made: Workspace, path: str) -> None:
    with watching(made.root) as (told, _):
        made.write_bytes(path, b"x")
        made.write_bytes("content/a.md", b"# B\n")
        told.get(timeout=LONG)
        made.write_bytes("content/a.md", b"# C\n")
        told.get(timeout=LONG)
        assert told.empty()


def test_reading_is_no_change(made: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "PATROL", 0.05)
    with watching(made.root) as (told, _):
        for _ in range(20):
            (made.root / "content/a.md").read_bytes()
        made.write_bytes("content/a.md", b"# B\n")
        told.get(timeout=LONG)
        assert told.empty()


CHANGES: dict[str, Callable[[Path], object]] = {
    "edited": lambda root: (root / "content/a.md").write_bytes(b"# Changed\n"),
    "new": lambda root: (root / "content/new.md").write_bytes(b"# New\n"),
    "ignored": lambda root: (root / "content/.hidden").write_bytes(b"x"),
    "removed": lambda root: (root / "content/a.md").unlink(),
    "renamed": lambda root: (root / "content/a.md").replace(root / "content/b.md"),
    "folder-renamed": lambda root: (root / "content/sub").rename(root / "content/other"),
    "folder-removed": lambda root: shutil.rmtree(root / "content/sub"),
    "settings": lambda root: (root / "site.yaml").write_bytes(b"title: Changed\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_look_at_what_was_rung_for_is_as_good_as_one_at_everything(
    made: Workspace, change: Callable[[Path], object]
) -> None:
    made.write("-- content/sub/b.md --\n# B\n-- content/sub/deep/c.md --\n# C\n")
    bell = watch._Doorbell(made.root)
    observer = Observer()
    observer.schedule(bell, str(made.root), recursive=True)
    observer.start()
    try:
        now = before = look(made.root)
        change(made.root)
        (made.root / "content/last.md").write_bytes(b"# Last\n")
        while now != look(made.root):
            places = bell.wait(LONG)
            assert places is not None
            now = look_again(made.root, now, places)
    finally:
        observer.stop()
        observer.join()
    assert now != before


def test_a_save_is_told_without_waiting_for_a_burst(
    made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "QUIET", 10 * LONG)
    with watching(made.root) as (told, _):
        made.write_bytes("content/a.md", b"# B\n")
        told.get(timeout=LONG)
        made.write_bytes("content/a.md.tmp", b"# C\n")
        (made.root / "content/a.md.tmp").replace(made.root / "content/a.md")
        told.get(timeout=LONG)


def test_a_file_that_was_emptied_is_waited_for(
    made: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "QUIET", 10 * LONG)
    with watching(made.root) as (told, _):
        made.write_bytes("content/a.md", b"")
        made.write_bytes("content/b.md", b"# B\n")
        made.write_bytes("content/a.md", b"# C\n")
        told.get(timeout=LONG)
        assert told.empty()


# --- many files at once ------------------------------------------------------------------------


def converges(running: Live, last: str, most: int) -> None:
    """The preview shows the page `last` after at most `most` builds."""
    for _ in range(most):
        running.built()
        if running.get(last)[0] == 200:
            return
    pytest.fail(f"{last} is not shown after {most} builds")


def write_many(root: Path, count: int, text: str) -> None:
    """Write `count` texts, the last of them in the end."""
    for number in range(count):
        file = root / f"content/news/{number // 1000}/{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {text} {number}\n---\n{text}\n", "utf-8")


def check_burst(root: Path, count: int) -> None:
    with live(site(root, "-- content/index.md --\n# Home\n")) as running:
        write_many(running.site.root, count, "News")
        last = count - 1
        converges(running, f"/news/{last // 1000}/{last}/", 3)


def check_edits(root: Path, count: int) -> tuple[float, float]:
    """Change every file at once: after three builds at most, every page that is shown is new.

    The result is how long that took from the last change on, and how long a first build takes.
    """
    made = site(root, "-- content/index.md --\n# Home\n")
    write_many(root, count, "Old")
    with live(made) as running:
        write_many(root, count, "New")
        quiet = time.monotonic()
        for _ in range(3):
            running.built()
            shown = time.monotonic()
            if not any(_old(running, count)):
                return shown - quiet, running.first.seconds
    pytest.fail("not all that changed is shown after 3 builds")


def _old(running: Live, count: int) -> Iterator[int]:
    """The pages that do not show the new text, of those that may be asked for."""
    pages = _folder(running) / "site/news"
    for number in range(count):
        page = pages / f"{number // 1000}/{number}/index.html"
        if f"<h1>New {number}</h1>" not in page.read_text("utf-8"):
            yield number


def _folder(running: Live) -> Path:
    """The folder that a preview builds into."""
    return running.site.root / ".evangelist/preview" / str(running.port)


def check_branches(root: Path, count: int) -> None:
    made = site(root, "-- content/index.md --\n# Home\n-- .gitignore --\n.evangelist/\n")

    def git(*words: str) -> None:
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)

    git("init", "--initial-branch=old")
    git("add", ".")
    git("commit", "--message=Old")
    git("checkout", "-b", "new")
    write_many(root, count, "New")
    git("add", ".")
    git("commit", "--message=New")
    git("checkout", "old")
    last = f"/news/{(count - 1) // 1000}/{count - 1}/"
    with live(made) as running:
        git("checkout", "new")
        converges(running, last, 3)
        git("checkout", "old")
        for _ in range(3):
            running.built()
            if running.get(last)[0] == 404:
                return
        pytest.fail("the old branch is not shown after 3 builds")


def test_a_burst_of_files_takes_at_most_three_builds(tmp_path: Path) -> None:
    check_burst(tmp_path, 300)


def test_a_thousand_files_changed_at_once_are_all_shown_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.preview.live.LONG", 600.0)
    check_edits(tmp_path, 1_000)


def test_a_switch_of_branches_takes_at_most_three_builds(tmp_path: Path) -> None:
    check_branches(tmp_path, 200)


@pytest.mark.soak
def test_a_burst_of_twenty_thousand_files_takes_at_most_three_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.preview.live.LONG", 600.0)
    check_burst(tmp_path, 20_000)


@pytest.mark.soak
def test_twenty_thousand_files_changed_at_once_are_all_shown_after_one_build_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is promised: right within five seconds and the time of a first build."""
    monkeypatch.setattr("tests.preview.live.LONG", 1800.0)
    waited, cold = check_edits(tmp_path, 20_000)
    assert waited <= 5 + cold, (waited, cold)


@pytest.mark.soak
def test_a_switch_of_five_thousand_files_takes_at_most_three_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.preview.live.LONG", 600.0)
    check_branches(tmp_path, 5_000)
