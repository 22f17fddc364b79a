"""Every output of a site: stage by stage, and what takes long only where it is not known yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evangelist.build.memo import Memo
from evangelist.build.options import Options
from evangelist.build.pool import PICTURE_WORTH, processes, render_all
from evangelist.outputs.output import Output, Rendered
from evangelist.problems import Problem
from evangelist.site.index import Site

MEMO = ".evangelist/pictures"


def render(
    options: Options, site: Site, outputs: Sequence[Output], jobs: int
) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of every output by its path, and what renders had to say. Errors end it early."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for output, rendered in _rendered(options, site, outputs, jobs, files):
        files[output.path] = rendered.data
        problems += rendered.problems
        options.progress("writing", len(files), len(outputs))
    return files, problems


def _rendered(
    options: Options,
    site: Site,
    outputs: Sequence[Output],
    jobs: int,
    files: Mapping[str, bytes],
) -> Iterator[tuple[Output, Rendered]]:
    """Every output, stage by stage and pictures last; the first errors are the end.

    `files` are the finished ones: whoever reads this adds what it yields.
    """
    quick = [output for output in outputs if not output.memo]
    for stage in sorted({output.stage for output in quick}):
        batch = [output for output in quick if output.stage == stage]
        results = render_all(site, batch, files if stage else {}, 1 if stage else jobs)
        failed = False
        for output, rendered in zip(batch, results, strict=True):
            failed |= any(problem.level == "error" for problem in rendered.problems)
            yield output, rendered
        if failed:
            return
    yield from _remembered(options, site, [output for output in outputs if output.memo])


def _remembered(
    options: Options, site: Site, outputs: Sequence[Output]
) -> Iterator[tuple[Output, Rendered]]:
    """Outputs that take long: made only where an earlier build did not keep them."""
    memo = Memo(options.root / MEMO)
    new = []
    for output in outputs:
        data = memo.recall(output.memo)
        if data is None:
            new.append(output)
        else:
            yield output, Rendered(data)
    jobs = processes(options.jobs, len(new) * PICTURE_WORTH)
    for output, rendered in zip(new, render_all(site, new, {}, jobs), strict=True):
        if not rendered.problems:
            memo.keep(output.memo, rendered.data)
        yield output, rendered
    memo.forget_others()
