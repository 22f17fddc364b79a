"""The text part says all that the HTML says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from evangelist.mail.preflight.document import Document
from evangelist.mail.preflight.findings import Finding, Mail, Spot, shortened

LONGEST = 78
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_PADDING = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufeff]")
_ADDRESS = re.compile(r"<?(?:https?://|mailto:|tel:)\S+")
_RULE = re.compile(r"(=+|-+)")
_EXTRAS = re.compile(r"\s*<[^<>\s]+>|\[Image: [^\]]*\]")


def links(mail: Mail, document: Document) -> Iterator[Finding]:
    """Every address of the HTML is in the text, percent-encoded or not."""
    said = unquote(mail.text)
    for link in document.all("a"):
        address = (link.get("href") or "").strip()
        if address and not address.startswith("#") and unquote(address) not in said:
            message = f"the link to '{shortened(address, 60)}' is missing in the text part"
            yield Finding("email-text", message, _HINT, Spot("link", address))


_HINT = "who reads text alone misses it: say it in the text of the issue"


def pictures(mail: Mail, document: Document) -> Iterator[Finding]:
    """The words of every picture are in the text."""
    whole = _closed(mail.text)
    for image in document.all("img"):
        alt = image.get("alt") or ""
        if _closed(alt) not in whole:
            message = f"the words of the picture '{shortened(alt)}' are missing in the text part"
            yield Finding("email-text", message, _HINT, Spot("image", image.get("src", "")))


def headings(mail: Mail, document: Document) -> Iterator[Finding]:
    """The text has the headings of the HTML, and in their order."""
    said = _headings(mail.text)
    at = 0
    for heading in document.all("h1", "h2", "h3", "h4", "h5", "h6"):
        words = document.words(heading)
        bare = _bare(words)
        if not bare or heading in document.hidden:
            continue
        if bare in said[at:]:
            at = said.index(bare, at) + 1
        else:
            missing = "not in its order" if bare in said else "missing"
            message = f"the heading '{shortened(words)}' is {missing} in the text part"
            yield Finding("email-text", message, _HINT, Spot("heading", words))


def _headings(text: str) -> list[str]:
    """The underlined lines of a text; one heading may take several lines."""
    found = []
    for block in text.split("\n\n"):
        *lines, last = block.strip("\n").split("\n")
        if lines and _RULE.fullmatch(last):
            found.append(_bare(" ".join(lines)))
    return found


def _bare(words: str) -> str:
    return _closed(_EXTRAS.sub("", words))


def _closed(text: str) -> str:
    """A text without its blanks: lines are broken within a word where the script has none."""
    return "".join(text.split())


def plain(mail: Mail, document: Document) -> Iterator[Finding]:
    """No entity, no character that only fills, no long line."""
    shown = document.root.text_content()
    for match in dict.fromkeys(_ENTITY.findall(mail.text)):
        if match not in shown:
            message = f"'{match}' in the text part: readers see it as it stands"
            yield Finding("email-text", message, "write the sign itself", Spot())
    for sign in dict.fromkeys(_PADDING.findall(mail.text)):
        if sign not in shown:
            message = f"a character that nobody sees (U+{ord(sign):04X}) in the text part"
            yield Finding("email-text", message, "take it out", Spot())
    for line in mail.text.split("\n"):
        rest = _ADDRESS.sub("", line)
        if len(rest) > LONGEST:
            message = f"a line of {len(rest)} characters in the text part: '{shortened(line)}'"
            hint = f"some programs cut lines after {LONGEST}: break it"
            yield Finding("email-text", message, hint, Spot())
