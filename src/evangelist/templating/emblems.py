"""The pictures by which a site is known: `logo`, `logo_dark` and `icon` of a brand.

A theme names a file of its own assets; whoever has no theme names a file below `content/`, which
is then published among the assets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from evangelist.content.sources import digest_of
from evangelist.model.theme import Asset
from evangelist.problems import Problem

EMBLEMS = ("logo", "logo_dark", "icon")
"""The tokens that are files."""
ENDINGS = (".svg", ".png", ".webp", ".jpg", ".jpeg", ".gif")
"""What browsers show as a picture. An SVG is shown as one, so that no script in it ever runs."""


def emblems_of(brand: Mapping[str, Any], content: Path) -> Iterator[tuple[str, str, Asset]]:
    """The files that a brand names, each with its token and the name that it is published by.

    Raises nothing: what cannot be read is left out, and `unshown` tells why.
    """
    for token, named in _named(brand):
        file = content / named.lstrip("/")
        if not _refusal(named, content):
            data = file.read_bytes()
            name = f"{token.replace('_', '-')}{PurePosixPath(named).suffix.lower()}"
            yield token, name, Asset(data, digest_of(data)[:8])


def unshown(brand: Mapping[str, Any], content: Path, path: str) -> Iterator[Problem]:
    """What is wrong with the files that a brand names; `path` is the file that names them."""
    for token, named in _named(brand):
        if refusal := _refusal(named, content):
            hint = "put the file into content/, and write its name, for instance logo.svg"
            yield Problem("setting-invalid", f"'brand.{token}': {refusal}", path, hint=hint)


def lacking(tokens: Mapping[str, Any], assets: Mapping[str, Asset], path: str) -> Iterator[Problem]:
    """The files that a theme names and does not have; `path` is its own."""
    for token, named in _named(tokens):
        if named not in assets:
            message = f"'tokens.{token}': the theme has no file 'assets/{named}'"
            yield Problem("theme-invalid", message, path)


def _named(tokens: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for token in EMBLEMS:
        if tokens.get(token):
            yield token, str(tokens[token])


def _refusal(named: str, content: Path) -> str:
    """Why a file cannot be shown, in words; nothing where it can."""
    file = content / named.lstrip("/")
    if not named.lower().endswith(ENDINGS):
        return f"{named} is no picture: {', '.join(ENDINGS)}"
    try:
        if not file.resolve().is_relative_to(content.resolve()):
            return f"{named} lies outside content/"
        with file.open("rb"):
            return ""
    except OSError:
        return f"there is no file content/{named.lstrip('/')}"
