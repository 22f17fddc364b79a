"""The path of the data, top to bottom: files → cards and bodies → site → outputs → bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from evangelist.build import first
from evangelist.build.changes import changes_since, theme_parts
from evangelist.build.current import Current
from evangelist.build.first import Start, store_of, with_store
from evangelist.build.ground import CONTENT, Ground, nothing, outputs_digest
from evangelist.build.memo import Memo
from evangelist.build.options import Options
from evangelist.build.pool import Workers
from evangelist.build.reading import read_texts, way_of_reading
from evangelist.build.rebuild import Rebuild
from evangelist.build.render import Results, Work
from evangelist.build.report import Report
from evangelist.build.silence import heard, idle
from evangelist.build.staging import Staging
from evangelist.build.standing import Left, Standing
from evangelist.build.store import Store
from evangelist.build.survey import Survey, sizes_by
from evangelist.build.told import Told
from evangelist.build.writer import settle
from evangelist.content.sources import TEXTS
from evangelist.model.settings import Settings
from evangelist.outputs import cards
from evangelist.outputs.output import Output
from evangelist.outputs.pagefind import is_installed
from evangelist.problems import Problem
from evangelist.site.index import Site
from evangelist.templating.unknown import faults

PICTURES = "pictures"
_MISSING = Problem(
    "search-missing",
    "the search finds nothing but names: Pagefind is not installed",
    "site.yaml",
    hint="pip install 'evangelist[search]', or write search: false",
)
_Result = TypeVar("_Result")


def build(options: Options) -> Report:
    """Build a site. With any error, all problems are in the report and nothing is written."""
    return first.build(options, build_changed)


def with_site(options: Options, use: Callable[[Read], _Result]) -> _Result:
    """Read a site and use it: what is in it is loaded as long as `use` runs."""
    return with_store(
        options, lambda options, store: use(read_site(options, store, Ground.of(options)))
    )


def build_changed(options: Options, store: Store, start: Start) -> Report:
    """Build what has changed. Raises ProblemsError where something cannot be read or written."""
    if start.ground.settings.markdown.extensions:
        code = way_of_reading(start.ground.settings)
        start = start.with_code(code)
        if report := start.unchanged(store.files):
            return report
    ground, standing = start.ground, start.standing
    read = read_site(options, store, ground)
    with _staging(options) as staging:
        stands = standing or nothing(options.output)
        current = Current.of(read.site, store, start.profile, read.plan)
        changes = changes_since(start.last, current, ground.found.sources)
        rebuild = _rebuild(options, store, read, staging, stands, current)
        rebuild.run(read.outputs)
        store.files.keep()
        report = replace(_report(read, rebuild), changes=changes)
        if report.fails(strict=options.strict):
            return report
        digests = current.written(read.outputs, stands.files)
        if standing:
            options.memory.forget(Left)
            written = settle(standing, digests, staging)
            Left.keep(options.memory, written.standing)
            report = report.with_written(written, digests)
    current.keep(read.outputs, _told(start, read, report, digests))
    Memo(store_of(options) / PICTURES).forget_others(_memos(read))
    return report


def _told(start: Start, read: Read, report: Report, digests: Mapping[str, str]) -> Told:
    """What the next build is told of this one; of one that rendered nothing, the story before."""
    story = report if report.rendered else start.last or report
    return Told(
        ground=start.digest if read.as_found else "",
        outputs=outputs_digest(digests),
        problems=report.problems,
        hidden=report.hidden,
        origins=report.origins,
        reasons=story.reasons,
        changes=story.changes,
        theme=theme_parts(start.ground.theme),
    )


def _memos(read: Read) -> set[str]:
    """The memos of all outputs, and of the social cards that the next build may draw again."""
    site, outputs = read.site, read.outputs
    if site.settings.cards and not site.has_cards:
        outputs = (*outputs, *cards.plan(replace(site, has_cards=True)))
    return {output.memo for output in outputs}


def _report(read: Read, rebuild: Rebuild) -> Report:
    settings, problems = read.site.settings, rebuild.problems
    if not rebuild.failed:
        problems = [*problems, *idle(problems, settings)]
    return Report(
        problems=heard(problems, settings),
        hidden=len(read.site.hidden),
        rendered=rebuild.rendered,
        reasons={path: rebuild.reasons[path] for path in rebuild.rendered},
        origins={output.path: output.origin for output in read.outputs if output.is_written},
    )


@contextmanager
def _staging(options: Options) -> Iterator[Staging]:
    """Beside what is written; where nothing will be, in a folder that is gone afterwards."""
    if options.write:
        with Staging(options.output) as staging:
            yield staging
    else:
        with tempfile.TemporaryDirectory() as folder, Staging(Path(folder)) as staging:
            yield staging


def _rebuild(
    options: Options,
    store: Store,
    read: Read,
    staging: Staging,
    standing: Standing,
    current: Current,
) -> Rebuild:
    work = Work(
        site=read.site,
        results=Results(read.site, staging, {}, {}),
        memo=Memo(store_of(options) / PICTURES),
        staging=staging,
        standing=standing.files,
        writes=options.write,
        pages=_pages(read.outputs) if options.portable else frozenset(),
    )
    problems = [*read.problems]
    return Rebuild(current, work, _workers(options, store), options.progress, problems)


def _workers(options: Options, store: Store) -> Workers:
    """Other processes read the store for themselves; one in memory they cannot read."""
    return Workers(options.jobs if store.file else 1)


@dataclass(frozen=True, slots=True)
class Read:
    """A site before anything is rendered: every output of it, and what is wrong so far.

    `as_found` says whether its texts were still those that were found when they were read, and
    `plan` is a digest of all that the outputs were planned by.
    """

    site: Site
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    as_found: bool
    plan: str


def read_site(options: Options, store: Store, ground: Ground) -> Read:
    """Everything before the first output is rendered. Raises ProblemsError and DamagedError."""
    settings, found = ground.settings, ground.found
    with _workers(options, store) as workers:
        texts = read_texts(options, found.sources, settings, store, workers)
    wanted = _wants_index(options, settings)
    survey = Survey(
        settings=settings,
        theme=ground.theme,
        files=found.files,
        size_of=sizes_by(store.files),
        base_url=ground.base_url,
        today=ground.today,
        drafts=options.drafts,
        indexed=wanted and is_installed(),
        previewed=options.preview,
        has_cards=settings.cards and options.cards and options.write and not options.portable,
    )
    surveyed, complaints = survey.of_texts(texts, options.memory)
    missing = [_MISSING] if wanted and not is_installed() else []
    amiss = (*ground.problems, *faults(ground.theme))
    problems = (*amiss, *found.problems, *missing, *complaints)
    return Read(surveyed.site, surveyed.outputs, problems, texts.as_found, surveyed.plan)


def _wants_index(options: Options, settings: Settings) -> bool:
    """Whether the site gets an index for its search: where it will be written, and served."""
    return settings.search and options.search and options.write and not options.portable


def _pages(outputs: Iterable[Output]) -> frozenset[str]:
    """The pages that templates made, by path: not the HTML files that lie beside entries."""
    return frozenset(
        output.path
        for output in outputs
        if output.path.startswith("site/")
        and output.path.endswith(".html")
        and (not output.origin.startswith(f"{CONTENT}/") or output.origin.endswith(TEXTS))
    )
