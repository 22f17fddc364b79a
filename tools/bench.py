"""Measures what the command costs on the example site: seconds and megabytes.

Each row of the first table is the median of some runs in new processes; memory is that of the
largest process. The second is of one issue as an e-mail, in this process, once all is parsed.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from evangelist.build.options import Options
from evangelist.build.pipeline import Read, with_site
from evangelist.outputs.output import Output
from evangelist.site.lens import Lens

ROOT = Path(__file__).resolve().parent.parent
EVANGELIST = Path(sys.executable).with_name("evangelist")
RUNS = 5
ISSUE, RENDERS = "email/2026-11", 200


def main() -> int:
    """Print one row for each kind of work."""
    print(f"{'work':<24}{'seconds':>10}{'MB':>8}   median of {RUNS}, {os.cpu_count()} cores")
    row("command start", "--version")
    with tempfile.TemporaryDirectory() as folder:
        row("build, nothing changed", "-C", str(ROOT), "build", "--output", folder)
    emails()
    return 0


def emails() -> None:
    """Print what each file of one issue costs, the draft being made of the other two."""
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    with_site(Options(root=ROOT, output=ROOT / "output", now=now, jobs=1), timed)


def timed(read: Read) -> None:
    """Print what each file of one issue costs in a site that has been read."""
    outputs = {output.path: output for output in read.outputs}
    print(f"\n{'one issue':<24}{'ms':>10}{'KB':>8}   median of {RENDERS}, once parsed")
    results: dict[str, bytes] = {}
    for ending in ("html", "txt", "eml"):
        output = outputs[f"{ISSUE}.{ending}"]
        runs = [rendered(output, Lens(read.site, results)) for _ in range(RENDERS)]
        results[output.path] = runs[0][1]
        milliseconds = 1000 * statistics.median(seconds for seconds, _ in runs)
        print(f"{output.path:<24}{milliseconds:>10.2f}{len(runs[0][1]) / 1000:>8.1f}", flush=True)


def rendered(output: Output, lens: Lens) -> tuple[float, bytes]:
    """Return the seconds that an output takes, and its bytes."""
    start = time.perf_counter()
    data = output.render(lens).data
    return time.perf_counter() - start, data


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
