"""Why an output is as it is: what it is made of, and what made the last build render it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from evangelist.build.coding import CODEC
from evangelist.build.concerns import Concerns
from evangelist.build.database import DamagedError
from evangelist.build.first import with_store
from evangelist.build.ground import CONTENT, last_told, profile_of
from evangelist.build.meant import Known, Meant
from evangelist.build.options import Options
from evangelist.build.profiles import Build
from evangelist.build.store import Store
from evangelist.build.told import Changes, Reason, Told
from evangelist.build.wording import phrases
from evangelist.content.settings import load_settings
from evangelist.content.sources import TEXTS
from evangelist.model.theme import Theme
from evangelist.outputs.output import CHECKS
from evangelist.problems import Problem, ProblemsError
from evangelist.site.questions import Question
from evangelist.site.stubs import Stub
from evangelist.templating.load import load_theme

_NOT_SHOWN = {"", "hidden", "unread"}
"""The versions of entries that a build did not show."""


@dataclass(frozen=True, slots=True)
class AboutOutput:
    """An output: its path below the output folder, where it comes from, what it depends on.

    `reason` is why the last build that rendered anything rendered it, None where it was current
    then; `changes` are what that build found.
    """

    path: str
    origin: str
    depends: tuple[str, ...]
    reason: Reason | None
    changes: Changes


@dataclass(frozen=True, slots=True)
class AboutSource:
    """A source: its file from the folder of the site, and the outputs that ask about it.

    `users` are made from it, show it or lead to it, its own first, pages before others; `lists`
    are others that list or count entries, of which it is one. `reasons` has the outputs that the
    last build that rendered anything rendered because of it, each with that part of its reason;
    `changes` are what it found, and `origins` the sources of all outputs.
    """

    file: str
    users: tuple[str, ...]
    lists: tuple[str, ...] = ()
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    origins: Mapping[str, str] = field(default_factory=dict)


def why(options: Options, *written: str) -> AboutOutput | AboutSource:
    """Tell about what a person names: the first of these that is anything.

    Of `options` the folder of the site and of its output count; of several builds into that the
    last. Raises ProblemsError where nothing was built yet, and for a name of nothing.
    """
    settings, _ = load_settings(options.root)
    theme = load_theme(settings.theme, options.root, settings.brand)
    return with_store(
        options, partial(_told_of, written=written, theme=theme, address=settings.url)
    )


def _told_of(
    options: Options, store: Store, written: Sequence[str], theme: Theme, address: str
) -> AboutOutput | AboutSource:
    profile = _last_profile(options, store)
    told = last_told(store.traces, profile) if profile else None
    if told is None:
        message = "nothing has been built here yet, so there is nothing to tell"
        raise ProblemsError(Problem("why-unknown", message, hint="run: evangelist build"))
    build = store.traces.last(profile)
    folder, base_url = profile.split("\n")[:2]
    known = Known(
        outputs=frozenset(path for path in build.traces if not path.startswith(CHECKS)),
        folder=folder,
        bases=tuple(each for each in (base_url, address) if each),
        texts=frozenset(store.entries.all()),
        files=frozenset(_files(build, told)),
        theme=theme,
    )
    meant = known.meant(*written)
    if meant.what == "output":
        return _about_output(meant.file, _questions(store, profile, build), build, told)
    concerns = Concerns.of(meant, theme, _published(store, build))
    return _about_source(meant, concerns, _questions(store, profile, build), build, told)


def _last_profile(options: Options, store: Store) -> str:
    """The profile of the last build that wrote into this output folder, or nothing."""
    folder = profile_of(options).split("\n")[0]
    builds = (name.split("\n") for name in store.traces.profiles())
    written = ("\n".join(parts) for parts in builds if parts[0] == folder and parts[-1] == "write")
    return next(written, "")


def _files(build: Build, told: Told) -> Iterator[str]:
    for name in build.inputs:
        kind, _, path = name.partition(":")
        if kind == "file":
            yield f"{CONTENT}/{path}"
    for origin in told.origins.values():
        if origin.startswith(f"{CONTENT}/") and not origin.endswith(TEXTS):
            yield origin


def _questions(store: Store, profile: str, build: Build) -> dict[int, Question]:
    asked = store.traces.questions(profile, list(build.inputs))
    try:
        return {
            number: cast("Question", CODEC.decode(each.question)) for number, each in asked.items()
        }
    except ValueError as error:
        raise DamagedError(str(error)) from error


def _published(store: Store, build: Build) -> Iterator[Stub]:
    """The entries that the build showed, as they were read last."""
    try:
        for row in store.entries.all().values():
            stub = cast("Stub | None", CODEC.decode(row.stub)) if row.stub else None
            if stub and build.inputs.get(f"entry:{stub.path}", "") not in _NOT_SHOWN:
                yield stub
    except ValueError as error:
        raise DamagedError(str(error)) from error


def _about_output(
    path: str, questions: dict[int, Question], build: Build, told: Told
) -> AboutOutput:
    asked = [questions[number] for number in build.traces[path].questions if number in questions]
    return AboutOutput(
        path=path,
        origin=told.origins.get(path, ""),
        depends=phrases(asked),
        reason=told.reasons.get(path),
        changes=told.changes,
    )


def _about_source(
    meant: Meant, concerns: Concerns, questions: dict[int, Question], build: Build, told: Told
) -> AboutSource:
    own = {path for path, origin in told.origins.items() if origin == meant.file}
    users = own | _asking(build, questions, concerns.about)
    lists = _asking(build, questions, concerns.among) - users
    return AboutSource(
        file=meant.file,
        users=tuple(
            sorted(users, key=lambda path: (path not in own, not path.endswith(".html"), path))
        ),
        lists=tuple(sorted(lists)),
        reasons=dict(_because_of(meant, own, concerns, told)),
        changes=told.changes,
        origins=told.origins,
    )


def _asking(
    build: Build, questions: dict[int, Question], wanted: Callable[[Question], bool]
) -> set[str]:
    """The outputs that ask such questions."""
    numbers = {number for number, question in questions.items() if wanted(question)}
    return {
        path
        for path, trace in build.traces.items()
        if not path.startswith(CHECKS) and not numbers.isdisjoint(trace.questions)
    }


def _because_of(
    meant: Meant, own: set[str], concerns: Concerns, told: Told
) -> Iterator[tuple[str, Reason]]:
    """The outputs that were rendered because of a source; where it alone differed, all of them."""
    name = meant.file if meant.what != "theme" else meant.name
    alone = told.changes == Changes((name,), told.changes.templates)
    for path, reason in told.reasons.items():
        asked = tuple(
            each
            for each in reason.questions
            if alone or concerns.about(each) or concerns.among(each)
        )
        if name in told.changes.files and asked:
            yield path, Reason(reason.kind, asked)
        elif path in own and reason.kind in {"new", "planned"}:
            yield path, reason
