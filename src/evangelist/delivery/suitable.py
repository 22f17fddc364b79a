"""Whether an issue and its recipients suit each other: who has it already, who lacks a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Literal

from evangelist.build.issues import Issue
from evangelist.delivery.personal import personal, value_of
from evangelist.delivery.recipients import Recipient
from evangelist.mail.merge import used
from evangelist.mail.message import Parts
from evangelist.problems import Problem

Way = Literal["", "test", "list", "each"]
"""How an issue is sent: a copy to look at, one message to a list, or one to each."""
_COLUMN = "fill its column in the table, or write otherwise: in the issue"


def recipient_problems(issue: Issue, way: Way, whole: Sequence[Recipient]) -> Iterator[Problem]:
    """Where there is nobody to send to."""
    if way == "list" and not whole and issue.audience:
        message = f"newsletter.lists has no single address for '{issue.audience}'"
        hint = f"write lists: {{{issue.audience}: name@example.org}}, or send with --each"
        yield Problem("send-refused", message, "site.yaml", hint=hint)
    elif way == "list" and not whole:
        message = "newsletter.list is no single address"
        hint = "write the address of your distribution list, in ASCII"
        yield Problem("send-refused", message, "site.yaml", hint=hint)
    elif not whole:
        yield Problem("send-refused", "there is nobody to send it to", hint="name --list or --each")


def had_already(had: Mapping[str, frozenset[str]], whole: Sequence[Recipient]) -> Iterator[Problem]:
    """Those who have the issue already, as it was sent to everybody or to another audience."""
    for path, keys in had.items():
        if found := [each.address for each in whole if each.key in keys]:
            message = f"{', '.join(found[:3])}{_more(found[3:])} had this issue already, as {path}"
            hint = "nobody gets an issue twice: take them out of the table, or name another list"
            yield Problem("recipients-invalid", message, hint=hint)


def _more(rest: Sequence[str]) -> str:
    return f" and {len(rest)} more" if rest else ""


def remarks_on_marks(
    issue: Issue, way: Way, parts: Parts, whole: Sequence[Recipient]
) -> Iterator[str]:
    """How many have a word of their own for each mark, and what the first one reads."""
    if way != "each" or not whole:
        return
    for name in used(parts):
        if word := issue.marks.get(name):
            own = sum(bool(value_of(recipient, name)) for recipient in whole)
            yield f"{{{{{name}}}}}: {own} of {len(whole)} have their own, others read '{word}'"
    with suppress(ValueError):
        subject = personal(parts, whole[0], issue.marks).subject
        if subject != parts.subject:
            yield f"subject for {whole[0].address}: {subject}"


def mark_problems(
    issue: Issue, way: Way, parts: Parts, whole: Sequence[Recipient]
) -> Iterator[Problem]:
    """Marks that have no words: for everybody on a list, or for one in a table."""
    if way == "list":
        for name in used(parts):
            if name in issue.marks:
                message = f"everybody on the list would read {{{{{name}}}}} as it is written"
                hint = "write otherwise: for it, or send with --each"
                yield Problem("send-refused", message, issue.source, hint=hint)
        return
    for recipient in whole:
        try:
            personal(parts, recipient, issue.marks)
        except ValueError as error:
            yield Problem("recipients-invalid", f"{recipient.address} {error}", hint=_COLUMN)
