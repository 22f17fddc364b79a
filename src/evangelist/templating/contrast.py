"""Whether the colours of a theme can be told apart, with the brand of a site over them.

Contrast is that of WCAG 2.2. To blame is the colour that was chosen last: a brand's before a
theme's, a child theme's before its parent's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evangelist.model.theme import Pair, Theme
from evangelist.templating.colours import BLACK, WHITE, Colour, contrast, read, written
from evangelist.templating.lightness import by_lightness

Remedy = tuple[tuple[str, str], ...]
"""Tokens, each with the colour to write for it."""

_DARK = "_dark"


@dataclass(frozen=True, slots=True)
class Faint:
    """A token that cannot be told from another in one scheme; `pair` is the worst of its pairs.

    `shown` are the tokens and colours of the pair's role and of its ground, `ratio` is their
    contrast. With the `remedy` the token passes everywhere. That is empty where no lightness of
    it does: then the tokens `others` have to change as well.
    """

    token: str
    pair: Pair
    dark: bool
    shown: tuple[str, str]
    ratio: float
    remedy: Remedy
    others: tuple[str, ...]


def faint(theme: Theme) -> Iterator[Faint]:
    """What is too faint, in light and in dark: at most once for each token in each.

    Only opaque colours that can be read are judged.
    """
    for dark in (False, True):
        yield from _Scheme(theme, dark=dark).faint()


class _Scheme:
    """The colours of a theme in light or in dark, by role."""

    def __init__(self, theme: Theme, *, dark: bool) -> None:
        self._theme, self._dark = theme, dark
        self._pairs = [pair for pair in theme.pairs if self._is_judged(pair)]

    def faint(self) -> Iterator[Faint]:
        """What is too faint here; what is made for a ground only where the ground itself is not."""
        failing = [pair for pair in self._pairs if self._ratio(pair) < pair.least]
        blamed = self._blamed([pair for pair in failing if not _is_made_for_it(pair)])
        for role, pairs in blamed.items():
            colour = self._colour(role)
            yield self._found(role, pairs, self._remedy(role, by_lightness(colour)))
        for pair in failing:
            if _is_made_for_it(pair) and pair.on not in blamed:
                remedy = self._remedy(pair.role, by_lightness(self._colour(pair.role)))
                yield self._found(pair.role, [pair], remedy)

    def _blamed(self, failing: Sequence[Pair]) -> dict[str, list[Pair]]:
        """Pairs by the role that was chosen last.

        Of two that were chosen at once it is the ground, if that is to blame for others too.
        """
        grounds = {pair.on for pair in failing if self._rank(pair.on) > self._rank(pair.role)}
        later = {pair.role for pair in failing if self._rank(pair.role) > self._rank(pair.on)}
        blamed: dict[str, list[Pair]] = {}
        for pair in failing:
            ahead = self._rank(pair.on) - self._rank(pair.role)
            is_ground = ahead > 0 or (ahead == 0 and pair.on in grounds | later)
            blamed.setdefault(pair.on if is_ground else pair.role, []).append(pair)
        return blamed

    def _found(self, role: str, pairs: Sequence[Pair], remedy: Remedy) -> Faint:
        worst = min(pairs, key=lambda pair: self._ratio(pair) / pair.least)
        return Faint(
            token=self._token(role),
            pair=worst,
            dark=self._dark,
            shown=(self._shown(worst.role), self._shown(worst.on)),
            ratio=self._ratio(worst),
            remedy=remedy,
            others=tuple(self._named(_other(pair, role)) for pair in pairs),
        )

    def _remedy(self, role: str, among: Iterable[Colour]) -> Remedy:
        """The first colour with which a role passes, if need be with black or white on it."""
        colours = list(among)
        pairs = [pair for pair in self._pairs if role in {pair.role, pair.on}]
        own = [pair for pair in pairs if not (_is_made_for_it(pair) and pair.on == role)]
        if found := self._first(role, pairs, colours):
            return ((self._named(role), written(found)),)
        if not (found := self._first(role, own, colours)):
            return ()
        above = [pair for pair in pairs if pair not in own]
        on_it = max((BLACK, WHITE), key=lambda each: contrast(each, found))
        if any(contrast(on_it, found) < pair.least for pair in above):
            return ()
        made = tuple(
            (self._named(pair.role), written(on_it))
            for pair in above
            if not self._theme.origins[self._token(pair.role)].follows
        )
        return ((self._named(role), written(found)), *made)

    def _first(self, role: str, pairs: Sequence[Pair], colours: Iterable[Colour]) -> Colour | None:
        others = [(self._colour(_other(pair, role)), pair.least) for pair in pairs]
        passing = (
            colour
            for colour in colours
            if all(contrast(colour, other) >= least for other, least in others)
        )
        return next(passing, None)

    def _ratio(self, pair: Pair) -> float:
        return contrast(self._colour(pair.role), self._colour(pair.on))

    def _rank(self, role: str) -> int:
        return self._theme.origins[self._token(role)].rank

    def _token(self, role: str) -> str:
        """The token that a role has its colour from: its twin, where this is dark and has one."""
        twin = f"{role}{_DARK}"
        return twin if self._dark and twin in self._theme.tokens else role

    def _named(self, role: str) -> str:
        """The token to write for a role, whether it is there or not."""
        return f"{role}{_DARK}" if self._dark else role

    def _shown(self, role: str) -> str:
        return f"'{self._token(role)}' {written(self._colour(role))}"

    def _colour(self, role: str) -> Colour:
        found = read(str(self._theme.tokens[self._token(role)]))
        return found[0] if found else BLACK

    def _is_judged(self, pair: Pair) -> bool:
        roles = (pair.role, pair.on)
        found = [read(str(self._theme.tokens[self._token(role)])) for role in roles]
        differs = not self._dark or any(self._token(role) != role for role in roles)
        return differs and pair.role != pair.on and all(each and each[1] == 1 for each in found)


def _is_made_for_it(pair: Pair) -> bool:
    """Whether a role is made for its ground, by its name: `on_accent` for `accent`."""
    return pair.role == f"on_{pair.on}"


def _other(pair: Pair, role: str) -> str:
    return pair.on if pair.role == role else pair.role
