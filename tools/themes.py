"""What a theme has and what its templates get, as tables in Markdown."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import evangelist
from evangelist.content.yaml import read_yaml
from evangelist.model.body import Heading
from evangelist.model.card import Card, Link
from evangelist.model.kinds.idea import Status
from evangelist.model.kinds.service import Lifecycle
from evangelist.outputs.page import (
    ChangeGroup,
    ChangeRow,
    Content,
    Feed,
    Group,
    Issue,
    Page,
    Pagination,
)
from evangelist.site.answers import NavigationLink
from evangelist.site.index import Category, Tag
from evangelist.site.lens import Lens
from evangelist.templating.contract import contract
from evangelist.templating.outline import outline
from tools.shapes import table

FOR_TEMPLATES = (
    ("setting", "t", "date", "number", "money"),
    ("url", "asset", "asset_size", "canonical", "exists", "tokens"),
    ("card", "cards", "newest", "link", "links", "neighbours"),
    ("categories", "tags", "tag_url", "navigation", "passed"),
)
"""What a template may ask `site`; the rest of the lens is for the outputs."""
LECTERN = Path(evangelist.__file__).parent / "themes" / "lectern"


def templates() -> str:
    """Every template of the built-in theme, with its blocks."""
    rows = []
    for file in sorted((LECTERN / "templates").iterdir()):
        if file.name.startswith("_") or file.suffix != ".html":
            continue
        written = outline(file.read_text("utf-8"))
        shown = ", ".join(f"`{name}`" for name in written.names("block")) or "none"
        parent = f"`{written.parent}`" if written.parent else "none"
        rows.append((f"`{file.name}`", parent, shown))
    return table(("template", "extends", "blocks that it has or fills"), rows)


def blocks() -> str:
    """What each block is for, by the template that brings it."""
    rows = [
        (f"`{file}`", f"`{name}`", words)
        for file, named in contract().blocks.items()
        for name, words in named.items()
    ]
    return table(("template", "block", "what it is for"), rows)


def macros() -> str:
    """What templates may call, with its arguments."""
    rows = []
    for file, named in contract().macros.items():
        written = outline((LECTERN / "templates" / file).read_text("utf-8"))
        for name, words in named.items():
            part = written.part("macro", name)
            rows.append((f"`{file}`", f"`{name}{part.given if part else ''}`", words))
    return table(("import it from", "macro", "what it makes"), rows)


def classes() -> str:
    """The classes of elements that style sheets may hang on."""
    rows = [(f"`.{name}`", words) for name, words in contract().classes.items()]
    return table(("class", "what has it"), rows)


def page_fields() -> str:
    """What a template gets as `page`, and the values inside it."""
    sections = [f"`page`\n\n{_attributes(Page)}"]
    for value in (
        Card,
        Link,
        NavigationLink,
        Content,
        Heading,
        Issue,
        Group,
        ChangeGroup,
        ChangeRow,
        Pagination,
        Feed,
        Category,
        Tag,
    ):
        about = (inspect.getdoc(value) or "").split("\n\n")[0].replace("\n", " ")
        sections.append(f"`{value.__name__}`: {about}\n\n{_attributes(value)}")
    return "\n\n".join(sections)


def _attributes(value: type) -> str:
    assert is_dataclass(value)  # noqa: S101
    rows = [(f"`{field.name}`", f"`{field.type}`") for field in fields(value)]
    for name, member in vars(value).items():
        if isinstance(member, property) and not name.startswith("_"):
            rows.append(
                (f"`{name}`", f"`{inspect.signature(member.fget or str).return_annotation}`")
            )
    return table(("attribute", "type"), rows)


def site_methods() -> str:
    """What a template may ask `site`."""
    rows = []
    for names in FOR_TEMPLATES:
        for name in names:
            member = inspect.getattr_static(Lens, name)
            call = "" if isinstance(member, property) else _call(member)
            about = (inspect.getdoc(member) or "").split("\n\n")[0].replace("\n", " ")
            rows.append((f"`site.{name}{call}`", about))
    return table(("question", "answer"), rows)


def _call(function: Callable[..., Any]) -> str:
    shown = []
    for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
        if parameter.kind is parameter.VAR_KEYWORD:
            shown.append("name=value")
        elif parameter.default is parameter.empty:
            shown.append(name)
        else:
            shown.append(f"{name}={parameter.default!r}")
    return f"({', '.join(shown)})"


def tokens() -> str:
    """The tokens of the built-in theme."""
    values = read_yaml((LECTERN / "theme.yaml").read_text("utf-8")).value["tokens"]
    return table(
        ("token", "value"), [(f"`{name}`", f"`{value}`") for name, value in values.items()]
    )


def idea_status() -> str:
    """The words that readers see for each status of an idea."""
    strings = read_yaml((LECTERN / "strings" / "en.yaml").read_text("utf-8")).value["idea"]
    words = strings["status"]
    rows = [(f"`{n}`", words[n]["word"], words[n]["notice"]) for n in get_args(Status)]
    return table(("in the file", "on the page", "what its page says"), rows)


def lifecycle() -> str:
    """The words that readers see for each lifecycle."""
    strings = read_yaml((LECTERN / "strings" / "en.yaml").read_text("utf-8")).value["lifecycle"]
    rows = [(f"`{n}`", strings[n]["word"], strings[n]["means"]) for n in get_args(Lifecycle)]
    return table(("in the file", "on the page", "meaning"), rows)
