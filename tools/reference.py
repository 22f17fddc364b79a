"""Fills the tables of docs/ from what they describe: models, commands, problems, templates.

Between `<!-- made: NAME -->` and `<!-- end -->` stands what the function of that name in PARTS
returns; the rest of a page is written by hand. `python -m tools.reference` rewrites the pages.
"""

from __future__ import annotations

import inspect
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from evangelist.cli import cli
from evangelist.cli.reports import grouped
from evangelist.mail.preflight.clients import listed, support
from evangelist.mail.preflight.graceful import GRACEFUL
from evangelist.mail.preflight.vocabulary import MECHANICAL
from evangelist.problems import CODES, Level
from tools import shapes, themes
from tools.examples import EXAMPLES, SETTINGS
from tools.shapes import table

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_PART = re.compile(r"<!-- made: (\S+) -->\n.*?<!-- end -->", re.DOTALL)


def fill(text: str) -> str:
    """Renew the made parts of a page."""
    return _PART.sub(lambda m: f"<!-- made: {m[1]} -->\n{PARTS[m[1]]()}\n<!-- end -->", text)


def commands() -> str:
    """Every command with its options."""
    sections = [_command(cli, "evangelist")]
    sections += [_command(command, f"evangelist {name}") for name, command in named(cli)]
    return "\n\n".join(sections)


def named(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command of a group by its name, one inside another with both names."""
    for name, command in group.commands.items():
        yield f"{above}{name}", command
        if isinstance(command, click.Group):
            yield from named(command, f"{above}{name} ")


def _command(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, **cli.context_settings)
    rows = []
    for option in command.get_params(context):
        if isinstance(option, click.Option):
            shown = option.make_metavar(context) if not option.is_flag else ""
            names = ", ".join(f"`{each}`" for each in option.opts)
            rows.append((f"{names} {f'`{shown}`' if shown else ''}".strip(), option.help or ""))
    usage = " ".join(command.collect_usage_pieces(context))
    return (
        f"### {name}\n\n```text\n{name} {usage}\n```\n\n{inspect.cleandoc(command.help or '')}\n\n"
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
        lines = "\n".join(next(grouped([found])))
        return f"{found.level}: {lines}".replace(f"{root.as_posix()}/", "")


def graceful() -> str:
    """What mail programs cannot do and an e-mail may have: the feature, who lacks it, and why."""
    known = support()
    rows = [
        (f"`{known.titles[name]}`", listed(known.lacking[name]), why)
        for name, why in sorted(GRACEFUL.items(), key=lambda each: known.titles[each[0]])
    ]
    return table(("what", "without it", "why it does no harm"), rows)


def clients() -> str:
    """Where the data about mail programs comes from, and how many features are looked for."""
    known = support()
    return (
        f"The data is that of caniemail {known.version}, of {known.date}: {len(known.titles)} "
        f"features, of which {len(MECHANICAL)} are looked for."
    )


PARTS: dict[str, Callable[[], str]] = {
    "settings": shapes.settings,
    "setting-shapes": shapes.setting_shapes,
    "common-fields": shapes.common_fields,
    "kind-fields": shapes.kind_fields,
    "field-shapes": shapes.field_shapes,
    "commands": commands,
    "problems": problems,
    "templates": themes.templates,
    "blocks": themes.blocks,
    "macros": themes.macros,
    "classes": themes.classes,
    "page": themes.page_fields,
    "site": themes.site_methods,
    "tokens": themes.tokens,
    "lifecycle": themes.lifecycle,
    "idea-status": themes.idea_status,
    "graceful": graceful,
    "clients": clients,
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
