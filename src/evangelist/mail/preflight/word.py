"""What Outlook on Windows needs, which lays e-mails out with Word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evangelist.mail.preflight.document import Document
from evangelist.mail.preflight.findings import Finding, Mail, Spot

_MARK = re.compile(r"<!--\[if\b([^\]]*)\]>(<!-->|<!---->)?|<!\[endif\]-->|<!--<!\[endif\]-->")
_TABLE = re.compile(r"<(/?)(table|tr|td)\b([^>]*)>")
_WIDTH = re.compile(r'\swidth="([0-9]+)"')
_STYLE_WIDTH = re.compile(r"(?<![-\w])width:\s*([0-9]+)px")
_GHOST = Spot("element", "!--[if mso]><table")


def conditionals(_: Mail, document: Document) -> Iterator[Finding]:
    """Every conditional comment is closed, and none stands in another."""
    depth = 0
    for match in _MARK.finditer(document.html):
        depth += -1 if "endif" in match[0] else 1
        if depth not in {0, 1}:
            break
    if depth:
        message = "the comments <!--[if mso]> and <![endif]--> do not match: Outlook on Windows "
        message += "hides or shows the wrong part"
        hint = "close each with <![endif]-->, and put none into another"
        yield Finding("email-structure", message, hint, _GHOST)


def ghost_tables(mail: Mail, document: Document) -> Iterator[Finding]:
    """Tables that only Outlook sees are closed, and have their width twice, within the content."""
    markup = "".join(markup for condition, markup in document.branches if "mso" in condition)
    tags = _TABLE.findall(markup)
    for name in ("table", "tr", "td"):
        opened = sum(1 for closing, tag, _ in tags if tag == name and not closing)
        closed = sum(1 for closing, tag, _ in tags if tag == name and closing)
        if opened != closed:
            message = f"of the tables for Outlook on Windows, {opened} <{name}> are opened and "
            message += f"{closed} closed"
            yield Finding("email-structure", message, "close each where it ends", _GHOST)
    for closing, tag, attributes in tags:
        if tag == "table" and not closing:
            yield from _width(mail, attributes)


def _width(mail: Mail, attributes: str) -> Iterator[Finding]:
    given, styled = _WIDTH.search(attributes), _STYLE_WIDTH.search(attributes)
    if not given or not styled or given[1] != styled[1]:
        message = "a table for Outlook on Windows without its width as attribute and as style: "
        message += "its columns come out as wide as their words"
        hint = f'write width="{mail.width}" and style="width:{mail.width}px"'
        yield Finding("email-structure", message, hint, _GHOST)
    elif int(given[1]) > mail.width:
        message = f"a table for Outlook on Windows is {given[1]} pixels wide, the content "
        message += f"{mail.width}"
        yield Finding("email-structure", message, "make it narrower", _GHOST)


def resolution(_: Mail, document: Document) -> Iterator[Finding]:
    """Word is told the resolution, else it enlarges pictures on screens set to 120 % and more."""
    if not any("PixelsPerInch" in markup for _, markup in document.branches):
        message = "no PixelsPerInch: Outlook on Windows enlarges pictures on fine screens"
        hint = "keep <o:PixelsPerInch>96</o:PixelsPerInch> in the head, for mso alone"
        yield Finding("email-structure", message, hint, Spot("element", "head"))
