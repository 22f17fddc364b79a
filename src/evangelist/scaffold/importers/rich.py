"""Rich text of a cell, as SharePoint and ticket systems export it: HTML to Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from lxml import html
from lxml.etree import LxmlError
from lxml.html import HtmlElement, defs

from evangelist.model.values import SAFE_SCHEMES
from evangelist.scaffold.importers.plain import clean, escaped, from_plain, unlisted

_TAG = re.compile(
    r"</?(?:a|b|blockquote|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|span|strong|table|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_STRAY = re.compile(
    rf"<(?!/?(?:{'|'.join(sorted(defs.tags))}|\w+:\w+)(?:\s[^<>]*)?/?>|!--(?:(?!-->).)*-->)",
    re.IGNORECASE | re.DOTALL,
)
_BLOCKS = {"p", "div", "section", "article", "header", "footer", "center", "body", "form"}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "del": "~~", "s": "~~"}
_UNSEEN = {"script", "style", "head", "title", "noscript", "template"}
_BREAK = "\x01"


def is_rich(text: str) -> bool:
    """Whether a cell holds HTML."""
    return bool(_TAG.search(text))


@dataclass
class _Reader:
    """Writes blocks one after the other; addresses without a server are gathered."""

    blocks: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)

    def close(self) -> None:
        """End the paragraph."""
        text = "".join(self.line).replace("\n", " ")
        self.line.clear()
        lines = [" ".join(part.split()) for part in text.split(_BREAK)]
        text = "  \n".join(part for part in lines if part)
        if text:
            self.blocks.append(unlisted(text))

    def inside(self, element: HtmlElement) -> None:
        """Write what an element holds."""
        self.line.append(escaped(clean(element.text or "")))
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
            self.line.append(escaped(clean(child.tail or "")))

    def element(self, element: HtmlElement) -> None:
        """Write an element."""
        tag = str(element.tag).lower()
        if tag in _UNSEEN:
            return
        if tag == "br":
            self.line.append(_BREAK)
        elif tag in _MARKS:
            self.marked(element, _MARKS[tag])
        elif tag in {"a", "img"}:
            self.line.append(self.link(element) if tag == "a" else self.picture(element))
        elif tag in _BLOCKS or tag in {"ul", "ol", "blockquote", "pre", "hr", "table"}:
            self.block(element, tag)
        elif re.fullmatch(r"h[1-6]", tag):
            self.close()
            words = " ".join("".join(_reading(element, self.unresolved)).split())
            self.blocks += [f"{'#' * max(2, int(tag[1]))} {words}"] if words else []
        else:
            self.inside(element)

    def block(self, element: HtmlElement, tag: str) -> None:
        """Write an element that stands on lines of its own."""
        self.close()
        if tag in _BLOCKS:
            self.inside(element)
            self.close()
        elif tag == "hr":
            self.blocks.append("---")
        elif tag == "pre":
            self.blocks.append(f"```\n{(element.text_content() or '').strip()}\n```")
        elif tag == "table":
            self.blocks += _table(element, self.unresolved)
        elif tag == "blockquote":
            self.blocks.append(_prefixed("\n\n".join(_reading(element, self.unresolved)), "> "))
        else:
            self.blocks += [items] if (items := _list(element, tag, self.unresolved)) else []

    def marked(self, element: HtmlElement, mark: str) -> None:
        """Write bold or slanted words; blanks stay outside of the marks."""
        start = len(self.line)
        self.inside(element)
        text = "".join(self.line[start:])
        words = text.strip(f" \n{_BREAK}")
        if words and start <= len(self.line) and not words.startswith(mark):
            before, _, after = text.partition(words)
            self.line[start:] = [before, mark, words, mark, after]

    def link(self, element: HtmlElement) -> str:
        """A link; as words and address where the address lacks its server."""
        words = " ".join(" ".join(_reading(element, self.unresolved)).split())
        href = clean(element.get("href") or "").strip()
        if not href or href.startswith("#"):
            return words
        if href.partition(":")[0].lower() not in SAFE_SCHEMES or ":" not in href:
            self.unresolved.append(href)
            return f"{words} ({escaped(href)})"
        if re.search(r"[\s()<>]", href):
            href = f"<{re.sub(r'[<>]', '', href)}>"
        return f"[{words or href}]({href})" if words not in {f"<{href}>", ""} else f"<{href}>"

    def picture(self, element: HtmlElement) -> str:
        """What stands for a picture: what it shows, and its address."""
        source = clean(element.get("src") or "").strip()
        shown = escaped(clean(element.get("alt") or "").strip())
        if not source or source.startswith("data:"):
            return shown
        if re.match(r"https?://[^\s()<>]+$", source):
            return f"[{shown or source}]({source})"
        self.unresolved.append(source)
        return f"{shown} ({escaped(source)})".strip()


def _reading(element: HtmlElement, unresolved: list[str]) -> list[str]:
    """The blocks inside an element."""
    reader = _Reader(unresolved=unresolved)
    reader.inside(element)
    reader.close()
    return reader.blocks


def _list(element: HtmlElement, tag: str, unresolved: list[str]) -> str:
    items: list[str] = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in {"ul", "ol"} and items:
            items[-1] += "\n" + _prefixed(_list(child, child.tag, unresolved), "    ")
            continue
        sign = f"{len(items) + 1}. " if tag == "ol" else "- "
        blocks = _reading(child, unresolved)
        if blocks:
            text = blocks[0] + "".join(_joined(block) for block in blocks[1:])
            items.append(sign + text.replace("\n", "\n    "))
    return "\n".join(items)


def _joined(block: str) -> str:
    return f"\n{block}" if re.match(r"(-|\d+\.) ", block) else f"\n\n{block}"


def _prefixed(text: str, sign: str) -> str:
    return "\n".join(f"{sign}{line}".rstrip() for line in text.split("\n"))


def _table(element: HtmlElement, unresolved: list[str]) -> Iterator[str]:
    rows = [
        [" ".join(_reading(cell, unresolved)).replace("  \n", " ") for cell in cells]
        for row in element.iter("tr")
        if (cells := [cell for cell in row if cell.tag in {"td", "th"}])
    ]
    width = max(map(len, rows), default=0)
    if width < 2:
        yield from (cell for row in rows for cell in row)
        return
    lines = [
        "| " + " | ".join(c.replace("|", r"\|").replace("\n", " ") for c in _wide(row, width))
        for row in rows
    ]
    lines.insert(1, "|" + "---|" * width)
    yield "\n".join(line if line.endswith("|") else f"{line} |" for line in lines)


def _wide(row: list[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def from_rich(text: str) -> tuple[str, tuple[str, ...]]:
    """The Markdown of a cell's HTML, and the addresses in it that lack their server.

    HTML that is too broken for it gives its bare words: no letter is lost.
    """
    reader = _Reader()
    try:
        for part in html.fragments_fromstring(_repaired(text)):
            if isinstance(part, str):
                reader.line.append(escaped(part))
            else:
                if isinstance(part.tag, str):
                    reader.element(part)
                reader.line.append(escaped(clean(part.tail or "")))
    except (LxmlError, ValueError):
        return escaped(" ".join(text.split())), ()
    reader.close()
    markdown = "\n\n".join(reader.blocks)
    words = words_of(text)
    if _letters(words) - _letters(markdown):
        return from_plain(words), ()
    return markdown, tuple(reader.unresolved)


def _repaired(text: str) -> str:
    """The text, in which a `<` that begins no tag of HTML is a sign like others."""
    return _STRAY.sub("&lt;", clean(text))


def _letters(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w", unescape(text)))


def words_of(text: str) -> str:
    """The words of a cell's HTML on one line, for a field that takes no paragraphs.

    The address of a link stands in brackets behind its words.
    """
    try:
        whole = html.fragment_fromstring(_repaired(text), create_parent="div")
    except (LxmlError, ValueError):
        return " ".join(text.split())
    for element in list(whole.iter(*_UNSEEN)):
        element.drop_tree()
    for element in whole.iter():
        href = str(element.get("href") or "").strip() if element.tag == "a" else ""
        if href and not href.startswith("#") and href not in (element.text_content() or ""):
            element.tail = f" ({href}){element.tail or ''}"
        if element.tag in _BLOCKS or element.tag in {"br", "li", "td", "th", "tr", "ul", "ol"}:
            element.tail = f" {element.tail or ''}"
            element.text = f" {element.text or ''}"
    return " ".join(clean(whole.text_content()).split())
