"""Who got which issue: a file that survives a crash, and is never wrong about what has left.

A message is `sending` on the disk before it leaves, and `sent` once the server has taken it. What
is still `sending` when the next one begins is `uncertain`: it may have arrived. Exactly once is not
to be had over SMTP; at most once, and told where it is not known, is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from evangelist.delivery.recipients import Recipient
from evangelist.delivery.shelf import opened

State = Literal["queued", "sending", "sent", "rejected", "deferred", "uncertain"]
STATES: tuple[State, ...] = ("sent", "rejected", "deferred", "uncertain", "queued", "sending")
OPEN: tuple[State, ...] = ("queued", "deferred")
"""What the next `send` goes on with by itself."""
REACHED: tuple[State, ...] = ("sent", "uncertain", "sending")


@dataclass(frozen=True, slots=True)
class Sending:
    """An issue on its way: its words by their hash, how (`list` or `each`), and to how many.

    `counts` says how many messages are in which state, `begun` and `finished` when, in words of
    ISO 8601; `finished` is empty while some are open, `forgotten` until the addresses are gone.
    """

    issue: str
    content: str
    way: str
    total: int
    begun: str
    finished: str
    forgotten: str
    counts: Mapping[State, int]

    @property
    def open(self) -> int:
        """How many are still to get it."""
        return sum(self.counts.get(state, 0) for state in OPEN)

    @property
    def reached(self) -> int:
        """How many have it, or may have it."""
        return sum(self.counts.get(state, 0) for state in REACHED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of a sending: to whom, how it stands, and the server's last words."""

    recipient: Recipient
    state: State
    message_id: str
    reply: str


class Ledger:
    """The file, opened. Every method that changes it has changed the disk when it returns."""

    def __init__(self, file: Path, *, make: bool = False) -> None:
        """Open it; with `make`, which is for whoever holds the lock, begin one where there is none.

        Raises ProblemsError for a file that is damaged or is none of ours, FileNotFoundError
        where there is none and none was asked for.
        """
        self._db = opened(file, make=make)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def sendings(self, issue: str) -> tuple[Sending, ...]:
        """Everything that was ever sent of an issue, the oldest first."""
        rows = self._db.execute(
            "SELECT issue, content, way, total, begun, finished, forgotten, counts FROM sendings"
            " WHERE issue = ? ORDER BY rowid",
            (issue,),
        ).fetchall()
        return tuple(self._sending(*row) for row in rows)

    def _sending(self, issue: str, content: str, *rest: object) -> Sending:
        way, total, begun, finished, forgotten, kept = rest
        counted = self._db.execute(
            "SELECT state, count(*) FROM messages WHERE issue = ? AND content = ? GROUP BY state",
            (issue, content),
        ).fetchall()
        counts = json.loads(str(kept)) if forgotten else dict(counted)
        texts = (str(begun), str(finished), str(forgotten))
        return Sending(issue, content, str(way), int(str(total)), *texts, counts)

    def begin(
        self, issue: str, content: str, way: str, recipients: Iterable[Recipient], moment: datetime
    ) -> None:
        """Freeze the recipients of an issue: all of them are queued, or nothing is.

        What was begun before and has reached nobody is over with that.
        """
        rows = [
            (issue, content, number, each.key, each.address, each.name, json.dumps({**each.fields}))
            for number, each in enumerate(recipients)
        ]
        with self._changing():
            self._clear(issue)
            self._db.execute(
                "INSERT INTO sendings (issue, content, way, total, begun) VALUES (?, ?, ?, ?, ?)",
                (issue, content, way, len(rows), moment.isoformat(timespec="seconds")),
            )
            self._db.executemany(
                "INSERT INTO messages (issue, content, number, recipient, address, name, fields)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def _clear(self, issue: str) -> None:
        for each in self.sendings(issue):
            if not each.reached:
                key = (issue, each.content)
                self._db.execute("DELETE FROM messages WHERE issue = ? AND content = ?", key)
                self._db.execute("DELETE FROM sendings WHERE issue = ? AND content = ?", key)

    def recover(self) -> int:
        """Mark what was on its way when its process died as uncertain; how many those are.

        Only for whoever holds the lock: to anybody else, they are on their way.
        """
        with self._changing():
            return self._db.execute(
                "UPDATE messages SET state = 'uncertain' WHERE state = 'sending'"
            ).rowcount

    def entries(self, sending: Sending, *states: State) -> Iterator[Entry]:
        """The messages of a sending that are in one of these states, in the order of the list."""
        rows = self._db.execute(
            "SELECT address, name, fields, state, message_id, reply FROM messages"
            " WHERE issue = ? AND content = ? ORDER BY number",
            (sending.issue, sending.content),
        ).fetchall()
        for address, name, fields, state, message_id, reply in rows:
            if state in states:
                recipient = Recipient(address, name, json.loads(fields))
                yield Entry(recipient, state, message_id, reply)

    def reached(self, issue: str) -> frozenset[str]:
        """The keys of those who have an issue, or may have it, in any words."""
        signs = ", ".join("?" * len(REACHED))
        rows = self._db.execute(
            f"SELECT recipient FROM messages WHERE issue = ? AND state IN ({signs})",  # noqa: S608
            (issue, *REACHED),
        ).fetchall()
        return frozenset(key for (key,) in rows)

    def claim(self, sending: Sending, entry: Entry, message_id: str, moment: datetime) -> bool:
        """Mark a message as on its way; False where it is no longer in the state of `entry`."""
        with self._changing():
            return (
                self._db.execute(
                    "UPDATE messages SET state = 'sending', message_id = ?, changed = ?,"
                    " attempts = attempts + 1"
                    " WHERE issue = ? AND content = ? AND recipient = ? AND state = ?",
                    (
                        message_id,
                        moment.isoformat(timespec="seconds"),
                        sending.issue,
                        sending.content,
                        entry.recipient.key,
                        entry.state,
                    ),
                ).rowcount
                == 1
            )

    def settle(
        self, sending: Sending, recipient: Recipient, state: State, reply: str, moment: datetime
    ) -> None:
        """Write down how a message on its way has ended.

        With that it needs its recipient's name and fields no longer, and they are gone.
        """
        is_over = state in {"sent", "rejected"}
        with self._changing():
            self._db.execute(
                "UPDATE messages SET state = ?, reply = ?, changed = ?,"
                " name = CASE WHEN ? THEN '' ELSE name END,"
                " fields = CASE WHEN ? THEN '{}' ELSE fields END"
                " WHERE issue = ? AND content = ? AND recipient = ? AND state = 'sending'",
                (
                    state,
                    reply,
                    moment.isoformat(timespec="seconds"),
                    is_over,
                    is_over,
                    sending.issue,
                    sending.content,
                    recipient.key,
                ),
            )

    def finish(self, sending: Sending, moment: datetime) -> None:
        """Write down that nobody is left to send to."""
        with self._changing():
            self._db.execute(
                "UPDATE sendings SET finished = ? WHERE issue = ? AND content = ?"
                " AND finished = ''",
                (moment.isoformat(timespec="seconds"), sending.issue, sending.content),
            )

    def forget(self, issue: str, moment: datetime) -> int:
        """Remove every address of an issue, also from the bytes of the file; how many they were.

        What was sent still counts as sent, and what was not never will be.
        """
        now = moment.isoformat(timespec="seconds")
        with self._changing():
            for each in self.sendings(issue):
                if not each.forgotten:
                    self._db.execute(
                        "UPDATE sendings SET forgotten = ?, counts = ?,"
                        " finished = CASE finished WHEN '' THEN ? ELSE finished END"
                        " WHERE issue = ? AND content = ?",
                        (now, json.dumps({**each.counts}), now, issue, each.content),
                    )
            count = self._db.execute("DELETE FROM messages WHERE issue = ?", (issue,)).rowcount
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return count

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """All of it or nothing, and on the disk once it is over."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def of_content(sendings: Iterable[Sending], content: str) -> Sending | None:
    """The sending of these very words, if there is one."""
    return next((each for each in sendings if each.content == content), None)


DAMAGE = sqlite3.Error
"""What any method of a ledger raises where the disk fails it in the middle."""
