"""`evangelist move` as a person meets it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.sites import site

FILES = """
-- content/services/vpn.md --
---
title: VPN
---
-- content/about.md --
# About

[VPN](services/vpn.md), [again](services/vpn.md)
"""


def test_it_tells_what_it_did(tmp_path: Path) -> None:
    site(tmp_path, FILES)
    said = run(tmp_path, "move", "services/vpn", "services/remote")
    assert said.code == 0
    assert said.out.splitlines() == [
        "Moved:",
        "  content/services/vpn.md → content/services/remote.md",
        "Links mended:",
        "  content/about.md (2)",
        "Redirects:",
        "  /services/vpn/ → /services/remote/",
    ]
    assert run(tmp_path, "build").code == 0


def test_a_dry_run_tells_the_same_and_changes_nothing(tmp_path: Path) -> None:
    site(tmp_path, FILES)
    said = run(tmp_path, "move", "--dry-run", "services/vpn", "services/remote")
    assert said.out.startswith("Would move:\n")
    assert "content/about.md (2)" in said.out
    assert (tmp_path / "content/services/vpn.md").is_file()


@pytest.mark.parametrize(
    "folder, arguments",
    [
        (".", ["-C", "site", "move", "site/content/services/vpn.md", "services/remote"]),
        (".", ["-C", "site", "move", "services/vpn", "site/content/services/remote.md"]),
        ("site/content", ["-C", "..", "move", "services/vpn.md", "services/remote.md"]),
        ("site/content/services", ["-C", "../..", "move", "vpn.md", "remote.md"]),
    ],
)
def test_paths_are_those_that_a_shell_completes(
    tmp_path: Path, folder: str, arguments: list[str]
) -> None:
    site(tmp_path / "site", FILES)
    said = run(tmp_path / folder, *arguments)
    assert said.err == ""
    assert (tmp_path / "site/content/services/remote.md").is_file()


def test_a_refusal_says_why_and_changes_nothing(tmp_path: Path) -> None:
    site(tmp_path, FILES)
    said = run(tmp_path, "move", "services/vnp", "services/remote")
    assert said.code == 1
    assert said.err == "error: there is no entry 'services/vnp' (did you mean 'services/vpn'?)\n"


def test_all_that_would_be_wrong_is_told(tmp_path: Path) -> None:
    made = site(tmp_path, FILES)
    made.write("-- content/services/b.md --\n---\nredirect_from: /services/remote/\n---\n")
    said = run(tmp_path, "move", "services/vpn", "services/remote")
    assert said.code == 1
    assert said.err.startswith("error: nothing was moved: afterwards this would be wrong\n")
    assert "wants the address /services/remote/" in said.err
    assert (tmp_path / "content/services/vpn.md").is_file()


def test_a_terminal_of_another_encoding_makes_no_traceback(tmp_path: Path) -> None:
    site(tmp_path, FILES)
    done = subprocess.run(
        [sys.executable, "-m", "evangelist", "move", "services/vpn", "services/größe"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
