"""Puts a build in place of the last one of its profile: only what differs is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping

from evangelist.build.database import DamagedError
from evangelist.build.profiles import (
    Asked,
    Input,
    Profile,
    Trace,
    blob,
    ids,
    input_seal,
    question_seal,
    read_questions,
    to_blob,
    trace_seal,
)


class Keeping:
    """Writes to one profile within a transaction; its sums follow what is written."""

    def __init__(self, db: sqlite3.Connection, profile: Profile) -> None:
        self._db = db
        self._profile = profile
        self._new = not profile.sum
        self._before: dict[str, int] = {}
        self._next = db.execute("SELECT coalesce(max(id), 0) + 1 FROM inputs").fetchone()[0]

    def inputs(self, versions: Mapping[str, str]) -> None:
        """What the site is made of now. What is no more has no version."""
        known = self._profile.inputs
        for name, version in versions.items():
            if name not in known or known[name].version != version:
                self._touched(name).version = version
        for name in known.keys() - versions.keys():
            if known[name].version:
                self._touched(name).version = ""

    def questions(self, asked: Mapping[int, Asked]) -> int:
        """Questions with their answers of now; returns how many were not there before."""
        rows, added = [], 0
        for number, (name, question, answer) in asked.items():
            row = self._profile.inputs.get(name) or self._touched(name)
            old = self._asked(row, number) if row.sum and not self._new else None
            if old == (question, answer):
                continue
            if old and old[0] != question:
                raise DamagedError("two questions have one name")
            self._touched(name)
            if old:
                row.sum ^= question_seal(number, *old)
            row.sum ^= question_seal(number, question, answer)
            rows.append((row.id, number, question, answer))
            added += not old
        self._db.executemany("INSERT OR REPLACE INTO questions VALUES (?, ?, ?, ?)", sorted(rows))
        return added

    def _asked(self, row: Input, number: int) -> tuple[bytes, str] | None:
        found: tuple[bytes, str] | None = self._db.execute(
            "SELECT question, answer FROM questions WHERE input = ? AND id = ?", (row.id, number)
        ).fetchone()
        return found

    def traces(self, traces: Mapping[str, Trace]) -> None:
        """What outputs asked, in place of what they asked before."""
        rows = []
        for path in sorted(traces):
            questions, problems, digest = traces[path]
            row = (path, blob(questions), problems, digest)
            old = None if self._new else self._trace(path)
            if old == row:
                continue
            if old:
                self._profile.sum ^= trace_seal(*old)
            self._profile.sum ^= trace_seal(*row)
            rows.append((self._profile.id, *row))
        self._db.executemany("INSERT OR REPLACE INTO traces VALUES (?, ?, ?, ?, ?)", rows)

    def forget(self, paths: Iterable[str]) -> None:
        """Outputs that are no more."""
        for path in paths:
            if old := self._trace(path):
                self._profile.sum ^= trace_seal(*old)
                place = (self._profile.id, path)
                self._db.execute("DELETE FROM traces WHERE profile = ? AND path = ?", place)

    def _trace(self, path: str) -> tuple[str, bytes, bytes, str] | None:
        found: tuple[str, bytes, bytes, str] | None = self._db.execute(
            "SELECT path, questions, problems, digest FROM traces WHERE profile = ? AND path = ?",
            (self._profile.id, path),
        ).fetchone()
        return found

    def collect(self) -> int:
        """Forget questions that no trace names, and inputs that are no more and have none.

        Returns how many questions are left.
        """
        live: set[int] = set()
        found = self._db.execute(
            "SELECT questions FROM traces WHERE profile = ?", (self._profile.id,)
        )
        for (questions,) in found:
            live.update(ids(questions))
        for name, row in self._profile.inputs.items():
            asked = read_questions(self._db, name, row)
            self._drop(name, row, {key: asked[key] for key in asked.keys() - live})
        return len(live)

    def _drop(self, name: str, row: Input, unused: Mapping[int, Asked]) -> None:
        if not unused:
            return
        self._touched(name)
        for number, (_, question, answer) in unused.items():
            row.sum ^= question_seal(number, question, answer)
        places = [(row.id, number) for number in unused]
        self._db.executemany("DELETE FROM questions WHERE input = ? AND id = ?", places)

    def _touched(self, name: str) -> Input:
        """An input that is about to change, with what it was before."""
        row = self._profile.inputs.get(name)
        if row is None:
            row = self._profile.inputs[name] = Input(self._next)
            self._next += 1
            self._before[name] = 0
        elif name not in self._before:
            self._before[name] = input_seal(name, row)
        return row

    def finish(self) -> None:
        """Write the inputs that changed."""
        gone, rows = [], []
        for name, before in self._before.items():
            row = self._profile.inputs[name]
            self._profile.sum ^= before
            if not row.version and not row.sum:
                gone.append((row.id,))
                del self._profile.inputs[name]
                continue
            self._profile.sum ^= input_seal(name, row)
            rows.append((row.id, self._profile.id, name, row.version, to_blob(row.sum)))
        self._db.executemany("DELETE FROM inputs WHERE id = ?", gone)
        self._db.executemany("INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?, ?)", rows)


def forget_profiles(db: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Remove profiles with all that belongs to them."""
    for number in numbers:
        db.execute(
            "DELETE FROM questions WHERE input IN (SELECT id FROM inputs WHERE profile = ?)",
            (number,),
        )
        for table, column in (("inputs", "profile"), ("traces", "profile"), ("profiles", "id")):
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))  # noqa: S608
