"""Where the templates of a site rely on what the themes below them do not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from evangelist.model.theme import Template, Theme
from evangelist.problems import Problem
from evangelist.templating.environment import close_to
from evangelist.templating.outline import Part, Reference, outline

_OURS = "themes/"
"""Where the themes of a site lie; built-in ones lie elsewhere."""


def faults(theme: Theme) -> Iterator[Problem]:
    """Blocks that are never shown, and templates that are not there, in the site's own themes."""
    for name, template in own_templates(theme).items():
        yield from _misled(theme, name, template)
        yield from _unknown_blocks(theme, name, template)


def own_templates(theme: Theme) -> Mapping[str, Template]:
    """The templates of the themes that lie in the site, by name, with the theme's before it."""
    return {
        f"{each}/{name}": template
        for each in theme.stack
        for name, template in templates_of(theme, each).items()
        if template.where.startswith(f"{_OURS}{each}/")
    }


def templates_of(theme: Theme, name: str) -> Mapping[str, Template]:
    """The templates that one theme of a stack has itself, by name."""
    prefix = f"{name}/"
    return {
        key.removeprefix(prefix): template
        for key, template in theme.templates.items()
        if key.startswith(prefix) and template.where.endswith(f"/{name}/templates/{key[len(prefix):]}")
    }


def ancestors(theme: Theme, template: Template) -> Iterator[tuple[str, Template]]:
    """The templates that one extends, the nearest first, with the names by which they are named."""
    seen = {template.where}
    name = outline(template.source).parent
    while name in theme.templates and theme.templates[name].where not in seen:
        template = theme.templates[name]
        yield name, template
        seen.add(template.where)
        name = outline(template.source).parent


def blocks_of(theme: Theme, template: Template) -> tuple[str, ...]:
    """The names of all blocks that a template has, with those of all that it extends."""
    line = [template, *(each for _, each in ancestors(theme, template))]
    return tuple(dict.fromkeys(name for each in line for name in outline(each.source).names("block")))


def _misled(theme: Theme, name: str, template: Template) -> Iterator[Problem]:
    """Names of templates that lead nowhere, or back to where they stand."""
    for each in outline(template.source).references:
        found = theme.templates.get(each.name)
        if found is None:
            close = close_to(each.name, theme.templates)
            hint = f"did you mean '{close}'?" if close else "evangelist theme list has them all"
            yield _at(each, template, "template-failed", f"there is no template '{each.name}'", hint)
        elif each.kind == "extends" and found.where == template.where:
            hint = f'write {{% extends "{_below(theme, name)}" %}}'
            yield _at(each, template, "template-failed", "the template extends itself", hint)


def _below(theme: Theme, name: str) -> str:
    """What a template stands in for: the one of its name in the next theme that has it."""
    its, _, file = name.partition("/")
    below = theme.stack[theme.stack.index(its) + 1 :]
    names = (f"{each}/{file}" for each in below)
    return next((each for each in names if each in theme.templates), "base.html")


def _unknown_blocks(theme: Theme, name: str, template: Template) -> Iterator[Problem]:
    """Blocks outside of others that no template above has: nothing ever shows them."""
    written = outline(template.source)
    if not written.parent or not _is_whole(theme, template):
        return
    known = dict.fromkeys(
        block for _, each in ancestors(theme, template) for block in outline(each.source).names("block")
    )
    for part in written.parts:
        if part.kind == "block" and not part.within and part.name not in known:
            yield _unknown_block(name, template, part, known)


def _is_whole(theme: Theme, template: Template) -> bool:
    """Whether all that a template extends is there, and can be told before it is rendered."""
    *_, (_, last) = [("", template), *ancestors(theme, template)]
    return not any(each.kind == "extends" for each in outline(last.source).references)


def _unknown_block(name: str, template: Template, part: Part, known: Iterable[str]) -> Problem:
    close = close_to(part.name, known)
    more = f"evangelist theme show {name.partition('/')[2]} lists those that it has"
    hint = f"did you mean '{close}'?" if close else more
    above = outline(template.source).parent
    message = f"'{above}' has no block '{part.name}': what stands in it is never shown"
    return _at(part, template, "block-unknown", message, hint)


def _at(
    place: Part | Reference, template: Template, code: str, message: str, hint: str
) -> Problem:
    return Problem(code, message, template.where, place.line, place.column, hint)
