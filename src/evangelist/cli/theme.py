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
    "unnoted": "new",
    "changed": "changed since you looked",
    "same": "as it was when you looked",
    "equal": "no different, and can be left out",
    "gone": "gone: nothing shows yours any more",
}


@click.group()
def theme() -> None:
    """Show what a theme of your own can change, what it has changed, and what changed since."""


@theme.command("list")
@click.option("--all", "every", is_flag=True, help="Macros and style sheets too.")
@click.pass_obj
def list_(root: Path, *, every: bool) -> None:
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
    _list_files(used, every=every)
    click.echo("\nA star marks what is yours.")
    click.echo("To print a block: evangelist theme show home.html:needs")
    if not every:
        click.echo("Macros and style sheets: evangelist theme list --all")


def _list_files(theme: Theme, *, every: bool) -> None:
    """The templates with their blocks, then macros and pieces of style sheets: ours, or all."""
    from evangelist.templating.contract import contract
    from evangelist.templating.overrides import files_of, ours_of

    files = files_of(theme)
    sheets = [name for name in files if name.endswith((".css", ".jinja"))]
    pages = [name for name in files if name not in sheets and not name.startswith("_")]
    macros = [name for name in files if name not in [*sheets, *pages]]
    promised = contract().macros if every else ()
    click.secho("\nTemplates, and the blocks that they have or fill", bold=True)
    for file in pages:
        click.echo(_in_columns(file, _starred(theme, file)))
    if told := [name for name in macros if name in promised or ours_of(theme, name)]:
        click.secho("\nMacros that templates may call", bold=True)
        for file in told:
            click.echo(_in_columns(file, _starred(theme, file)))
    if told := [name for name in sheets if every or ours_of(theme, name)]:
        click.secho("\nStyle sheets and their pieces", bold=True)
        shown = ", ".join(f"{name}{'*' if ours_of(theme, name) else ''}" for name in told)
        click.echo(click.wrap_text(shown, _WIDTH, "  ", "  "))


def _starred(theme: Theme, file: str) -> str:
    """The blocks of a file and the macros that are promised or ours; ours have a star."""
    from evangelist.templating.contract import contract
    from evangelist.templating.overrides import names_in, ours_of

    ours = {name for each in ours_of(theme, file) for name in each.names}
    promised = {*contract().macros.get(file, ()), *names_in(theme, file, "block"), *ours}
    names = [name for name in names_in(theme, file) if name in promised]
    marked = [f"{name}*" if name in ours else name for name in names]
    return ", ".join(marked) or ("*" if ours_of(theme, file) else "")


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
    service.html:closing, or a template such as service.html, whose blocks are listed. "tokens"
    lists colours, fonts and sizes, with the file that each is from; so does the name of one.
    """
    from evangelist.cli.tokens import list_tokens
    from evangelist.cli.told import done_or_told
    from evangelist.scaffold.noted import theme_of
    from evangelist.templating.overrides import names_in, piece_of

    used = done_or_told(lambda: theme_of(root))
    if list_tokens(used, name):
        return
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
        known = [*files, *sorted(names), "tokens", *theme.tokens]
        close = close_to(file, files if colon else known)
        hint = f"Did you mean '{close}'?" if close else "evangelist theme list has them all."
        message = f"there is no template, block, macro or token '{file}'. {hint}"
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
    one = next(iter(contract().blocks.get(file) or names_in(theme, file)))
    click.echo(f"\nTo print one: evangelist theme show {file}:{one}", err=True)


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
    template such as service.html, or a block in it such as service.html:closing: then what is
    yours is shown beside what it goes over.
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
    states = Counter(_state(each) for each in found)
    told = [f"{states[state]} {words}" for state, words in _STATES.items() if states[state]]
    click.echo(f"\n{'; '.join(told)}" if told else "No theme of this site goes over another one.")
    if accept:
        listed("Noted:", done_or_told(lambda: note(root, found)))
        return
    if found and not name:
        click.echo(f"Yours beside it: evangelist theme diff {found[0].ours.label}")
    if states["changed"] or states["unnoted"]:
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


def _state(found: Override) -> str:
    """The state, or `equal` where ours says what its parent says anyway."""
    return "equal" if found.parent and found.parent.text == found.ours.text else found.state


def _told(found: Override, *, named: bool) -> Iterator[str]:
    ours, parent, state = found.ours, found.parent, _state(found)
    over = f"; goes over {parent.template.name}:{parent.line}" if parent else ""
    yield click.style(f"{ours.place} {ours.name}".rstrip(), bold=True)
    yield f"  {_STATES[state]}{over}"
    if found.before is not None and state in {"changed", "gone"}:
        yield from _lines(found.before, parent.text if parent else "")
    if parent and named and state != "equal":
        yield "  yours beside it:"
        yield from _lines(parent.text, ours.text)


def _lines(before: str, after: str) -> Iterator[str]:
    """What differs, with a line around it, without the names of files."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    colours = {"-": "red", "+": "green"}
    for line in list(lines)[2:]:
        if not line.startswith("@@"):
            yield click.style(f"    {line}", fg=colours.get(line[:1]))
