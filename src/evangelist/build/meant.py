"""What a person means by a path: something in the output folder, or something it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from evangelist.build.changes import SETTINGS, STRINGS, TOKENS, asset_part
from evangelist.build.ground import CONTENT
from evangelist.build.standing import above_of
from evangelist.content.places import entry_path
from evangelist.content.sources import TEXTS
from evangelist.model.theme import Theme
from evangelist.outputs.output import page_path
from evangelist.problems import Problem, ProblemsError
from evangelist.site.nearest import suggestion

What = Literal["output", "entry", "file", "template", "theme", "settings"]


@dataclass(frozen=True, slots=True)
class Meant:
    """What is meant; `file` is a path below the output folder, or from that of the site.

    `name` is what questions call it: the path of an entry or of a file below `content/`. A part
    of a theme has the name by which `Changes` calls it.
    """

    what: What
    file: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that can be meant.

    `outputs` are the paths below the output folder, which is called `folder` from that of the
    site; `texts` and `files` lie below `content/`. `bases` are the addresses of the site.
    """

    outputs: frozenset[str]
    folder: str
    bases: tuple[str, ...]
    texts: frozenset[str]
    files: frozenset[str]
    theme: Theme

    def meant(self, *written: str) -> Meant:
        """What a person means by the first of these that is anything.

        Raises ProblemsError with the nearest name where none is.
        """
        paths = [each.replace("\\", "/").removeprefix("./") for each in written]
        for path in paths:
            if found := self._output(path) or self._source(path):
                return found
        raise ProblemsError(self._unknown(paths[0]))

    def _output(self, path: str) -> Meant | None:
        written = (path, path.removeprefix(f"{self.folder}/"), *self._addressed(path))
        named = (each for file in written for each in (file, *reversed(above_of(file))))
        return next((Meant("output", each) for each in named if each in self.outputs), None)

    def _addressed(self, path: str) -> Iterator[str]:
        """Where the page of an address would lie: a whole one, or one within the site."""
        within = {""}
        for base in self.bases:
            within |= {base.rstrip("/"), urlsplit(base).path.rstrip("/")}
        for before in sorted(within):
            url = path.removeprefix(before) or ("/" if path else "")
            if not f"{path}/".startswith(f"{before}/") or not url.startswith("/"):
                continue
            plain = url.partition("#")[0].partition("?")[0]
            yield from (page_path(plain), page_path(f"{plain.rstrip('/')}/"))

    def _source(self, path: str) -> Meant | None:
        path = path.rstrip("/")
        inside = path.removeprefix(f"{CONTENT}/")
        if path == SETTINGS:
            return Meant("settings", SETTINGS)
        if part := self._part(path):
            return part
        if f"{CONTENT}/{inside}" in self.files:
            return Meant("file", f"{CONTENT}/{inside}", inside)
        named = entry_path(inside) if inside.endswith(TEXTS) else inside
        for text in sorted(self.texts):
            if named == entry_path(text.removeprefix(f"{CONTENT}/")):
                return Meant("entry", text, named)
        return None

    def _part(self, path: str) -> Meant | None:
        if path in {each.where for each in self.theme.templates.values()}:
            return Meant("template", path, path)
        return next((Meant("theme", path, n) for p, n in self._parts().items() if p == path), None)

    def _parts(self) -> Mapping[str, str]:
        """The files of a theme that are no templates, by path, with what questions call them."""
        found: dict[str, str] = {}
        for name in self.theme.stack:
            found[f"themes/{name}/theme.yaml"] = TOKENS
            for asset in self.theme.assets:
                found[f"themes/{name}/assets/{asset}"] = asset_part(asset)
            for language in self.theme.strings:
                found[f"themes/{name}/strings/{language}.yaml"] = STRINGS
        return found

    def _unknown(self, path: str) -> Problem:
        entries = {entry_path(text.removeprefix(f"{CONTENT}/")) for text in self.texts}
        addresses = {f"/{p.removeprefix('site/').removesuffix('index.html')}" for p in self.outputs}
        themed = {each.where for each in self.theme.templates.values()}
        named = {*self.outputs, *self.texts, *self.files, *entries, *themed, SETTINGS}
        known = addresses if path.startswith("/") else named
        hint = suggestion(unquote(path), sorted(known))
        message = f"the last build neither made nor used '{path}'"
        hint = hint or "name a file in the output folder, an address of the site, or a source"
        return Problem("why-unknown", message, hint=hint)
