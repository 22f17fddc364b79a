"""A process that is killed while it writes leaves whole files, and the next one repairs all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed process is made by fork here")
def test_a_build_killed_at_any_call_leaves_whole_files_and_the_next_one_repairs_all(
    tmp_path: Path,
) -> None:
    """Whether it wants the same files then or others: what was half done is known as ours."""
    command = [sys.executable, "-m", "tests.build.killed", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    changed, new = map(int, done.stdout.split())
    assert (changed > 50, new > 30) == (True, True)
