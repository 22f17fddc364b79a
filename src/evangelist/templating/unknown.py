"""Where the templates of a site rely on what the themes below them do not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import Environment, TemplateSyntaxError

from evangelist.model.theme import Template, Theme
from evangelist.problems import Problem
from evangelist.templating.environment import close_to
from evangelist.templating.outline import Part, Reference, outline, unclosed
from evangelist.templating.overrides import ancestors, below_of, blocks_of, own_templates

_JINJA = Environment(autoescape=True)


def faults(theme: Theme) -> Iterator[Problem]:
    """What is amiss in the templates of the site's own themes.

    Those that cannot be read, and those that nothing uses; blocks that are never shown, and
    templates that are not there.
    """
    for template in own_templates(theme):
        yield from _unreadable(template)
        yield from _unused(theme, template)
        yield from _misled(theme, template)
        yield from _unknown_blocks(theme, template)


def _unreadable(template: Template) -> Iterator[Problem]:
    """What Jinja cannot read: told here once, and not for each page."""
    try:
        _JINJA.parse(template.source)
    except TemplateSyntaxError as error:
        part = unclosed(template.source)
        if part:
            message = f"the {part.kind} '{part.name}' has no end"
            hint = f"write {{% end{part.kind} %}} where it ends"
            yield _at(part, template, "template-failed", message, hint)
        else:
            message = (error.message or "it cannot be read").rstrip(".")
            yield Problem("template-failed", message, template.where, error.lineno, 1)


def _unused(theme: Theme, template: Template) -> Iterator[Problem]:
    """A template that goes over none and that nothing names, but that looks as if it should."""
    others = {each.file for each in theme.templates.values() if not each.is_ours}
    named = {
        each.name for other in theme.templates.values() for each in outline(other.source).references
    }
    if template.file in others | named or template.file.endswith(".css.jinja"):
        return
    if close := close_to(template.file, others):
        message = f"nothing uses the template '{template.file}'"
        place = Reference("", "", 1, 1)
        yield _at(place, template, "template-unused", message, f"did you mean '{close}'?")


def _misled(theme: Theme, template: Template) -> Iterator[Problem]:
    """Names of templates that lead nowhere, or back to where they stand."""
    for each in outline(template.source).references:
        found = theme.templates.get(each.name)
        if found is None:
            close = close_to(each.name, theme.templates)
            hint = f"did you mean '{close}'?" if close else "evangelist theme list has them all"
            yield _at(
                each, template, "template-failed", f"there is no template '{each.name}'", hint
            )
        elif each.kind == "extends" and found.where == template.where:
            below = below_of(theme, template)
            hint = f'write {{% extends "{below.name if below else "base.html"}" %}}'
            yield _at(each, template, "template-failed", "the template extends itself", hint)


def _unknown_blocks(theme: Theme, template: Template) -> Iterator[Problem]:
    """Blocks outside of others that no template above has: nothing ever shows them."""
    written = outline(template.source)
    if not written.parent or not _is_whole(theme, template):
        return
    known = blocks_of(ancestors(theme, template))
    for part in written.parts:
        if part.kind == "block" and not part.within and part.name not in known:
            yield _unknown_block(template, part, known)


def _is_whole(theme: Theme, template: Template) -> bool:
    """Whether all that a template extends is there, and can be told before it is rendered."""
    last = [template, *ancestors(theme, template)][-1]
    return not any(each.kind == "extends" for each in outline(last.source).references)


def _unknown_block(template: Template, part: Part, known: Iterable[str]) -> Problem:
    close = close_to(part.name, known)
    more = f"evangelist theme show {template.file} lists those that it has"
    hint = f"did you mean '{close}'?" if close else more
    above = outline(template.source).parent
    message = f"'{above}' has no block '{part.name}': what stands in it is never shown"
    return _at(part, template, "block-unknown", message, hint)


def _at(place: Part | Reference, template: Template, code: str, message: str, hint: str) -> Problem:
    return Problem(code, message, template.where, place.line, place.column, hint)
