"""What an inbox shows of an e-mail before anybody opens it."""

from __future__ import annotations

from collections.abc import Iterator

from evangelist.mail.preflight.document import Document
from evangelist.mail.preflight.findings import Finding, Mail, Spot

SUBJECT = (10, 78)
PREHEADER = (40, 110)


def subject(mail: Mail, _: Document) -> Iterator[Finding]:
    """A subject that inboxes show whole."""
    yield from _length("subject", mail.subject, SUBJECT, "say in it what is new for the reader")


def preheader(mail: Mail, _: Document) -> Iterator[Finding]:
    """A preheader that adds to the subject, in one line."""
    at = Spot("front", "preheader")
    if not mail.preheader:
        message = "there is no preheader: inboxes show the first words that they find"
        hint = "write preheader: with what the subject does not say"
        yield Finding("email-words", message, hint, at)
    elif mail.preheader.casefold() == mail.subject.casefold():
        message = "the preheader says what the subject says"
        yield Finding("email-words", message, "say something else", at)
    else:
        hint = "say in one line what the subject does not"
        yield from _length("preheader", mail.preheader, PREHEADER, hint)


def _length(name: str, words: str, bounds: tuple[int, int], hint: str) -> Iterator[Finding]:
    least, most = bounds
    told = ""
    if len(words.splitlines()) > 1:
        told = "has several lines: inboxes show one"
    elif len(words) < least:
        told = f"has {len(words)} characters: less than {least} say little"
    elif len(words) > most:
        told = f"has {len(words)} characters: inboxes cut it after about {most}"
    if told:
        yield Finding("email-words", f"the {name} {told}", hint, Spot("front", name))
