"""Ends a process at each of its calls to the file system while it changes an output folder.

Run as `python -m tests.build.killed FOLDER`; it says how many calls there were. A process of its
own, because it forks and listens to all calls, which nothing in it can take back.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from io import FileIO
from pathlib import Path
from typing import Any

from evangelist.build.manifest import manifest_bytes, read_manifest
from evangelist.build.writer import Written, write
from evangelist.content import disk

CALLS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir", "os.listdir"}
KILLED = 9
Files = Mapping[str, bytes]

OLD: Files = {
    "site/assets/a.css": b"old",
    "site/index.html": b"old home",
    "site/kept/index.html": b"kept",
    "site/gone/deep/index.html": b"gone",
    "site/file": b"becomes a folder",
    "site/folder/index.html": b"becomes a file",
    "email/n.eml": b"old mail",
}
NEW: Files = {
    "site/assets/a.css": b"new",
    "site/assets/b.css": b"more",
    "site/index.html": b"new home",
    "site/kept/index.html": b"kept",
    "site/file/index.html": b"in the folder",
    "site/folder": b"the file",
    "site/new/index.html": b"new",
    "email/n.eml": b"new mail",
    "reports/r.txt": b"report",
}
LESS: Files = {"site/index.html": b"third home"}


class Deadly:
    """Counts calls in this process, and ends it at one of them without any farewell.

    A file may also be left empty, or with half of its bytes.
    """

    def __init__(self, number: int) -> None:
        self._left = number
        sys.addaudithook(self._hear)
        count = self._count

        class Halting(FileIO):
            def write(self, data: Any) -> int:
                written = super().write(data[: len(data) // 2])
                count()
                return written + super().write(data[len(data) // 2 :])

        def opened(*args: Any, **options: Any) -> Any:
            file = real(*args, **options)
            count()
            return file

        real = io.open
        for module, name, double in ((disk, "FileIO", Halting), (io, "open", opened)):
            setattr(module, name, double)

    def _hear(self, event: str, _: tuple[Any, ...]) -> None:
        if event in CALLS:
            self._count()

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            os._exit(KILLED)


def survives(number: int, job: Callable[[], object]) -> bool:
    """Whether a process comes to the end of a job if it is killed at the n-th call."""
    child = os.fork()
    if not child:
        Deadly(number)
        job()
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, KILLED}, code
    return code == 0


def standing(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and, with nothing in it, every folder."""
    return {
        path.relative_to(folder).as_posix(): b"" if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
        if not path.is_dir() or not any(path.iterdir())
    }


def clean(folder: Path, files: Files) -> dict[str, bytes]:
    """What a folder holds after these files have been written into it, and nothing before."""
    write(folder, files)
    return standing(folder)


def killed_between(work: Path, before: Files, after: Files) -> int:
    """Kill the change from some files to others at every call; the result is their number."""
    goals = [(files, clean(work / f"clean-{n}", files)) for n, files in enumerate((after, LESS))]
    calls = 0
    survived = False
    while not survived:
        left = work / f"left-{calls}"
        if before:
            write(left, before)
        survived = survives(calls, lambda left=left: write(left, after))  # type: ignore[misc]
        check_whole(left, before, after)
        for number, (files, goal) in enumerate(goals):
            again = work / f"again-{calls}-{number}"
            if left.exists():
                shutil.copytree(left, again)
            check_mended(write(again, files), again, goal)
        calls += 1
    return calls - 1


def check_whole(folder: Path, before: Files, after: Files) -> None:
    """No file is torn, none is lost, and a manifest that is there can be read and knows all."""
    found = {p: data for p, data in standing(folder).items() if p.split("/")[0][0] != "."}
    files = {path: data for path, data in found.items() if not (folder / path).is_dir()}
    torn = {p for p, data in files.items() if data not in {before.get(p), after.get(p)}}
    assert not torn, torn
    assert before.items() & after.items() <= files.items()
    manifest = read_manifest(folder)
    assert files.keys() <= manifest.files.keys(), files.keys() - manifest.files.keys()
    if manifest.files:
        assert (folder / ".manifest").read_bytes() == manifest_bytes(manifest)


def check_mended(written: Written, folder: Path, goal: Mapping[str, bytes]) -> None:
    """The next build leaves what a first one would have made, and nothing else."""
    assert written.foreign == (), written.foreign
    assert standing(folder) == goal, sorted(standing(folder).keys() ^ goal.keys())


if __name__ == "__main__":
    place = Path(sys.argv[1])
    counts = [killed_between(place / "changed", OLD, NEW), killed_between(place / "new", {}, NEW)]
    sys.stdout.write(" ".join(map(str, counts)))
