"""What is wrong with the colours and sizes that a site or a theme chose, told where they stand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evangelist.content.encodings import read_text
from evangelist.content.mending import Lines, read_on
from evangelist.content.settings import NAME
from evangelist.content.written import Written
from evangelist.content.yaml import YamlError, read_yaml
from evangelist.model.places import Place
from evangelist.model.theme import Theme
from evangelist.problems import Problem
from evangelist.templating.contrast import Faint, faint
from evangelist.templating.sizes import FITS, WANTED

_EXAMPLES = {"text_size": "17px", "gap": "20px", "scale_narrow": "1.2", "scale_wide": "1.3"}
_PACKAGE = "evangelist/themes/"
"""Where the built-in themes lie: who asks more of their colours than they do is told instead."""


def faint_colours(theme: Theme, root: Path) -> Iterator[Problem]:
    """Each colour that is too faint where the theme uses it, with the nearest that is not.

    A file of the site is read again, for the place alone, where there is something to tell.
    """
    for found in faint(theme):
        path = theme.origins[found.token].path
        place: Place = ("brand" if path == NAME else "tokens", *found.token.split("."))
        if path.startswith(_PACKAGE):
            path, place = found.pair.path, ("contrast",)
        written = _written(root, path)
        problem = written.problem("brand-contrast", _message(found), place, _hint(found))
        if len(found.remedy) == 1 and found.remedy[0][0] == place[-1]:
            problem = replace(problem, mended=written.with_value(place, found.remedy[0][1]))
        yield problem


def misfits(theme: Theme, root: Path) -> Iterator[Problem]:
    """Each token that sizes follow from, and that is none. Files are read again, as above."""
    for name, fits in FITS.items():
        if name in theme.tokens and not fits(theme.tokens[name]):
            path = theme.origins[name].path
            place: Place = ("brand" if path == NAME else "tokens", name)
            code = "setting-invalid" if path == NAME else "theme-invalid"
            message = f"'{place[0]}.{name}': {theme.tokens[name]} is not {WANTED[name]}"
            hint = f"write for instance {name}: {_EXAMPLES[name]}"
            yield _written(root, path).problem(code, message, place, hint)


def _message(found: Faint) -> str:
    role, ground = found.shown
    ratio = math.floor(found.ratio * 100) / 100
    needed = f"{'words' if found.pair.words else 'marks'} need {found.pair.least:g}:1"
    where = "in the dark scheme " if found.dark else ""
    return f"{where}{role} on {ground} has a contrast of {ratio:g}:1, and {needed}"


def _hint(found: Faint) -> str:
    if not found.remedy:
        others = ", ".join(dict.fromkeys(found.others))
        return f"no lightness of {found.token} is enough: change {others} as well"
    lines = " and ".join(f'{token}: "{colour}"' for token, colour in found.remedy)
    if found.remedy[0][0] == found.token:
        return f"the nearest that is enough: {lines}"
    return f"write {lines} as well"


def _written(root: Path, path: str) -> Written:
    """A file as it is written; nothing of one that lies elsewhere, or can no longer be read."""
    try:
        text, _ = read_text((root / path).read_bytes(), path)
        document, lines, _ = read_on(Lines(tuple((text or "").split("\n")), read_yaml))
    except (OSError, YamlError):
        return Written({}, {(): (0, 0)}, path)
    return Written(document.value or {}, document.marks, path, lines)
