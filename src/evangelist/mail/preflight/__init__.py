"""What is wrong with a finished e-mail: pure functions of the mail, one small file for each group.

A rule is a function (Mail, Document) → Findings. A new one is a function and one name in RULES.
Where client behaviour is concerned, the rules rest on the data of caniemail.com (clients.json).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from evangelist.mail.preflight import (
    access,
    clients,
    contrast,
    links,
    pictures,
    size,
    structure,
    text,
    word,
    words,
)
from evangelist.mail.preflight.document import Document, parse
from evangelist.mail.preflight.findings import Finding, Mail

Rule = Callable[[Mail, Document], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    size.size,
    size.way_out,
    structure.characters,
    structure.elements,
    structure.sheets,
    structure.layout,
    clients.clients,
    word.conditionals,
    word.ghost_tables,
    word.resolution,
    pictures.pictures,
    pictures.hosts,
    pictures.trackers,
    contrast.colours,
    contrast.scheme,
    contrast.unstyled,
    access.language,
    access.title,
    access.tables,
    access.headings,
    access.small_text,
    access.links,
    text.links,
    text.pictures,
    text.headings,
    text.plain,
    links.links,
    words.subject,
    words.preheader,
)


def preflight(mail: Mail) -> tuple[Finding, ...]:
    """Everything that the rules find, in their order; equal findings stand as often as found."""
    document = parse(mail.html)
    return tuple(finding for rule in RULES for finding in rule(mail, document))
