"""The Jinja environment: strict, escaping, with two names and a few pure filters."""

from __future__ import annotations

import difflib
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from functools import lru_cache
from pathlib import Path
from types import MethodType
from typing import Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import escape

from evangelist.model.theme import Theme
from evangelist.problems import Problem
from evangelist.templating.words import MissingWordError

SHEET = ".jinja"
"""What the name of a template ends in, after `.css`, that is published as a style sheet."""

_HINT = "\n"
"""What stands between a message of an undefined name and how to mend it."""
_CALLED = (
    (re.compile(r"'evangelist\.outputs\.page\.Page object'"), "'page'"),
    (re.compile(r"'evangelist\.site\.lens\.Lens object'"), "'site'"),
    (re.compile(r"'evangelist\.model\.kinds\.(\w+)\.\w+ object'"), r"the front matter of \1"),
    (re.compile(r"'evangelist\.[\w.]+\.(\w+) object'"), r"'\1'"),
)
"""What values are called where a template asks them for what they do not have."""
_latest: list[tuple[Theme, Environment]] = []


def environment(theme: Theme) -> Environment:
    """The environment of a theme: kept for as long as its templates stay the same."""
    if not _latest or (_latest[0][0] is not theme and _latest[0][0].templates != theme.templates):
        _latest[:] = [(theme, _make(theme))]
    return _latest[0][1]


def close_to(name: str, known: Iterable[str]) -> str:
    """The nearest of the known names, empty where none is near."""
    return "".join(difflib.get_close_matches(name, list(known), n=1))


class _Context(Context):
    """Calls methods straight away: most of what a template does is to ask a lens."""

    def call(
        self,
        called: Any,
        /,
        *args: Any,
        _block_vars: Any = None,
        _loop_vars: Any = None,
        **kwargs: Any,
    ) -> Any:
        """What a call in a template gives; no method of ours wants the context as well."""
        if type(called) is MethodType:
            return called(*args, **kwargs)
        around = {"_block_vars": _block_vars, "_loop_vars": _loop_vars}
        return super().call(called, *args, **kwargs, **around)


def escaped(value: Any) -> str:
    """What `escape` gives, as text. Most words have no sign that it would change."""
    if type(value) is str and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
    ):
        return value
    return escape(value)


class _Code(CodeGenerator):
    """Compiles `{{ … }}` to what need not make a Markup of each value: a third of a page's time."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Missing(StrictUndefined):
    """A name that is not there. What is raised where it is used also says which one is near."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        told, holder = super()._undefined_message, self._undefined_obj
        if isinstance(holder, TemplateModule):
            told = f"'{holder.__name__}' has no '{self._undefined_name}'"
        close = close_to(str(self._undefined_name), _names(holder))
        return f"{told}{_HINT}did you mean '{close}'?" if close else told


def _names(holder: Any) -> Iterator[str]:
    """What a template may ask a value for; nothing where there is none."""
    if holder is missing or isinstance(holder, Mapping):
        return
    yield from (name for name in dir(holder) if not name.startswith("_"))


class _Environment(Environment):
    code_generator_class = _Code
    context_class = _Context
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees: nobody adds to it later, so there is no need to look twice."""
        return {**self.globals, **(d or {})}


def _make(theme: Theme) -> Environment:
    def load(name: str) -> tuple[str, str, Any] | None:
        template = theme.templates.get(name)
        return (template.source, template.where, lambda: True) if template else None

    made = _Environment(
        loader=FunctionLoader(load),
        undefined=_Missing,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        auto_reload=False,
    )
    made.globals.pop("lipsum")  # random text: the one global that is not pure
    made.filters.pop("random")
    return made


def sheets(theme: Theme) -> tuple[str, ...]:
    """The names of the style sheets that are made of templates, as they are published.

    `NAME.css.jinja` becomes `/assets/NAME.css`, but for one that the theme has as a file as well.
    """
    made = (name.removesuffix(SHEET) for name in theme.templates if name.endswith(f".css{SHEET}"))
    return tuple(sorted(name for name in made if "/" not in name and name not in theme.assets))


@lru_cache(maxsize=512)
def _references(source: str) -> frozenset[str | None]:
    return frozenset(meta.find_referenced_templates(Environment(autoescape=True).parse(source)))


def template_closure(theme: Theme, name: str) -> tuple[str, ...]:
    """The names of all templates that `name` may need, itself first; all where it cannot be told.

    This is what a render depends on when it asks for a template.
    """
    names: dict[str, None] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in names or current not in theme.templates:
            continue
        names[current] = None
        try:
            references = _references(theme.templates[current].source)
        except TemplateSyntaxError:
            continue
        if None in references:
            return tuple(theme.templates)
        waiting.extend(sorted(reference for reference in references if reference))
    return tuple(names)


def explain(error: Exception, theme: Theme, rendering: str) -> Problem:
    """The problem behind an error in a template: named with the template's line and the entry."""
    places = {template.where for template in theme.templates.values()}
    where, line = "", 0
    if isinstance(error, TemplateSyntaxError):
        where, line = error.filename or "", error.lineno
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).as_posix() in places or frame.filename in places:
            where, line = frame.filename, frame.lineno or 0
    if isinstance(error, TemplateNotFound):
        message = f"there is no template '{error.message or error.name}'"
        where = where or f"themes/{theme.stack[0]}/theme.yaml"
    elif isinstance(error, MissingWordError):
        message = str(error)
        where = where or f"themes/{theme.stack[0]}/theme.yaml"
    elif isinstance(error, TemplateError):
        message = error.message or type(error).__name__
    else:
        message = f"{type(error).__name__}: {error}"
    for pattern, name in _CALLED:
        message = pattern.sub(name, message)
    message, _, hint = message.partition(_HINT)
    message = f"{message}, while rendering {rendering}"
    return Problem("template-failed", message, where, line, 1 if line else 0, hint)
