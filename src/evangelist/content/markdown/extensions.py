"""What people expect of Markdown beyond Python-Markdown: callouts, tasks, strikethrough."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Extension, Markdown
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    LINK_RE,
    HtmlInlineProcessor,
    ImageInlineProcessor,
    LinkInlineProcessor,
    SimpleTagInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown_it.common.html_re import HTML_TAG_RE

from evangelist.content.markdown.containers import Containers

_CALLOUT = re.compile(r"\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)", re.IGNORECASE)
_FOR = re.compile(r"\[!for[ \t:]+([^\]\s:,](?:[^\]\n]*[^\]\s])?)[ \t]*\][ \t:]*\n?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"""\(\s*(<[^<>\n]*>|(?!<)(?:[^\s()\\]|\\.|\((?:[^\s()]|\([^\s()]*\))*\))*)"""
    r"""(?:\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)"""
)
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_BOXES = {" ": "\N{BALLOT BOX}", "x": "\N{BALLOT BOX WITH CHECK}"}


class Callouts(Treeprocessor):
    """`> [!NOTE]` becomes a note, `> [!FOR staff]` a part for one audience."""

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        for quote in root.iter("blockquote"):
            first = quote[0] if len(quote) else None
            if first is None or first.tag != "p":
                continue
            words = first.text or ""
            if match := _CALLOUT.match(words):
                quote.set("class", f"callout callout-{match[1].lower()}")
            elif match := _FOR.match(words):
                quote.set("class", "for")
                quote.set("title", match[1])
            else:
                continue
            quote.tag = "div"
            first.text = words[match.end() :]
            if not first.text.strip() and not len(first):
                quote.text = f"{quote.text or ''}{first.tail or ''}"  # has code and raw HTML
                quote.remove(first)


class Tasks(Treeprocessor):
    """`- [x]` becomes a ticked box: a sign, since a form control would promise to work."""

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        for item in root.iter("li"):
            holder = item[0] if not (item.text or "").strip() and len(item) else item
            match = _TASK.match((holder.text or "").lstrip()) if holder.tag in {"li", "p"} else None
            if match is None:
                continue
            box = etree.Element("span", {"class": "task"})
            box.text = _BOXES[match[1].lower()]
            box.tail = " " + (holder.text or "").lstrip()[match.end() :]
            holder.text = ""
            holder.insert(0, box)


class Alignment(Treeprocessor):
    """Alignment of cells as a class: pages have no inline style."""

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        for cell in root.iter():
            if cell.tag in {"td", "th"} and (align := cell.attrib.pop("align", "")):
                cell.set("class", f"align-{align}")
            if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
                cell.tag = "td"  # a heading without words is none
            elif cell.tag == "th":
                cell.set("scope", "col")


class RawInline(HtmlInlineProcessor):
    """Raw HTML inside a line by CommonMark's rule, noted for the report of what was left out."""

    def __init__(self, md: Markdown, raw: list[str]) -> None:
        super().__init__(f"({HTML_TAG_RE.pattern})", md)
        self._raw = raw

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        """Stash the tag."""
        self._raw.append(m.group(1))
        return super().handleMatch(m, data)  # type: ignore[return-value]


class _StrictAddress(LinkInlineProcessor):
    """Reads `(address "title")` by CommonMark's rule, so that what is no link stays text."""

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        """Address, title, the index after them, and whether there is a link at all."""
        match = _ADDRESS.match(data, index)
        if match is None:
            return "", None, index, False
        address, title = match[1], match[2]
        if address.startswith("<"):
            address = address[1:-1]
        return self.unescape(address), title and self.unescape(title[1:-1]), match.end(), True


class StrictLinks(_StrictAddress):
    """`[label](address)`."""


class StrictImages(ImageInlineProcessor, _StrictAddress):
    """`![words](address)`."""

    getLink = _StrictAddress.getLink  # noqa: N815


class Expected(Extension):
    """All of the above in one extension, the first; `raw` collects the raw HTML of the text."""

    def __init__(self, raw: list[str], raw_html: str) -> None:
        super().__init__()
        self._raw = raw
        self._raw_html = raw_html

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Python-Markdown before other extensions look at its parser."""
        md.preprocessors.deregister("html_block")
        md.parser = Containers(md, self._raw, self._raw_html)
        md.inlinePatterns.register(StrictLinks(LINK_RE, md), "link", 160)
        md.inlinePatterns.register(StrictImages(IMAGE_LINK_RE, md), "image_link", 150)
        md.treeprocessors.register(Callouts(md), "callouts", 25)
        md.treeprocessors.register(Tasks(md), "tasks", 24)
        md.treeprocessors.register(Alignment(md), "alignment", 4)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(.+?)~~", "del"), "del", 65)
        if self._raw_html == "escape":
            md.inlinePatterns.deregister("html")
        else:
            md.inlinePatterns.register(RawInline(md, self._raw), "html", 90)
