"""A theme as a value: templates, assets, tokens and words of a stack of theme folders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_THEMES = "themes/"


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its text, and the place to name in a message."""

    source: str
    where: str

    @property
    def name(self) -> str:
        """Its name with that of its theme before it, as other templates name it."""
        return self.where.partition(_THEMES)[2].replace("/templates/", "/", 1)

    @property
    def theme(self) -> str:
        """The name of its theme."""
        return self.name.partition("/")[0]

    @property
    def file(self) -> str:
        """Its name without that of its theme."""
        return self.name.partition("/")[2]

    @property
    def is_ours(self) -> bool:
        """Whether it lies in the site, and not among the built-in themes."""
        return self.where.startswith(_THEMES)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file to publish as it is."""

    data: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens that a theme shows one on the other, and the contrast that it promises there.

    `words` tells words (WCAG 2.2, 1.4.3) from what is no word, but has a meaning (1.4.11); `path`
    is the file that says so.
    """

    role: str
    on: str
    least: float
    words: bool
    path: str


class Origin(NamedTuple):
    """Where a token has its value from: how far up the stack, and the file to name.

    `follows` says that nobody wrote it there: it follows from another that was. `known` says that
    a theme below has it too.
    """

    rank: int
    path: str
    follows: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class Theme:
    """A stack of themes, child first, seen as one.

    `templates` has each name twice: `page.html` is the uppermost theme's, `NAME/page.html`
    that of the theme called NAME. `strings` has a complete table for each language. `pairs` are
    those of all themes, `origins` has the name of every token.
    """

    stack: tuple[str, ...]
    templates: Mapping[str, Template]
    assets: Mapping[str, Asset]
    tokens: Mapping[str, Any]
    strings: Mapping[str, Mapping[str, Any]]
    pairs: tuple[Pair, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
