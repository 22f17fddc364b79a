"""What a screen reader, a keyboard and tired eyes need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from evangelist.mail.preflight.document import Document, style_of, tag_of
from evangelist.mail.preflight.findings import Finding, Mail, Spot, shortened
from evangelist.mail.preflight.looks import background_of, light

SMALLEST = 14
_EMPTY_WORDS = {
    "click here",
    "here",
    "more",
    "read more",
    "learn more",
    "link",
    "this link",
    "hier",
    "hier klicken",
    "klicken sie hier",
    "mehr",
    "mehr erfahren",
    "weiterlesen",
    "weiter",
}
_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def language(_: Mail, document: Document) -> Iterator[Finding]:
    """Language and direction on the root, and again around the text: webmail drops the root."""
    articles = [each for each in document.elements if each.get("role") == "article"]
    for name in ("lang", "dir"):
        if not document.root.get(name):
            message = f"<html> has no {name}: screen readers guess how to read it"
            yield Finding("email-access", message, f"write {name}=", Spot("element", "html"))
        if not any(each.get(name) for each in articles):
            message = f"no {name} on a wrapping role='article': Gmail and Outlook on the web drop "
            message += "that of <html>, and screen readers guess"
            hint = "wrap the text in one that has it"
            yield Finding("email-access", message, hint, Spot("element", "body"))


def title(mail: Mail, document: Document) -> Iterator[Finding]:
    """The title is the subject: a screen reader reads it first."""
    titles = [document.words(each) for each in document.all("title")]
    if titles != [" ".join(mail.subject.split())]:
        message = "the title is not the subject, which a screen reader reads first"
        hint = "write <title> with the subject into the head, once"
        yield Finding("email-access", message, hint, Spot("element", "title"))


def tables(_: Mail, document: Document) -> Iterator[Finding]:
    """Tables for layout say so; tables of data have headings that say what they head."""
    for table in document.all("table"):
        if table.get("role") in {"presentation", "none"}:
            continue
        heads = [each for each in table.iter("th") if _table_of(each) is table]
        if not heads:
            message = "a table without <th>: screen readers read its cells without what they mean"
            hint = "give it a row of headings; a table for layout has role='presentation'"
            yield Finding("email-access", message, hint, Spot("element", "table"))
        elif any(not each.get("scope") for each in heads):
            message = "a table heading without scope: screen readers cannot tell what it heads"
            hint = "write scope='col' or scope='row' on each <th>"
            yield Finding("email-access", message, hint, Spot("element", "th"))


def _table_of(element: HtmlElement) -> HtmlElement | None:
    return next((each for each in element.iterancestors() if each.tag == "table"), None)


def headings(_: Mail, document: Document) -> Iterator[Finding]:
    """One heading of level 1, and no level left out."""
    found = document.all(*_LEVELS)
    firsts = [each for each in found if each.tag == "h1"]
    if len(firsts) != 1:
        message = f"{len(firsts)} headings of level 1, where one names the issue for screen readers"
        yield Finding("email-access", message, "keep one", Spot("element", "h1"))
    above = 0
    for each in found:
        level = int(tag_of(each)[1])
        words = document.words(each)
        if above and level > above + 1:
            message = f"the heading '{shortened(words)}' is of level {level} after level {above}: "
            message += "who moves by headings misses one"
            spot = Spot("heading", words)
            yield Finding("email-access", message, f"make it level {above + 1}", spot)
        if not words and not any(image.get("alt") for image in each.iter("img")):
            message = "a heading without words"
            yield Finding("email-access", message, "take it out", Spot("element", tag_of(each)))
        above = level


def small_text(_: Mail, document: Document) -> Iterator[Finding]:
    """No text below 14 pixels."""
    for element, look in light(document):
        if look.size < SMALLEST - 0.01:
            message = f"text of {look.size:g} pixels: too small for many, and iPhones enlarge it"
            own = style_of(element).get("font-size", "")
            spot = Spot("style", f"font-size:{own}") if own else Spot("element", tag_of(element))
            yield Finding("email-access", message, f"{SMALLEST} pixels are the least", spot)


def links(_: Mail, document: Document) -> Iterator[Finding]:
    """Links are underlined, buttons aside, and their words say where they lead."""
    seen: Counter[str] = Counter()
    for link in document.all("a"):
        address = link.get("href")
        if not address or link in document.hidden:
            continue
        words = document.words(link)
        spot = Spot("link", address, seen[address])
        seen[address] += 1
        alts = [image.get("alt", "") for image in link.iter("img")]
        if not words and not any(alts):
            message = f"a link without words, to '{shortened(address, 60)}'"
            yield Finding("email-access", message, "say where it leads", spot)
        if words.casefold().strip(" .…>»→") in _EMPTY_WORDS:
            message = (
                f"'{words}' says nothing about where it leads: screen readers list links alone"
            )
            yield Finding("email-access", message, "say what is behind it", spot)
        if words and _plain(link) and not _is_button(link):
            message = "a link without an underline: not everybody sees its colour"
            hint = "leave text-decoration: underline on it"
            yield Finding("email-access", message, hint, spot)


def _plain(link: HtmlElement) -> bool:
    style = style_of(link)
    line = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"
    return "none" in line.split()


def _is_button(link: HtmlElement) -> bool:
    """A link that looks like a button: its own surface, or that of a cell which it fills."""
    style = style_of(link)
    cell = link.getparent()
    filled = cell is not None and cell.tag == "td" and bool(_surface(cell))
    return "padding" in style and (filled or bool(_surface(link)) or "border" in style)


def _surface(element: HtmlElement) -> str:
    return background_of(style_of(element)) or element.get("bgcolor", "")
