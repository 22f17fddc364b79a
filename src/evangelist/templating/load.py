"""Reads a stack of theme folders into one value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from evangelist.content.mending import Lines, read_on
from evangelist.content.sources import digest_of
from evangelist.content.yaml import YamlError, read_yaml
from evangelist.model.places import Place
from evangelist.model.theme import Asset, Origin, Pair, Template, Theme
from evangelist.model.values import natural
from evangelist.problems import Problem, ProblemsError
from evangelist.templating.contract import amiss_with_api
from evangelist.templating.emblems import emblems_of, lacking, unshown
from evangelist.templating.pairs import pairs_of
from evangelist.templating.roles import following
from evangelist.templating.sizes import FITS, sizes

BUILT_IN = Path(__file__).parent.parent / "themes"
FALLBACK_LANGUAGE = "en"
SETTINGS = "site.yaml"
CONTENT = "content"
_KEYS = ("api", "contrast", "extends", "follows", "name", "tokens")
_MAX_STACK = 8
_Marks = Mapping[Place, tuple[int, int]]
_NO_TOKEN = re.compile(r"[<{};]|/\*")
"""What would end a token's place in a style sheet, or the style sheet."""


class About(NamedTuple):
    """A theme in a line: where it lies, what it extends and for which api it was made, if any."""

    name: str
    folder: str
    extends: str
    api: str


@dataclass
class _Parts:
    templates: dict[str, Template] = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    tokens: dict[str, Any] = field(default_factory=dict)
    strings: dict[str, dict[str, Any]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], Pair] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    follows: dict[str, str] = field(default_factory=dict)

    def take(self, tokens: Mapping[str, Any], path: str) -> None:
        """Tokens from one more file, over those that are there, with what follows from them."""
        rank = 1 + max((origin.rank for origin in self.origins.values()), default=-1)
        colours = following(self.tokens, tokens, self.follows, self.pairs.values())
        before = {*self.tokens, *FITS, *sizes(self.tokens)}
        self.tokens |= {**tokens, **colours}
        self.origins |= {name: Origin(rank, path, known=name in before) for name in tokens}
        self.origins |= dict.fromkeys(colours, Origin(rank, path, follows=True))


def load_theme(name: str, root: Path, brand: Mapping[str, Any]) -> Theme:
    """Read the theme `name`, from `themes/` of the site or built in, over those it extends.

    `brand` goes over the tokens. Raises ProblemsError with everything that is amiss.
    """
    stack = _stack(name, root)
    parts = _Parts()
    problems: list[Problem] = []
    for theme, folder in reversed(stack):
        _add(theme, folder, _shown(folder, root), parts, problems)
    brand = flat(brand)
    problems += _unfit("setting-invalid", "brand", brand, SETTINGS)
    problems += unshown(brand, root / CONTENT, SETTINGS)
    for token, published, asset in emblems_of(brand, root / CONTENT):
        brand[token] = published
        parts.assets[published] = asset
    parts.take(brand, SETTINGS)
    if problems:
        raise ProblemsError(*problems)
    fallback = parts.strings.get(FALLBACK_LANGUAGE, {})
    strings = {lang: fallback | table for lang, table in parts.strings.items()}
    return Theme(
        stack=tuple(theme for theme, _ in stack),
        templates=parts.templates,
        assets=parts.assets,
        tokens=parts.tokens | sizes(parts.tokens),
        strings=strings,
        pairs=tuple(parts.pairs.values()),
        origins=parts.origins,
    )


def _unfit(code: str, where: str, tokens: Mapping[str, Any], path: str) -> Iterable[Problem]:
    for name, value in tokens.items():
        if match := _NO_TOKEN.search(f"{name} {value}"):
            message = f"'{where}.{name}': a value of a style sheet cannot have '{match[0]}'"
            yield Problem(code, message, path)


def _stack(name: str, root: Path) -> list[tuple[str, Path]]:
    stack: list[tuple[str, Path]] = []
    while name:
        folder = _folder(name, root, [theme for theme, _ in stack])
        stack.append((name, folder))
        about = _read(folder / "theme.yaml", _shown(folder, root))
        name = str(about.get("extends") or "")
        if len(stack) > _MAX_STACK:
            raise ProblemsError(
                Problem("theme-invalid", "themes extend each other without end", f"themes/{name}")
            )
    return stack


def _folder(name: str, root: Path, above: list[str]) -> Path:
    own = root / "themes" / name
    if "/" not in name and "\\" not in name and name not in {".", ".."}:
        if own.is_dir() and name not in above:
            return own
        if (BUILT_IN / name / "theme.yaml").is_file():
            return BUILT_IN / name
    known = sorted({*_names(root / "themes"), *_names(BUILT_IN)})
    raise ProblemsError(
        Problem(
            "theme-invalid",
            f"there is no theme '{name}'",
            "site.yaml" if not above else f"themes/{above[-1]}/theme.yaml",
            hint=f"these exist: {', '.join(known)}",
        )
    )


def known_themes(root: Path) -> tuple[About, ...]:
    """The themes that a site can use: its own, then those built in. Raises ProblemsError."""
    own = sorted(_names(root / "themes"))
    folders = [root / "themes" / name for name in own]
    folders += [BUILT_IN / name for name in sorted(_names(BUILT_IN)) if name not in own]
    return tuple(_about(folder, _shown(folder, root)) for folder in folders)


def _about(folder: Path, shown: str) -> About:
    values = _read(folder / "theme.yaml", shown)
    extends, api = (str(values.get(key) or "") for key in ("extends", "api"))
    built_in = folder.is_relative_to(BUILT_IN)
    return About(folder.name, "built in" if built_in else shown, extends, api)


def _names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir() if entry.is_dir()] if folder.is_dir() else []


def _shown(folder: Path, root: Path) -> str:
    if folder.is_relative_to(BUILT_IN):
        return f"evangelist/themes/{folder.name}"
    return folder.relative_to(root).as_posix()


def _add(theme: str, folder: Path, shown: str, parts: _Parts, problems: list[Problem]) -> None:
    for name, file in _files(folder / "templates"):
        try:
            source = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(_unreadable(f"{shown}/templates/{name}", error))
            continue
        template = Template(source, f"{shown}/templates/{name}")
        parts.templates[name] = parts.templates[f"{theme}/{name}"] = template
    for name, file in _files(folder / "assets"):
        try:
            data = file.read_bytes()
        except OSError as error:
            problems.append(_unreadable(f"{shown}/assets/{name}", error))
            continue
        parts.assets[name] = Asset(data, digest_of(data)[:8])
    try:
        about, marks = _read_marked(folder / "theme.yaml", shown)
        problems += _unfit_keys(about, marks, f"{shown}/theme.yaml")
        tokens = about.get("tokens") or {}
        if isinstance(tokens, dict):
            named = flat(tokens)
            problems += _unfit("theme-invalid", "tokens", named, f"{shown}/theme.yaml")
            problems += lacking(named, parts.assets, f"{shown}/theme.yaml")
            parts.take(named, f"{shown}/theme.yaml")
        else:
            message = "'tokens': expected lines of key: value"
            problems.append(Problem("theme-invalid", message, f"{shown}/theme.yaml"))
        problems += _take_followers(about.get("follows"), parts, f"{shown}/theme.yaml")
        pairs, amiss = pairs_of(about.get("contrast"), parts.tokens, f"{shown}/theme.yaml")
        parts.pairs |= {(pair.role, pair.on): pair for pair in pairs}
        problems += amiss
        for name, file in _files(folder / "strings"):
            table = parts.strings.setdefault(name.removesuffix(".yaml"), {})
            table |= flat(_read(file, f"{shown}/strings", name))
    except ProblemsError as error:
        problems.extend(error.problems)


def _take_followers(written: Any, parts: _Parts, path: str) -> Iterable[Problem]:
    """Add the tokens that follow from another, and say which are none."""
    if written is not None and not isinstance(written, dict):
        message = "'follows': expected lines of key: value"
        yield Problem("theme-invalid", message, path, hint="write for instance surface: paper")
        return
    for name, source in (written or {}).items():
        unknown = [str(each) for each in (name, source) if str(each) not in parts.tokens]
        if unknown:
            message = f"'follows': there is no token '{unknown[0]}'"
            yield Problem("theme-invalid", message, path)
        else:
            parts.follows[str(name)] = str(source)


def _unfit_keys(about: Mapping[str, Any], marks: _Marks, path: str) -> Iterable[Problem]:
    """Keys that nobody reads, tokens without a value, and a number that is not this version's."""
    for place in marks:
        if place[:1] == ("tokens",) and len(place) == 2 and place[1] not in about["tokens"]:
            hint = f'a colour needs quotes: {place[1]}: "#14532d"'
            message = f"'tokens.{place[1]}' has no value"
            yield Problem("theme-invalid", message, path, *marks[place], hint)
    for key in about:
        if key not in _KEYS:
            hint = f"these are: {', '.join(_KEYS)}"
            yield Problem("theme-invalid", f"unknown key '{key}'", path, *marks[key,], hint)
    message, hint = amiss_with_api(about["api"]) if "api" in about else ("", "")
    if message:
        yield Problem("theme-invalid", message, path, *marks["api",], hint)


def _files(folder: Path) -> Iterable[tuple[str, Path]]:
    if not folder.is_dir():
        return
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not any(part.startswith(".") for part in name.split("/")):
            yield name, file


def _read(file: Path, shown: str, name: str = "theme.yaml") -> dict[str, Any]:
    return _read_marked(file, shown, name)[0]


def _read_marked(file: Path, shown: str, name: str = "theme.yaml") -> tuple[dict[str, Any], _Marks]:
    """What a file of a theme says, and where. Raises ProblemsError."""
    try:
        value, marks, slips = _values(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemsError(_unreadable(f"{shown}/{name}", error)) from None
    if slips:
        raise ProblemsError(*(_slip(error, f"{shown}/{name}") for error in slips))
    return dict(value), marks


@lru_cache(maxsize=64)
def _values(text: str) -> tuple[Mapping[str, Any], _Marks, tuple[YamlError, ...]]:
    """What a file of a theme says, and its slips: the same for each build of one preview."""
    try:
        document, _, slips = read_on(Lines(tuple(text.split("\n")), read_yaml))
    except YamlError as error:
        return {}, {}, (*error.earlier, error)
    return natural(document.value) or {}, document.marks, tuple(slips)


def _slip(error: YamlError, path: str) -> Problem:
    return Problem(
        "theme-invalid", str(error), path, error.line, error.column, error.hint, error.mended
    )


def _unreadable(shown: str, error: Exception) -> Problem:
    reason = getattr(error, "strerror", None) or "it is not UTF-8"
    return Problem("theme-invalid", f"cannot be read: {reason}", shown)


def theme_version(theme: Theme, language: str) -> str:
    """The version of a theme as a site in this language sees it."""
    assets = sorted((name, asset.digest) for name, asset in theme.assets.items())
    parts = (theme.stack, theme.templates, assets, theme.tokens, theme.strings, language)
    return digest_of(repr(parts).encode(errors="surrogatepass"))


def flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested keys joined by dots; the forms of a plural (`one`, `other`) stay together."""
    result: dict[str, Any] = {}
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and "other" not in value:
            result |= flat(value, f"{name}.")
        else:
            result[name] = value
    return result
