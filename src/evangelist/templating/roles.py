"""The colours that nobody chose: what follows from a chosen one keeps its place beside it.

Whoever brands a site names one accent. Its twin for dark, and the words on a button, follow from
it, so that four values are enough, and still everything can be read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from math import hypot
from typing import Any

from evangelist.model.theme import Pair
from evangelist.templating.colours import BLACK, WHITE, Colour, contrast, read, written
from evangelist.templating.lightness import by_lightness, oklab, shown

DARK = "_dark"
"""A token whose name ends so is another's twin for the dark scheme."""
ON = "on_"
"""A token whose name begins so is for words on the one that the rest of the name is of."""

_MORE_COLOUR = 1.6
"""A role that follows has at most so many times the chroma that it had."""


def following(
    before: Mapping[str, Any],
    chosen: Mapping[str, Any],
    follows: Mapping[str, str],
    pairs: Collection[Pair],
) -> dict[str, str]:
    """The tokens that follow from those that were `chosen` over the ones `before`.

    A token follows where it was there before, is not chosen itself, and its source is. By
    `follows` (`surface: paper`) it keeps its distance in lightness; by its name (`accent_dark`,
    `on_accent`) it takes the hue of its source and keeps its own lightness. Each is moved in
    lightness until it passes the `pairs` that it is in, where it can. Only opaque colours that
    can be read follow, and are followed.
    """
    tokens = {**before, **chosen}
    found: dict[str, str] = {}
    for name, source, distance in _order(before, follows):
        old, new, own = (_opaque(each) for each in (before[source], tokens[source], before[name]))
        if name in chosen or old == new or not (old and new and own):
            continue
        colour = _beside(own, new, oklab(new)[0] - oklab(old)[0] if distance else 0.0)
        if name.startswith(ON):
            colour = max((colour, BLACK, WHITE), key=partial(_suits, ground=new))
        tokens[name] = found[name] = written(_passing(name, colour, tokens, pairs))
    return found


def _order(
    before: Mapping[str, Any], follows: Mapping[str, str]
) -> Iterator[tuple[str, str, bool]]:
    """Each token with its source, sources first, and whether it keeps its distance to it."""
    sources = _sources(before, follows)
    done: set[str] = set()
    for start in sources:
        name, chain = start, list[str]()
        while name in sources and name not in {*done, *chain}:
            chain.append(name)
            name = sources[name][0]
        for each in reversed(chain):
            yield each, *sources[each]
        done.update(chain)


def _sources(before: Mapping[str, Any], follows: Mapping[str, str]) -> dict[str, tuple[str, bool]]:
    """What each token follows: what is said of it, else what its name says."""
    said = {name: (source, True) for name, source in follows.items()}
    on = {name: (name.removeprefix(ON), False) for name in before if name.startswith(ON)}
    twins = {
        name: (name.removesuffix(DARK), False)
        for name in before
        if name.endswith(DARK) and name not in on
    }
    found = {**said, **twins, **on, **said}
    return {name: each for name, each in found.items() if name in before and each[0] in before}


def _opaque(value: object) -> Colour | None:
    found = read(str(value))
    return found[0] if found and found[1] == 1 else None


def _suits(colour: Colour, ground: Colour) -> float:
    """How well words stand on a ground. Enough is enough, so that of two the first is taken."""
    return min(contrast(colour, ground), 4.5)


def _beside(own: Colour, source: Colour, distance: float) -> Colour:
    """The colour that a role has now: its lightness, and the hue of its source."""
    lightness, *ab = oklab(own)
    _, a, b = oklab(source)
    chroma = hypot(a, b)
    share = min(1.0, _MORE_COLOUR * hypot(*ab) / chroma) if chroma else 0.0
    return shown(lightness + distance, a * share, b * share)


def _passing(
    name: str, colour: Colour, tokens: Mapping[str, Any], pairs: Collection[Pair]
) -> Colour:
    """The colour, or the nearest one that passes every pair; as it is where none does."""
    others = list(_others(name, tokens, pairs))
    passing = (
        each
        for each in (colour, *by_lightness(colour))
        if all(contrast(each, other) >= least for other, least in others)
    )
    return next(passing, colour)


def _others(
    name: str, tokens: Mapping[str, Any], pairs: Collection[Pair]
) -> Iterator[tuple[Colour, float]]:
    """What a token is seen with, and the contrast wanted; not what will be made to suit it."""
    dark = DARK if name.endswith(DARK) else ""
    role = name.removesuffix(DARK)
    for pair in pairs:
        if role not in {pair.role, pair.on} or pair.role == f"{ON}{role}":
            continue
        other = pair.on if pair.role == role else pair.role
        colour = _opaque(tokens.get(f"{other}{dark}", tokens[other]))
        if colour:
            yield colour, pair.least
