"""What pictures cost a build in which none of them has changed: nothing, it should be."""

from __future__ import annotations

import io
import random
import shutil
import statistics
import sys
from pathlib import Path

from PIL import Image

from benchmarks.content import Entry, entries
from benchmarks.figures import BUILDS, COLD, TEXT, UNCHANGED, WORKS, Figures
from benchmarks.ours import OURS
from benchmarks.processes import FailedError, seconds

PAGES, PHOTOS = 200, 40
_COMMAND = [sys.executable, "-m", "evangelist", "build"]
_SIZE = 3000, 2000
_SEED = 7


def pictures(figures: Figures, folder: Path, runs: int) -> str:
    """A table of two sites with the same texts, one of them with photos; they lie below `folder`.

    They take turns, as a machine is not equally fast all day.
    """
    sites = [folder / "evangelist" / "sites" / name for name in ("bare", "pictured")]
    taken: dict[tuple[Path, str], list[float]] = {}
    try:
        weight = _prepared(sites)
        for place in sites:
            taken[place, COLD] = [seconds(_COMMAND, place)]
            seconds(_COMMAND, place)  # by now the photos have settled, and are read once more
        for number in range(runs):
            for work in (UNCHANGED, TEXT):
                for place in sites:
                    _edit(place, work, number)
                    taken.setdefault((place, work), []).append(seconds(_COMMAND, place))
    except (FailedError, OSError) as error:
        figures.absent.append(f"Pictures: {error}")
        return ""
    for place in sites:
        shutil.rmtree(place, ignore_errors=True)
    return _table(sites, taken, weight)


def _prepared(sites: list[Path]) -> float:
    """Write both sites; the megabytes of all photos."""
    made = list(entries(PAGES))
    for place in sites:
        shutil.rmtree(place, ignore_errors=True)
        OURS[0].write(place, made)
    photo, files = _photo(), [_file(sites[1], entry) for entry in made[:PHOTOS]]
    for number, file in enumerate(files):
        # What comes after the end of a JPEG is not seen, and makes it another file.
        file.with_suffix(".jpg").write_bytes(photo + number.to_bytes(2, "big"))
        with file.open("a", encoding="utf-8", newline="\n") as text:
            text.write(f"\n\n![A photo]({file.stem}.jpg)\n")
    return len(photo) * len(files) / 1_000_000


def _file(place: Path, entry: Entry) -> Path:
    return OURS[0].file(place, entry)


def _photo() -> bytes:
    """Six megapixels that compress as badly as leaves and gravel do."""
    coarse = Image.frombytes("RGB", (750, 500), random.Random(_SEED).randbytes(750 * 500 * 3))
    stream = io.BytesIO()
    coarse.resize(_SIZE, Image.Resampling.BICUBIC).save(stream, "JPEG", quality=92)
    return stream.getvalue()


def _edit(place: Path, work: str, number: int) -> None:
    if work == TEXT:
        last = list(entries(PAGES))[-1]
        OURS[0].revise(_file(place, last), number + 1)


def _table(sites: list[Path], taken: dict[tuple[Path, str], list[float]], weight: float) -> str:
    rows = [
        f"| {PAGES} pages | without pictures | with {PHOTOS} photos, {weight:.0f} MB | times |",
        "| --- | ---: | ---: | ---: |",
    ]
    for work in BUILDS:
        if (sites[0], work) in taken:
            bare, pictured = (statistics.median(taken[place, work]) for place in sites)
            rows.append(f"| {WORKS[work]} | {bare:.2f} | {pictured:.2f} | {pictured / bare:.2f} |")
    return "\n".join(rows) + "\n"
