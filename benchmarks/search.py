"""What the index of the search costs a site whose pages are finished."""

from __future__ import annotations

import shutil
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.content import entries
from benchmarks.figures import SEARCH, Figures
from benchmarks.ours import OURS
from benchmarks.processes import FailedError, peak, seconds
from evangelist.build.options import Options
from evangelist.build.pipeline import Read, with_site
from evangelist.outputs.search import INDEX
from evangelist.site.lens import Lens

PAGES = 1000
_COMMAND = [sys.executable, "-m", "evangelist", "build"]
_TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


def search(figures: Figures, folder: Path, runs: int) -> str:
    """A table of what the index takes, in seconds and megabytes; the site lies below `folder`."""
    place = folder / "evangelist" / "sites" / "search"
    shutil.rmtree(place, ignore_errors=True)
    OURS[0].write(place, list(entries(PAGES)))
    settings = place / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("search: no", "search: yes"), "utf-8")
    try:
        seconds(_COMMAND, place)
        (place / "output" / INDEX / "pagefind-entry.json").unlink()  # it is all made again
        memory = peak(_COMMAND, place)
    except (FailedError, OSError) as error:
        figures.absent.append(f"The index of the search: {error}")
        return ""
    options = Options(root=place, output=place / "output", now=_TODAY, jobs=1)
    for _ in range(runs):
        figures.add("evangelist", 0, SEARCH, with_site(options, partial(_index, options)))
    taken = figures.median("evangelist", 0, SEARCH)
    shutil.rmtree(place, ignore_errors=True)
    return (
        f"| the index of the search, {PAGES:,} pages | s | peak memory of the build, MB |\n"
        "| --- | ---: | ---: |\n"
        f"| once the pages are finished | {taken:.2f} | {memory:.0f} |\n"
    )


def _index(options: Options, read: Read) -> float:
    """The seconds that the index takes, of the pages as they stand."""
    made = {output.path: output for output in read.outputs}
    pages = {
        path: (options.output / path).read_bytes() for path, output in made.items() if output.asked
    }
    begun = time.perf_counter()
    made[INDEX].render(Lens(read.site, pages))
    return time.perf_counter() - begun
