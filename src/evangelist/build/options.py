"""What a person asks of a build; the clock and the environment are read by the caller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from evangelist.build.memory import Memory

Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
    del step, done, total


@dataclass(frozen=True, slots=True)
class Options:
    """What to build and how.

    `root` is the folder of site.yaml, `now` the moment that decides what is today (aware),
    `as_of` a day that is today instead, `strict` whether warnings stop it as errors do, `jobs`
    the number of processes (0: as many as are worth it). `portable` makes pages that work from a
    folder, without a server. `search` says whether the site gets an index where its site.yaml and
    the rest want one, `cards` the same of social cards, `preview` whether it gets the pages that
    only its makers see. `holder` says to other builds of the site who is at work; they wait for
    `patience` seconds. `kept` is the folder of what one build keeps for the next, where that is not
    `.evangelist/` of the site, `memory` what this process knows from its last build.
    """

    root: Path
    output: Path
    now: datetime
    as_of: date | None = None
    base_url: str = ""
    drafts: bool = False
    strict: bool = False
    portable: bool = False
    search: bool = True
    preview: bool = False
    cards: bool = True
    jobs: int = 0
    write: bool = True
    progress: Progress = silent
    holder: str = ""
    patience: float = 10.0
    kept: Path | None = None
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)
