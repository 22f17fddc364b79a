"""Installs generators by name and exact version, each into a folder of its own below `.bench/`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.generator import Needs, program, put

_PATIENCE = 600
_STAMP = "installed.txt"


class AbsentError(Exception):
    """A generator cannot be had here; the text says why."""


def install(needs: Needs, folder: Path) -> None:
    """Have what is needed in a folder: a second time, nothing is asked. Raises AbsentError."""
    wanted = "\n".join(needs.packages)
    stamp = folder / _STAMP
    if not wanted or (stamp.is_file() and stamp.read_text("utf-8") == wanted):
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for command in _commands(needs, folder):
        _run(command, folder)
    put(stamp, wanted)


def _commands(needs: Needs, folder: Path) -> list[list[str]]:
    if needs.registry == "npm":
        npm = shutil.which("npm")
        if not npm or not shutil.which("node"):
            raise AbsentError("node and npm are not there")
        names = [name.replace("==", "@") for name in needs.packages]
        put(folder / "package.json", '{ "private": true }\n')
        return [[npm, "install", "--save-exact", "--no-audit", "--no-fund", *names]]
    pip = [program(folder, "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    return [
        [sys.executable, "-m", "venv", str(folder)],
        [*pip, "install", *needs.packages],
    ]


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AbsentError(f"it cannot be installed: {error}") from error
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()
        raise AbsentError(f"it cannot be installed: {said[-1].strip()}")
