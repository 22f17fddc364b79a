"""The path of the data, top to bottom: files → cards and bodies → site → outputs → bytes."""

from __future__ import annotations

import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from evangelist.build.options import Options
from evangelist.build.pool import parse_all, processes
from evangelist.build.portable import portable
from evangelist.build.render import render
from evangelist.build.report import Report
from evangelist.build.silence import heard, idle
from evangelist.build.writer import write
from evangelist.content.markdown.python import PythonMarkdown
from evangelist.content.parse import Parsed
from evangelist.content.places import normal_url
from evangelist.content.settings import load_settings
from evangelist.content.sources import TEXTS, Found, read_source, scan
from evangelist.model.settings import Settings
from evangelist.model.theme import Theme
from evangelist.outputs import OUTPUTS
from evangelist.outputs.output import Output, page_url
from evangelist.problems import Problem, ProblemsError
from evangelist.site.checks import check
from evangelist.site.index import Site, make_site
from evangelist.site.pieces import InMemory
from evangelist.site.stubs import stub_of
from evangelist.templating.load import load_theme

CONTENT = "content"


def build(options: Options) -> Report:
    """Build a site. With any error, all problems are in the report and nothing is written."""
    started = time.monotonic()
    try:
        report = _build(options)
    except ProblemsError as error:
        report = Report(problems=error.problems)
    problems = tuple(sorted(report.problems, key=lambda problem: problem.order))
    return replace(report, problems=problems, seconds=time.monotonic() - started)


def _build(options: Options) -> Report:
    read = read_site(options)
    site, settings, problems = read.site, read.site.settings, list(read.problems)
    if any(problem.level == "error" for problem in problems):
        return Report(problems=heard(problems, settings))
    files, complaints = render(options, site, read.outputs, read.jobs)
    problems += complaints
    told = heard([*problems, *idle(problems, settings)], settings)
    report = Report(problems=told, hidden=len(site.hidden))
    if report.fails(strict=options.strict) or not options.write:
        return report
    if options.portable:
        files = portable(files, _pages(read.outputs), site.base_url)
    result = write(options.output, files)
    origins = {output.path: output.origin for output in read.outputs}
    return Report(
        result.written, result.kept, result.removed, result.foreign, told, origins=origins
    )


@dataclass(frozen=True, slots=True)
class Read:
    """A site before anything is rendered: every output of it, and what is wrong so far.

    `jobs` is how many processes are worth it.
    """

    site: Site
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    jobs: int


def read_site(options: Options) -> Read:
    """Everything before the first output is rendered. Raises ProblemsError where it must."""
    settings, problems = load_settings(options.root)
    theme = load_theme(settings.theme, options.root, settings.brand)
    found = _scan(options)
    jobs = processes(options.jobs, len(found.sources))
    parsed = _parse(options, settings, found, jobs)
    site, outputs, complaints = survey(
        parsed,
        settings,
        theme,
        found.files,
        base_url=options.base_url or settings.url,
        today=options.as_of or options.now.astimezone(settings.zone).date(),
        drafts=options.drafts,
    )
    return Read(site, tuple(outputs), (*problems, *found.problems, *complaints), jobs)


def survey(
    parsed: Sequence[Parsed],
    settings: Settings,
    theme: Theme,
    files: Mapping[str, Path],
    *,
    base_url: str,
    today: date,
    drafts: bool,
) -> tuple[Site, list[Output], list[Problem]]:
    """The site that entries make, every output of it, and what is wrong with any of these."""
    entries, problems = _one_for_each_path(parsed)
    problems += [problem for entry in entries for problem in entry.problems]
    site = make_site(
        [stub_of(entry) for entry in entries if entry.card],
        InMemory.of(entries),
        settings,
        theme,
        files,
        base_url=base_url,
        today=today,
        drafts=drafts,
        unread=[entry.path for entry in entries if not entry.card],
    )
    outputs = plan(site)
    site = site.planned(normal_url(url) for each in outputs if (url := page_url(each.path)))
    return site, outputs, [*problems, *collisions(outputs), *check(site)]


def plan(site: Site) -> list[Output]:
    """Every output of a site, before any is rendered."""
    return [output for each in OUTPUTS for output in each(site)]


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


def _parse(options: Options, settings: Settings, found: Found, jobs: int) -> list[Parsed]:
    _try_extensions(settings)
    content = options.root / CONTENT
    texts = [(source.path, read_source(content, source)[1]) for source in found.sources]
    total = len(texts)
    parsed: list[Parsed] = []
    for entry in parse_all(texts, settings, CONTENT, jobs):
        parsed.append(entry)
        options.progress("reading", len(parsed), total)
    return parsed


def _try_extensions(settings: Settings) -> None:
    """Load the Markdown extensions once before any process does: here an error can be told."""
    try:
        PythonMarkdown(settings.markdown)
    except Exception as error:
        if not settings.markdown.extensions:
            raise
        names = ", ".join(settings.markdown.extensions)
        message = f"markdown.extensions: one of {names} cannot be used: {error}"
        raise ProblemsError(Problem("setting-invalid", message, "site.yaml")) from error


def _one_for_each_path(parsed: Sequence[Parsed]) -> tuple[list[Parsed], list[Problem]]:
    """Entries by path: two on one path are an error, a translation of one is left out."""
    groups: dict[str, list[Parsed]] = defaultdict(list)
    for entry in parsed:
        groups[entry.path].append(entry)
    kept: list[Parsed] = []
    problems: list[Problem] = []
    for path, entries in groups.items():
        base, dot, language = path.rpartition(".")
        if dot and len(language) == 2 and language.isalpha() and base in groups:
            message = f"'{path}' looks like a translation of '{base}': left out for now"
            hint = "give the file a name without a dot to publish it by itself"
            problems.append(
                Problem("translation-ignored", message, f"{CONTENT}/{path}.md", hint=hint)
            )
            continue
        kept.append(entries[0])
        sources = [entry.card.source for entry in entries if entry.card]
        problems += [_clash(source, sources) for source in sources[1:]]
    return kept, problems


def collisions(outputs: Iterable[Output]) -> Iterator[Problem]:
    """Outputs that want one path, or that a file system which folds case would put in one."""
    wanted: dict[str, list[Output]] = defaultdict(list)
    folders: dict[str, Output] = {}
    for output in outputs:
        key = unicodedata.normalize("NFC", output.path).casefold()
        wanted[key].append(output)
        parts = key.split("/")
        for depth in range(1, len(parts)):
            folders.setdefault("/".join(parts[:depth]), output)
    for key, group in wanted.items():
        rivals = group + ([folders[key]] if key in folders else [])
        for rival in rivals[1:]:
            yield _collision(rival, rivals[0])


def _collision(output: Output, rival: Output) -> Problem:
    """Told at the one that a writer can change: the later one where that is true of both."""
    url = unquote(page_url(output.path)) or output.path
    origins = (output.origin, rival.origin)
    known = sorted((name.startswith(f"{CONTENT}/"), name) for name in origins)
    (theirs, first), (ours, second) = known
    hint = f"rename {'one of them' if theirs == ours else 'it'}, or give it another slug"
    message = f"wants the address {url}, and so does {first}"
    return Problem("path-collision", message, second, *((1, 1) if ours else (0, 0)), hint)


def _clash(source: str, sources: Sequence[str]) -> Problem:
    others = " and ".join(other for other in sources if other != source)
    message = f"is the same entry as {others}"
    return Problem("path-collision", message, source, 1, 1, "rename one of them")
