"""The element tree of lists, quotes and their paragraphs, ours and CommonMark's."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any

import cmarkgfm
import html5lib
from cmarkgfm.cmark import Options

from tests.content.reading import EngineName, engine

Tree = list[tuple[str, Any]]
_KEPT = {"ul", "ol", "li", "blockquote"}


def ours(text: str, name: EngineName = "markdown") -> Tree:
    """The tree of what we make of a text, without the list of footnotes that is generated."""
    return _tree(engine(name=name).render(text).html)


def commonmark(text: str) -> Tree:
    """The tree of what CommonMark's own engine makes of it."""
    html: str = cmarkgfm.markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)
    return _tree(html)


def containers(tree: Tree) -> Tree:
    """The same tree without paragraphs."""
    return [(tag, containers(inner)) for tag, inner in tree if tag != "p"]


def _tree(html: str) -> Tree:
    root = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return _walk(root)


def _walk(parent: etree.Element) -> Tree:
    found: Tree = []
    for element in parent:
        tag, classes = _name(element), element.get("class", "")
        if classes == "footnote":
            continue
        inner = _walk(element)
        is_loose = tag == "p" and _name(parent) in {"li", "blockquote"}
        if tag in _KEPT or is_loose:
            found.append((tag, inner))
        else:
            found += inner
    return found


def _name(element: etree.Element) -> str:
    if element.get("class", "").startswith("callout"):
        return "blockquote"
    tag: Any = element.tag  # of a comment it is a function
    return tag if isinstance(tag, str) else ""
