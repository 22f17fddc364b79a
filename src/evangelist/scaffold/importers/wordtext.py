"""What pandoc makes of a document, as a person would have written it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape

from evangelist.content.places import readable

SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
"""Kinds of pictures that browsers show."""
_TABLE = re.compile(r"(<table\b.*?</table>)", re.DOTALL)
_FENCE = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)
_FIGURE = re.compile(
    r"<figure[^>]*>\s*(<img\b[^>]*>)\s*(?:<figcaption[^>]*>(.*?)</figcaption>)?\s*</figure>",
    re.DOTALL,
)
_PICTURE = re.compile(r"<img\b([^>]*?)/?>")
_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_MARKED = re.compile(r"!\[((?:[^\[\]]|\\.)*)\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_LAYOUT = re.compile(
    r"</?(?:span|div)\b[^>]*>|<!--.*?-->|^</?colgroup>\n|^<col [^>]*>\n"
    r'|(?<=<t[drh])(?: (?:class|style)="[^"]*")+',
    re.DOTALL | re.MULTILINE,
)
_EMPTY = re.compile(r"^#{1,6}[ \t*_]*$|^[ \t]*\\?[ \t]*$", re.MULTILINE)
_NEEDLESS = re.compile(r"\\([<>~$\"'|@^=&%,/:;?])")
_ANCHOR = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(#([^)\s]*)\)")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_PARTS = {"<": "&lt;", "&": "&amp;", "~": "&#126;"}


def cleaned(text: str) -> str:
    """The text without what only a word processor needs: empty headings, anchors, styles."""
    text = outside_code(text, _plain_signs)
    text = _FIGURE.sub(lambda found: f"{found[1]}\n\n{_caption(found[2])}", text)
    text = outside_code(text, lambda part: _LAYOUT.sub("", part))
    names = {_name(title) for title in _HEADING.findall(text)}
    text = _ANCHOR.sub(lambda found: found[0] if found[2] in names else _words(found[1]), text)
    text = outside_code(text, lambda part: _EMPTY.sub("", part))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with `change` made to all that is no code."""
    parts = _FENCE.split(text)
    return "".join(part if index % 2 else change(part) for index, part in enumerate(parts))


def _plain_signs(part: str) -> str:
    return _NEEDLESS.sub(lambda found: _PARTS.get(found[1], found[1]), part)


def _caption(written: str | None) -> str:
    words = re.sub(r"<[^>]*>", "", written or "").strip()
    return f"*{words}*" if words else ""


def _words(label: str) -> str:
    """The words of a link into the document; a table of contents has its page number in it."""
    return re.sub(r"\[([^\[\]]*)\]\([^)]*\)", r"\1", label)


def _name(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def without_title(text: str) -> tuple[str, str]:
    """The words of a heading that the text begins with, and the text below it."""
    first, _, rest = text.lstrip("\n").partition("\n")
    match = re.fullmatch(r"#{1,2}[ \t]+(.+?)[ \t]*", first)
    if match is None:
        return "", text
    words = re.sub(r"\\(.)", r"\1", re.sub(r"[*`]|<[^>]*>", "", match[1]))
    return " ".join(unescape(words).split()), rest.lstrip("\n")


def with_pictures(text: str, names: Mapping[str, str]) -> str:
    """The text with each picture under its new name: Markdown, but HTML within tables."""
    parts = _TABLE.split(text)
    for index, part in enumerate(parts):
        parts[index] = (
            _PICTURE.sub(lambda found: _in_table(found, names), part)
            if index % 2
            else _PICTURE.sub(lambda found: _as_markdown(*_said(found[1]), names), part)
        )
        if not index % 2:
            parts[index] = _MARKED.sub(
                lambda found: _as_markdown(found[2], found[1], names), parts[index]
            )
    return "".join(parts)


def _said(attributes: str) -> tuple[str, str]:
    found = {name: first or second for name, first, second in _ATTRIBUTE.findall(attributes)}
    return unescape(found.get("src", "")), unescape(found.get("alt", ""))


def _new(source: str, names: Mapping[str, str]) -> str:
    return names.get(source.removeprefix("./"), source)


def _as_markdown(source: str, alt: str, names: Mapping[str, str]) -> str:
    new = _new(source, names)
    words = re.sub(r"[\[\]]", "", " ".join(alt.split()))
    return f"![{words}]({new})" if new.endswith(SHOWN) else f"[{words or readable(new)}]({new})"


def _in_table(found: re.Match[str], names: Mapping[str, str]) -> str:
    source, alt = _said(found[1])
    words = alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f'<img src="{_new(source, names)}" alt="{words}">'
