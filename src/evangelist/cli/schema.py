"""evangelist schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


@click.command()
@click.argument("name", required=False)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write NAME.schema.json there; without NAME, all of them.",
)
def schema(name: str | None, output: Path | None) -> None:
    """Print the JSON Schema of NAME: site.yaml, or a kind's front matter. Without it, list them."""
    from evangelist.model.schema import NAMES
    from evangelist.model.schema import schema as schema_of

    if name is not None and name not in NAMES:
        message = f"'{name}' is none of {', '.join(NAMES)}"
        raise click.BadParameter(message, param_hint="NAME")
    if output is None:
        click.echo(_text(schema_of(name)) if name else "\n".join(NAMES))
        return
    for each in [name] if name else NAMES:
        file = output / f"{each}.schema.json"
        try:
            output.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{_text(schema_of(each))}\n", "utf-8", newline="\n")
        except OSError as error:
            named = Path(error.filename or output).as_posix()
            click.echo(f"error: {named}: cannot be written: {error.strerror}", err=True)
            sys.exit(1)
        click.echo(file.as_posix())


def _text(value: object) -> str:
    """JSON in ASCII: what a terminal of any encoding passes on unchanged."""
    return json.dumps(value, indent=2)
