"""The headings of a text: lifted, levelled, named, and listed.

A page has one level-1 heading, its title; the levels below it leave none out. Names follow
the rule of code hosts, so that `#a-heading` works there and here: lower case, blanks become
hyphens, other signs go, the second of a name gets `-1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from evangelist.model.body import LAYOUT_IDS, Heading

_HEADING = re.compile(r"<h([1-6])((?:\s[^>]*)?)>(.*?)</h\1>", re.DOTALL)
_HEADING_TAG = re.compile(r"<(/?)h[1-6](?:\s[^>]*)?>")
_ID = re.compile(r'\sid="([^"]*)"')
_NO_WORD = re.compile(r"[^\w\- ]")
_TAGS = re.compile(r"<[^>]*>")


def plain(html: str) -> str:
    """HTML without its tags, blanks folded."""
    return " ".join(unescape(_TAGS.sub("", html)).split())


def lift_title(html: str, title: str) -> tuple[str, str]:
    """Take a level-1 heading that comes before anything else out of `html`.

    It gives the title where `title` is empty; it also goes where it only says `title` again.
    The result is the rest and the title.
    """
    match = _HEADING.match(html.lstrip())
    if match is None or match[1] != "1":
        return html, title
    lifted = plain(match[3])
    if lifted and (not title or lifted.casefold() == title.casefold()):
        return html.lstrip()[match.end() :], title or lifted
    return html, title


def _slug(title: str) -> str:
    words = _NO_WORD.sub("", title.lower())
    return words.strip().replace(" ", "-") or "part"


def outline(html: str, taken: Iterable[str] = ()) -> tuple[str, tuple[Heading, ...]]:
    """Level and name the headings of a text; the result is the HTML and the headings.

    The layout's names, and those `taken` by other parts of the page, are not given again.
    """
    used = dict.fromkeys([*LAYOUT_IDS, *taken], 0)
    open_levels: list[int] = []
    headings: list[Heading] = []

    html = _unnested(html)

    def rewrite(match: re.Match[str]) -> str:
        written = int(match[1])
        while open_levels and open_levels[-1] >= written:
            open_levels.pop()
        open_levels.append(written)
        level = min(len(open_levels) + 1, 6)
        title = plain(match[3])
        given = _ID.search(match[2])
        name = _unused(unescape(given[1]) if given else _slug(title), used)
        rest = _ID.sub("", match[2])
        headings.append(Heading(level, title, name))
        return f'<h{level} id="{escape(name)}"{rest}>{match[3]}</h{level}>'

    return _HEADING.sub(rewrite, html), tuple(headings)


def _unnested(html: str) -> str:
    """The HTML without headings inside headings: the outer one is the heading."""
    tags = _HEADING_TAG.findall(html)
    if not any(tags[0::2]) and all(tags[1::2]):
        return html
    depth = 0

    def outer(match: re.Match[str]) -> str:
        nonlocal depth
        inside = depth > 0 if not match[1] else depth > 1
        depth += -1 if match[1] else 1
        return "" if inside else match[0]

    return _HEADING_TAG.sub(outer, html)


def _unused(name: str, used: dict[str, int]) -> str:
    """The name, or with the next number after it; `used` has the last number of each name."""
    candidate, count = name, used.get(name, 0)
    while candidate in used:
        count += 1
        candidate = f"{name}-{count}"
    used[name] = count
    used.setdefault(candidate, 0)
    return candidate
