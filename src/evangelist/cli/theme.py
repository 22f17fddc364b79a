"""evangelist theme: what there is to change, what a site has changed, and what changed below it."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from evangelist.model.theme import Theme
    from evangelist.templating.overrides import Override, Piece

_WIDTH = 80
_STATES = {
    "same": "as it was when you looked",
    "changed": "changed since you looked",
    "unnoted": "not looked at yet",
    "gone": "gone: nothing shows yours any more",
}


@click.group()
def theme() -> None:
    """Show what a theme of your own can change, what it has changed, and what changed since."""


@theme.command("list")
@click.pass_obj
def list_(root: Path) -> None:
    """List themes, templates and blocks. Yours have a star."""
    from evangelist.cli.told import done_or_told
    from evangelist.scaffold.noted import theme_of
    from evangelist.templating.load import known_themes

    used = done_or_told(lambda: theme_of(root))
    known = done_or_told(lambda: known_themes(root))
    click.secho("Themes", bold=True)
    for each in known:
        facts = [each.folder]
        facts += [f"extends {each.extends}"] if each.extends else []
        facts += [f"api {each.api}"] if each.api else []
        facts += ["in use"] if each.name == used.stack[0] else []
        click.echo(f"  {each.name:<12} {', '.join(facts)}")
    _list_files(used)


def _list_files(theme: Theme) -> None:
    """The templates with their blocks, macros that others may call, and pieces of style sheets."""
    from evangelist.templating.contract import contract
    from evangelist.templating.overrides import files_of, ours_of

    files = files_of(theme)
    sheets = [name for name in files if name.endswith((".css", ".jinja"))]
    pages = [name for name in files if name not in sheets and not name.startswith("_")]
    macros = [name for name in files if name in contract().macros or ours_of(theme, name)]
    click.secho("\nTemplates, and the blocks that they have or fill", bold=True)
    for file in pages:
        click.echo(_in_columns(file, _starred(theme, file)))
    click.secho("\nMacros", bold=True)
    for file in (name for name in macros if name not in [*sheets, *pages]):
        click.echo(_in_columns(file, _starred(theme, file)))
    click.secho("\nStyle sheets and their pieces", bold=True)
    shown = ", ".join(f"{name}{'*' if ours_of(theme, name) else ''}" for name in sheets)
    click.echo(click.wrap_text(shown, _WIDTH, "  ", "  "))


def _starred(theme: Theme, file: str) -> str:
    from evangelist.templating.overrides import names_in, ours_of

    ours = {name for each in ours_of(theme, file) for name in each.names}
    names = [f"{name}*" if name in ours else name for name in names_in(theme, file)]
    return ", ".join(names) or ("*" if ours_of(theme, file) else "")


def _in_columns(name: str, words: str) -> str:
    """A name and what is said of it, at most 80 wide where the words allow it."""
    indent = " " * 21
    return click.wrap_text(f"  {name:<18} \0{words}", _WIDTH, "", indent).replace("\0", "").rstrip()


@theme.command()
@click.argument("name")
@click.pass_obj
def show(root: Path, name: str) -> None:
    """Print a part of the built-in theme, ready to be changed.

    NAME is a block or a macro such as footer_about, one in a template such as
    service.html:closing, or a template such as service.html, whose blocks are listed.
    """
    from evangelist.cli.told import done_or_told
    from evangelist.scaffold.noted import theme_of
    from evangelist.templating.overrides import names_in, piece_of

    used = done_or_told(lambda: theme_of(root))
    file, part = _meant(used, name)
    piece = piece_of(used, file, part)
    if piece is None:
        raise click.BadParameter(_unknown(used, file, part), param_hint="NAME")
    if not part and names_in(used, file):
        _list_parts(used, file)
    else:
        _show_piece(used, file, piece)


def _meant(theme: Theme, name: str) -> tuple[str, str]:
    """The file and the part that somebody names; a part alone where only one file has it."""
    from evangelist.templating.environment import close_to
    from evangelist.templating.overrides import files_of, files_with, names_in

    file, colon, part = name.partition(":")
    files = files_of(theme)
    if file in files:
        return file, part
    found = [] if colon else files_with(theme, name)
    if len(found) == 1:
        return found[0], name
    if found:
        ways = "\n".join(f"  {each}:{name}" for each in found)
        message = f"{len(found)} files have '{name}'. Say which:\n{ways}"
    else:
        names = {each for one in files for each in names_in(theme, one)}
        close = close_to(file, files if colon else [*files, *sorted(names)])
        hint = f"Did you mean '{close}'?" if close else "evangelist theme list has them all."
        message = f"there is no template, block or macro '{file}'. {hint}"
    raise click.BadParameter(message, param_hint="NAME")


def _unknown(theme: Theme, file: str, part: str) -> str:
    from evangelist.templating.environment import close_to
    from evangelist.templating.overrides import parts_of

    close = close_to(part, parts_of(theme, file))
    hint = f"Did you mean '{file}:{close}'?" if close else f"evangelist theme show {file} lists it."
    return f"{file} has no block or macro '{part}'. {hint}"


def _list_parts(theme: Theme, file: str) -> None:
    """What a template has itself, then what it has from those that it extends."""
    from evangelist.templating.contract import contract
    from evangelist.templating.overrides import line_of, names_in, versions_of

    told: set[str] = set()
    files = list(dict.fromkeys(each.file for each in line_of(theme, file)))
    for each in files:
        names = [name for name in names_in(theme, each) if name not in told]
        told |= {*names}
        origin = versions_of(theme, each)[-1].where
        click.secho(f"{'' if each == file else chr(10)}{each}", bold=True, nl=False)
        click.echo(f"  {origin}")
        for name in names:
            click.echo(_in_columns(name, contract().meaning(name, *files)))


def _show_piece(theme: Theme, file: str, piece: Piece) -> None:
    """The piece on stdout, as an override begins; where it is from on stderr."""
    from evangelist.templating.contract import contract
    from evangelist.templating.overrides import line_of, ours_of, versions_of

    whole = next((each.name for each in versions_of(theme, file) if not each.is_ours), "")
    start = f'{{% extends "{whole}" %}}\n\n' if piece.kind == "block" and whole else ""
    click.echo(f"{start}{piece.text}", nl=not piece.text.endswith("\n"))
    meaning = contract().meaning(piece.name, *(each.file for each in line_of(theme, file)))
    click.echo(f"\n{piece.place}{f': {meaning}' if meaning else ''}", err=True)
    ours = [each for each in ours_of(theme, file) if piece.name in each.names or not piece.name]
    own = theme.stack[0] if any(each.is_ours for each in theme.templates.values()) else "NAME"
    for each in ours:
        click.echo(f"Yours is in {each.where}", err=True)
    if not ours:
        click.echo(f"To change it, copy this to themes/{own}/templates/{file}", err=True)


@theme.command()
@click.argument("name", required=False, default="")
@click.option("--accept", is_flag=True, help="Note that you have looked, at what is there now.")
@click.option("--strict", is_flag=True, help="Fail where something has changed, or is gone.")
@click.pass_obj
def diff(root: Path, name: str, *, accept: bool, strict: bool) -> None:
    """Show what has changed below your theme since you looked.

    Told are blocks, macros, templates and style sheets that your theme has otherwise. NAME is a
    template such as service.html, or a block in it such as service.html:closing. Then what is
    yours is shown beside what it goes over, too.
    """
    from evangelist.cli.told import done_or_told, listed
    from evangelist.scaffold.noted import note, overrides_of, theme_of

    used = done_or_told(lambda: theme_of(root))
    every = done_or_told(lambda: overrides_of(root, used))
    found = [each for each in every if _is_named(each, name)]
    if name and not found:
        raise click.BadParameter(_not_ours(name, every), param_hint="NAME")
    for each in found:
        click.echo("\n".join(_told(each, named=bool(name))))
    states = Counter(each.state for each in found)
    told = [f"{states[state]} {words}" for state, words in _STATES.items() if states[state]]
    click.echo(f"\n{'; '.join(told)}" if told else "No theme of this site goes over another one.")
    if accept:
        listed("Noted:", done_or_told(lambda: note(root, found)))
    elif states["changed"] or states["unnoted"]:
        click.echo(
            f"When you have looked: evangelist theme diff {name} --accept".replace("  ", " ")
        )
    sys.exit(int(strict and bool(states["changed"] or states["gone"])))


def _is_named(override: Override, name: str) -> bool:
    return name in {"", override.ours.label, override.ours.template.file}


def _not_ours(name: str, found: Sequence[Override]) -> str:
    from evangelist.templating.environment import close_to

    labels = list(dict.fromkeys(n for o in found for n in (o.ours.label, o.ours.template.file)))
    close = close_to(name, labels)
    hint = f"Did you mean '{close}'?" if close else "evangelist theme diff lists them all."
    return f"no theme of this site has '{name}' otherwise. {hint}"


def _told(found: Override, *, named: bool) -> Iterator[str]:
    ours, parent = found.ours, found.parent
    over = f" over {parent.place}" if parent else ""
    yield click.style(f"{ours.place} {ours.name}".rstrip(), bold=True)
    yield f"  {_STATES[found.state]}{over}"
    if found.before is not None and found.state != "same":
        yield from _lines(found.before, parent.text if parent else "")
    if parent and (named or found.state == "unnoted"):
        yield "  yours beside it:"
        yield from _lines(parent.text, ours.text)


def _lines(before: str, after: str) -> Iterator[str]:
    """What differs, with a line around it, without the names of files."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    colours = {"-": "red", "+": "green"}
    for line in list(lines)[2:]:
        if not line.startswith("@@"):
            yield click.style(f"    {line}", fg=colours.get(line[:1]))
