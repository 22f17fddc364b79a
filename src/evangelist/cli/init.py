"""evangelist init."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from evangelist.cli import inputs

if TYPE_CHECKING:
    from evangelist.scaffold.init import Answers
    from evangelist.scaffold.origin import Origin
    from evangelist.scaffold.publishing import Started

_Result = TypeVar("_Result")
_NO_WORKFLOW = """
To publish by GitHub later: evangelist init {folder} --workflows --source SOURCE, where SOURCE is
the file that you installed evangelist from. docs/publishing.md tells more."""
_PAGES = """
To publish: put the folder into a repository on GitHub, and choose GitHub Actions there under
Settings, Pages. A site on GitHub Pages can be read by everybody, even of a private repository."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", metavar="TEXT", help="What the site is called.")
@click.option("--team", metavar="NAME", help="What your team is called.")
@click.option("--url", metavar="URL", help="Where the site will be published.")
@click.option("--lang", type=click.Choice(["en", "de"]), help="The language of the site.")
@click.option("--timezone", metavar="ZONE", help="When a day begins: Europe/Dublin.")
@click.option(
    "--source",
    metavar="SOURCE",
    help="Where the workflow installs evangelist from: the path of a wheel, "
    "git+https://HOST/OWNER/REPOSITORY@COMMIT, or ==VERSION.",
)
@click.option("--workflows", is_flag=True, help="Only add the workflows, to a site that is there.")
@click.pass_obj
def init(
    root: Path,
    folder: Path,
    title: str | None,
    team: str | None,
    url: str | None,
    lang: str | None,
    timezone: str | None,
    source: str | None,
    *,
    workflows: bool,
) -> None:
    """Start a site in DIR: a small one that works, to replace line by line.

    On a terminal it asks for what no option says; Enter takes what stands in brackets.
    """
    from evangelist.cli.told import done_or_told
    from evangelist.scaffold import init as scaffold
    from evangelist.scaffold import publishing

    target = root / folder
    today = inputs.now().date()
    if workflows:
        if source is None:
            raise click.UsageError("--workflows wants --source")
        origin = _origin(source)
        _tell(done_or_told(lambda: publishing.add_workflows(target, origin, today)))
        _tell_publishing(origin)
        return
    done_or_told(lambda: scaffold.refuse(target))
    given = {"title": title, "team": team, "url": url, "lang": lang, "timezone": timezone}
    answers = _answers(given)
    found = _origin(source) if source else None
    _tell(done_or_told(lambda: scaffold.init(target, answers, found, today)))
    _tell_next(target, found)


def _answers(given: dict[str, str | None]) -> Answers:
    from evangelist.scaffold.init import DEFAULTS, URL, Answers

    lang = given["lang"] or _ask("Language, en or de", "en", _language)
    title, team, zone = DEFAULTS[lang]
    return Answers(
        title=_given("--title", given["title"], "Title of the site", title, _words),
        team=_given("--team", given["team"], "Name of your team", team, _words),
        url=_given("--url", given["url"], "Address where it will be published", URL, _address),
        lang=lang,
        timezone=_read("--timezone", given["timezone"] or zone, _zone),
    )


def _given(
    option: str, text: str | None, question: str, default: str, read: Callable[[str], _Result]
) -> _Result:
    """What an option says, else the answer to a question, else the default."""
    return _ask(question, default, read) if text is None else _read(option, text, read)


def _read(option: str, text: str, read: Callable[[str], _Result]) -> _Result:
    try:
        return read(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from None


def _ask(question: str, default: str, read: Callable[[str], _Result]) -> _Result:
    """Ask on a terminal until the answer makes sense; elsewhere the default stands."""
    if not inputs.on_terminal():
        return read(default)

    def reading(text: Any) -> _Result:
        try:
            return read(str(text))
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    answer: _Result = click.prompt(
        question, default=default, show_default=bool(default), value_proc=reading
    )
    return answer


def _words(text: str) -> str:
    from evangelist.scaffold.names import one_line

    return one_line(text)


def _language(text: str) -> str:
    if text not in {"en", "de"}:
        raise ValueError("write en or de")
    return text


def _address(text: str) -> str:
    from evangelist.model.settings import absolute_url

    return absolute_url(text)


def _zone(text: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"'{text}' is not a time zone; write one like Europe/Berlin") from None
    return text


def _origin(text: str) -> Origin:
    from evangelist.scaffold.origin import read_origin

    return _read("--source", text, read_origin)


def _tell(started: Started) -> None:
    from evangelist.cli.told import listed

    listed("Written:", started.written)
    for path in started.added:
        click.echo(f"Lines added: {path}")
    listed("Left as it was:", started.kept)


def _tell_next(folder: Path, origin: Origin | None) -> None:
    from evangelist.cli.told import shown

    click.echo("\nNext:")
    if folder.resolve() != Path.cwd():
        click.echo(f"  cd {shown(folder)}")
    click.echo("  evangelist serve")
    if origin is None:
        click.echo(_NO_WORKFLOW.format(folder=shown(folder)))
    else:
        _tell_publishing(origin)


def _tell_publishing(origin: Origin) -> None:
    click.echo(f"\nThe workflow installs evangelist held {origin.pinned}.{_PAGES}")
