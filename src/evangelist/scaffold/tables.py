"""Tables of facts after a move: their rows go on naming what has moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evangelist.problems import ProblemsError
from evangelist.scaffold.moves import CONTENT, Moves, refused
from evangelist.scaffold.world import World
from evangelist.site.decision import table_of
from evangelist.site.facts import read_facts


def edited_tables(world: World, moves: Moves) -> dict[str, bytes]:
    """The tables of facts that name what moves, mended, by their path before the move.

    Raises ProblemsError where one cannot be mended.
    """
    found = {}
    for path in sorted(set(_tables(world))):
        data = world.site.files[path].read_bytes()
        names = read_facts(data, path).names
        wanted = [_moved(name, moves.entries) for name in names]
        if wanted == [*names]:
            continue
        found[path] = _edited(data, moves.entries)
        if [*read_facts(found[path], path).names] != wanted:
            hint = "save it as UTF-8, then move again"
            message = "a row that names what moves cannot be mended"
            raise ProblemsError(refused(message, f"{CONTENT}/{path}", hint))
    return found


def _tables(world: World) -> Iterator[str]:
    for card in world.cards.values():
        if card.kind == "choice" and (path := table_of(card)) in world.site.files:
            yield path


def _moved(name: str, entries: Mapping[str, str]) -> str:
    path, sign, part = name.partition("#")
    return entries.get(path, path) + sign + part


def _edited(data: bytes, entries: Mapping[str, str]) -> bytes:
    """The table with other paths at the beginning of its rows, and nothing else changed."""
    for old, new in entries.items():
        pattern = rb'^("?[ \t]*)' + re.escape(old.encode()) + rb'(?=[#" \t,;|\r\n])'
        ends = re.finditer(pattern, data, re.MULTILINE)
        for start, end in reversed([(match.end(1), match.end()) for match in ends]):
            data = data[:start] + new.encode() + data[end:]
    return data
