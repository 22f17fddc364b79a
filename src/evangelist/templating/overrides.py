"""What one theme has otherwise than the themes below it: blocks, macros and whole templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from evangelist.model.theme import Template, Theme
from evangelist.templating.contract import contract
from evangelist.templating.outline import Part, outline


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, a macro or a whole template, as one theme has it.

    `kind` is `block`, `macro` or `template`; `name` is empty for a template.
    """

    kind: str
    name: str
    template: Template
    line: int
    text: str

    @property
    def label(self) -> str:
        """`FILE:NAME`, or `FILE` for a whole template: as a person names it."""
        return f"{self.template.file}:{self.name}" if self.name else self.template.file

    @property
    def place(self) -> str:
        """The file and the line where it stands."""
        return f"{self.template.where}:{self.line}"


@dataclass(frozen=True, slots=True)
class Override:
    """Something that a theme of the site has otherwise, and what it has that from.

    `before` is the text that the parent's piece had when somebody last looked, None where that is
    not noted. `parent` is None where there is nothing any more: then the block is never shown.
    """

    ours: Piece
    parent: Piece | None
    before: str | None = None

    @property
    def state(self) -> str:
        """`same`, `changed` since somebody looked, `gone`, or `unnoted` where nobody has."""
        if self.parent is None:
            return "gone"
        if self.before is None:
            return "unnoted"
        return "same" if self.before == self.parent.text else "changed"


Noted = Mapping[str, Mapping[str, str]]
"""By theme, what the templates below it were when somebody looked, by their whole name."""


def own_templates(theme: Theme) -> tuple[Template, ...]:
    """The templates of the themes that lie in the site."""
    found = {each.where: each for each in theme.templates.values() if each.is_ours}
    return tuple(found[where] for where in sorted(found))


def ancestors(theme: Theme, template: Template) -> Iterator[Template]:
    """The templates that one extends, the nearest first."""
    seen = {template.where}
    name = outline(template.source).parent
    while name in theme.templates and theme.templates[name].where not in seen:
        template = theme.templates[name]
        yield template
        seen.add(template.where)
        name = outline(template.source).parent


def blocks_of(templates: Iterable[Template]) -> tuple[str, ...]:
    """The names of all blocks of some templates, each once."""
    return tuple(
        dict.fromkeys(name for each in templates for name in outline(each.source).names("block"))
    )


def versions_of(theme: Theme, file: str) -> tuple[Template, ...]:
    """The templates of one name, that of the uppermost theme first."""
    names = (f"{each}/{file}" for each in theme.stack)
    return tuple(theme.templates[name] for name in names if name in theme.templates)


def overrides(theme: Theme, noted: Noted) -> Iterator[Override]:
    """What the themes of the site have otherwise, template by template."""
    for template in own_templates(theme):
        seen = noted.get(template.theme, {})
        for each in _of_template(theme, template, seen):
            if each.parent is not None or each.before is not None:
                yield each


def _of_template(theme: Theme, template: Template, seen: Mapping[str, str]) -> Iterator[Override]:
    above = [each for each in ancestors(theme, template) if each.theme != template.theme]
    below = below_of(theme, template)
    parts = outline(template.source).parts
    if below and below not in above and not _shares(template, below, "macro"):
        yield _with_note(_whole(template), _whole(below), [below], seen)
        return
    for part in parts:
        ground = above if part.kind == "block" else [below] if below else []
        parent = next((found for each in ground if (found := _piece(each, part))), None)
        if parent or not part.within:
            yield _with_note(_as_piece(template, part), parent, ground, seen)


def _with_note(
    ours: Piece, parent: Piece | None, ground: Iterable[Template], seen: Mapping[str, str]
) -> Override:
    for each in [parent.template] if parent else ground:
        if each.name in seen:
            source = seen[each.name]
            was = outline(source).part(ours.kind, ours.name)
            if ours.kind == "template" or was:
                return Override(ours, parent, was.text if was else source)
    return Override(ours, parent)


def below_of(theme: Theme, template: Template) -> Template | None:
    """The template of the same name in the next theme that has it."""
    versions = versions_of(theme, template.file)
    places = [each.where for each in versions]
    return next(iter(versions[places.index(template.where) + 1 :]), None)


def _shares(template: Template, below: Template, kind: str) -> bool:
    ours, theirs = (set(outline(each.source).names(kind)) for each in (template, below))
    return not ours.isdisjoint(theirs)


def _piece(template: Template, like: Part) -> Piece | None:
    part = outline(template.source).part(like.kind, like.name)
    return _as_piece(template, part) if part else None


def _as_piece(template: Template, part: Part) -> Piece:
    return Piece(part.kind, part.name, template, part.line, part.text)


def _whole(template: Template) -> Piece:
    return Piece("template", "", template, 1, template.source)


def files_of(theme: Theme) -> tuple[str, ...]:
    """The names of all templates, without those of their themes."""
    return tuple(sorted({each.file for each in theme.templates.values()}))


def files_with(theme: Theme, name: str) -> tuple[str, ...]:
    """The files that have a block or a promised macro of this name; if none, any macro of it."""
    there = tuple(file for file in files_of(theme) if name in names_in(theme, file))
    promised = contract().macros
    found = tuple(
        file
        for file in there
        if name in promised.get(file, ()) or name in names_in(theme, file, "block")
    )
    return found or there


def names_in(theme: Theme, file: str, kind: str = "") -> tuple[str, ...]:
    """The names of the blocks and macros that a file has itself, in any theme; or of one kind."""
    outlines = [outline(each.source) for each in reversed(versions_of(theme, file))]
    parts = (part for each in outlines for part in each.parts if kind in {"", part.kind})
    return tuple(dict.fromkeys(part.name for part in parts))


def line_of(theme: Theme, file: str) -> tuple[Template, ...]:
    """A file in all themes, the uppermost first, and all that it extends."""
    versions = versions_of(theme, file)
    above = [each for top in versions[:1] for each in ancestors(theme, top)]
    return tuple({each.where: each for each in [*versions, *above]}.values())


def parts_of(theme: Theme, file: str) -> tuple[str, ...]:
    """The names of the blocks and macros that a file has, itself or from what it extends."""
    outlines = [outline(each.source) for each in line_of(theme, file)]
    return tuple(dict.fromkeys(part.name for each in outlines for part in each.parts))


def piece_of(theme: Theme, file: str, name: str = "") -> Piece | None:
    """A block or macro of a file as the nearest built-in theme has it, else as the site does.

    Without a name it is the whole template. A block may be one that the file has from what it
    extends.
    """
    for template in sorted(line_of(theme, file), key=lambda each: each.is_ours):
        written = outline(template.source)
        part = written.part("block", name) or written.part("macro", name)
        if not name or part:
            return _as_piece(template, part) if part else _whole(template)
    return None


class Ours(NamedTuple):
    """A file of the site's own themes, and what it has otherwise or besides."""

    where: str
    names: tuple[str, ...]


def ours_of(theme: Theme, file: str) -> tuple[Ours, ...]:
    """What the themes of the site have under the name of a template."""
    return tuple(
        Ours(each.where, tuple(part.name for part in outline(each.source).parts))
        for each in versions_of(theme, file)
        if each.is_ours
    )
