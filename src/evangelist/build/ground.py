"""The ground of a build: what is read before any text is, and whether it is as it was."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from evangelist.build.beside import Files
from evangelist.build.brand import faint_colours, misfits
from evangelist.build.database import DamagedError
from evangelist.build.manifest import Manifest
from evangelist.build.options import Options
from evangelist.build.report import Report
from evangelist.build.standing import Standing
from evangelist.build.told import Told, decode
from evangelist.build.traces import Traces
from evangelist.content.settings import load_settings
from evangelist.content.sources import Digests, Found, digest_of, scan
from evangelist.model.settings import Settings
from evangelist.model.theme import Theme
from evangelist.problems import Problem, ProblemsError
from evangelist.templating.load import load_theme, theme_version

CONTENT = "content"
UNKNOWN = "?"
"""The version of what changed while it was looked at: the next build asks again."""

_NO_AVIF = Problem(
    "avif-missing",
    "photos stay WebP, as Pillow cannot make AVIF here",
    "site.yaml",
    hint="pip install --upgrade pillow, or take out avif under pictures:",
)


@dataclass(frozen=True, slots=True)
class Ground:
    """Settings, theme, and the files as found; `problems` are those of the first two.

    `code` is a digest of how texts are read by code that is not ours, empty where there is none.
    """

    settings: Settings
    theme: Theme
    found: Found
    today: date
    base_url: str
    problems: tuple[Problem, ...]
    code: str = ""

    @classmethod
    def of(cls, options: Options) -> Ground:
        """Read it. Raises ProblemsError where there is nothing to build."""
        settings, problems = load_settings(options.root)
        settings, missing = within_reach(settings)
        theme = load_theme(settings.theme, options.root, settings.brand)
        today = options.as_of or options.now.astimezone(settings.zone).date()
        found = _scan(options)
        base_url = options.base_url or settings.url
        brand = (*misfits(theme, options.root), *faint_colours(theme, options.root))
        told = (*problems, *missing, *brand)
        return cls(settings, theme, found, today, base_url, told)

    @property
    def digest(self) -> str:
        """A digest of all that a build depends on, but for the files beside entries."""
        parts = (
            repr(self.settings),
            self.problems,
            self.code,
            theme_version(self.theme, self.settings.lang),
            [(source.path, source.digest) for source in self.found.sources],
            list(self.found.files),
            self.found.problems,
            self.today.isoformat(),
            self.base_url,
        )
        return digest_of(repr(parts).encode(errors="surrogatepass"))


def within_reach(settings: Settings) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings without what cannot be done here, and what is to be told about that.

    Some builds of Pillow make no AVIF: those before 11.3, and some of today.
    """
    if not settings.pictures.avif or find_spec("PIL._avif"):
        return settings, ()
    pictures = settings.pictures.model_copy(update={"avif": False})
    return settings.model_copy(update={"pictures": pictures}), (_NO_AVIF,)


def profile_of(options: Options) -> str:
    """The name under which a build is remembered: where it goes, and what is wanted of it."""
    names = ("cards", "drafts", "portable", "search", "write", "preview")
    wanted = (name for name in names if getattr(options, name))
    try:
        output = os.path.relpath(options.output, options.root)
    except ValueError:  # on another drive
        output = os.fspath(options.output)
    return "\n".join((Path(output).as_posix(), options.base_url, *wanted))


def last_told(traces: Traces, profile: str) -> Told | None:
    """What the last build told, or None where there was none. Raises DamagedError."""
    written = traces.told(profile)
    try:
        return decode(written) if written else None
    except ValueError as error:
        raise DamagedError(str(error)) from error


def unchanged(ground: Ground, files: Files, told: Told, standing: Standing | None) -> Report | None:
    """The report of a build on the same ground, or None where anything else has changed.

    `standing` is what stands in the output folder, None where that does not matter. Raises
    DamagedError.
    """
    for name, seen in told.files.items():
        digest, _, shown = seen.rpartition(" ")
        path = name.partition(":")[2]
        if file_digest(files, ground.found.files, path) != digest or not shown:
            return None
    report = Report(problems=told.problems, hidden=told.hidden)
    if standing is None:
        return report
    ours = standing.ours
    whole = all(standing.files.get(path) == digest for path, digest in ours.files.items())
    if ours.before or not whole or outputs_digest(ours.files) != told.outputs:
        return None
    foreign = {*standing.files, *standing.others} - {*ours.files}
    return replace(
        report,
        kept=tuple(sorted(ours.files)),
        foreign=tuple(sorted(foreign)),
        origins=told.origins,
        files=ours.files,
    )


def outputs_digest(digests: Mapping[str, str]) -> str:
    """A digest of what was written, by path and digest."""
    return digest_of(repr(sorted(digests.items())).encode(errors="surrogatepass"))


def nothing(folder: Path) -> Standing:
    """What stands where nothing will be written."""
    return Standing(folder, Manifest())


def file_digest(known: Files, files: Mapping[str, Path], path: str) -> str:
    """The digest of a file beside an entry, empty for none. Raises DamagedError."""
    try:
        return known.digest(files[path]) if path in files else ""
    except OSError:
        return UNKNOWN


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
    return scan(content, options.memory.recall(Digests))
