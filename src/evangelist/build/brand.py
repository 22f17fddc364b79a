"""What is wrong with the colours and sizes that a site or a theme chose, told where they stand."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path

from evangelist.content.encodings import read_text
from evangelist.content.mending import Lines, read_on
from evangelist.content.settings import NAME
from evangelist.content.written import Written
from evangelist.content.yaml import YamlError, read_yaml
from evangelist.model.places import Place
from evangelist.model.theme import Origin, Theme
from evangelist.problems import Problem
from evangelist.templating.colours import read
from evangelist.templating.contrast import Faint, faint
from evangelist.templating.environment import close_to
from evangelist.templating.roles import DARK
from evangelist.templating.sizes import FITS, WANTED

_EXAMPLES = {"text_size": "17px", "gap": "20px", "scale_narrow": "1.2", "scale_wide": "1.3"}
_COLOUR = '"#14532d"'
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
    """Each token that is no colour or no size where one is wanted, or that nothing reads.

    Files are read again, as above.
    """
    colours = {
        name for pair in theme.pairs for role in (pair.role, pair.on) for name in _both(role)
    }
    for name, origin in theme.origins.items():
        if origin.follows or origin.path.startswith(_PACKAGE):
            continue
        where = "brand" if origin.path == NAME else "tokens"
        written, place = _written(root, origin.path), (where, *name.split("."))
        if wanted := _wanted(name, theme.tokens[name], colours):
            message = f"'{where}.{name}': {theme.tokens[name]} is not {wanted}"
            hint = f"write for instance {name}: {_EXAMPLES.get(name, _COLOUR)}"
            code = "setting-invalid" if origin.path == NAME else "theme-invalid"
            yield written.problem(code, message, place, hint)
        elif not origin.known and (hint := _meant(name, theme, origin)):
            message = f"no theme has a token '{name}'"
            yield written.problem("token-unknown", message, place, hint)


def _wanted(name: str, value: object, colours: Container[str]) -> str:
    """What a token should be, in words; nothing where it is that."""
    if name in FITS:
        return "" if FITS[name](value) else WANTED[name]
    return "a colour" if name in colours and not _is_colour(str(value)) else ""


def _both(role: str) -> tuple[str, str]:
    return role, f"{role}{DARK}"


def _is_colour(value: str) -> bool:
    """Whether CSS takes it for a colour, as far as can be told: functions may be newer than we."""
    return bool(read(value)) or "(" in value or value.lower() == "currentcolor"


def _meant(name: str, theme: Theme, origin: Origin) -> str:
    """What was meant by a token that no theme below has. A theme may have tokens of its own."""
    known = [each for each, other in theme.origins.items() if other.known or other.rank == 0]
    close = close_to(name, known)
    if origin.path != NAME:
        return f"did you mean '{close}'?" if close else ""
    return f"did you mean '{close}'?" if close else "evangelist theme show tokens lists them all"


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
