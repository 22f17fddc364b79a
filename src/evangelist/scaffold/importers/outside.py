"""Links that lead out of the folder: what they say stays, the link goes."""

from __future__ import annotations

import re
from functools import partial

from evangelist.content.places import entry_path, entry_url, target_of
from evangelist.scaffold.importers.links import outside_code, rewritten

_MARK = "\ue001"
_REST = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^()\"'\n])*"
_INLINE = re.compile(rf"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?{_MARK}{_REST}\)")
_DEFINED = re.compile(rf"^ {{0,3}}\[([^\]\n]+)\]:[ \t]*<?{_MARK}.*\n?", re.MULTILINE)
_ATTRIBUTE = re.compile(rf"\s*\b(?:href|src)\s*=\s*(?:\"{_MARK}\"|'{_MARK}')")


def without_outside(text: str, target: str) -> tuple[str, list[str]]:
    """The text of the entry at `target` without links out of the folder, and their addresses.

    Code stays as it is.
    """
    url = entry_url(entry_path(target))
    gone: list[str] = []

    def mark(address: str) -> str:
        if not target_of(address, target, url).outside:
            return address
        gone.append(address)
        return _MARK

    marked = rewritten(text, mark)
    if not gone:
        return text, []
    words = _ATTRIBUTE.sub("", _INLINE.sub(r"\1", marked))
    names = [found[1] for found in _DEFINED.finditer(words)]
    words = _DEFINED.sub("", words)
    for name in names:
        words = outside_code(words, partial(_unnamed, name))
    return words.replace(_MARK, "#"), gone


def _unnamed(name: str, text: str) -> str:
    """The text with the words of each link that calls its address by a name."""
    called = re.escape(name)
    text = re.sub(rf"!?\[([^\[\]\n]+)\]\[{called}\]", r"\1", text, flags=re.IGNORECASE)
    return re.sub(rf"!?\[({called})\](?:\[\])?(?![\[(:])", r"\1", text, flags=re.IGNORECASE)
