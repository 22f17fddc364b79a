"""Safe HTML cut into text and symbols, so that one body serves page, feed and e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from evangelist.content.markdown.highlight import highlighted
from evangelist.content.places import target_of
from evangelist.model.body import Addressed, Anchor, Embed, Image, Label, Part, Target
from evangelist.model.places import Aside, Mention

_ATTRIBUTES = r'((?:\s+[\w:.-]+(?:="[^"]*")?)*)\s*/?>'
_TAG = re.compile(rf"<(/?)([a-z][a-z0-9]*){_ATTRIBUTES}")
_PLACES = rf"<(/?)(a|img|table|div){_ATTRIBUTES}|<(?P<paragraph>p)>(?=\s*<a\s)"
_CUT = re.compile(_PLACES + "|<(?P<inside>(?!))")
"""Where a text may be cut."""
_CUT_TRUSTED = re.compile(
    _PLACES + r'|<[a-z][a-z0-9]*(?:\s+[\w:.-]+(?:="[^"<]*")?)*\s+[\w:.-]+="[^"<]*(?P<inside><)'
)
"""The same, and tags with another in a value: those are gone over in one step."""
_INSIDE = re.compile('="[^"<]*<')
_ATTRIBUTE = re.compile(r'\s+([\w:.-]+)="([^"]*)"')
_LONE_LINK = re.compile(r'<p>\s*<a\s[^>]*?href="([^"]*)"[^>]*>((?:(?!</?a\b|<img\b).)*)</a>\s*</p>')
_ID = re.compile(r'<[a-z][\w-]*(?=\s)(?:[^"<>]*"[^"]*")*?[^"<>=]*\sid="([^"]*)"')
_NESTING = {"li", "blockquote", "td", "th", "dd", "figure"}
_CODE = re.compile(r"(`(?<!``)`*)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_CALLOUT = re.compile(r'class="callout callout-(note|tip|important|warning|caution)"')


def anchors_in(html: str) -> tuple[str, ...]:
    """Every id that a link may name."""
    return tuple(dict.fromkeys(unescape(name) for name in _ID.findall(html)))


@dataclass(slots=True)
class _Frame:
    """An open link, or a part for some audiences, and what stands inside it so far."""

    target: Target
    attributes: str
    audiences: tuple[str, ...] = ()
    parts: list[Part] = field(default_factory=list)


class _Finder:
    """Finds addresses in the source, each after the one before."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text, self._first_line, self._cursor = text, first_line, 0
        self._links = ""

    def place(self, words: str) -> tuple[int, int]:
        """Line and column in the file; the text's first line where they are not found."""
        at = self._find(words, self._cursor)
        if at < 0:
            at = self._find(words, 0)
        if at < 0 and words.startswith("http://www."):  # as an engine makes it of `www.…`
            return self.place(words.removeprefix("http://"))
        if at < 0:
            return self._first_line, 1
        self._cursor = at + len(words)
        line = self._text.count("\n", 0, at)
        return self._first_line + line, at - self._text.rfind("\n", 0, at)

    def _find(self, words: str, start: int) -> int:
        self._links = self._links or _CODE.sub(lambda code: "\0" * len(code[0]), self._text)
        while words and (at := self._links.find(words, start)) >= 0:
            before = self._text[at - 1 : at]
            after = self._text[at + len(words) : at + len(words) + 1]
            if before in {"", "(", "<", '"', "'", "=", ":", " ", "\n"} and not after.isalnum():
                return at
            start = at + 1
        return -1


class Cutter:
    """Cuts one text; `parts`, `mentions` and `asides` are its result."""

    def __init__(self, source_path: str, url: str, text: str, first_line: int) -> None:
        self._source_path, self._url = source_path, url
        self._finder = _Finder(text, first_line)
        self._frames: list[_Frame | None] = []
        self._divisions: list[bool] = []
        self._depth = self._counted = 0
        self.parts: list[Part] = []
        self._into = self.parts
        self.mentions: list[Mention] = []
        self.asides: list[Aside] = []

    def cut(self, html: str) -> None:
        """Cut `html`, which `sanitize` made, from beginning to end."""
        pattern = _CUT_TRUSTED if _INSIDE.search(html) else _CUT
        position = looked = 0
        while match := pattern.search(html, looked):
            start, looked = match.span()
            if match["inside"]:
                whole = _TAG.match(html, start)
                looked = whole.end() if whole else start + 1
            elif not match["paragraph"]:
                self._add(html[position:start])
                self._tag(match)
                position = looked
            elif (lone := _LONE_LINK.match(html, start)) and self._is_outermost(html, start):
                self._add(html[position:start])
                position = start
                if self._embed(lone):
                    position = looked = self._counted = lone.end()
        self._add(html[position:])
        while self._frames:
            self._close()
        self.parts = _joined(self.parts)

    def _is_outermost(self, html: str, position: int) -> bool:
        """Whether a paragraph stands in no list, quote or table; counted when it is asked."""
        for match in _TAG.finditer(html, self._counted, position):
            if match[2] in _NESTING:
                self._depth += -1 if match[1] else 1
        self._counted = position
        return self._depth == 0

    def _add(self, *parts: Part) -> None:
        self._into += [part for part in parts if part != ""]

    def _tag(self, match: re.Match[str]) -> None:
        closing, name = bool(match[1]), match[2]
        if name == "div" and self._is_addressed(match, closing=closing):
            self._close() if closing else self._open_addressed(match)
            return
        if name == "div":
            self._depth += -1 if closing else 1
        if name == "a":
            self._close() if closing else self._open_link(match)
        elif name == "img":
            self._image(match)
        elif name == "table":
            around = '<div class="table-scroll" role="group" tabindex="0" aria-label="'
            opening = (around, Label("content.table"), '">', match[0])
            self._add(*(("</table></div>",) if closing else opening))
        elif name == "div" and not closing and (callout := _CALLOUT.search(match[3])):
            self._add(
                f'<div{match[3]} role="note">',
                '<p class="callout-title">',
                Label(f"callout.{callout[1]}"),
            )
            self._add("</p>")
        else:
            self._add(match[0])

    def _mention(self, kind: str, target: Target, alt: str = "") -> None:
        words = target.href.removeprefix("mailto:")
        self.mentions.append(Mention(kind, target, alt, *self._finder.place(words)))

    def _open_link(self, match: re.Match[str]) -> None:
        attributes = dict(_ATTRIBUTE.findall(match[3]))
        if "href" not in attributes:
            self._open(None)
            self._add(match[0])
            return
        target = target_of(unescape(attributes.pop("href")), self._source_path, self._url)
        if not _generated(target):
            self._mention("link", target)
        rest = "".join(f' {name}="{value}"' for name, value in attributes.items())
        self._open(_Frame(target, rest))

    def _is_addressed(self, match: re.Match[str], *, closing: bool) -> bool:
        """Whether a division begins or ends a part for some audiences."""
        if closing:
            return bool(self._divisions) and self._divisions.pop()
        attributes = dict(_ATTRIBUTE.findall(match[3]))
        named = any(name.strip() for name in attributes.get("title", "").split(","))
        self._divisions.append(attributes.get("class") == "for" and named)
        return self._divisions[-1]

    def _open_addressed(self, match: re.Match[str]) -> None:
        written = unescape(dict(_ATTRIBUTE.findall(match[3]))["title"])
        names = tuple(name for each in written.split(",") if (name := " ".join(each.split())))
        self.asides.append(Aside(names, *self._finder.place(written)))
        self._open(_Frame(Target(""), "", names))

    def _open(self, frame: _Frame | None) -> None:
        self._frames.append(frame)
        if frame:
            self._into = frame.parts

    def _close(self) -> None:
        frame = self._frames.pop() if self._frames else None
        self._into = next((each.parts for each in reversed(self._frames) if each), self.parts)
        if frame is None:
            self._add("</a>")
            return
        parts = tuple(_joined(frame.parts))
        if frame.audiences:
            self._add(Addressed(frame.audiences, parts))
        else:
            self._add(Anchor(frame.target, frame.attributes, parts))

    def _embed(self, match: re.Match[str]) -> bool:
        target = target_of(unescape(match[1]), self._source_path, self._url)
        if not target.entry or target.href.startswith("#"):
            return False
        self._mention("link", target)
        self._add(Embed(Anchor(target, "", (match[2],))))
        return True

    def _image(self, match: re.Match[str]) -> None:
        attributes = dict(_ATTRIBUTE.findall(match[3]))
        target = target_of(unescape(attributes.pop("src", "")), self._source_path, self._url)
        alt = unescape(attributes.pop("alt", ""))
        first = all(mention.kind != "image" for mention in self.mentions)
        self._mention("image", target, alt)
        rest = "".join(f' {name}="{value}"' for name, value in attributes.items())
        self._add(Image(target, alt, rest, first))


def _joined(parts: list[Part]) -> list[Part]:
    """The same parts, each run of text in one, with its code in colours."""
    joined: list[Part] = []
    words: list[str] = []
    for part in [*parts, None]:
        if isinstance(part, str):
            words.append(part)
            continue
        if words:
            joined.append(highlighted("".join(words)))
            words = []
        if part is not None:
            joined.append(part)
    return joined


def _generated(target: Target) -> bool:
    """Whether the engine made the link: those between a footnote and its mark."""
    return target.href.startswith(("#fn:", "#fnref"))
