"""Links of an e-mail to its own site that say where they come from: `?src=newsletter-2026-11`.

Only own links, and only for teams that ask for it: it counts clicks on a page, and nobody's.
"""

from __future__ import annotations

import re
from html import escape, unescape


def marked_html(html: str, home: str, source: str) -> str:
    """The HTML with `src=SOURCE` in each link below `home`; pictures stay as they are."""
    own = re.compile(rf'(<a\s[^>]*?href=")({re.escape(escape(home))}[^"]*)')
    return own.sub(lambda match: match[1] + escape(marked(unescape(match[2]), source)), html)


def marked_text(text: str, home: str, source: str) -> str:
    """The text part with the same in each address below `home`."""
    own = re.compile(rf"(?<=<){re.escape(home)}[^>\s]*(?=>)")
    return own.sub(lambda match: marked(match[0], source), text)


def marked(address: str, source: str) -> str:
    """An address with the parameter, before its #part."""
    page, sign, part = address.partition("#")
    return f"{page}{'&' if '?' in page else '?'}src={source}{sign}{part}"
