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
    """Measure how long the command takes to say its version; it runs below `folder`."""
    place = folder / "evangelist"
    place.mkdir(parents=True, exist_ok=True)
    for _ in range(STARTS):
        taken = seconds([sys.executable, "-m", "evangelist", "--version"], place)
        figures.add("evangelist", 0, START, taken)


def emails(figures: Figures) -> str:
    """A table of what each file of one issue costs, once all is parsed."""
    options = Options(root=ROOT, output=ROOT / "output", now=_TODAY, jobs=1)
    return with_site(options, lambda read: _emails(figures, read))


def _emails(figures: Figures, read: Read) -> str:
    """The same in a site that has been read; the draft is made of the other two."""
    outputs = {output.path: output for output in read.outputs}
    rows = ["| one issue, once parsed | ms | KB |", "| --- | ---: | ---: |"]
    results: dict[str, bytes] = {}
    for ending in ("html", "txt", "eml"):
        output = outputs[f"{ISSUE}.{ending}"]
        runs = [_rendered(output, Lens(read.site, results)) for _ in range(RENDERS)]
        results[output.path] = runs[0][1]
        taken = statistics.median(each for each, _ in runs)
        if ending == "html":
            figures.add("evangelist", 0, EMAIL, taken)
        rows.append(f"| `{output.path}` | {1000 * taken:.2f} | {len(runs[0][1]) / 1000:.1f} |")
    return "\n".join(rows) + "\n"


def _rendered(output: Output, lens: Lens) -> tuple[float, bytes]:
    """The seconds that an output takes, and its bytes."""
    begun = time.perf_counter()
    data = output.render(lens).data
    return time.perf_counter() - begun, data
