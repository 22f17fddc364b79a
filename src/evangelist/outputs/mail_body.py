"""The text of an issue as Outlook's Word engine can lay it out: what stands apart, in tables."""

from __future__ import annotations

from typing import Any

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement, defs
from markupsafe import Markup

from evangelist.outputs.page import Page
from evangelist.site.lens import Lens

_SET_OFF = {"callout", "for"}
_TITLE = etree.XPath("p[@class='callout-title' or @class='for-label small']")
_EMPTY = defs.empty_tags | {"wbr"}
_DEEPEST = 3
"""Quotes and callouts set off in each other; deeper ones would leave no room for words."""


def for_mail(lens: Lens, page: Page, html: str) -> Markup:
    """A text for an e-mail: its quotes, callouts and parts for some as `_email.html` draws them.

    Headings of tables say what they head, and what unfolds on a page lies open.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml_html.fragment_fromstring(html, create_parent="div", parser=parser)
    _open_details(root)
    _scope_headings(root)
    blocks: Any = lens.template("_email.html").make_module({"page": page, "site": lens})
    for element in reversed([each for each in root.iter("blockquote", "div") if _is_set_off(each)]):
        if sum(map(_is_set_off, element.iterancestors())) < _DEEPEST:
            _replace(element, _drawn(blocks, element))
    return Markup(_inside(root))  # noqa: S704 - sanitized when parsed, escaped by the template


def _open_details(root: HtmlElement) -> None:
    for element in root.iter("details", "summary"):
        element.tag = "div" if element.tag == "details" else "p"
        element.attrib.pop("open", None)


def _scope_headings(root: HtmlElement) -> None:
    """Say of each heading of a table whether it heads a row or a column."""
    for row in root.iter("tr"):
        among_cells = any(cell.tag == "td" for cell in row)
        for cell in row:
            if cell.tag == "th" and "scope" not in cell.attrib:
                cell.set("scope", "row" if among_cells else "col")


def _is_set_off(element: HtmlElement) -> bool:
    return element.tag == "blockquote" or not _SET_OFF.isdisjoint(element.get("class", "").split())


def _drawn(blocks: Any, element: HtmlElement) -> str:
    if element.tag == "blockquote":
        return str(blocks.quote(_markup(element)))
    title, kind = next(iter(_TITLE(element)), None), element.get("class", "").split()[-1]
    words = title.text_content() if title is not None else ""
    if title is not None:
        title.drop_tree()
    return str(blocks.callout(kind.removeprefix("callout-"), words, _markup(element)))


def _markup(element: HtmlElement) -> Markup:
    return Markup(_inside(element))  # noqa: S704 - part of what was sanitized


def _inside(element: HtmlElement) -> str:
    """The HTML between the tags of an element.

    Written as XML, with an end for each element that may have words: the HTML that lxml writes has
    addresses with other letters than their writer's.
    """
    for each in element.iter():
        if each.tag not in _EMPTY and not len(each) and each.text is None:
            each.text = ""
    html = etree.tostring(element, method="xml", encoding="unicode", with_tail=False)
    return str(html[html.index(">") + 1 : html.rindex("<")])


def _replace(element: HtmlElement, html: str) -> None:
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    made = lxml_html.fragment_fromstring(html.strip(), parser=parser)
    made.tail = element.tail
    parent: Any = element.getparent()
    parent.replace(element, made)
