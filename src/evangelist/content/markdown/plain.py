"""Texts without any sign of Markdown, kept from the many patterns that would look for one."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_SIGN = re.compile(r"[`\\\[!<&*_~\x02]|  \n")
"""One of these is in everything that an inline pattern of ours or of Python-Markdown matches."""


def spare_plain_texts(md: Markdown) -> None:
    """Register it around the inline patterns, which must be those that `_SIGN` knows."""
    spared: list[etree.Element] = []
    md.treeprocessors.register(_Spare(md, spared), "spare", 20.5)
    md.treeprocessors.register(_GiveBack(md, spared), "give-back", 19.5)


class _Spare(Treeprocessor):
    """Marks plain texts as finished: the inline patterns leave those alone."""

    def __init__(self, md: Markdown, spared: list[etree.Element]) -> None:
        super().__init__(md)
        self._spared = spared

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        self._spared.clear()
        for element in root.iter():
            text = element.text
            if text and not _SIGN.search(text) and not isinstance(text, AtomicString):
                element.text = AtomicString(text)
                self._spared.append(element)


class _GiveBack(Treeprocessor):
    """Makes them texts as any again, for what comes after."""

    def __init__(self, md: Markdown, spared: list[etree.Element]) -> None:
        super().__init__(md)
        self._spared = spared

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        del root
        for element in self._spared:
            element.text = str(element.text)
