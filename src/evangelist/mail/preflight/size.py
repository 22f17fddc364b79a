"""How large an e-mail is: Gmail shows no more than its beginning."""

from __future__ import annotations

import re
from binascii import b2a_qp
from collections.abc import Iterator
from html import unescape

from evangelist.mail.preflight.document import Document
from evangelist.mail.preflight.findings import Finding, Mail, Spot, shortened

CLIPPED = 102_400
"""Gmail clips the HTML of a message from here on, and hides the rest behind a link."""
LARGE = 80_000
BROWSER_WITHIN = 2_048
_STORY = re.compile(r"<h[12][\s>].*?</h[12]>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


def size(mail: Mail, document: Document) -> Iterator[Finding]:
    """The HTML stays below Gmail's limit; the largest stories are named."""
    whole = len(mail.html.encode())
    if whole < LARGE:
        return
    stories = largest_stories(document.html)
    sent = len(b2a_qp(mail.html.encode(), istext=True))
    told = f"{whole:,} bytes of HTML ({sent:,} as it is sent)"
    if whole >= CLIPPED:
        message = f"{told}: Gmail shows the first {CLIPPED:,} and hides the rest behind a link"
    else:
        message = f"{told}: Gmail hides what comes after {CLIPPED:,}"
    named = ", ".join(f"'{shortened(title)}' ({bytes_:,})" for title, bytes_ in stories)
    hint = f"shorten the largest stories, or move them to pages of their own: {named}"
    spot = Spot("heading", stories[0][0]) if stories else Spot()
    yield Finding("email-size", message, hint if stories else "shorten it", spot)


def largest_stories(html: str) -> list[tuple[str, int]]:
    """The three largest blocks, each from one heading of level 1 or 2 to the next."""
    starts = list(_STORY.finditer(html))
    ends = [match.start() for match in starts[1:]] + [len(html)]
    blocks = [
        (_words(match[0]), len(html[match.start() : end].encode()))
        for match, end in zip(starts, ends, strict=False)
    ]
    return sorted(blocks, key=lambda block: -block[1])[:3]


def _words(html: str) -> str:
    return " ".join(unescape(_TAGS.sub("", html)).split())


def way_out(mail: Mail, document: Document) -> Iterator[Finding]:
    """The link to the page comes first: whoever sees a broken e-mail sees it."""
    start = re.search(r"<body[^>]*>", document.html)
    body = document.html[start.end() :].encode() if start else document.html.encode()
    if mail.page.encode() not in body[:BROWSER_WITHIN]:
        message = f"no link to the page of the issue within the first {BROWSER_WITHIN:,} bytes"
        hint = (
            "readers whose mail program spoils it need it at the top: site.t('newsletter.browser')"
        )
        yield Finding("email-structure", message, hint, Spot("element", "body"))
