"""MkDocs, https://www.mkdocs.org, and Zensical, https://zensical.org, which reads the same site."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.content import SECTIONS, TITLE, URL, Entry, navigation
from benchmarks.generator import SITES, Generator, Needs, by_file, program, put, yaml_text

_LESS = "without lists, tags and feeds, which it does not have by itself: it has less to do"


def _source(entry: Entry) -> str:
    front = {"description": entry.summary, "category": entry.section}
    return yaml_text(entry, by_file, **front)


def _configure(folder: Path, made: list[Entry]) -> None:
    """Write mkdocs.yml, with the navigation in it, and the first page of each section."""
    lines = [f"- {json.dumps(label)}: {_file(url)}\n" for label, url in navigation(made)]
    put(folder / "mkdocs.yml", _SETTINGS + "".join(f"  {line}" for line in lines))
    put(folder / "docs/index.md", f"# {TITLE}\n")
    for section in SECTIONS:
        put(folder / f"docs/{section}/index.md", f"# {section.title()}\n")


def _configure_zensical(folder: Path, made: list[Entry]) -> None:
    """The same, and a sitemap: MkDocs brings one, Zensical only in its own theme."""
    _configure(folder, made)
    shutil.copyfile(SITES / "zensical/sitemap.xml", folder / "theme/sitemap.xml")


def _file(url: str) -> str:
    """The source of an address: `/news/` is `news/index.md`, `/news/x/` is `news/x.md`."""
    path = url.strip("/")
    return f"{path}.md" if "/" in path else f"{path}/index.md"


_SETTINGS = f"""\
site_name: {TITLE}
site_url: {URL}
theme:
  name: null
  custom_dir: theme
  static_templates: [404.html]
plugins: []
markdown_extensions:
  - codehilite
validation:
  omitted_files: ignore
nav:
"""

MKDOCS = Generator(
    name="mkdocs",
    title="MkDocs",
    needs=Needs("pip", ("mkdocs==1.6.1", "markdown==3.11.3", "pygments==2.21.0")),
    template="mkdocs",
    source=_source,
    command=lambda installed: [program(installed, "mkdocs")],
    build=("build", "--quiet"),
    serve=("serve", "--quiet", "--dev-addr", "127.0.0.1:{port}"),
    output="site",
    layout="theme/main.html",
    style="docs/style.css",
    texts="docs",
    configure=_configure,
    note=_LESS,
)
ZENSICAL = Generator(
    name="zensical",
    title="Zensical",
    needs=Needs("pip", ("zensical==0.0.73", "markdown==3.11.3", "pygments==2.21.0")),
    template="mkdocs",
    source=_source,
    command=lambda installed: [program(installed, "zensical")],
    build=("build",),
    serve=("serve", "--dev-addr", "127.0.0.1:{port}"),
    output="site",
    layout="theme/main.html",
    style="docs/style.css",
    texts="docs",
    kept=(".cache",),
    configure=_configure_zensical,
    note=_LESS,
)
