"""The tokens of a theme in the terminal: what each is, and which file says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from evangelist.model.theme import Theme


def list_tokens(theme: Theme, name: str) -> bool:
    """Print all tokens for the name `tokens`, or the one that is named; False where none is."""
    from evangelist.templating.overrides import files_with

    if name != "tokens" and (name not in theme.tokens or files_with(theme, name)):
        return False
    wanted = [name] if name != "tokens" else list(theme.tokens)
    places = {each: _place(theme, each) for each in wanted}
    for place in dict.fromkeys(places.values()):
        click.secho(place, bold=True)
        for each in wanted:
            if places[each] == place:
                click.echo(f"  {each:<18} {_value(theme.tokens[each])}")
    click.echo(
        "\nTo change one, name it under tokens: in theme.yaml, or under brand: in site.yaml",
        err=True,
    )
    return True


def _place(theme: Theme, name: str) -> str:
    """The file that says what a token is, or that it follows from others."""
    origin = theme.origins.get(name)
    if origin is None:
        return "following from text_size, the scales and gap"
    return f"following from {origin.path}" if origin.follows else origin.path


def _value(value: object) -> str:
    """A value as theme.yaml has it: a colour in quotes, as `#` begins a remark."""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f'"{text}"' if text.startswith("#") or not text else text
