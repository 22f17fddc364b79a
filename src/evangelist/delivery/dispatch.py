"""From a plan to its end: lock, recover, sign in, freeze, send, and a receipt before and after."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from evangelist.content.settings import load_settings
from evangelist.delivery.ledger import Entry, Ledger, Sending, of_content
from evangelist.delivery.plan import Asked, Plan, known_of, planned, stop
from evangelist.delivery.receipt import receipt_file, write_receipt
from evangelist.delivery.send import Job, send_all
from evangelist.delivery.shelf import locked
from evangelist.delivery.transport import Line
from evangelist.delivery.world import World
from evangelist.problems import Problem, ProblemsError


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an issue stands: its sending, who may not have it, and why it ended early, if it did."""

    sending: Sending
    entries: tuple[Entry, ...]
    ended: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether everybody got it."""
        counts = self.sending.counts
        return counts.get("sent", 0) == self.sending.total


def ledger_file(root: Path) -> Path:
    """Where the ledger of a site is. Raises ProblemsError."""
    settings, _ = load_settings(root)
    return root / settings.newsletter.ledger


def dispatch(plan: Plan, asked: Asked, root: Path, line: Line, world: World) -> Outcome:
    """Do what a plan says, if it still holds once nobody else can send.

    Raises ProblemsError where nothing was sent.
    """
    settings = plan.issue.settings.newsletter
    file = root / settings.ledger
    with locked(file), _opened(file, make=True) as ledger, closing(line):
        ledger.recover()
        now = planned(plan.issue, asked, known_of(plan.issue, root, ledger))
        stop(now)
        if {each.key for each in now.recipients} != {each.key for each in plan.recipients}:
            message = "somebody has sent from here in the meantime"
            raise ProblemsError(Problem("send-refused", message, hint="look again"))
        if now.recipients:
            line.open()
        if not now.sending:
            recipients = now.recipients
            ledger.begin(plan.issue.path, now.content, now.way, recipients, world.now())
        sending = _again(ledger, now)
        _receipt(root, plan, sending)
        marks = plan.issue.marks if now.way == "each" else {}
        job = Job(now.parts, settings.rate, asked.retry_uncertain, marks)
        ended = send_all(job, sending, ledger, line, world) if now.recipients else ""
        if not _again(ledger, now).open:
            ledger.finish(sending, world.now())
        sending = _again(ledger, now)
        _receipt(root, plan, sending)
        return _outcome(ledger, sending, ended)


def _again(ledger: Ledger, plan: Plan) -> Sending:
    """The sending of a plan as the ledger has it now."""
    found = of_content(ledger.sendings(plan.issue.path), plan.content)
    if not found:
        raise ProblemsError(Problem("ledger-invalid", "the ledger has lost this issue"))
    return found


def _receipt(root: Path, plan: Plan, sending: Sending) -> None:
    where = receipt_file(plan.issue)
    write_receipt(root / where, sending, plan.parts.sender, where)


def _outcome(ledger: Ledger, sending: Sending, ended: str = "") -> Outcome:
    entries = ledger.entries(sending, "rejected", "deferred", "uncertain", "queued", "sending")
    return Outcome(sending, tuple(entries), ended)


def reported(root: Path, issue: str) -> tuple[Outcome, ...]:
    """How an issue stands, by the ledger alone: one for each time that its words were others.

    Raises ProblemsError where nothing is known.
    """
    with _known(ledger_file(root), issue) as ledger:
        return tuple(_outcome(ledger, each) for each in ledger.sendings(issue))


def unsent(root: Path, issue: str) -> int:
    """How many would never get an issue that is forgotten now. Raises ProblemsError."""
    return sum(each.sending.open for each in reported(root, issue) if not each.sending.forgotten)


def forget(root: Path, issue: str, world: World) -> int:
    """Remove every address of an issue from the ledger; how many. Raises ProblemsError."""
    file = ledger_file(root)
    with _known(file, issue), locked(file), _opened(file) as ledger:
        ledger.recover()
        return ledger.forget(issue, world.now())


@contextmanager
def _known(file: Path, issue: str) -> Iterator[Ledger]:
    with _opened(file) as ledger:
        if not ledger.sendings(issue):
            raise ProblemsError(_unknown(issue))
        yield ledger


@contextmanager
def _opened(file: Path, *, make: bool = False) -> Iterator[Ledger]:
    """The ledger while it is needed. What a disk does to it in the middle is a problem."""
    try:
        ledger = Ledger(file, make=make)
    except FileNotFoundError:
        raise ProblemsError(_unknown("this issue")) from None
    try:
        yield ledger
    except sqlite3.Error as error:
        message = f"cannot be written any more, so sending ended: {error}"
        raise ProblemsError(Problem("ledger-invalid", message, file.as_posix())) from None
    finally:
        ledger.close()


def _unknown(issue: str) -> Problem:
    message = f"nothing is known of {issue}: it was not sent from this computer"
    return Problem("send-refused", message)
