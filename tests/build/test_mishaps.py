"""Whatever befalls the memory of a build: the next one gives what a clean build gives.

At full size in a soak, a tenth of it in every test.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.edited import touch_nothing
from tests.build.test_killed_builds import FILES as FEW_FILES
from tests.shares import SOAK
from tests.sites import NOW, Workspace, site

DAMAGES = 1000 if SOAK else 40
FILES = 1000 if SOAK else 100
RACES = 20 if SOAK else 1
STORE = ".evangelist/store.sqlite"
EDIT = "-- content/services/vpn.md --\n---\ntitle: Remote access\n---\nWords.\n"

Harm = Callable[[bytes, random.Random], bytes]


def flip(data: bytes, chance: random.Random) -> bytes:
    """Other bits here and there."""
    harmed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 50))):
        harmed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(harmed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """An end that comes too soon."""
    return data[: chance.randrange(len(data))]


def blank(data: bytes, chance: random.Random) -> bytes:
    """Some sectors of a disk that were never written."""
    start = chance.randrange(len(data)) // 512 * 512
    end = min(len(data), start + 512 * chance.randrange(1, 40))
    return data[:start] + bytes(end - start) + data[end:]


def clean(made: Workspace, root: Path) -> dict[str, bytes]:
    """What a build makes of it that knows of no earlier one."""
    ignored = shutil.ignore_patterns("output", ".evangelist")
    shutil.copytree(made.root, root, ignore=ignored)
    tree = Workspace(root).built().tree()
    shutil.rmtree(root)
    return tree


@pytest.mark.parametrize("harm", [flip, cut, blank])
@pytest.mark.parametrize("edited", [False, True])
def test_a_damaged_store_changes_no_byte(tmp_path: Path, harm: Harm, *, edited: bool) -> None:
    """Nor does one fail for it: what it knew is found out again."""
    made = site(tmp_path / "site", FEW_FILES).built()
    whole = (made.root / STORE).read_bytes()
    output = tmp_path / "output"
    shutil.copytree(made.output, output)
    if edited:
        made.write(EDIT)
    wanted = clean(made, tmp_path / "clean")
    chance = random.Random(harm.__name__)  # noqa: S311 - damage, not secrets
    for number in range(DAMAGES // 6):
        made.write_bytes(STORE, harm(whole, chance))
        shutil.rmtree(made.output)
        shutil.copytree(output, made.output)
        made.built()
        assert made.tree() == wanted, number


def test_edits_that_keep_size_and_time_are_all_seen(tmp_path: Path) -> None:
    texts = (
        f"-- content/news/{number}.md --\n---\ntitle: {number}\ndate: 2026-01-01\n---\nOld text.\n"
        for number in range(FILES)
    )
    made = site(tmp_path / "site", "".join(texts)).built()
    for number, file in enumerate(sorted(made.root.glob("content/news/*.md"))):
        moment = (0, 1_770_000_000, 4_070_908_800)[number % 3]
        os.utime(file, (moment, moment))
    made.built()
    for file in made.root.glob("content/news/*.md"):
        touch_nothing(file, file.read_bytes().replace(b"Old", b"New"))
    made.built()
    assert not [n for n in range(FILES) if "New text." not in made.page(f"/news/{n}/")]
    assert made.tree() == clean(made, tmp_path / "clean")


def test_builds_at_once_leave_what_one_alone_would(tmp_path: Path) -> None:
    """Each waits for the one before it, and where that takes too long, it says who is at work."""
    made = site(tmp_path / "site", FEW_FILES, "search: false\ncards: false\n")
    command = [sys.executable, "-m", "evangelist", "-C", str(made.root), "build"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    for number in range(RACES):
        made.write(f"-- content/news/n.md --\n---\ntitle: N {number}\ndate: 2026-02-01\n---\n")
        builds = [
            subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            for _ in range(3)
        ]
        said = [build.communicate()[0].decode() for build in builds]
        ended = [build.returncode for build in builds]
        assert 0 in ended, said
        for code, text in zip(ended, said, strict=True):
            assert code == 0 or (code == 1 and "another build is at work here" in text), said
        assert made.tree() == clean(made, tmp_path / "clean")
