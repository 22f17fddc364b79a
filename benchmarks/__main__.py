"""python -m benchmarks: measure, print the tables, keep those of a full measuring."""

from __future__ import annotations

import argparse
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine, ours
from benchmarks.eleventy import ELEVENTY
from benchmarks.emails import ROOT, emails, start
from benchmarks.figures import Figures
from benchmarks.generator import Generator, put
from benchmarks.goals import ENGINES
from benchmarks.hugo import HUGO
from benchmarks.mkdocs import MKDOCS, ZENSICAL
from benchmarks.pelican import PELICAN
from benchmarks.pictures import pictures
from benchmarks.search import search
from benchmarks.session import Session
from benchmarks.table import results, summary

GENERATORS = (*ours.OURS, HUGO, ELEVENTY, PELICAN, MKDOCS, ZENSICAL)
SIZES = (100, 1000, 10_000, 20_000)
WORK = ROOT / ".bench"
RESULTS = Path(__file__).with_name("RESULTS.md")
README = ROOT / "README.md"
BEGIN, END = "<!-- what make bench measured -->", "<!-- until here -->"


def main() -> int:
    """Measure what the command line asks for."""
    asked = _asked()
    # Told to end, it ends the programs that it has started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    chosen = [each for each in GENERATORS if not asked.only or each.name in asked.only]
    figures = Figures(absent=[said] if (said := machine.busy()) else [])
    start(figures, WORK)
    index = search(figures, WORK, asked.runs)
    mail = emails(figures)
    shown = pictures(figures, WORK, asked.runs)
    Session(_there(chosen, figures), asked.runs, WORK, figures).measure(asked.sizes)
    day, here = datetime.now(UTC).date(), machine.described()
    tables = results(figures, chosen, day=day, machine=here, runs=asked.runs), index, mail, shown
    text = "\n".join(tables)
    print(text)
    if asked.keep or not (asked.only or asked.quick):
        put(RESULTS, f"# What `make bench` measured\n\n{text}")
        told = summary(figures, chosen, day=day, machine=here, runs=asked.runs)
        put(README, told_in(README.read_text("utf-8"), told))
    return 0


def told_in(page: str, told: str) -> str:
    """A page with another text between the marks that stand around it."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n\n{told}\n{end}{after}" if begin and end else page


def _asked() -> argparse.Namespace:
    """What the command line says; without a word, everything is measured and kept."""
    names = [each.name for each in GENERATORS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, help="numbers of pages: 100,1000")
    parser.add_argument("--only", type=lambda said: said.split(","), help=", ".join(names))
    parser.add_argument("--runs", type=int, help="how often each is measured: 3")
    parser.add_argument("--keep", action="store_true", help="write RESULTS.md even so")
    asked = parser.parse_args()
    if unknown := set(asked.only or ()) - set(names):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    asked.quick = bool(asked.sizes or asked.runs)
    asked.sizes, asked.runs = asked.sizes or SIZES, asked.runs or 3
    return asked


def _numbers(said: str) -> tuple[int, ...]:
    return tuple(int(number) for number in said.split(","))


def _there(generators: list[Generator], figures: Figures) -> list[Generator]:
    """Those whose engine this version has; a line tells of the others."""
    missing = {each for each in ENGINES if not ours.has_engine(each)}
    figures.absent += [f"evangelist: this version has no engine `{each}`." for each in missing]
    return [each for each in generators if not any(f"`{name}`" in each.title for name in missing)]


if __name__ == "__main__":
    sys.exit(main())
