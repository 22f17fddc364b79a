"""Sends: a copy to look at, or an issue to everybody who is still to get it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from evangelist.delivery.ledger import Entry, Ledger, Sending, State
from evangelist.delivery.personal import Letter, as_test, letter, message_id
from evangelist.delivery.recipients import Recipient
from evangelist.delivery.signin import RelayError
from evangelist.delivery.transport import Answer, Line
from evangelist.delivery.world import Pace, World
from evangelist.mail.message import Parts
from evangelist.problems import Problem, ProblemsError

ROUNDS = (30.0, 300.0)
"""Seconds before those that were put off are tried again: servers that do not know us want it."""
TRIES = 3
"""So often a message is tried at once where the connection breaks."""
RECONNECT = (1.0, 5.0, 30.0, 120.0)
"""Seconds before each try to come back to a server."""
MOST_FAILURES = 20
"""So many failures in a row are no accident."""
BACK_OFF = 5.0
LONGEST_PAUSE = 120.0
"""Seconds to wait after one `not now`, doubled with each that follows, and at most."""


class _StopError(Exception):
    """Sending ends here, and why."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is sent, how fast, with which marks, and whether to those who may have it already."""

    parts: Parts
    rate: int
    retry_uncertain: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)


def send_copies(
    job: Job, recipients: Iterable[Recipient], line: Line, world: World
) -> list[tuple[Recipient, Answer]]:
    """Send copies marked `[TEST]`; nothing remembers them. Raises ProblemsError."""
    parts, pace, answers = as_test(job.parts), Pace(world, job.rate), []
    with closing(line):
        line.open()
        for recipient in recipients:
            pace.wait()
            if world.stopped():
                break
            copy = _letter(parts, recipient, world)
            answers.append((recipient, line.deliver(copy.sender, copy.recipient, copy.data)))
            if not line.is_open:
                break
    return answers


def _letter(parts: Parts, recipient: Recipient, world: World) -> Letter:
    try:
        own = message_id(world.token(), parts.sender)
        return letter(parts, recipient, world.now(), own, {})
    except ValueError as error:
        raise ProblemsError(Problem("send-refused", str(error))) from None


def send_all(job: Job, sending: Sending, ledger: Ledger, line: Line, world: World) -> str:
    """Send to everybody who is still to get it, on a line that is open.

    The ledger knows at every moment what has left. Returns why it ended before everybody had an
    answer, in words, or nothing.
    """
    work = _Work(job, sending, ledger, line, world)
    states: Sequence[State] = ("queued", "deferred")
    if job.retry_uncertain:
        states = (*states, "uncertain")
    try:
        work.go(list(ledger.entries(sending, *states)))
        for pause in ROUNDS:
            again = list(ledger.entries(sending, "deferred"))
            if not again:
                break
            world.progress("waiting", 0, len(again))
            work.rest(pause)
            work.go(again)
    except _StopError as end:
        return str(end)
    return ""


class _Work:
    """One run: the line, the pace, and how many failures there were in a row."""

    def __init__(
        self, job: Job, sending: Sending, ledger: Ledger, line: Line, world: World
    ) -> None:
        self._job, self._sending, self._ledger = job, sending, ledger
        self._line, self._world = line, world
        self._pace = Pace(world, job.rate)
        self._failures = self._put_off = 0

    def go(self, entries: Sequence[Entry]) -> None:
        """Try every entry once. Raises _StopError."""
        for number, entry in enumerate(entries):
            self._world.progress("sending", number, len(entries))
            self._pace.wait()
            self._check()
            answer = self._attempts(entry)
            self._world.progress("sending", number + 1, len(entries))
            if answer:
                self._judge(answer)

    def rest(self, seconds: float) -> None:
        """Wait. Raises _StopError where somebody wants an end."""
        self._world.sleep(seconds)
        self._check()

    def _check(self) -> None:
        if self._world.stopped():
            raise _StopError("you ended it")

    def _judge(self, answer: Answer) -> None:
        """Count failures in a row; slow down for a server that says `not now`."""
        if answer.kind == "refused":
            raise _StopError(f"the server takes nothing from this sender: {answer.words}")
        self._failures = 0 if answer.kind == "sent" else self._failures + 1
        self._put_off = self._put_off + 1 if answer.kind == "deferred" else 0
        if self._failures >= MOST_FAILURES:
            reason = f"{MOST_FAILURES} failures in a row, the last one: {answer.words}"
            raise _StopError(reason)
        if self._put_off:
            self.rest(min(BACK_OFF * 2 ** (self._put_off - 1), LONGEST_PAUSE))

    def _attempts(self, entry: Entry) -> Answer | None:
        """The last answer for a message; None where somebody else has taken it in hand."""
        answer = None
        for _ in range(TRIES):
            if not self._line.is_open:
                self._reconnect()
            answer = self._attempt(entry)
            if answer is None or answer.kind != "lost":
                break
            entry = replace(entry, state=_state(entry, answer))
        return answer

    def _attempt(self, entry: Entry) -> Answer | None:
        """Claim a message, hand it over, write down what became of it: in this order."""
        retry = entry.state == "uncertain" and entry.message_id
        own = retry or message_id(self._world.token(), self._job.parts.sender)
        now = self._world.now()
        try:
            made = letter(self._job.parts, entry.recipient, now, own, self._job.marks)
        except ValueError as error:
            made, answer = None, Answer("rejected", f"it cannot be made: {error}")
        if not self._ledger.claim(self._sending, entry, own, now):
            return None
        if made:
            answer = self._line.deliver(made.sender, made.recipient, made.data)
        state, words = _state(entry, answer), answer.words
        self._ledger.settle(self._sending, entry.recipient, state, words, self._world.now())
        return answer

    def _reconnect(self) -> None:
        """Come back to a server that has hung up. Raises _StopError where it stays away."""
        for pause in RECONNECT:
            self.rest(pause)
            try:
                self._line.open()
            except RelayError as error:
                reason = error.reason
                if not error.passing:
                    break
            else:
                return
        raise _StopError(reason)


def _state(entry: Entry, answer: Answer) -> State:
    """How a message stands after an answer.

    One that may have arrived earlier stays uncertain until the server takes it.
    """
    if answer.kind == "sent":
        return "sent"
    if entry.state == "uncertain":
        return "uncertain"
    if answer.kind == "rejected":
        return "rejected"
    return "uncertain" if answer.kind == "uncertain" else "deferred"
