"""What no e-mail may have, wherever it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from evangelist.mail.preflight.document import Document, tag_of
from evangelist.mail.preflight.findings import Finding, Mail, Spot
from evangelist.mail.preflight.styles import Style, rules_of, styles_of

MOST_STYLE = 16_384
"""Gmail drops a style element that is larger."""
_C1 = re.compile(r"[\x80-\x9f]")
_LAYOUT = "lay it out with tables: the macros of _email.html make them"
FORBIDDEN = {
    "script": ("no mail program runs scripts, and filters refuse them", "take it out"),
    "form": ("Outlook and many filters drop forms", "link to a page that has the form"),
    "iframe": ("no mail program shows frames", "link to the page instead"),
    "object": ("no mail program shows objects", "link to the file instead"),
    "embed": ("no mail program shows them", "link to the file instead"),
    "link": ("Gmail and Outlook load no style sheets", "put the styles into the template"),
    "video": ("Gmail and Outlook on Windows show no videos", "link a picture to the video"),
    "audio": ("Gmail and Outlook play no sound", "link to the recording"),
}
_NO_STYLE = {
    "position": ("Gmail and Outlook on Windows leave it out", _LAYOUT),
    "float": ("Outlook on Windows leaves it out, and blocks fall apart", _LAYOUT),
    "display:flex": ("Outlook on Windows leaves it out", _LAYOUT),
    "display:inline-flex": ("Outlook on Windows leaves it out", _LAYOUT),
    "display:grid": ("Outlook on Windows leaves it out", _LAYOUT),
    "display:inline-grid": ("Outlook on Windows leaves it out", _LAYOUT),
}
FEATURES = {
    "css-position",
    "css-float",
    "css-display-flex",
    "css-display-grid",
    "css-at-import",
    "css-comments",
    "html-form",
    "html-object",
    "html-link",
    "html-video",
    "html-audio",
    "image-base64",
}
"""What caniemail calls these: told here, so not again where clients are compared."""


def characters(mail: Mail, _: Document) -> Iterator[Finding]:
    """No C1 control character: mail programs show them as boxes or turn them into others."""
    for match in list(_C1.finditer(mail.html))[:1]:
        message = f"a control character (U+{ord(match[0]):04X}) that Outlook shows as a box"
        yield Finding("email-structure", message, "type the sign again", Spot())


def elements(_: Mail, document: Document) -> Iterator[Finding]:
    """No element that mail programs drop or that filters refuse."""
    for element in document.all(*FORBIDDEN):
        tag = tag_of(element)
        why, hint = FORBIDDEN[tag]
        yield Finding("email-structure", f"<{tag}>: {why}", hint, Spot("element", tag))
    for element in document.elements if "data:" in document.html else ():
        if any(element.get(name, "").startswith("data:") for name in ("src", "background")):
            message = "a picture as a data: address: Gmail and Outlook on Windows show nothing"
            hint = "put the picture beside the entry, as a file"
            yield Finding("email-structure", message, hint, Spot("element", tag_of(element)))


def sheets(_: Mail, document: Document) -> Iterator[Finding]:
    """Style elements stand in the head, are small, and have neither comment nor @import."""
    where = Spot("element", "style")
    for element in document.all("style"):
        if not _in_head(element):
            message = "<style> in the body: Gmail leaves it out"
            yield Finding("email-structure", message, "put it into the head", where)
    size = len(document.sheet.encode())
    if size > MOST_STYLE:
        message = f"{size:,} bytes of <style>: Gmail drops it from {MOST_STYLE:,} on"
        hint = "keep what only @media needs; everything else is put on the elements"
        yield Finding("email-structure", message, hint, where)
    if "/*" in document.sheet:
        message = "a comment in <style>: some mail programs drop what follows it"
        yield Finding("email-structure", message, "write {# … #} in the template", where)
    if "@import" in document.sheet:
        message = "@import: Gmail and Outlook load no style sheets"
        hint = "put the styles into the template"
        yield Finding("email-structure", message, hint, Spot("style", "@import"))


def _in_head(element: HtmlElement) -> bool:
    return any(parent.tag == "head" for parent in element.iterancestors())


def layout(_: Mail, document: Document) -> Iterator[Finding]:
    """No layout that Outlook's Word engine cannot do."""
    styles = [style for text in document.styles for style in styles_of(text)]
    styles += [style for rule in rules_of(document.sheet) for style in rule.styles]
    for style in styles:
        name = _forbidden(style)
        if name:
            why, hint = _NO_STYLE[name]
            yield Finding("email-structure", f"'{style.words}': {why}", hint, _at(style))


def _forbidden(style: Style) -> str:
    if style.name == "float" and style.value == "none":
        return ""
    if style.name == "position" and style.value == "static":
        return ""
    return next((n for n in (style.name, style.words.lower()) if n in _NO_STYLE), "")


def _at(style: Style) -> Spot:
    return Spot("style", style.words)
