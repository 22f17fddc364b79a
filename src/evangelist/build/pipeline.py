"""The path of the data, top to bottom: files → cards and bodies → site → outputs → bytes."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from evangelist.build.current import Current
from evangelist.build.database import DamagedError
from evangelist.build.manifest import Manifest
from evangelist.build.memo import Memo
from evangelist.build.options import Options
from evangelist.build.pool import Workers
from evangelist.build.reading import STORE, read_texts
from evangelist.build.rebuild import Rebuild
from evangelist.build.render import Results, Work
from evangelist.build.report import Report
from evangelist.build.silence import heard, idle
from evangelist.build.staging import Staging
from evangelist.build.standing import Standing, on_disk
from evangelist.build.store import Store
from evangelist.build.survey import CONTENT, Survey
from evangelist.build.versions import versions
from evangelist.build.writer import settle
from evangelist.content.settings import load_settings
from evangelist.content.sources import TEXTS, Found, scan
from evangelist.outputs.output import Output
from evangelist.problems import Problem, ProblemsError
from evangelist.site.index import Site
from evangelist.templating.load import load_theme

PICTURES = f"{STORE}/pictures"
_Result = TypeVar("_Result")


def build(options: Options) -> Report:
    """Build a site. With any error, all problems are in the report and nothing is written."""
    started = time.monotonic()
    try:
        report = with_store(options, _build)
    except ProblemsError as error:
        report = Report(problems=error.problems)
    problems = tuple(sorted(report.problems, key=lambda problem: problem.order))
    return replace(report, problems=problems, seconds=time.monotonic() - started)


def with_store(options: Options, work: Callable[[Options, Store], _Result]) -> _Result:
    """Do work with the store of a site; where that is damaged, once more with a new one."""
    store = Store.open(options.root / STORE, versions())
    try:
        with store:
            return work(options, store)
    except DamagedError:
        store.discard()
    with Store.in_memory() as empty:
        return work(options, empty)


def with_site(options: Options, use: Callable[[Read], _Result]) -> _Result:
    """Read a site and use it: what is in it is loaded as long as `use` runs."""
    return with_store(options, lambda options, store: use(read_site(options, store)))


def _build(options: Options, store: Store) -> Report:
    read = read_site(options, store)
    site, settings = read.site, read.site.settings
    if any(problem.level == "error" for problem in read.problems):
        return Report(problems=heard(read.problems, settings))
    standing = on_disk(options.output) if options.write else Standing(options.output, Manifest())
    with _staging(options) as staging:
        rebuild = _rebuild(options, store, read, staging, standing)
        rebuild.run(read.outputs)
        problems = [*read.problems, *rebuild.problems]
        told = heard([*problems, *idle(problems, settings)], settings)
        report = Report(problems=told, hidden=len(site.hidden), rendered=rebuild.rendered)
        if report.fails(strict=options.strict):
            return report
        if options.write:
            digests = {o.path: rebuild.current.digest(o.path) for o in read.outputs if o.is_file}
            result = settle(standing, digests, staging)
            report = replace(
                report,
                written=result.written,
                kept=result.kept,
                removed=result.removed,
                foreign=result.foreign,
                origins={output.path: output.origin for output in read.outputs if output.is_file},
            )
    rebuild.current.keep(read.outputs)
    Memo(options.root / PICTURES).forget_others({output.memo for output in read.outputs})
    return report


def _staging(options: Options) -> Staging:
    """Beside what is written; where nothing will be, out of everybody's way."""
    return Staging(options.output if options.write else Path(tempfile.gettempdir()))


def _rebuild(
    options: Options, store: Store, read: Read, staging: Staging, standing: Standing
) -> Rebuild:
    profile = [
        Path(os.path.relpath(options.output, options.root)).as_posix(),
        options.base_url,
        *(name for name in ("drafts", "portable", "write") if getattr(options, name)),
    ]
    work = Work(
        site=read.site,
        results=Results(read.site, staging, {}, {}),
        memo=Memo(options.root / PICTURES),
        staging=staging,
        standing=standing.files,
        writes=options.write,
        pages=_pages(read.outputs) if options.portable else frozenset(),
    )
    current = Current.of(read.site, store.traces, "\n".join(profile))
    return Rebuild(current, work, _workers(options, store), options.progress)


def _workers(options: Options, store: Store) -> Workers:
    """Other processes read the store for themselves; one in memory they cannot read."""
    return Workers(options.jobs if store.file else 1)


@dataclass(frozen=True, slots=True)
class Read:
    """A site before anything is rendered: every output of it, and what is wrong so far."""

    site: Site
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]


def read_site(options: Options, store: Store) -> Read:
    """Everything before the first output is rendered. Raises ProblemsError and DamagedError."""
    settings, problems = load_settings(options.root)
    theme = load_theme(settings.theme, options.root, settings.brand)
    found = _scan(options)
    workers = _workers(options, store)
    content = options.root / CONTENT
    texts = read_texts(content, found.sources, settings, store, workers, options.progress)
    survey = Survey(
        settings=settings,
        theme=theme,
        files=found.files,
        base_url=options.base_url or settings.url,
        today=options.as_of or options.now.astimezone(settings.zone).date(),
        drafts=options.drafts,
    )
    site, outputs, complaints = survey.of(texts.known, texts.pieces)
    return Read(site, tuple(outputs), (*problems, *found.problems, *complaints))


def _pages(outputs: Iterable[Output]) -> frozenset[str]:
    """The pages that templates made, by path: not the HTML files that lie beside entries."""
    return frozenset(
        output.path
        for output in outputs
        if output.path.startswith("site/")
        and output.path.endswith(".html")
        and (not output.origin.startswith(f"{CONTENT}/") or output.origin.endswith(TEXTS))
    )


def _scan(options: Options) -> Found:
    content = options.root / CONTENT
    if not content.is_dir():
        hint = "make a folder content/ with a text in it, say content/index.md"
        raise ProblemsError(
            Problem("site-missing", "there is no folder content/", CONTENT, hint=hint)
        )
    if options.output.resolve().is_relative_to(content.resolve()):
        message = "the output folder lies inside content/: what is written would be read again"
        raise ProblemsError(Problem("output-foreign", message, options.output.as_posix()))
    return scan(content)
