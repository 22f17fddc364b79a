"""What a `send` would do, and everything that speaks against it, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from textwrap import shorten

from evangelist.build.issues import Issue
from evangelist.content.sources import digest_of
from evangelist.delivery.ledger import STATES, Entry, Ledger, Sending, of_content
from evangelist.delivery.personal import personal
from evangelist.delivery.receipt import Receipt, read_receipt, receipt_file
from evangelist.delivery.recipients import Listed, Recipient, one_mailbox
from evangelist.delivery.suitable import (
    Way,
    had_already,
    mark_problems,
    recipient_problems,
    remarks_on_marks,
)
from evangelist.mail.message import Parts, read
from evangelist.problems import Problem, ProblemsError

_OLD = timedelta(days=7)
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for: how to send, to whom, and what they know they are doing.

    `way` is empty where nobody said: then an issue that was begun goes on, and another one is
    only looked at. `listed` are the addresses of `--to` or the table of `--each`; `sample` is the
    one whose words a test copy has, if any.
    """

    way: Way = ""
    listed: Listed = field(default_factory=Listed)
    retry_uncertain: bool = False
    late: bool = False
    sample: tuple[Recipient, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen: to whom a message goes now, of how many in all.

    `sending` is what the ledger knows of these very words, `problems` is all that stops it, and
    `remarks` are for the person who looks.
    """

    issue: Issue
    parts: Parts
    content: str
    way: Way
    recipients: tuple[Recipient, ...]
    total: int
    sending: Sending | None
    remarks: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def is_done(self) -> bool:
        """Whether the issue went out and nobody is left."""
        return bool(self.sending and self.sending.finished and not self.recipients)


@dataclass(frozen=True, slots=True)
class Known:
    """What the disk knows of an issue: every sending of it, one's messages, and the receipt.

    `had` are the keys of those who have it as it was sent to others, by the path of that variant.
    """

    sendings: tuple[Sending, ...] = ()
    entries: tuple[Entry, ...] = ()
    receipt: Receipt | None = None
    had: Mapping[str, frozenset[str]] = field(default_factory=dict)


def content_of(issue: Issue) -> str:
    """What tells the words of an issue from others."""
    return digest_of(issue.message + (issue.each if issue.each is not issue.message else b""))


def known_of(issue: Issue, root: Path, ledger: Ledger | None) -> Known:
    """What the disk knows of an issue; `ledger` is None where there is none."""
    receipt = read_receipt(root / receipt_file(issue))
    if ledger is None:
        return Known(receipt=receipt)
    sendings = ledger.sendings(issue.path)
    sending = of_content(sendings, content_of(issue))
    entries = tuple(ledger.entries(sending, *STATES)) if sending else ()
    return Known(sendings, entries, receipt, {path: ledger.reached(path) for path in issue.others})


def look(file: Path, issue: Issue, root: Path) -> Known:
    """`known_of`, from a ledger that is opened for it alone. Raises ProblemsError."""
    try:
        ledger = Ledger(file)
    except FileNotFoundError:
        return known_of(issue, root, None)
    try:
        return known_of(issue, root, ledger)
    finally:
        ledger.close()


def planned(issue: Issue, asked: Asked, known: Known) -> Plan:
    """What would happen."""
    content = content_of(issue)
    sending = _alive(of_content(known.sendings, content))
    way: Way = asked.way
    if not way and sending:
        way = "list" if sending.way == "list" else "each"
    parts = read(issue.each if way == "each" else issue.message)
    if way == "test":
        return _copies(issue, asked, parts)
    whole = _whole(issue, way, asked)
    to_go = _to_go(known.entries, asked) if sending else whole
    told = [*_frozen(known.entries, sending, whole), *remarks_on_marks(issue, way, parts, whole)]
    refused = list(_refused(issue, asked, known, sending))
    if way and not (sending and sending.finished):
        refused += _relay_problems(issue, parts)
        refused += () if sending else recipient_problems(issue, way, whole)
        refused += () if sending else had_already(known.had, whole)
        refused += mark_problems(issue, way, parts, whole)
        refused += (each for each in issue.findings if each.level == "warning")
    return Plan(
        issue=issue,
        parts=parts,
        content=content,
        way=way,
        recipients=to_go,
        total=sending.total if sending else len(whole),
        sending=sending,
        remarks=(*_said(issue), *asked.listed.remarks, *told),
        problems=tuple(refused) if way or known.receipt else (),
    )


def _copies(issue: Issue, asked: Asked, parts: Parts) -> Plan:
    """Copies to look at: what is wrong with the issue stops none of them."""
    refused = [*_relay_problems(issue, parts)]
    for recipient in asked.sample:
        refused += mark_problems(issue, "each", parts, asked.sample)
        with suppress(ValueError):
            parts = personal(read(issue.each), recipient, issue.marks)
    return Plan(
        issue=issue,
        parts=parts,
        content=content_of(issue),
        way="test",
        recipients=asked.listed.recipients,
        total=len(asked.listed.recipients),
        sending=None,
        remarks=_said(issue),
        problems=tuple(refused),
    )


def _said(issue: Issue) -> tuple[str, ...]:
    """What a variant leaves out."""
    paragraphs = [shorten(each, _SHOWN, placeholder=" …") for each in issue.left_out]
    return tuple(f"left out: {paragraph}" for paragraph in paragraphs)


def _alive(sending: Sending | None) -> Sending | None:
    """A sending that has reached somebody, or still can reach all; any other never was."""
    if not sending or sending.reached:
        return sending
    given_up = sending.forgotten or sending.counts.get("rejected")
    return sending if sending.open and not given_up else None


def _whole(issue: Issue, way: Way, asked: Asked) -> tuple[Recipient, ...]:
    if way == "list":
        found = one_mailbox(issue.settings.newsletter.list_for(issue.audience))
        return (found,) if found else ()
    return asked.listed.recipients


def _to_go(entries: Sequence[Entry], asked: Asked) -> tuple[Recipient, ...]:
    """Who is still to get it. What is on its way without its process is uncertain."""
    wanted = {"queued", "deferred"}
    wanted |= {"uncertain", "sending"} if asked.retry_uncertain else set()
    return tuple(entry.recipient for entry in entries if entry.state in wanted)


def _frozen(
    entries: Sequence[Entry], sending: Sending | None, whole: Sequence[Recipient]
) -> Iterator[str]:
    """Remarks on a table that has changed since the sending began."""
    if not sending or sending.finished or not whole:
        return
    old, new = {entry.recipient.key for entry in entries}, {each.key for each in whole}
    if more := len(new - old):
        yield f"{more} of this list came after the sending began: they do not get it"
    if fewer := len(old - new):
        yield f"{fewer} of those it began with are not in this list: they still get it"


def _refused(
    issue: Issue, asked: Asked, known: Known, sending: Sending | None
) -> Iterator[Problem]:
    """Why nothing of this issue may leave: it did already, or half of it did."""
    if sending:
        if asked.way and asked.way != sending.way and not sending.finished:
            begun = "to the list" if sending.way == "list" else "as single messages"
            hint = "go on with that one: leave out --list and --each"
            yield _problem(f"was begun {begun}, on {_day(sending.begun)}", issue, hint)
        elif known.receipt and known.receipt.begun not in {"", sending.begun}:
            file = receipt_file(issue)
            hint = f"go on there; if nobody has sent it there, remove {file}"
            yield _problem("is being sent, or was sent from another computer", issue, hint)
        elif known.receipt and known.receipt.reached > sending.reached:
            hint = "bring back the newest one; this one would send to some again"
            yield _problem("was sent to more than this old copy of the ledger knows", issue, hint)
        return
    others = [each for each in known.sendings if each.reached]
    ours = {each.begun for each in known.sendings}
    if others:
        yield _in_other_words(issue, others[-1])
    elif known.receipt and (known.receipt.begun not in ours or known.receipt.reached):
        file = receipt_file(issue)
        said = f", on {_day(known.receipt.begun)}" if known.receipt.begun else ""
        message = f"this is the receipt of an issue that was sent{said}"
        hint = f"write a correction as a new issue; if it was never sent, remove {file}"
        yield Problem("send-refused", message, file, hint=hint)
    elif asked.way and not asked.late and not ours and (issue.day is None or _is_old(issue)):
        age = f"it is from {issue.day}" if issue.day else "it has no date"
        hint = "if nobody has sent it from another computer, add --late"
        yield _problem(f"nobody here knows whether this was sent, and {age}", issue, hint)


def _is_old(issue: Issue) -> bool:
    return issue.day is not None and issue.today - issue.day > _OLD


def _in_other_words(issue: Issue, other: Sending) -> Problem:
    if other.finished:
        hint = "an issue is sent once: write a correction as a new issue"
        return _problem(f"was sent on {_day(other.begun)}, in other words", issue, hint)
    got = other.counts.get("sent", 0)
    message = f"is half sent in other words: {got:,} of {other.total:,} have those"
    hint = (
        "bring its text back as it was, build and send again; "
        "or give up on the rest with --forget, and write a correction as a new issue"
    )
    return _problem(message, issue, hint)


def _relay_problems(issue: Issue, parts: Parts) -> Iterator[Problem]:
    settings = issue.settings.newsletter
    if not settings.relay.host:
        message = "there is no newsletter.relay: no mail server to give it to"
        hint = f"see docs/sending.md; without one, open email/{issue.name}.eml in a mail program"
        yield Problem("send-refused", message, "site.yaml", hint=hint)
    if not one_mailbox(parts.sender):
        message = "newsletter.from is no single address"
        hint = "write: Name <name@example.org>"
        yield Problem("send-refused", message, "site.yaml", hint=hint)


def _problem(message: str, issue: Issue, hint: str) -> Problem:
    return Problem("send-refused", message, issue.source, hint=hint)


def _day(moment: str) -> str:
    return moment.partition("T")[0]


def stop(plan: Plan) -> None:
    """Raise ProblemsError with all that stops a plan, if anything does."""
    if plan.problems:
        raise ProblemsError(*plan.problems)
