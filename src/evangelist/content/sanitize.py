"""HTML that cannot run code in a reader's browser, and what was left out of it."""

from __future__ import annotations

import re

import nh3

from evangelist.model.values import SAFE_SCHEMES

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "aside",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "time": {"datetime"},
    "details": {"open"},
}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags={"script", "style"},
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    url_schemes=set(SAFE_SCHEMES),
    link_rel=None,
    strip_comments=True,
)
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^<>]*)?)/?>")
_HANDLER = re.compile(r"\s(on[a-z]+)\s*=", re.IGNORECASE)
_ADDRESS = re.compile(r"\s(?:href|src)\s*=\s*[\"']?\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def sanitize(html: str) -> str:
    """Keep what is safe by an allow-list; the result is well-formed, its attributes quoted."""
    return _CLEANER.clean(html)


def dropped(raw: tuple[str, ...]) -> dict[str, str]:
    """What `sanitize` leaves out of raw HTML: a name for people, and words to find it by."""
    found: dict[str, str] = {}
    for piece in raw:
        for match in _TAG.finditer(piece):
            name, attributes = match[1].lower(), match[2]
            if name not in _TAGS:
                found.setdefault(f"<{name}>", f"<{match[1]}")
            for handler in _HANDLER.findall(attributes):
                found.setdefault(handler.lower(), handler)
            for scheme in _ADDRESS.findall(attributes):
                if scheme.lower() not in SAFE_SCHEMES:
                    found.setdefault(f"{scheme.lower()}:", f"{scheme}:")
    return found
