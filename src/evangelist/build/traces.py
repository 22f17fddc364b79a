"""Memo 2: the last build of each profile, by which the next one knows what it need not do."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from evangelist.build.database import DamagedError, Database, seal
from evangelist.build.keeping import Keeping, forget_profiles
from evangelist.build.memory import Memory
from evangelist.build.profiles import (
    Asked,
    Build,
    Profile,
    Trace,
    read,
    read_questions,
    to_blob,
)

MOST_PROFILES = 6
"""An output folder, its drafts, a preview or two, and what somebody tried out."""
_UNUSED = 1000
"""So many questions may be added, or as many as there are, before unused ones are looked for."""


@dataclass(frozen=True, slots=True)
class _Recalled:
    """The last build of a profile, as this process has read or kept it."""

    name: str
    profile: Profile
    build: Build


class Traces:
    """The last builds, each under the name of its profile: the MOST_PROFILES kept last.

    A `memory` that lasts spares reading what this process has kept itself.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, Profile | None] = {}
        self.memory = Memory()

    def profiles(self) -> tuple[str, ...]:
        """The names of all profiles, the one kept last first. Raises DamagedError."""
        with self._database.reading() as db:
            rows = db.execute("SELECT name FROM profiles ORDER BY used DESC")
            return tuple(str(name) for (name,) in rows)

    def last(self, profile: str) -> Build:
        """The last build of a profile, an empty one where there is none. Raises DamagedError."""
        with self._database.reading() as db:
            before = self.memory.recall(_Recalled)
            if before and before.name == profile and _is_current(db, profile, before.profile):
                self._known[profile] = before.profile
                return before.build
            self._known[profile], build = read(db, profile) or (None, Build())
            if known := self._known[profile]:
                self.memory.keep(_Recalled(profile, known, build))
            return build

    def questions(self, profile: str, changed: Collection[str]) -> dict[int, Asked]:
        """What was asked about inputs, by id. Raises DamagedError."""
        with self._database.reading() as db:
            known = self._profile(db, profile)
            return {
                number: asked
                for name in changed
                if known and name in known.inputs
                for number, asked in read_questions(db, name, known.inputs[name]).items()
            }

    def told(self, profile: str) -> bytes:
        """What the last build told of its reasons; empty where there was none.

        Raises DamagedError.
        """
        with self._database.reading() as db:
            row = db.execute(
                "SELECT told, told_seal FROM profiles WHERE name = ?", (profile,)
            ).fetchone()
            if row and seal((profile,), row[0]) != row[1]:
                raise DamagedError("what the last build told is damaged")
            return bytes(row[0]) if row else b""

    def keep(
        self,
        profile: str,
        inputs: Mapping[str, str],
        questions: Mapping[int, Asked],
        traces: Mapping[str, Trace],
        forgotten: Iterable[str] = (),
        told: bytes = b"",
    ) -> None:
        """Make this the last build of a profile, and commit. Raises DamagedError.

        `inputs` are all of them with their versions; `questions` those that were asked, and
        `traces` those of outputs that were rendered or whose problems changed; all others stay,
        but for the paths `forgotten`. If another process has kept a build of this profile since
        `last`, both are forgotten: neither knows of the other.
        """
        with self._database.writing() as db, self._database.reading():
            known = self._profile(db, profile)
            del self._known[profile]
            stayed = self._stayed(known)
            if _is_current(db, profile, known):
                known = known or _new(db, profile)
                _write(db, known, inputs, questions, traces, forgotten)
                row = (told, seal((profile,), told), known.id)
                db.execute("UPDATE profiles SET told = ?, told_seal = ? WHERE id = ?", row)
                _forget_oldest(db, known.id)
            else:
                named = db.execute("SELECT id FROM profiles WHERE name = ?", (profile,))
                forget_profiles(db, [number for (number,) in named.fetchall()])
                known = None
        self._database.commit()
        self._known[profile] = known
        if known and stayed is not None:
            gone = frozenset(forgotten)
            left = {path: each for path, each in stayed.items() if path not in gone}
            now = Build(known.versions, {**left, **traces})
            self.memory.keep(_Recalled(profile, known, now))

    def _stayed(self, known: Profile | None) -> Mapping[str, Trace] | None:
        """The traces of the last build; None where they are not in memory."""
        before = self.memory.recall(_Recalled)
        self.memory.forget(_Recalled)
        if known is None:
            return {}
        return before.build.traces if before and before.profile is known else None

    def _profile(self, db: sqlite3.Connection, name: str) -> Profile | None:
        """What is known of a profile since it was read last; it is read if it never was."""
        if name not in self._known:
            self._known[name], _ = read(db, name) or (None, None)
        return self._known[name]


def _write(
    db: sqlite3.Connection,
    known: Profile,
    inputs: Mapping[str, str],
    questions: Mapping[int, Asked],
    traces: Mapping[str, Trace],
    forgotten: Iterable[str],
) -> None:
    is_first = not known.sum
    keeping = Keeping(db, known)
    keeping.inputs(inputs)
    added = keeping.questions(questions)
    keeping.traces(traces)
    keeping.forget(forgotten)
    before, live = db.execute(
        "SELECT added, live FROM profiles WHERE id = ?", (known.id,)
    ).fetchone()
    added, live = (0, added) if is_first else (before + added, live)
    if added > max(_UNUSED, live):
        added, live = 0, keeping.collect()
    keeping.finish()
    row = (to_blob(known.sum), added, live, known.id)
    db.execute("UPDATE profiles SET sum = ?, added = ?, live = ? WHERE id = ?", row)


def _is_current(db: sqlite3.Connection, name: str, known: Profile | None) -> bool:
    """Whether a profile is as it was when it was read."""
    row = db.execute("SELECT sum FROM profiles WHERE name = ?", (name,)).fetchone()
    return bool(row == ((to_blob(known.sum),) if known else None))


def _new(db: sqlite3.Connection, name: str) -> Profile:
    row = (name, to_blob(0), seal((name,), b""))
    made = db.execute(
        "INSERT INTO profiles (name, used, sum, added, live, told, told_seal)"
        " VALUES (?, 0, ?, 0, 0, x'', ?)",
        row,
    )
    return Profile(int(made.lastrowid or 0))


def _forget_oldest(db: sqlite3.Connection, number: int) -> None:
    """Count this profile as the one used last, and forget those that were not used for long."""
    db.execute(
        "UPDATE profiles SET used = (SELECT max(used) + 1 FROM profiles) WHERE id = ?", (number,)
    )
    oldest = db.execute(
        "SELECT id FROM profiles ORDER BY used DESC LIMIT -1 OFFSET ?", (MOST_PROFILES,)
    )
    forget_profiles(db, [row[0] for row in oldest.fetchall()])
