"""A build that is killed leaves no torn file, and the next one repairs everything."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.build.deadly import ORDER
from tests.shares import SOAK
from tests.sites import Workspace, site

ROOT = Path(__file__).parent.parent.parent
STEP = 1 if SOAK else 8
MOMENTS = 200 if SOAK else 10
WORKERS_STEP = 5 if SOAK else 250
WATCHED = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "sqlite3.connect"}
FILES = """
-- content/index.md --
# Welcome
-- content/services/vpn.md --
---
title: VPN
tags: [net]
---
See [news](../news/one.md).
-- content/news/one.md --
---
title: One
date: 2026-01-01
---
First.
-- content/newsletters/2026-01.md --
---
title: January
date: 2026-01-02
preheader: All that is new in January.
---
Read on.
"""
EDITED = """
-- content/news/two.md --
---
title: Two
date: 2026-01-03
---
Second.
-- content/services/vpn.md --
---
title: Remote access
---
Words.
-- themes/lectern2/theme.yaml --
extends: lectern
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A site that was built, and edited since."""
    made = site(tmp_path_factory.mktemp("built"), FILES).built()
    made.remove("content/news/one.md")
    return made.write(EDITED)


@pytest.fixture(scope="module")
def clean(built: Workspace, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build makes of it that knows of no earlier one."""
    fresh = Workspace(tmp_path_factory.mktemp("clean") / "site")
    shutil.copytree(built.root, fresh.root, ignore=shutil.ignore_patterns("output", ".evangelist"))
    return fresh.built().tree()


def copy_of(built: Workspace, folder: Path) -> Workspace:
    shutil.copytree(built.root, folder)
    return Workspace(folder)


def in_a_child(made: Workspace, prepare: Callable[[], None]) -> int:
    """Build in a child process; the signal that ended it, 0 for none."""
    with warnings.catch_warnings(action="ignore"):  # of threads, which the child does not use
        child = os.fork()
    if not child:
        prepare()
        made.build()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def at_call(root: Path, number: int) -> Callable[[], None]:
    """Be killed at the n-th call that opens, makes, moves or removes something of the site."""
    left = [number]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in WATCHED and str(arguments[0]).startswith(str(root)):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


def after(seconds: float) -> Callable[[], None]:
    """Be killed at a moment."""

    def prepare() -> None:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, seconds)

    return prepare


def is_repaired(made: Workspace, clean: dict[str, bytes]) -> bool:
    made.built()
    assert made.report.foreign == ()
    assert not list(made.output.glob(".staging-*"))
    return made.tree() == clean


def test_at_any_call_of_the_file_system(
    built: Workspace, clean: dict[str, bytes], tmp_path: Path
) -> None:
    killed = 0
    for number in range(0, 10_000, STEP):
        made = copy_of(built, tmp_path / str(number))
        if not in_a_child(made, at_call(made.root, number)):
            break
        killed += 1
        assert is_repaired(made, clean), f"killed at call {number}"
        shutil.rmtree(made.root)
    assert killed > 10


def test_at_any_moment(built: Workspace, clean: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    for number in range(MOMENTS):
        made = copy_of(built, tmp_path / str(number))
        seconds = chance.uniform(0.001, 0.08)
        in_a_child(made, after(seconds))
        assert is_repaired(made, clean), f"killed after {seconds} s"
        shutil.rmtree(made.root)


def test_one_of_its_processes_at_any_call(tmp_path: Path) -> None:
    """It says so and ends; its output stays as it was, and the next build is right."""
    command = [sys.executable, "-m", "tests.build.killed_workers", str(tmp_path)]
    killing = subprocess.run(
        [*command, str(WORKERS_STEP)],
        cwd=ROOT,
        env=os.environ | {ORDER: str(tmp_path / "order"), "SOURCE_DATE_EPOCH": "1795348800"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert (killing.returncode, killing.stderr) == (0, ""), killing.stderr
    for teams in map(json.loads, killing.stdout.splitlines()):
        assert len(teams) >= 2
        assert min(teams) > 0
