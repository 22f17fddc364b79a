"""A theme as a value: templates, assets, tokens and words of a stack of theme folders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its text, and the place to name in a message."""

    source: str
    where: str


@dataclass(frozen=True, slots=True)
class Asset:
    """One file to publish as it is."""

    data: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A stack of themes, child first, seen as one.

    `templates` has each name twice: `page.html` is the uppermost theme's, `NAME/page.html`
    that of the theme called NAME. `strings` has a complete table for each language.
    """

    stack: tuple[str, ...]
    templates: Mapping[str, Template]
    assets: Mapping[str, Asset]
    tokens: Mapping[str, Any]
    strings: Mapping[str, Mapping[str, Any]]
