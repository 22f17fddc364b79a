"""Ends one of several processes of a build at each of its calls, while the build itself lives on.

Run as `python -m tests.build.killed_workers FOLDER STEP`, with the name of a file in the variable
of `deadly`; it says how many calls they made, team by team, for two sites. A process of its own:
its server has to load `deadly`.
"""

from __future__ import annotations

import os
import shutil
import sys
from itertools import count
from multiprocessing import forkserver, set_forkserver_preload
from pathlib import Path

from tests.build.deadly import ORDER
from tests.cli.test_commands import run
from tests.pictures import plain
from tests.sites import Workspace, site

KINDS = ("services", "news", "ideas")
TOLD = "a process that did a part of the work has ended early"


def made(root: Path) -> Workspace:
    """A site with something to read, to check, to render and to draw, for two."""
    files = (
        f"-- content/{kind}/{name}.md --\n---\ntitle: {kind} {name}\ndate: 2026-11-0{n}\n---\n"
        "![p](../p.png) Text.\n"
        for kind in KINDS
        for n, name in enumerate("abc", 1)
    )
    start = site(root, "".join(files))
    start.write("-- content/newsletters/n.md --\n---\ntitle: N\ndate: 2026-11-09\n---\nHello.\n")
    start.write_bytes("content/p.png", plain((1700, 9)))
    return start


def edited(start: Workspace) -> Workspace:
    """As it is after a build and some edits."""
    start.built()
    start.remove("content/news/a.md")
    for kind in KINDS:
        start.write(
            f"-- content/{kind}/b.md --\n---\ntitle: Other {kind}\ndate: 2026-11-09\n---\nNew.\n"
        )
    return start


def killed_at_each_call(start: Workspace, work: Path, order: Path, step: int) -> list[int]:
    """Kill the first of each team of two at every `step`-th call; how many calls each made."""
    clean = clean_tree(start, work / "clean")
    calls: list[int] = []
    while not calls or calls[-1]:
        for number in count(0, step):
            now = Workspace(work / f"{len(calls)}-{number}")
            shutil.copytree(start.root, now.root)
            if not is_killed(now, start.tree(), clean, order, f"{2 * len(calls)} {number}"):
                break
            shutil.rmtree(now.root)
        calls.append(number)
    return calls[:-1]


def is_killed(
    now: Workspace, before: dict[str, bytes], clean: dict[str, bytes], order: Path, which: str
) -> bool:
    """Build; whether somebody was killed. Then it said so, left all as it was, and can go on."""
    order.write_text(which, "utf-8")
    said = run(now.root, "build", "--jobs", "2")
    killed = not order.exists()
    for file in order.parent.glob(f"{order.name}*"):
        file.unlink()
    assert said.code in ({0, 1} if killed else {0}), (which, said)
    assert now.tree() == (before if said.code else clean), which
    assert not said.code or TOLD in said.err, (which, said)
    assert not [*now.output.glob(".staging-*")], which
    again = run(now.root, "build", "--jobs", "1")
    assert again.code == 0, (which, again)
    assert now.tree() == clean, which
    return killed


def clean_tree(start: Workspace, root: Path) -> dict[str, bytes]:
    """What a build makes of it that knows of no earlier one."""
    shutil.copytree(start.root, root, ignore=shutil.ignore_patterns("output", ".evangelist"))
    assert run(root, "build", "--jobs", "1").code == 0
    return Workspace(root).tree()


if __name__ == "__main__":
    set_forkserver_preload(["tests.build.deadly", "evangelist.build.pipeline"])
    forkserver.ensure_running()
    place, every = Path(sys.argv[1]), int(sys.argv[2])
    ordered = Path(os.environ[ORDER])
    for start in (made(place / "new"), edited(made(place / "edited"))):
        folder = place / f"{start.root.name}-killed"
        sys.stdout.write(f"{killed_at_each_call(start, folder, ordered, every)}\n")
