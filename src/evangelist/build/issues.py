"""One issue as a build would make it now: the proof that what lies in output/ is current."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from evangelist.build.options import Options
from evangelist.build.pipeline import Read, with_site
from evangelist.build.render import rendered
from evangelist.build.silence import heard
from evangelist.mail.differences import left_out
from evangelist.model.card import Card
from evangelist.model.settings import Settings
from evangelist.outputs.newsletters import mail_name, variant_path
from evangelist.outputs.output import Output
from evangelist.problems import Problem, ProblemsError, stops_sending
from evangelist.site.checks import check
from evangelist.site.index import Site

_KIND = "newsletter"
_ENDINGS = (".md", ".markdown", ".eml", ".html", ".txt")
_FOLDERS = ("content/", "output/email/", "email/", "newsletters/")


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue that is published today, with its e-mail as it lies in the output folder.

    `path` names what is sent: the issue, or its variant for an audience, `newsletters/X.staff`.
    `source` is the file of its text; `name` the e-mail's path below `email/`, without an ending;
    `today` is the day of the site. `marks` are those that single messages fill in, each with what
    stands there otherwise. `others` are the paths of the same issue for others. `left_out` are
    the paragraphs that a variant lacks, `findings` warnings of the preflight, which stop a
    sending, and advice on settings that are still examples; none that the site silences.
    """

    path: str
    source: str
    name: str
    title: str
    url: str
    day: date | None
    today: date
    settings: Settings
    files: Mapping[str, bytes]
    findings: tuple[Problem, ...]
    marks: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    audience: str = ""

    @property
    def message(self) -> bytes:
        """The bytes of its draft."""
        return self.files[f"email/{self.name}.eml"]

    @property
    def each(self) -> bytes:
        """The bytes that are filled in for each recipient of single messages."""
        return self.files.get(f"email/{self.name}.each.eml", self.message)


def current_issue(options: Options, written: str, audience: str = "") -> Issue:
    """The issue that somebody means by a name, a path or a file; or its variant for an audience.

    Raises ProblemsError where the site has errors, has no such issue or does not publish it
    today, and where its e-mail in the output folder is not, byte for byte, what a build without
    drafts would write now.
    """
    options = replace(options, drafts=False, base_url="")
    return with_site(options, lambda read: _current(options, read, written, audience))


def _current(options: Options, read: Read, written: str, audience: str) -> Issue:
    site = read.site
    found = [*read.problems, *check(site)]
    _stop(heard(found, site.settings))
    _stop(list(_published(options, site.settings)))
    path = _meant(site, options.root, written)
    card = site.cards[path]
    _known_audience(card, audience)
    whole, name = (mail_name(card, each).removeprefix("email/") for each in ("", audience))
    mine = [each for each in read.outputs if each.path.startswith(f"email/{whole}.")]
    files, problems = _rendered(site, mine)
    _stop(problems)
    told = [each for each in found if each.path in (card.source, "site.yaml")]
    stale = [each for each in sorted(files) if not _is_there(options.output / each, files[each])]
    if stale:
        raise ProblemsError(_stale(options.output, stale[0]))
    return Issue(
        path=variant_path(path, audience),
        source=card.source,
        name=name,
        title=card.title,
        url=f"{site.settings.url.rstrip('/')}{card.url}",
        day=card.date,
        today=site.today,
        settings=site.settings,
        files=files,
        findings=tuple(_findings(site, [*told, *problems])),
        marks={mark.name: mark.otherwise for mark in card.get("merge") if mark.name},
        left_out=left_out(*(files[f"email/{each}.txt"].decode() for each in (whole, name))),
        others=_others(card, audience),
        audience=audience,
    )


def _published(options: Options, settings: Settings) -> Iterator[Problem]:
    """Addresses that would lie where the site was built."""
    ledger = settings.newsletter.ledger
    if (options.root / ledger).resolve().is_relative_to(options.output.resolve()):
        message = f"newsletter.ledger lies in {options.output.name}/, where the site is built"
        hint = "addresses would be published; write mail/ledger.sqlite"
        yield Problem("setting-invalid", message, "site.yaml", hint=hint)


def _others(card: Card, audience: str) -> tuple[str, ...]:
    """The paths of an issue and its variants, without the one for an audience."""
    paths = (variant_path(card.path, each) for each in ("", *card.get("variants")))
    return tuple(path for path in paths if path != variant_path(card.path, audience))


def _known_audience(card: Card, audience: str) -> None:
    """Raise ProblemsError for an audience that has no e-mail of its own."""
    variants = [name for name in card.get("variants") if name.casefold() == audience.casefold()]
    if audience and not variants:
        message = f"has no e-mail of its own for '{audience}'"
        hint = f"these are: {', '.join(card.get('variants')) or 'none; write variants: in it'}"
        raise ProblemsError(Problem("send-refused", message, card.source, hint=hint))


def _stop(problems: tuple[Problem, ...] | list[Problem]) -> None:
    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        raise ProblemsError(*dict.fromkeys(errors))


def _rendered(site: Site, outputs: list[Output]) -> tuple[dict[str, bytes], list[Problem]]:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for output in sorted(outputs, key=lambda output: output.stage):
        made = rendered(site, files, output)
        files[output.path] = made.data
        problems += made.problems
    return files, problems


def _findings(site: Site, problems: list[Problem]) -> Iterator[Problem]:
    """What had better be mended before it is sent, and what is still an example."""
    for problem in heard(problems, site.settings):
        if stops_sending(problem) or problem.code == "placeholder":
            yield problem


def _is_there(file: Path, data: bytes) -> bool:
    try:
        return file.read_bytes() == data
    except OSError:
        return False


def _stale(folder: Path, path: str) -> Problem:
    file = folder / path
    if file.is_file():
        message = "is not what your texts make today: they have changed, or drafts were built"
    else:
        message = "is not there"
    hint = "run: evangelist build; look at the e-mail again, then send"
    return Problem("send-refused", message, file.as_posix(), hint=hint)


def _meant(site: Site, root: Path, written: str) -> str:
    """The path of the issue that is meant. Raises ProblemsError for none."""
    name = issue_name(root, written)
    for path in (f"newsletters/{name}", name):
        if path in site.cards and site.cards[path].kind == _KIND:
            return path
        if path in site.hidden:
            message = "is not published today"
            hint = "look at its draft, publish_on and expires_on, then: evangelist build"
            raise ProblemsError(Problem("send-refused", message, f"content/{path}.md", hint=hint))
    names = [card.path.removeprefix("newsletters/") for card in site.by_kind[_KIND]]
    close = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {close[0]}?" if close else f"these are: {', '.join(names[:6])}"
    hint = hint if names else "write one: evangelist new newsletter"
    raise ProblemsError(Problem("send-refused", f"there is no issue '{written}'", hint=hint))


def issue_name(root: Path, written: str) -> str:
    """What somebody typed, as the path of an entry below newsletters/: `2026-11`."""
    name = written.replace("\\", "/")
    if Path(written).is_file():
        file, folder = Path(written).resolve(), root.resolve()
        name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else name
    name = name.removeprefix("./").strip("/")
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    for folder_name in _FOLDERS:
        name = name.removeprefix(folder_name)
    return name.removesuffix("/index")
