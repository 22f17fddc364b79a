"""What the benchmark knows of a generator: how its site is written, built, served and changed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.content import Entry, navigation, revised

SITES = Path(__file__).parent / "sites"
_STYLE = SITES / "style.css"


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be installed: packages of one registry, `pip` or `npm`, each `name==version`.

    The first is the generator itself. With none, nothing is installed.
    """

    registry: str = ""
    packages: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The version of the generator itself."""
        return self.packages[0].rpartition("==")[2] if self.packages else ""


@dataclass(frozen=True, slots=True)
class Generator:
    """One row of the table. Paths are relative to the folder of the site.

    `template` is the folder below `sites/` that the site begins as. `source` writes an entry with
    its front matter, `command` is the program, found below the folder of its installation; `build`
    and `serve` are its arguments, `{port}` standing for the port. `output` holds the pages; `kept`
    is what else a cold build starts without. `layout` is the base template, `style` where the style
    sheet lies, `lines` where the navigation is, unless `configure` writes it. `note` is what has to
    be known to read the row; `ours` is never left out.
    """

    name: str
    title: str
    needs: Needs
    template: str
    source: Callable[[Entry], str]
    command: Callable[[Path], Sequence[str]]
    build: tuple[str, ...]
    serve: tuple[str, ...]
    output: str
    layout: str
    style: str
    texts: str = "content"
    kept: tuple[str, ...] = ()
    lines: str = "navigation.json"
    note: str = ""
    ours: bool = False
    configure: Callable[[Path, list[Entry]], None] | None = None

    def write(self, folder: Path, made: list[Entry]) -> None:
        """Write the site with these entries into a folder that does not exist yet."""
        shutil.copytree(SITES / self.template, folder)
        (folder / self.style).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_STYLE, folder / self.style)
        if self.configure:
            self.configure(folder, made)
        else:
            lines = [{"label": label, "url": url} for label, url in navigation(made)]
            put(folder / self.lines, json.dumps(lines, indent=1) + "\n")
        for entry in made:
            put(self.file(folder, entry), self.source(entry))

    def file(self, folder: Path, entry: Entry) -> Path:
        """Where the text of an entry is written."""
        return folder / self.texts / entry.section / f"{entry.slug}.md"

    def page(self, folder: Path, entry: Entry) -> Path:
        """Where the page of an entry is built."""
        return folder / self.output / entry.section / entry.slug / "index.html"

    def clear(self, folder: Path) -> None:
        """Remove all that builds have left."""
        for name in (self.output, *self.kept):
            shutil.rmtree(folder / name, ignore_errors=True)

    def revise(self, file: Path, number: int) -> None:
        """Change the words `Revision` or `Layout` of a text or template, as an editor saves it."""
        put(file, revised(file.read_text("utf-8"), number))


def yaml_text(entry: Entry, link: Callable[[str, str], str], **more: str) -> str:
    """An entry with YAML front matter: title, date and tags, as all know them, and `more`."""
    front = {"title": entry.title} | more
    lines = [f"{key}: {json.dumps(value)}\n" for key, value in front.items()]
    lines += [f"date: {entry.day}\n", f"tags: [{', '.join(entry.tags)}]\n"]
    return f"---\n{''.join(lines)}---\n\n{entry.text(link)}"


def by_address(section: str, slug: str) -> str:
    """A link as the site has it."""
    return f"/{section}/{slug}/"


def by_file(section: str, slug: str) -> str:
    """A link from one text to the file of another."""
    return f"../{section}/{slug}.md"


def put(file: Path, text: str) -> None:
    """Write a text as UTF-8 with lines as everywhere in this repository."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def program(installed: Path, name: str) -> str:
    """The path of a program that was installed with Python."""
    folder = "Scripts" if os.name == "nt" else "bin"
    return str(installed / folder / name)
