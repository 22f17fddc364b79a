"""What the themes of a site have otherwise, and what its ground was when somebody last looked.

Looking is noted in `themes/NAME/seen/`: copies of the templates that the theme goes over, under
their whole name. They are there to be compared with; no build reads them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from evangelist.content.settings import load_settings
from evangelist.model.theme import Theme
from evangelist.problems import Problem, ProblemsError
from evangelist.scaffold.change import Change, apply
from evangelist.templating.load import load_theme
from evangelist.templating.overrides import Noted, Override, overrides

SEEN = "seen"


def theme_of(root: Path) -> Theme:
    """The theme of a site. Raises ProblemsError."""
    settings, _ = load_settings(root)
    return load_theme(settings.theme, root, settings.brand)


def overrides_of(root: Path, theme: Theme) -> tuple[Override, ...]:
    """What the themes of a site have otherwise, with what is noted. Raises ProblemsError."""
    return tuple(overrides(theme, _noted(root, theme)))


def note(root: Path, found: Iterable[Override]) -> tuple[str, ...]:
    """Note that somebody has looked; return the files that were written. Raises ProblemsError."""
    files = {
        f"themes/{each.ours.template.theme}/{SEEN}/{each.parent.template.name}": (
            each.parent.template.source.encode()
        )
        for each in found
        if each.parent
    }
    there = {path for path in files if (root / path).is_file()}
    stale = {path: data for path, data in files.items() if _differs(root / path, data)}
    new = {path: data for path, data in stale.items() if path not in there}
    replaced = {path: data for path, data in stale.items() if path in there}
    if stale:
        apply(root, Change(new=new, replaced=replaced))
    return tuple(sorted(stale))


def _differs(file: Path, data: bytes) -> bool:
    try:
        return file.read_bytes().replace(b"\r\n", b"\n") != data
    except OSError:
        return True


def _noted(root: Path, theme: Theme) -> Noted:
    return {each: _notes(root, f"themes/{each}/{SEEN}") for each in theme.stack}


def _notes(root: Path, folder: str) -> dict[str, str]:
    notes: dict[str, str] = {}
    for file in sorted((root / folder).rglob("*")):
        name = file.relative_to(root / folder).as_posix()
        if file.is_file():
            try:
                notes[name] = file.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                reason = getattr(error, "strerror", None) or "it is not UTF-8"
                message = f"cannot be read: {reason}"
                raise ProblemsError(Problem("theme-invalid", message, f"{folder}/{name}")) from None
    return notes
