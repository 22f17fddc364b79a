"""Renames an entry: mends every link and reference, and leaves a redirect at the old address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from evangelist.build.reading import reading
from evangelist.build.silence import heard
from evangelist.build.survey import Survey
from evangelist.content.parse import Reading, parse
from evangelist.content.settings import NAME as SETTINGS
from evangelist.content.settings import read_settings
from evangelist.model.card import Card
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.change import Change, apply
from evangelist.scaffold.edits import edited, edited_settings
from evangelist.scaffold.moves import CONTENT, Moves, moves_of, refused
from evangelist.scaffold.pointers import Known, make_known, pointers
from evangelist.scaffold.tables import edited_tables
from evangelist.scaffold.world import World, read_world
from evangelist.site.checks import check


@dataclass(frozen=True, slots=True)
class Move:
    """A move that is worked out and not yet made; paths are relative to the folder of the site.

    `moved` has the files by their old path, `mended` how many pointers were mended in each file,
    by its new path, `redirects` the new address by the old one. `staying` are the files that only
    the entry uses and that keep their place, so that e-mails already sent still show them.
    """

    change: Change
    moved: Mapping[str, str]
    mended: Mapping[str, int]
    redirects: Mapping[str, str]
    staying: tuple[str, ...]


def make_move(root: Path, move: Move) -> None:
    """Make a move, all of it or nothing. Raises ProblemsError."""
    apply(root, move.change)


def plan_move(root: Path, old: str, new: str, today: date) -> Move:
    """Work out a move, and prove it: a check of the site afterwards finds nothing new.

    Raises ProblemsError with the reason where it cannot be.
    """
    world = read_world(root, today)
    moves = moves_of(old, new, world.found, world.cards)
    known = make_known(moves, world.site, world.cards)
    judge = reading(world.settings, CONTENT)
    left = {path: card for path, card in world.cards.items() if _leaves(card, moves, today)}
    texts: list[tuple[str, bytes]] = []
    mended: dict[str, int] = {}
    for path, before in world.texts:
        file = moves.files.get(path, path)
        data, count = edited(path, before, world, known, judge, redirect=path in left)
        texts.append((file, data))
        mended |= {f"{CONTENT}/{file}": count} if count else {}
    settings, count = edited_settings(world, known)
    mended |= {SETTINGS: count} if count else {}
    tables = edited_tables(world, moves)
    mended |= {f"{CONTENT}/{moves.files.get(path, path)}": 1 for path in tables}
    with TemporaryDirectory() as folder:
        files = _files(world, moves, tables, Path(folder))
        _prove(world, moves, judge, texts, settings, files)
    moved = {f"{CONTENT}/{a}": f"{CONTENT}/{b}" for a, b in moves.files.items()}
    return Move(
        Change(replaced=_replaced(world, texts, settings) | _renamed(tables, moves), moved=moved),
        moved,
        mended,
        {card.url: moves.urls[card.url] for card in left.values()},
        tuple(_staying(world, known)),
    )


def _leaves(card: Card, moves: Moves, today: date) -> bool:
    """Whether an entry leaves an address that somebody may have: a draft has told nobody."""
    day = card.front.publish_on
    return card.url in moves.urls and not card.draft and not (day is not None and day > today)


def _replaced(world: World, texts: list[tuple[str, bytes]], settings: bytes) -> dict[str, bytes]:
    """The files that have other bytes afterwards, by their new path."""
    pairs = zip(world.texts, texts, strict=True)
    changed = {f"{CONTENT}/{path}": new for (_, old), (path, new) in pairs if old != new}
    if settings != (world.root / SETTINGS).read_bytes():
        changed[SETTINGS] = settings
    return changed


def _renamed(tables: Mapping[str, bytes], moves: Moves) -> dict[str, bytes]:
    return {f"{CONTENT}/{moves.files.get(path, path)}": data for path, data in tables.items()}


def _files(
    world: World, moves: Moves, tables: Mapping[str, bytes], folder: Path
) -> dict[str, Path]:
    """The files beside entries by their new path; tables that are mended lie in `folder`."""
    files = {moves.files.get(path, path): file for path, file in world.site.files.items()}
    for number, (path, data) in enumerate(tables.items()):
        files[moves.files.get(path, path)] = file = folder / str(number)
        file.write_bytes(data)
    return files


def _prove(
    world: World,
    moves: Moves,
    judge: Reading,
    texts: list[tuple[str, bytes]],
    settings: bytes,
    files: Mapping[str, Path],
) -> None:
    """Check the site as it would be; raise ProblemsError with everything that is new."""
    pairs = zip(world.texts, texts, strict=True)
    parsed = {
        new[0]: world.entries[old[0]] if old == new else parse(*new, judge) for old, new in pairs
    }
    its_settings, problems = read_settings(settings)
    survey = Survey(
        settings=its_settings,
        theme=world.theme,
        files=files,
        base_url=its_settings.url,
        today=world.today,
        drafts=True,
    )
    site, _, complaints = survey.of_parsed(parsed)
    complaints += check(site)
    paths = {f"{CONTENT}/{a}": f"{CONTENT}/{b}" for a, b in moves.files.items()}
    before = Counter((each.code, paths.get(each.path, each.path)) for each in world.problems)
    new: list[Problem] = []
    for each in heard([*problems, *complaints], its_settings):
        if before[each.code, each.path]:
            before[each.code, each.path] -= 1
        else:
            new.append(each)
    if new:
        raise ProblemsError(refused("nothing was moved: afterwards this would be wrong"), *new)


def _staying(world: World, known: Known) -> list[str]:
    """Files that lay beside the entry, for it alone, and that it leaves behind."""
    users: dict[str, set[str]] = {}
    for path, each in world.entries.items():
        for pointer in pointers(each, known):
            if pointer.meaning.kind == "file":
                users.setdefault(pointer.meaning.to, set()).add(path)
    return [
        f"{CONTENT}/{file}"
        for file, paths in sorted(users.items())
        for path in paths & known.moves.files.keys()
        if len(paths) == 1 and _is_left_behind(file, path, known.moves)
    ]


def _is_left_behind(file: str, path: str, moves: Moves) -> bool:
    here, there = PurePosixPath(path).parent, PurePosixPath(moves.files[path]).parent
    is_moved = file in moves.files.values()
    return not is_moved and here != there and PurePosixPath(file).is_relative_to(here)
