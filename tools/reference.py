"""Fills the tables of docs/ from what they describe: models, commands, problems, templates.

Between `<!-- made: NAME -->` and `<!-- end -->` stands what the function of that name in PARTS
returns; the rest of a page is written by hand. `python -m tools.reference` rewrites the pages.
"""

from __future__ import annotations

import inspect
import re
import sys
import tempfile
import types
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
from jinja2 import Environment, nodes
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from evangelist.cli import cli
from evangelist.content.yaml import read_yaml
from evangelist.model.body import Heading
from evangelist.model.card import Card, Link
from evangelist.model.entry import Entry
from evangelist.model.kinds import FOLDERS, KINDS
from evangelist.model.settings import Settings
from evangelist.outputs.page import Content, Feed, Group, Page, Pagination
from evangelist.problems import CODES, Level
from evangelist.site.answers import NavigationLink
from evangelist.site.index import Category, Tag
from evangelist.site.lens import Lens
from tools.examples import EXAMPLES, SETTINGS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FOR_TEMPLATES = (
    ("setting", "t", "date", "number", "money"),
    ("url", "asset", "canonical", "exists", "tokens"),
    ("card", "cards", "newest", "link", "links", "neighbours"),
    ("categories", "tags", "tag_url", "navigation", "passed"),
)
"""What a template may ask `site`; the rest of the lens is for the outputs."""
_PART = re.compile(r"<!-- made: (\S+) -->\n.*?<!-- end -->", re.DOTALL)
_WORDS: dict[Any, tuple[str, str]] = {
    str: ("text", "texts"),
    bool: ("yes or no", "yes or no"),
    int: ("whole number", "whole numbers"),
    date: ("date", "dates"),
    datetime: ("date, with a time if you like", "dates"),
    Any: ("anything", "anything"),
}


def fill(text: str) -> str:
    """Renew the made parts of a page."""
    return _PART.sub(lambda m: f"<!-- made: {m[1]} -->\n{PARTS[m[1]]()}\n<!-- end -->", text)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


# --- models ----------------------------------------------------------------------------------


def words(annotation: Any, *, many: bool = False) -> str:
    """A type in the words of a writer."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return words(inner[0], many=many)
    if origin in {Union, types.UnionType}:
        kept = tuple(each for each in inner if each is not type(None))
        return ("numbers" if many else "number") if len(kept) > 1 else words(kept[0], many=many)
    if origin is tuple:
        return f"list of {words(inner[0], many=True)}"
    if origin is dict:
        return f"names, each with {words(inner[1])}"
    if origin is Literal:
        return " · ".join(f"`{each}`" for each in inner if each)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{title(annotation)}](#{slug(annotation)})"
    return _WORDS[annotation][many]


def title(model: type[BaseModel]) -> str:
    """A model's name as words: GetStarted → Get started."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda m: f" {m[1].lower()}", model.__name__)


def slug(model: type[BaseModel]) -> str:
    """The anchor of a model's heading."""
    return title(model).lower().replace(" ", "-")


def rows_of(model: type[BaseModel], without: Container[str] = ()) -> list[tuple[str, ...]]:
    """One row for each field of a model: name, type, description and default."""
    rows = []
    for name, info in model.model_fields.items():
        if name not in without:
            rows.append((f"`{info.alias or name}`", words(info.annotation), _meaning(info)))
    return rows


def _meaning(info: FieldInfo) -> str:
    default = info.get_default(call_default_factory=False)
    text = info.description or ""
    if info.is_required():
        return f"{text} **Needed.**"
    if isinstance(default, str | int) and not isinstance(default, bool) and default != "":
        return f"{text} Default: `{default}`."
    return f"{text} Default: yes." if default is True else text


def shapes(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The models inside a model, each before those inside it."""
    for info in model.model_fields.values():
        for inner in _models_in(info.annotation):
            yield inner
            yield from shapes(inner)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def shape_sections(*models: type[BaseModel]) -> str:
    """A section for each model inside the given ones."""
    found = dict.fromkeys(inner for model in models for inner in shapes(model))
    sections = []
    for model in sorted(found, key=title):
        about = " ".join((inspect.getdoc(model) or "").split())
        short = _short_form(model)
        body = table(("key", "what it takes", "meaning"), rows_of(model))
        sections.append(f"### {title(model)}\n\n{about}{short}\n\n{body}")
    return "\n\n".join(sections)


def _short_form(model: type[BaseModel]) -> str:
    """What becomes of a plain text in place of a model, found out by trying."""
    try:
        value = model.model_validate("x", context={"folders": FOLDERS, "zone": UTC})
    except ValidationError:
        return ""
    set_fields = [name for name in model.model_fields if getattr(value, name) == "x"]
    return f" A plain text instead is its {' and '.join(f'`{name}`' for name in set_fields)}."


def settings() -> str:
    """The keys of site.yaml."""
    return table(("key", "what it takes", "meaning"), rows_of(Settings))


def setting_shapes() -> str:
    """What stands below the keys of site.yaml."""
    return shape_sections(Settings)


def common_fields() -> str:
    """What every kind understands."""
    return table(("key", "what it takes", "meaning"), rows_of(Entry))


def kind_fields() -> str:
    """What each kind understands besides."""
    sections = []
    for kind in KINDS:
        own = rows_of(kind.model, set(Entry.model_fields))
        place = f"`content/{kind.folder}/`" if kind.folder else "any other place"
        about = (inspect.getdoc(kind.model) or "").strip()
        text = table(("key", "what it takes", "meaning"), own) if own else "Only the common ones."
        sections.append(f"### {kind.name}\n\n{about} Lives in {place}.\n\n{text}")
    return "\n\n".join(sections)


def field_shapes() -> str:
    """What stands below the keys of front matter."""
    return shape_sections(*(kind.model for kind in KINDS))


# --- commands and problems -------------------------------------------------------------------


def commands() -> str:
    """Every command with its options."""
    sections = [_command(cli, "evangelist")]
    for name, command in cli.commands.items():
        sections.append(_command(command, f"evangelist {name}"))
    return "\n\n".join(sections)


def _command(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, max_content_width=100)
    rows = []
    for option in command.get_params(context):
        if isinstance(option, click.Option):
            shown = option.make_metavar(context) if not option.is_flag else ""
            names = ", ".join(f"`{each}`" for each in option.opts)
            rows.append((f"{names} {f'`{shown}`' if shown else ''}".strip(), option.help or ""))
    usage = " ".join(command.collect_usage_pieces(context))
    return (
        f"### {name}\n\n```text\n{name} {usage}\n```\n\n{command.help}\n\n"
        f"{table(('option', 'meaning'), rows)}"
    )


def problems() -> str:
    """Every code with an example and how to mend it."""
    levels: dict[Level, str] = {"error": "Errors", "warning": "Warnings", "advice": "Advice"}
    sections = []
    for level, heading in levels.items():
        sections.append(f"## {heading}")
        for code, (its, meaning) in CODES.items():
            if its == level:
                mend = EXAMPLES[code].mend
                example = f"```text\n{message(code)}\n```"
                sections.append(f"### {code}\n\n{meaning}\n\n{example}\n\n{mend}")
    return "\n\n".join(sections)


def message(code: str) -> str:
    """The message that the example of a code really brings about."""
    example = EXAMPLES[code]
    if example.message:
        return example.message
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        files = {"site.yaml": SETTINGS, "content/index.md": "# Home\n", **example.files}
        for path, data in files.items():
            if data:
                file = root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data if isinstance(data, bytes) else data.encode())
        report = build(Options(root, root / "output", NOW, jobs=1))
        found = next(problem for problem in report.problems if problem.code == code)
        return f"{found.level}: {found}".replace(f"{root.as_posix()}/", "")


# --- templates -------------------------------------------------------------------------------

LECTERN = ROOT / "src" / "evangelist" / "themes" / "lectern"


def templates() -> str:
    """Every template of the built-in theme, with its blocks."""
    rows = []
    for file in sorted((LECTERN / "templates").iterdir()):
        if file.name.startswith("_") or file.suffix != ".html":
            continue
        tree = Environment(autoescape=True).parse(file.read_text("utf-8"))
        parent = next((str(node.template.value) for node in tree.find_all(nodes.Extends)), "")  # type: ignore[attr-defined]
        blocks = dict.fromkeys(block.name for block in tree.find_all(nodes.Block))
        shown = ", ".join(f"`{name}`" for name in blocks) or "none"
        rows.append((f"`{file.name}`", f"`{parent}`" if parent else "none", shown))
    return table(("template", "extends", "blocks that it has or fills"), rows)


def page_fields() -> str:
    """What a template gets as `page`, and the values inside it."""
    sections = [f"`page`\n\n{_attributes(Page)}"]
    for value in (
        Card,
        Link,
        NavigationLink,
        Content,
        Heading,
        Group,
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


PARTS: dict[str, Callable[[], str]] = {
    "settings": settings,
    "setting-shapes": setting_shapes,
    "common-fields": common_fields,
    "kind-fields": kind_fields,
    "field-shapes": field_shapes,
    "commands": commands,
    "problems": problems,
    "templates": templates,
    "page": page_fields,
    "site": site_methods,
    "tokens": tokens,
}


def main() -> int:
    """Rewrite the pages whose made parts are out of date."""
    for file in sorted(DOCS.rglob("*.md")):
        text = file.read_text("utf-8")
        if (new := fill(text)) != text:
            file.write_text(new, "utf-8", newline="\n")
            print(f"renewed {file.relative_to(ROOT).as_posix()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
