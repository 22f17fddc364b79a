"""Shortcodes of Hugo, and the words in braces of Pelican, as Markdown."""

from __future__ import annotations

import re

from evangelist.scaffold.importers.tags import (
    Aside,
    Page,
    attributes,
    fenced,
    from_named,
    link,
    words,
)

_ESCAPED = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{([<%])\s*(/?)\s*([\w./-]+)(.*?)/?\s*([>%])\}\}", re.DOTALL)
_PAIR = re.compile(
    r"\{\{([<%])\s*(?P<name>highlight|notice|callout|hint|alert|admonition|note|tip|warning|info)"
    r"(?P<words>[^{}]*?)\s*[>%]\}\}(?P<text>.*?)\{\{[<%]\s*/\s*(?P=name)\s*[>%]\}\}",
    re.DOTALL,
)
_NOTES = {
    "note": "NOTE", "info": "NOTE", "tip": "TIP", "success": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "danger": "CAUTION", "caution": "CAUTION", "error": "CAUTION",
}  # fmt: skip
_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
_BRACED = re.compile(r"(?<=[(\s\"'<])[{|](filename|static|attach|photo)[}|]")
_OTHER_BRACED = re.compile(r"(?<=\()\{(tag|category|author|index)\}[^\s)\"'>]*")


def from_hugo(body: str, page: Page, aside: Aside) -> str:
    """The text with shortcodes that have an equal converted; all others are put aside."""
    body = _ESCAPED.sub(lambda found: aside.raw(f"{{{{{found[1]}{found[2]}{found[3]}}}}}"), body)
    body = _PAIR.sub(lambda found: _paired(found, aside), body)
    return _SHORTCODE.sub(lambda found: _single(found, page, aside), body)


def _paired(found: re.Match[str], aside: Aside) -> str:
    name, text = found["name"], found["text"]
    bare, given = words(found["words"]), attributes(found["words"])
    if name == "highlight":
        aside.tell("the shortcode highlight becomes code between fences")
        return fenced(text, bare[0] if bare else "")
    wanted = [given.get("type", ""), given.get("level", ""), *bare, name]
    sign = next((_NOTES[word.lower()] for word in wanted if word.lower() in _NOTES), "NOTE")
    title = given.get("title", "")
    inner = f"**{title}**\n\n{text.strip()}" if title else text.strip()
    aside.tell(f"the shortcode {name} becomes a note")
    return "\n".join(f"> {line}".rstrip() for line in [f"[!{sign}]", *inner.split("\n")])


def _single(found: re.Match[str], page: Page, aside: Aside) -> str:
    name, rest = found[3], found[4]
    made = None if found[2] else _made(name, attributes(rest), words(rest), page)
    if made is None:
        return aside.tag(found[0], name)
    text, what = made
    aside.tell(f"the shortcode {name} becomes {what}")
    return text


def _made(name: str, given: dict[str, str], bare: list[str], page: Page) -> tuple[str, str] | None:
    first = given.get("id") or given.get("path") or next(iter(bare), "")
    if name in {"ref", "relref"}:
        path, mark, part = first.partition("#")
        target = page.find(path) if path else ""
        return (f"{target}{mark}{part}", "the path of a text") if target or not path else None
    if name in _VIDEOS and re.fullmatch(r"[\w-]+", first):
        return link("Video", _VIDEOS[name] + first), "a link"
    if name == "gist" and len(bare) >= 2:
        return link("Code", f"https://gist.github.com/{bare[0]}/{bare[1]}"), "a link"
    return next(from_named(given, bare), None)


def from_pelican(body: str, _page: Page, aside: Aside) -> str:
    """The text with `{filename}` and `{static}` as plain paths; other words in braces stay."""
    body = _OTHER_BRACED.sub(lambda found: aside.tag(found[0], found[1]), body)
    return _BRACED.sub("", body)
