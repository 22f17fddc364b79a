"""What differs from the last build, in the names by which a person knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from evangelist.build.current import Current
from evangelist.build.ground import CONTENT
from evangelist.build.told import Changes, Told
from evangelist.content.places import entry_path
from evangelist.content.sources import TEXTS, Source, digest_of
from evangelist.model.theme import Theme
from evangelist.site.index import Site
from evangelist.templating.environment import template_closure

SETTINGS = "site.yaml"
TOKENS = "the colours and sizes of the theme"
STRINGS = "the words of the theme"


def changes_since(told: Told | None, current: Current, sources: Iterable[Source]) -> Changes:
    """What is found to differ from the build that `told` is of; only that where there was none."""
    if told is None:
        return Changes(first=True)
    differ = current.differing()
    theme = current.site.theme
    parts = theme_parts(theme)
    changed = {name for name in {**told.theme, **parts} if told.theme.get(name) != parts.get(name)}
    files = {*_contents(differ, told, current.site, sources), *changed}
    if "settings" in differ:
        files.add(SETTINGS)
    return Changes(tuple(sorted(files)), _templates(theme, changed), "today" in differ)


def theme_parts(theme: Theme) -> dict[str, str]:
    """The digests of the parts of a theme: each template by its file, the rest in words."""
    parts = {each.where: digest_of(each.source.encode()) for each in theme.templates.values()}
    parts |= {asset_part(name): asset.digest for name, asset in theme.assets.items()}
    tables = sorted((language, sorted(table.items())) for language, table in theme.strings.items())
    parts[STRINGS] = digest_of(repr(tables).encode())
    parts[TOKENS] = digest_of(repr(sorted(theme.tokens.items())).encode())
    return parts


def asset_part(name: str) -> str:
    """What a file of the theme is called that is published as it is."""
    return f"the theme's file {name}"


def _contents(
    differ: Iterable[str], told: Told, site: Site, sources: Iterable[Source]
) -> Iterator[str]:
    """The files below `content/` among these inputs; those of entries that are gone too."""
    unseen: list[str] = []
    for name in differ:
        kind, _, path = name.partition(":")
        if kind == "file":
            yield f"{CONTENT}/{path}"
        elif kind == "entry" and path in site.stubs:
            yield site.stubs[path].source
        elif kind == "entry":
            unseen.append(path)
    if unseen:
        files = _files(told, sources)
        yield from (files.get(path, f"{CONTENT}/{path}.md") for path in unseen)


def _files(told: Told, sources: Iterable[Source]) -> dict[str, str]:
    """The file of every entry that is or was, by the entry's path."""
    known = [origin for origin in told.origins.values() if origin.endswith(TEXTS)]
    known += [f"{CONTENT}/{source.path}" for source in sources]
    return {entry_path(file.removeprefix(f"{CONTENT}/")): file for file in known}


def _templates(theme: Theme, changed: set[str]) -> Mapping[str, tuple[str, ...]]:
    """The files that differ among those of each template, by its name."""
    found = {}
    for name in theme.templates:
        names = template_closure(theme, name) if changed else ()
        files = {theme.templates[each].where for each in names} & changed
        if files:
            found[name] = tuple(sorted(files))
    return found
