"""A finished e-mail, parsed once for all rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lxml import html as lxml_html
from lxml.html import HtmlComment, HtmlElement

from evangelist.mail.preflight.styles import last_styles

_PARSER = lxml_html.HTMLParser(encoding="utf-8")
_BRANCH = re.compile(r"\s*\[if ([^\]]*)\]>(.*?)<!\[endif\]\s*\Z", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Document:
    """The tree of an e-mail. Conditional comments are no part of it: Outlook alone reads them.

    `elements` are in order and stay the same objects, so that they can be keys.
    """

    html: str
    root: HtmlElement

    @cached_property
    def elements(self) -> tuple[HtmlElement, ...]:
        """Every element, in order."""
        return tuple(each for each in self.root.iter() if isinstance(each.tag, str))

    @cached_property
    def _tagged(self) -> tuple[tuple[str, HtmlElement], ...]:
        return tuple((tag_of(each), each) for each in self.elements)

    @cached_property
    def styles(self) -> tuple[str, ...]:
        """The text of every style attribute, each once."""
        return tuple(dict.fromkeys(each.get("style", "") for each in self.elements))

    @cached_property
    def comments(self) -> tuple[str, ...]:
        """The text of every comment, in order."""
        return tuple(each.text or "" for each in self.root.iter() if isinstance(each, HtmlComment))

    @cached_property
    def branches(self) -> tuple[tuple[str, str], ...]:
        """The conditional comments for Outlook: condition and markup."""
        found = (_BRANCH.match(text) for text in self.comments)
        return tuple((match[1].strip(), match[2]) for match in found if match)

    @cached_property
    def sheet(self) -> str:
        """The text of every style element."""
        return "\n".join(each.text or "" for each in self.all("style"))

    @cached_property
    def hidden(self) -> frozenset[HtmlElement]:
        """Every element that is not shown, with all that is in it."""
        tops = [e for e in self.elements if style_of(e).get("display") == "none"]
        tops += self.all("head", "script", "style", "title")
        return frozenset(inner for top in tops for inner in top.iter())

    def all(self, *tags: str) -> tuple[HtmlElement, ...]:
        """Every element of these names, in order."""
        return tuple(each for tag, each in self._tagged if tag in tags)

    def words(self, element: HtmlElement) -> str:
        """The text of an element, blanks folded."""
        return " ".join(element.text_content().split())


def parse(html: str) -> Document:
    """Parse an e-mail. Never raises: an empty one has an empty body."""
    source = html.encode() or b"<html><body></body></html>"
    return Document(html, lxml_html.document_fromstring(source, parser=_PARSER))


def tag_of(element: HtmlElement) -> str:
    """The name of an element."""
    return str(element.tag)


def style_of(element: HtmlElement) -> dict[str, str]:
    """What an element's own style attribute says, in small letters."""
    return last_styles(element.get("style", ""))
