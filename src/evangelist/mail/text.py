"""The text part of an e-mail, from the content: every link, every picture's words, no layout."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement

WIDTH = 72
_NARROWEST = 24
"""Where quotes in quotes have left this little, deeper ones are not set off any more."""
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
_UNDERLINES = {"h1": "=", "h2": "-", "h3": "-", "h4": "-", "h5": "-", "h6": "-"}
_BREAK = "\v"
_FOOTNOTES = {"footnote-ref": "[{}]", "footnote-backref": ""}
"""Links between a footnote and its mark, which lead nowhere in a text."""
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u034f\u200b\u2060\ufeff"))
"""Characters without a width: hints where to break a word, and what pads a line unseen."""
_SET_OFF = {"callout", "for"}
"""Classes of what stands apart as a quote does: notes, and parts for some audiences."""
_INDENTED = {"ul", "ol", "li", "blockquote", "dd"}
_ADDRESS = re.compile(r"https?://|mailto:|tel:")


def text_of(html: str) -> str:
    """Plain text of a piece of HTML with whole addresses: lines of at most 72 characters.

    Only an address may be longer. Headings are underlined, links `label <address>`, pictures
    `[Image: words]`, marks of footnotes `[1]`, tables aligned.
    """
    root = lxml_html.fragment_fromstring(html.translate(_UNSEEN), create_parent="div")
    return "\n\n".join(block for block in _blocks(root, WIDTH) if block.strip())


def _tag(element: HtmlElement) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _blocks(element: HtmlElement, width: int) -> Iterator[str]:
    """The blocks inside an element; loose text between blocks is a paragraph."""
    loose = element.text or ""
    for child in element:
        if _tag(child) in _BLOCKS or _has_block(child):
            yield from _paragraph(loose, width)
            loose = child.tail or ""
            yield from _block(child, width)
        else:
            loose += _inline(child) + (child.tail or "")
    yield from _paragraph(loose, width)


def _has_block(element: HtmlElement) -> bool:
    return any(_tag(child) in _BLOCKS for child in element.iter())


def _paragraph(text: str, width: int) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in text.split(_BREAK)]
    filled = "\n".join(fill(line, width) for line in lines if line)
    if filled:
        yield filled


def fill(text: str, width: int = WIDTH) -> str:
    """Break a paragraph into lines, never inside an address."""
    words = (piece for word in text.split(" ") for piece in _pieces(word, width))
    text = " ".join(words)
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


def _pieces(word: str, width: int) -> list[str]:
    """A word cut to lines; an address stays whole."""
    if len(word) <= width or _ADDRESS.search(word):
        return [word]
    return [word[start : start + width] for start in range(0, len(word), width)]


def _code(text: str, width: int) -> str:
    lines = [piece for line in text.rstrip("\n").split("\n") for piece in _pieces(line, width)]
    return "\n".join(lines)


def _block(element: HtmlElement, width: int) -> Iterator[str]:
    tag = _tag(element)
    if tag in _UNDERLINES:
        yield heading(_inline_of(element), _UNDERLINES[tag])
    elif tag == "hr":
        yield "-" * 8
    elif tag == "pre":
        yield textwrap.indent(_code(element.text_content(), width - 4), "    ")
    elif width < _NARROWEST and (tag in _INDENTED or tag == "div"):
        yield from _blocks(element, width)
    elif tag in {"ul", "ol"}:
        yield "\n".join(_list(element, width))
    elif tag == "blockquote" or not _SET_OFF.isdisjoint(element.get("class", "").split()):
        inner = "\n\n".join(_blocks(element, width - 2))
        yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    elif tag == "table":
        yield _table(element, width)
    elif tag == "dd":
        yield textwrap.indent("\n\n".join(_blocks(element, width - 4)), "    ")
    else:
        yield from _blocks(element, width)


def heading(title: str, line: str) -> str:
    """A heading, underlined."""
    lines = fill(" ".join(title.translate(_UNSEEN).split())).split("\n")
    return "\n".join([*lines, line * min(max(len(each) for each in lines), WIDTH)])


def _list(element: HtmlElement, width: int) -> Iterator[str]:
    start = element.get("start", "1")
    number = int(start) if re.fullmatch(r"-?[0-9]{1,9}", start) else 1
    for item in element:
        if _tag(item) != "li":
            continue
        mark = f"{number}. " if _tag(element) == "ol" else "- "
        number += 1
        inner = "\n".join(_blocks(item, width - len(mark)))
        yield mark + textwrap.indent(inner, " " * len(mark)).lstrip(" ")


def _inline_of(element: HtmlElement) -> str:
    text = element.text or ""
    for child in element:
        text += _inline(child) + (child.tail or "")
    return text


def _inline(element: HtmlElement) -> str:
    tag = _tag(element)
    if not tag:
        return ""
    if tag == "br":
        return _BREAK
    if tag == "img":
        words = (element.get("alt") or "").strip()
        return f"[Image: {words}]" if words else ""
    inside = _inline_of(element)
    if tag in _BLOCKS:
        return f" {inside} "  # a block inside a cell: its words stay apart from the next
    href = "%20".join(element.get("href", "").split())
    if tag != "a" or not href or href.startswith("#"):
        return inside
    if (kind := element.get("class", "")) in _FOOTNOTES:
        return _FOOTNOTES[kind].format(inside)
    label = " ".join(inside.split())
    bare = href.removeprefix("mailto:").removeprefix("tel:")
    return f"<{href}>" if label in {href, bare, ""} else f"{label} <{href}>"


def _table(table: HtmlElement, width: int) -> str:
    cells = [[cell for cell in row if _tag(cell) in {"td", "th"}] for row in table.iter("tr")]
    cells = [row for row in cells if row]
    if not cells:
        return ""
    columns = max(len(row) for row in cells)
    rows = [[" ".join(_inline_of(cell).split()) for cell in row] for row in cells]
    rows = [row + [""] * (columns - len(row)) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(columns)]
    if sum(widths) + 3 * (columns - 1) <= width:
        lines = [
            "   ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        rule = ["   ".join("-" * size for size in widths)] if columns > 1 else []
        return "\n".join([lines[0], *rule, *lines[1:]])
    names = [" ".join(cell.text_content().split()) for cell in cells[0]]
    return "\n\n".join(_records(rows, names + [""] * (columns - len(names)), width))


def _records(rows: list[list[str]], names: list[str], width: int) -> Iterator[str]:
    """A table too wide for lines: each row below the other, its cells named by the headings.

    The headings stand by themselves where they have more than words: each link is told once.
    """
    head, *rest = rows
    if not rest or head != names:
        yield "\n".join(fill(cell, width) for cell in head if cell)
    for row in rest:
        pairs = zip(names, row, strict=True)
        yield "\n".join(fill(f"{name}: {cell}" if name else cell, width) for name, cell in pairs)
