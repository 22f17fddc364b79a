"""The files of a site as they are after a move: links mended, redirects written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import unquote

from evangelist.content.parse import Reading, parse
from evangelist.content.places import redirect_url
from evangelist.content.settings import NAME, read_settings
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.mend import mend, wrong
from evangelist.scaffold.moves import CONTENT, refused
from evangelist.scaffold.pointers import (
    Known,
    Pointer,
    encoded,
    pointers,
    pointers_of_settings,
    spelled,
)
from evangelist.scaffold.redirects import with_redirect
from evangelist.scaffold.world import World

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_HINT = "write it in another way, then move again"


def edited(
    path: str, data: bytes, world: World, known: Known, judge: Reading, *, redirect: bool
) -> tuple[bytes, int]:
    """The bytes of an entry after the move, and how many pointers were mended in it.

    With `redirect` its old address is written into its head.
    """
    wanted = pointers(world.entries[path], known)
    file = known.moves.files.get(path, path)
    if file == path and not any(each.stale for each in wanted):
        return data, 0
    decoded = data.decode()
    text = decoded.removeprefix(BOM)

    def read(trial: str) -> Sequence[Pointer]:
        return pointers(parse(file, trial.encode(), judge), known)

    text, count = mend(text, wanted, read, partial(spelled, file=file, known=known))
    if left := wrong(wanted, read(text)):
        raise ProblemsError(_left(f"{CONTENT}/{path}", left))
    if redirect:
        text = _redirected(text, path, file, world, known, judge)
    return (BOM * decoded.startswith(BOM) + text).encode(), count


def _redirected(text: str, old: str, file: str, world: World, known: Known, judge: Reading) -> str:
    card = world.cards[old]
    url = known.moves.urls[card.url]
    new = with_redirect(text, encoded(unquote(card.url)), url)
    parsed = parse(file, new.encode(), judge)
    leads = [redirect_url(each) for each in parsed.card.front.redirect_from] if parsed.card else []
    if card.url not in leads or url in leads:
        message = f"'redirect_from: {card.url}' cannot be written into its head"
        raise ProblemsError(refused(message, f"{CONTENT}/{old}", _HINT))
    return new


def edited_settings(world: World, known: Known) -> tuple[bytes, int]:
    """The bytes of site.yaml after the move, and how many pointers were mended in it."""
    data = (world.root / NAME).read_bytes()
    wanted = pointers_of_settings(world.settings, known)
    decoded = data.decode()
    text = decoded.removeprefix(BOM)

    def read(trial: str) -> Sequence[Pointer]:
        try:
            return pointers_of_settings(read_settings(trial.encode())[0], known)
        except ProblemsError:
            return ()

    text, count = mend(text, wanted, read, partial(spelled, file="", known=known))
    if left := wrong(wanted, read(text)):
        raise ProblemsError(_left(NAME, left))
    return (BOM * decoded.startswith(BOM) + text).encode(), count


def _left(path: str, pointers: Sequence[Pointer]) -> Problem:
    return refused(f"'{pointers[0].written}' cannot be mended here", path, _HINT)
