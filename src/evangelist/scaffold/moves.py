"""What moves where: from two places as people type them to the files that get another path."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from evangelist.content.places import entry_path, entry_url, name_refusal
from evangelist.content.sources import RECEIPT, TEXTS, Found
from evangelist.model.card import Card
from evangelist.model.kinds import FOLDERS, PAGE, kind_of
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.change import exists
from evangelist.site.decision import table_of
from evangelist.site.nearest import suggestion

CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Moves:
    """Old and new: paths of files below `content/`, paths of entries, addresses of entries.

    The path or the address of an entry is there only where it changes.
    """

    files: Mapping[str, str]
    entries: Mapping[str, str]
    urls: Mapping[str, str]


def moves_of(old: str, new: str, found: Found, cards: Mapping[str, Card]) -> Moves:
    """What moving one place to another moves; `cards` are all entries by the path of their file.

    Raises ProblemsError with the reason where it cannot be.
    """
    texts = {entry_path(source.path): source.path for source in found.sources}
    path = _entry(_plain(old))
    if path not in texts:
        raise _no_entry(old, path, texts)
    file = texts[path]
    target = _target(new, file, found)
    _refuse_place(path, file, target)
    files = _files(file, target, [*(source.path for source in found.sources), *found.files])
    files |= _table(file, files, found, cards)
    _refuse_taken(files, found)
    paths = {entry_path(a): entry_path(b) for a, b in files.items() if a in cards}
    urls = {
        cards[a].url: entry_url(entry_path(b), cards[a].front.slug)
        for a, b in files.items()
        if a in cards
    }
    _refuse_case(path, urls)
    return Moves(files, _changing(paths), _changing(urls))


def _changing(pairs: Mapping[str, str]) -> dict[str, str]:
    return {old: new for old, new in pairs.items() if old != new}


def _plain(typed: str) -> str:
    """A place below `content/`, whichever way somebody's system and habit write it."""
    path = posixpath.normpath(typed.strip().replace("\\", "/"))
    return path.removeprefix(f"{CONTENT}/") if path != CONTENT else "."


def _entry(path: str) -> str:
    path = path.removesuffix("/")
    if path.lower().endswith(TEXTS):
        path = path.rsplit(".", 1)[0]
    return path.removesuffix("/index") if path != "index" else path


def _no_entry(typed: str, path: str, texts: Mapping[str, str]) -> ProblemsError:
    hint = suggestion(path, texts)
    if "#" in path:
        hint = "a part of an entry is renamed where it stands"
    elif any(each.startswith(f"{path}/") for each in texts):
        hint = "it is a folder; name one of its entries"
    return ProblemsError(refused(f"there is no entry '{typed}'", hint=hint))


def _target(new: str, file: str, found: Found) -> str:
    """The new path of the file: below a folder that is there, or named by the last part."""
    place = _plain(new)
    path = _entry(place)
    name = PurePosixPath(file)
    is_folder = name.stem == "index"
    folders = {str(p) for each in [*_paths(found)] for p in PurePosixPath(each).parents}
    own = str(name.parent) if is_folder else ""
    into = new.strip().endswith(("/", "\\")) or (path in folders and path != own)
    if into and not place.lower().endswith(TEXTS):
        last = name.parent.name if is_folder else name.stem
        path = last if path == "." else f"{path}/{last}"
    if is_folder or PurePosixPath(place).stem == "index":
        return f"{path}/index{name.suffix}"
    return f"{path}{name.suffix}"


def _paths(found: Found) -> Iterable[str]:
    yield from (source.path for source in found.sources)
    yield from found.files


def _refuse_place(path: str, file: str, target: str) -> None:
    new = entry_path(target)
    if path == "index":
        raise _refusal(file, "the home page stays where it is")
    if path in FOLDERS:
        raise _refusal(file, "it introduces the list of its folder", "move its text by hand")
    if target.startswith(("../", "/")) or new in {"", "."}:
        raise _refusal(file, f"'{target}' is not a place below content/")
    if sign := next((each for each in "#?" if each in target), ""):
        reason = f"'{target}' has a {sign}, at which an address would end"
        raise _refusal(file, reason, "take another name")
    if refusal := name_refusal(target):
        raise _refusal(file, refusal, "take another name")
    if target == file:
        raise _refusal(file, "it is there already")
    if target.startswith(f"{path}/") and file.rsplit("/", 1)[-1].startswith("index."):
        raise _refusal(file, "a folder cannot lie inside itself")
    if new in FOLDERS or new == "index":
        raise _refusal(file, f"'{new}' is the place of a list", "take another name")
    old_kind, new_kind = kind_of(file), kind_of(target)
    if old_kind is not new_kind:
        place = f"{new_kind.folder}/" if new_kind is not PAGE else "this place"
        reason = f"it is of the kind {old_kind.name}, {place} is for the kind {new_kind.name}"
        hint = f"write it anew, evangelist new {new_kind.name}, with redirect_from: /{path}/"
        raise _refusal(file, f"cannot become '{new}': {reason}", hint)


def _files(file: str, target: str, paths: Iterable[str]) -> dict[str, str]:
    """The file, or its whole folder where it is the folder's page; and its receipts."""
    everything = tuple(paths)
    if posixpath.basename(file).rsplit(".", 1)[0] != "index":
        names = (file.rsplit(".", 1)[0], target.rsplit(".", 1)[0])
        return {file: target} | _receipts(*names, everything)
    old, new = posixpath.dirname(file), posixpath.dirname(target)
    inside = (path for path in everything if path.startswith(f"{old}/"))
    moved = {path: new + path.removeprefix(old) for path in inside}
    names = (f"{old}/{posixpath.basename(old)}", f"{new}/{posixpath.basename(new)}")
    return moved | _receipts(*names, everything)


def _table(
    file: str, files: Mapping[str, str], found: Found, cards: Mapping[str, Card]
) -> dict[str, str]:
    """The table of facts beside a choice, which the choice would not find any more."""
    card = cards.get(file)
    if card is None or card.kind != "choice":
        return {}
    old, new = table_of(card), table_of(replace(card, source=f"{CONTENT}/{files[file]}"))
    if old == new or old not in found.files or files.get(old) == new:
        return {}
    choices = (each for each in cards.values() if each.kind == "choice" and each is not card)
    if any(table_of(each) == old for each in choices):
        hint = "write the facts of this one into a table of its own, and name it: facts: NAME.csv"
        raise _refusal(file, f"its facts are in '{old}', which another choice uses too", hint)
    return {old: new}


def _receipts(old: str, new: str, paths: Sequence[str]) -> dict[str, str]:
    """The receipts of an issue and its variants: it is not sent again under another name."""
    texts = {entry_path(path) for path in paths if path.lower().endswith(TEXTS)} - {old}
    return {
        path: new + path.removeprefix(old)
        for path in paths
        if path.startswith(f"{old}.") and path.endswith(RECEIPT)
        if path.removesuffix(RECEIPT) not in texts
    }


def _refuse_taken(files: Mapping[str, str], found: Found) -> None:
    staying = [path for path in _paths(found) if path not in files]
    taken = {path.casefold(): path for path in staying}
    taken |= {entry_path(path).casefold(): path for path in staying if path.lower().endswith(TEXTS)}
    for old, new in files.items():
        keys = [new] + ([entry_path(new)] if old.lower().endswith(TEXTS) else [])
        for key in keys:
            if there := taken.get(key.casefold()):
                raise ProblemsError(exists(f"{CONTENT}/{there}", "take another name"))


def _refuse_case(path: str, urls: Mapping[str, str]) -> None:
    for old, new in urls.items():
        if old != new and old.casefold() == new.casefold():
            reason = "only the case would change, and a redirect cannot stand beside the page"
            raise _refusal(f"{path}.md", reason, "take another name, or set slug")


def _refusal(file: str, reason: str, hint: str = "") -> ProblemsError:
    return ProblemsError(refused(reason, f"{CONTENT}/{file}", hint))


def refused(message: str, path: str = "", hint: str = "") -> Problem:
    """The problem that a move cannot be."""
    return Problem("move-refused", message, path, hint=hint)
