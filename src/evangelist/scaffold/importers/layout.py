"""A folder of another generator: which one wrote it, where its texts are, what they become."""

from __future__ import annotations

import ast
import os
import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from evangelist.content.sources import TEXTS
from evangelist.content.yaml import YamlError, read_yaml

ORIGINS = ("jekyll", "hugo", "pelican")
"""Generators whose folders are brought in; Eleventy writes as Jekyll does."""
_CONFIGS = {
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml"),
    "hugo": ("hugo.toml", "hugo.yaml", "hugo.yml", "config.toml", "config.yaml", "config.yml"),
    "pelican": ("pelicanconf.py",),
}
_BELOW_CONTENT = ("hugo", "pelican")
_STATIC = {"jekyll": ("",), "hugo": ("static", "assets", "content"), "pelican": ("content",)}
_NO_CONTENT = {
    "_site", "_includes", "_layouts", "_sass", "_data", "_plugins", "_templates", "node_modules",
    "vendor", "public", "resources", "themes", "layouts", "archetypes", "plugins", "i18n", "theme",
    "__pycache__",
}  # fmt: skip
_ABOUT_THE_SITE = {"readme", "license", "contributing", "changelog", "code_of_conduct", "security"}
_OTHER_TEXTS = (".rst", ".html", ".htm", ".adoc", ".asciidoc", ".org", ".textile", ".ipynb", ".txt")
_KINDS = {
    "news": "news|posts|post|blog|blogs|articles|article|announcements|aktuelles|beitraege",
    "service": "services|service|service-catalog|catalog|catalogue|dienste|leistungen|offerings",
    "newsletter": "newsletters|newsletter|issues|mailings",
    "case-study": "case-studies|case-study|casestudies|cases|projects|portfolio|stories|our-work",
    "idea": "ideas|suggestions|feedback",
    "team": "teams|team|groups",
}
_FOLDERS = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}
_EVIDENCE = (
    ("hugo", re.compile(r"^\+\+\+\s*$|\{\{[<%] ", re.MULTILINE)),
    ("jekyll", re.compile(r"^layout:|\{%-? |\{\{-? ?(?:site|page|[\"'])", re.MULTILINE)),
    ("pelican", re.compile(r"\A(?:Title|Date|Category):|\{(?:filename|static|attach)\}")),
)
_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """What a folder is.

    `base` is the folder of the texts and `bounds` the folder that no file is read outside of;
    `config` is the configuration of the generator as far as it is understood. `other` are texts
    in formats that are not brought in, `about` those that are about the site, by their paths.
    `prefix` is the path of `base` in the content of its site, where `base` is a part of one.
    """

    origin: str
    base: Path
    bounds: Path
    reason: str = ""
    config: Mapping[str, Any] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    whole: bool = False
    prefix: str = ""

    def static(self) -> tuple[Path, ...]:
        """The folders that stand for `/` in addresses."""
        return tuple(self.bounds / name for name in _STATIC[self.origin])


def kind_by_folder(path: str, source: str) -> tuple[str, str, str]:
    """The kind of a text by the first folder that says one: kind, that folder, the rest.

    `source` is the name of the folder that is brought in, which may say it as well. No kind
    where no folder does.
    """
    parts = PurePosixPath(path).parts
    for number, part in enumerate(parts[:-1]):
        if kind := _FOLDERS.get(part.lower().lstrip("_")):
            return kind, "/".join(parts[: number + 1]), _without_posts(parts[number + 1 :])
        if part.lower() == "_drafts":
            return "news", "/".join(parts[: number + 1]), "/".join(parts[number + 1 :])
    if kind := _FOLDERS.get(source.lower().lstrip("_")):
        return kind, source, _without_posts(parts)
    return "", "", path


def _without_posts(parts: tuple[str, ...]) -> str:
    return "/".join(part for part in parts if part not in {"_posts", "_drafts"})


def read_layout(source: Path, wanted: str) -> Layout:
    """Look at a folder; `wanted` is the generator that somebody named, or nothing."""
    found = _config(source, wanted)
    if found:
        origin, file = found
        below = source / "content"
        base = below if origin in _BELOW_CONTENT and below.is_dir() else source
        config = _read_config(file)
        return _listed(Layout(origin, base, source, f"because of {file.name}", config, whole=True))
    above = next((up for up in source.resolve().parents[:3] if _config(up, wanted)), None)
    if above and (near := _config(above, wanted)):
        origin, file = near
        reason, config = f"because of {file.name} above it", _read_config(file)
        prefix = _within(source.resolve(), above, origin)
        return _listed(Layout(origin, source, above, reason, config, prefix=prefix))
    if wanted:
        return _listed(Layout(wanted, source, source, "as asked"))
    layout = _listed(Layout("jekyll", source, source))
    origin, reason = _by_evidence(layout)
    return _listed(Layout(origin, source, source, reason))


def _within(source: Path, site: Path, origin: str) -> str:
    """The path of a folder in the content of its site, with a slash at its end."""
    content = site / "content" if origin in _BELOW_CONTENT else site
    if source == content or not source.is_relative_to(content):
        return ""
    return f"{source.relative_to(content).as_posix()}/"


def _config(folder: Path, wanted: str) -> tuple[str, Path] | None:
    for origin, names in _CONFIGS.items():
        for name in names if wanted in {"", origin} else ():
            if (folder / name).is_file():
                return origin, folder / name
    return None


def _read_config(file: Path) -> dict[str, Any]:
    """The configuration as far as it is plain values; a program is looked at, never run."""
    with suppress(OSError, UnicodeDecodeError, YamlError, tomllib.TOMLDecodeError, SyntaxError):
        text = file.read_text("utf-8")
        if file.suffix == ".toml":
            return tomllib.loads(text)
        if file.suffix == ".py":
            return _constants(ast.parse(text))
        value = read_yaml(text).value
        return value if isinstance(value, dict) else {}
    return {}


def _constants(tree: ast.Module) -> dict[str, Any]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _listed(layout: Layout) -> Layout:
    texts: list[str] = []
    other: list[str] = []
    about: list[str] = []
    for path in _files(layout.base, ""):
        stem, ending = posixpath.splitext(path)
        if ending.lower() in TEXTS:
            about += [path] if layout.whole and stem.lower() in _ABOUT_THE_SITE else []
            texts.append(path)
        elif ending.lower() in _OTHER_TEXTS:
            other.append(path)
    return replace(layout, texts=tuple(texts), other=tuple(other), about=tuple(about))


def _files(folder: Path, prefix: str) -> Iterator[str]:
    """Files below a folder, without what is hidden or no content; links are not followed."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith((".", "~")) or entry.is_symlink():
            continue
        if entry.is_dir():
            if entry.name.lower() not in _NO_CONTENT:
                yield from _files(Path(entry.path), f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield f"{prefix}{entry.name}"


def _by_evidence(layout: Layout) -> tuple[str, str]:
    """The generator whose way of writing most of the first texts show."""
    counts = dict.fromkeys(ORIGINS, 0)
    if any("_posts/" in f"/{path}" for path in layout.texts):
        return "jekyll", "because of _posts"
    for path in layout.texts[:_SAMPLE]:
        with suppress(OSError):
            text = (layout.base / path).read_bytes()[:20_000].decode("utf-8", "replace")
            for origin, pattern in _EVIDENCE:
                counts[origin] += bool(pattern.search(text.lstrip("\ufeff")))
    most = max(counts, key=lambda origin: counts[origin])
    return (most, "by how the texts are written") if counts[most] else ("jekyll", "as plain texts")
