"""Whether links to other sites still answer: advice, and a memory of what was asked lately."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from evangelist.build.asking import Answer
from evangelist.build.options import Options, Progress
from evangelist.build.pipeline import Read, with_site
from evangelist.build.silence import heard
from evangelist.model.settings import Settings
from evangelist.problems import Problem, ProblemsError
from evangelist.site.outward import Outward, outward_links


class Ask(Protocol):
    """Asks each address whether it answers."""

    def __call__(self, urls: Iterable[str], *, progress: Progress) -> Mapping[str, Answer]:
        """The answers, by address."""


MEMORY = ".evangelist/links.json"
_VERSION = 1
_FRESH = {"fine": timedelta(days=7), "dead": timedelta(days=1)}
"""How long an answer holds. That somebody was busy is not remembered."""

_Memory = dict[str, tuple[datetime, Answer]]


def external_links(options: Options, ask: Ask) -> tuple[Problem, ...]:
    """Advice on every published link to another site that does not answer, or has moved.

    What was asked lately is not asked again: see MEMORY, which can be deleted at any time. A site
    that cannot be read has no links.
    """
    try:
        links, settings = with_site(options, _outward)
    except ProblemsError:
        return ()
    file = options.root / MEMORY
    memory = _remembered(file, options.now)
    known = {link.url: memory[link.url] for link in links if link.url in memory}
    unknown = dict.fromkeys(link.url for link in links if link.url not in known)
    new = ask(unknown, progress=options.progress)
    known |= {url: (options.now, answer) for url, answer in new.items()}
    if links:
        _remember(file, known)
    answers = {url: answer for url, (_, answer) in known.items()}
    return heard(_findings(links, answers), settings)


def _outward(read: Read) -> tuple[list[Outward], Settings]:
    return list(outward_links(read.site)), read.site.settings


def _findings(links: Iterable[Outward], answers: Mapping[str, Answer]) -> Iterator[Problem]:
    for link in links:
        answer = answers.get(link.url, Answer("fine"))
        place = (link.path, link.line, link.column)
        if answer.state == "dead":
            message = f"'{link.url}' does not answer: {answer.reason}"
            yield Problem("link-external", message, *place, "correct it, or take the link out")
        elif answer.state == "busy":
            message = f"'{link.url}' could not be asked: {answer.reason}"
            yield Problem("link-external", message, *place, "check again on another day")
        elif answer.moved:
            message = f"'{link.url}' has moved to '{answer.moved}'"
            yield Problem("link-moved", message, *place, "write the new address")


def _remembered(file: Path, now: datetime) -> _Memory:
    """What still holds; nothing at all where the file is damaged or of another version."""
    try:
        value = json.loads(file.read_bytes())
        entries = value["links"] if value["version"] == _VERSION else {}
        memory = {url: _entry(entry) for url, entry in entries.items()}
        return {
            url: (asked, answer)
            for url, (asked, answer) in memory.items()
            if timedelta(0) <= now - asked < _FRESH[answer.state]
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _entry(entry: Mapping[str, str]) -> tuple[datetime, Answer]:
    state = entry["state"]
    if state not in {"fine", "dead"}:
        raise ValueError(state)
    answer = Answer("fine" if state == "fine" else "dead", entry["reason"], entry["moved"])
    return datetime.fromisoformat(entry["asked"]), answer


def _remember(file: Path, memory: _Memory) -> None:
    """Keep the answers, all or nothing; a disk that does not let us costs the memory alone."""
    links = {
        url: {
            "state": answer.state,
            "reason": answer.reason,
            "moved": answer.moved,
            "asked": asked.isoformat(),
        }
        for url, (asked, answer) in sorted(memory.items())
        if answer.state in _FRESH
    }
    text = json.dumps({"version": _VERSION, "links": links}, ensure_ascii=False, indent=1)
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="links-", dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as staged:
                staged.write(f"{text}\n")
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
