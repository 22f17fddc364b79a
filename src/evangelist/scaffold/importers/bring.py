"""The door of the importers: from sources to a plan, from a plan to files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evangelist.content.settings import load_settings
from evangelist.content.tables import unreadable
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.importers.folder import plan_folder
from evangelist.scaffold.importers.layout import ORIGINS
from evangelist.scaffold.importers.plan import Known, Plan, Wish
from evangelist.scaffold.importers.put import Outcome, entries_of, put
from evangelist.scaffold.importers.table import plan_table
from evangelist.scaffold.importers.word import plan_word

TABLES = (".csv", ".tsv", ".tab", ".txt")
_ADVICE = {
    ".xlsx": "in Excel, choose “Save as” and “CSV UTF-8”; then import that file",
    ".xls": "in Excel, choose “Save as” and “CSV UTF-8”; then import that file",
    ".ods": "save it as CSV with the encoding UTF-8; then import that file",
    ".doc": "in Word, choose “Save as” and “Word document (.docx)”; then import that file",
    ".odt": "save it as a Word document (.docx); then import that file",
    ".pdf": "import the document that it was made of",
    ".md": "a text in Markdown needs no import: put it below content/; or import its folder",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import decided and did. Where it failed, nothing was written."""

    plan: Plan
    outcome: Outcome
    problems: tuple[Problem, ...]
    failed: bool


@dataclass(frozen=True, slots=True)
class Import:
    """What somebody asked for: sources, the folder of the site, and how."""

    sources: Sequence[Path]
    root: Path
    wish: Wish
    pandoc: str = ""
    write: bool = True
    skip: bool = False
    """Whether to go on without what cannot be read."""


def bring(asked: Import) -> Brought:
    """Bring content into a site. Nothing is raised: what is amiss is in the result."""
    try:
        settings, _ = load_settings(asked.root)
        content = asked.root / "content"
        categories = {each.id: each.title or each.id for each in settings.categories}
        known = Known(settings.zone, categories, entries_of(content))
        plan = _planned(asked, known)
        stopped = plan.failed and not asked.skip
        outcome = Outcome() if stopped else put(plan.files, content, write=asked.write)
    except ProblemsError as error:
        return Brought(Plan(), Outcome(), error.problems, failed=True)
    problems = (*plan.problems, *outcome.problems)
    return Brought(plan, outcome, problems, failed=stopped)


def _planned(asked: Import, known: Known) -> Plan:
    plan = Plan()
    taken: set[str] = set()
    for source in asked.sources:
        plan = plan.with_more(_plan(source, asked, known, taken))
    return plan


def _plan(source: Path, asked: Import, known: Known, taken: set[str]) -> Plan:
    where, origin = source.as_posix(), asked.wish.origin
    ending = source.suffix.lower()
    if origin and source.is_dir() != (origin in ORIGINS):
        what, read = ("folder", "files") if source.is_dir() else ("file", "folders")
        message = f"is a {what}, and --from {origin} reads {read}"
        return Plan(problems=(unreadable(message, where),))
    if refused := _own(source, asked.root):
        return Plan(problems=(refused,))
    try:
        if source.is_dir():
            return plan_folder(source, asked.wish, known, taken)
        if origin == "word" or (not origin and ending == ".docx"):
            return plan_word(source, asked.wish, known, taken, asked.pandoc)
        if origin == "csv" or ending in TABLES:
            return plan_table(source.read_bytes(), where, asked.wish, known, taken)
    except OSError as error:
        return Plan(problems=(unreadable(f"cannot be read: {error.strerror}", where),))
    hint = _ADVICE.get(ending, "these are brought in: .csv, .tsv, .txt, .docx, and folders")
    return Plan(problems=(unreadable("is no file that can be brought in", where, 0, hint),))


def _own(source: Path, root: Path) -> Problem | None:
    """Why what is in the site already cannot be brought into it, or nothing."""
    place, content = source.resolve(), (root / "content").resolve()
    if place == content:
        message = "is the content of this site itself"
    elif place in content.parents:
        message = "holds the content of this site itself"
    elif content in place.parents:
        message = "lies in the content of this site already"
    else:
        return None
    hint = "name a folder or a file that lies elsewhere"
    return unreadable(message, source.as_posix(), 0, hint)
