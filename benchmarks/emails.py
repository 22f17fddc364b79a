"""What the command and one issue of the example site cost, without any pages."""

from __future__ import annotations

import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import EMAIL, START, Figures
from benchmarks.processes import seconds
from evangelist.build.options import Options
from evangelist.build.pipeline import Read, with_site
from evangelist.outputs.output import Output
from evangelist.site.lens import Lens

ROOT = Path(__file__).resolve().parent.parent
ISSUE, RENDERS = "email/2026-11", 200
STARTS = 9
_TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


def start(figures: Figures, folder: Path) -> None:
    """Measure how long the command takes to say its version; `folder` is a place to run it in."""
    folder.mkdir(parents=True, exist_ok=True)
    for _ in range(STARTS):
        taken = seconds([sys.executable, "-m", "evangelist", "--version"], folder)
        figures.add("evangelist", 0, START, taken)


def emails(figures: Figures) -> str:
    """A table of what each file of one issue costs, the draft being made of the other two."""
    options = Options(root=ROOT, output=ROOT / "output", now=_TODAY, jobs=1)
    return with_site(options, lambda read: _emails(figures, read))


def _emails(figures: Figures, read: Read) -> str:
    outputs = {output.path: output for output in read.outputs}
    rows = ["| one issue, once parsed | ms | KB |", "| --- | ---: | ---: |"]
    results: dict[str, bytes] = {}
    slowest = 0.0
    for ending in ("html", "txt", "eml"):
        output = outputs[f"{ISSUE}.{ending}"]
        runs = [_rendered(output, Lens(read.site, results)) for _ in range(RENDERS)]
        results[output.path] = runs[0][1]
        taken = statistics.median(each for each, _ in runs)
        slowest = max(slowest, taken)
        size = len(runs[0][1]) / 1000
        rows.append(f"| `{output.path}` | {1000 * taken:.2f} | {size:.1f} |")
    figures.add("evangelist", 0, EMAIL, slowest)
    return "\n".join(rows) + "\n"


def _rendered(output: Output, lens: Lens) -> tuple[float, bytes]:
    """The seconds that an output takes, and its bytes."""
    begun = time.perf_counter()
    data = output.render(lens).data
    return time.perf_counter() - begun, data
