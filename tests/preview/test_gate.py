"""A preview is never half built: requests wait, and a failing build leaves the last good one."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from evangelist.preview.shown import Gate, Shown
from tests.preview.live import live
from tests.sites import site

PAGES = 12
_VERSION = re.compile(rb"version-(\d+)")


def texts(version: int, *, broken: bool = False) -> str:
    """A site in which every page says the version twice.

    A build may begin before the last of them is saved, so what breaks the site is the first of
    them, and what mends it the last.
    """
    pages = "".join(
        f"-- content/page-{n}.md --\n---\ntitle: version-{version}\n---\nversion-{version}\n"
        for n in range(PAGES)
    )
    bad = f"-- content/bad.md --\n---\ntitle: {'A: B' if broken else 'A'}\n---\n"
    return bad + pages if broken else pages + bad


def check(root: Path, clients: int, requests: int, rebuilds: int) -> None:
    """Ask while the site is rebuilt; every third build fails."""
    wrong: list[object] = []

    with live(site(root, texts(0))) as running:

        def ask() -> None:
            for number in range(requests):
                status, page = running.get(f"/page-{number % PAGES}/")
                versions = {int(found) for found in _VERSION.findall(page)}
                if status != 200 or len(versions) != 1 or next(iter(versions)) % 3 == 2:
                    wrong.append((status, versions))

        threads = [threading.Thread(target=ask) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for version in range(1, rebuilds + 1):
            running.save(texts(version, broken=version % 3 == 2))
        for thread in threads:
            thread.join()
        last = rebuilds + 1 + (rebuilds % 3 == 1)
        running.save(texts(last))
        while f"version-{last}".encode() not in running.get("/page-0/")[1]:
            running.built()
    assert wrong == []


def test_a_request_waits_for_a_running_build(tmp_path: Path) -> None:
    happened: list[str] = []
    with live(site(tmp_path, texts(0))) as running:
        gate = running.preview._gate
        gate.close()

        def ask() -> None:
            running.get("/page-0/")
            happened.append("answered")

        asking = threading.Thread(target=ask)
        asking.start()
        for _ in range(20):  # which do not wait, and give the one that does time to be answered
            running.get("/.evangelist/client.js")
        happened.append("built")
        gate.open(gate.shown)
        asking.join()
    assert happened == ["built", "answered"]


def test_a_build_waits_for_who_is_reading() -> None:
    happened: list[str] = []
    gate = Gate()
    gate.open(Shown())
    inside, leave = threading.Event(), threading.Event()

    def read() -> None:
        with gate.reading():
            inside.set()
            leave.wait()
            happened.append("read")

    reading = threading.Thread(target=read)
    reading.start()
    inside.wait()
    threading.Timer(0.05, leave.set).start()
    gate.close()
    happened.append("building")
    reading.join()
    assert happened == ["read", "building"]


def test_what_a_build_has_changed_is_told_and_no_more(tmp_path: Path) -> None:
    theme = "-- themes/ours/theme.yaml --\nextends: lectern\n-- themes/ours/assets/lectern.css --\n"
    link = "-- content/a.md --\n[A film](https://films.example/watch?v=%s)\n-- content/b.md --\n"
    with live(site(tmp_path, link % "a1" + theme, "theme: ours\n")) as running:

        def told() -> tuple[tuple[str, ...], tuple[str, ...]]:
            shown = running.preview._gate.shown
            return shown.changed, shown.styles

        running.save(link % "b2")
        assert told() == (("site/a/index.html",), ())
        running.save("-- themes/ours/assets/lectern.css --\np { color: red }\n")
        assert told() == ((), ("site/assets/lectern.css",))
        running.site.remove("content/b.md")
        running.built()
        assert "site/b/index.html" in told()[0]
        assert "site/a/index.html" not in told()[0]
        running.save("-- site.yaml --\ntitle: A: B\n")
        assert told() == ((), ())


def test_no_reader_sees_half_a_build(tmp_path: Path) -> None:
    check(tmp_path, clients=10, requests=50, rebuilds=10)


@pytest.mark.soak
def test_no_reader_sees_half_a_build_of_a_hundred(tmp_path: Path) -> None:
    check(tmp_path, clients=20, requests=500, rebuilds=100)
