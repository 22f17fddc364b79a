"""Measures what the command costs on the example site: seconds and megabytes.

Each row is the median of some runs in new processes; memory is that of the largest process.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVANGELIST = Path(sys.executable).with_name("evangelist")
RUNS = 5


def main() -> int:
    """Print one row for each kind of work."""
    print(f"{'work':<24}{'seconds':>10}{'MB':>8}   median of {RUNS}, {os.cpu_count()} cores")
    row("command start", "--version")
    with tempfile.TemporaryDirectory() as folder:
        row("build, nothing changed", "-C", str(ROOT), "build", "--output", folder)
    return 0


def row(work: str, *arguments: str) -> None:
    """Run it several times and print the medians."""
    runs = [measure(*arguments) for _ in range(RUNS)]
    seconds, memory = (statistics.median(column) for column in zip(*runs, strict=True))
    print(f"{work:<24}{seconds:>10.2f}{memory:>8.0f}", flush=True)


def measure(*arguments: str) -> tuple[float, float]:
    """Return the seconds and megabytes of one run."""
    start = time.perf_counter()
    process = subprocess.Popen([EVANGELIST, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(process.returncode)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss / unit


if __name__ == "__main__":
    sys.exit(main())
