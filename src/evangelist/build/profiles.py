"""The rows of memo 2: what the last build of a profile asked, was told, and made of it.

Each profile has one sum, over the seals of all its inputs and traces; each input one over the
seals of its questions. So what is read is all of one build: rows of two builds, each of them
whole, are found out too, as a power failure may leave them.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from evangelist.build.database import DamagedError, seal

SCHEMA = """
CREATE TABLE profiles (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  used INTEGER NOT NULL,
  sum BLOB NOT NULL,
  added INTEGER NOT NULL,
  live INTEGER NOT NULL,
  told BLOB NOT NULL,
  told_seal BLOB NOT NULL
);
CREATE TABLE inputs (
  id INTEGER PRIMARY KEY,
  profile INTEGER NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  sum BLOB NOT NULL,
  UNIQUE (profile, name)
);
CREATE TABLE questions (
  input INTEGER NOT NULL,
  id INTEGER NOT NULL,
  question BLOB NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (input, id)
) WITHOUT ROWID;
CREATE TABLE traces (
  profile INTEGER NOT NULL,
  path TEXT NOT NULL,
  questions BLOB NOT NULL,
  problems BLOB NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (profile, path)
) WITHOUT ROWID"""


class Asked(NamedTuple):
    """A question: the input that it depends on, the caller's bytes, and its answer's digest."""

    input: str
    question: bytes
    answer: str


class Trace(NamedTuple):
    """What an output asked (ids of questions), the caller's problems, and its bytes' digest."""

    questions: array[int]
    problems: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Build:
    """The last build of a profile: versions of inputs by name, traces by path of the output.

    A question may depend on an input that is not there: its version is empty.
    """

    inputs: Mapping[str, str] = field(default_factory=dict)
    traces: Mapping[str, Trace] = field(default_factory=dict)


def question_id(name: str, question: bytes) -> int:
    """What a question about an input is called in traces: the same in every process."""
    told = name.encode("utf-8", "surrogatepass") + b"\0" + question
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "little", signed=True)


def ids(blob: bytes) -> array[int]:
    """The questions of a trace: 64 bits each, the lowest first on every machine."""
    found: array[int] = array("q")
    found.frombytes(blob)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def blob(questions: array[int]) -> bytes:
    """The questions of a trace as they are kept."""
    if sys.byteorder == "big":
        questions = questions[:]
        questions.byteswap()
    return questions.tobytes()


@dataclass(slots=True)
class Input:
    """A row of an input; `sum` is over its questions."""

    id: int
    version: str = ""
    sum: int = 0


@dataclass(slots=True)
class Profile:
    """A row of a profile with those of its inputs; `sum` is over its inputs and traces."""

    id: int
    sum: int = 0
    inputs: dict[str, Input] = field(default_factory=dict)

    @property
    def versions(self) -> dict[str, str]:
        """The versions of its inputs, by name."""
        return {name: each.version for name, each in self.inputs.items()}


def input_seal(name: str, row: Input) -> int:
    """The part of an input in the sum of its profile."""
    return _number(seal((name, str(row.id), row.version), to_blob(row.sum)))


def trace_seal(path: str, questions: bytes, problems: bytes, digest: str) -> int:
    """The part of a trace in the sum of its profile."""
    return _number(seal((path, digest), questions, problems))


def question_seal(number: int, question: bytes, answer: str) -> int:
    """The part of a question in the sum of its input."""
    return _number(seal((str(number), answer), question))


def to_blob(total: int) -> bytes:
    """A sum as it is kept."""
    return total.to_bytes(16, "little")


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def read(db: sqlite3.Connection, name: str) -> tuple[Profile, Build] | None:
    """All rows of a profile but its questions, or None where there is none.

    Raises DamagedError unless they are those of one build; sqlite3.DatabaseError, TypeError and
    ValueError for rows that are none at all.
    """
    row = db.execute("SELECT id, sum FROM profiles WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    profile, total = Profile(row[0]), 0
    rows = db.execute("SELECT name, id, version, sum FROM inputs WHERE profile = ?", (row[0],))
    for known_as, number, version, its_sum in rows:
        found = profile.inputs[known_as] = Input(number, version, _number(its_sum))
        total ^= input_seal(known_as, found)
    traces: dict[str, Trace] = {}
    for path, questions, problems, digest in db.execute(
        "SELECT path, questions, problems, digest FROM traces WHERE profile = ?", (row[0],)
    ):
        traces[path] = Trace(ids(questions), problems, digest)
        total ^= trace_seal(path, questions, problems, digest)
    if to_blob(total) != row[1]:
        raise DamagedError("what was kept of the last build is damaged")
    profile.sum = total
    return profile, Build(profile.versions, traces)


def read_questions(db: sqlite3.Connection, name: str, row: Input) -> dict[int, Asked]:
    """The questions of an input by their ids. Raises what `read` does."""
    found: dict[int, Asked] = {}
    total = 0
    for number, question, answer in db.execute(
        "SELECT id, question, answer FROM questions WHERE input = ?", (row.id,)
    ):
        found[number] = Asked(name, question, answer)
        total ^= question_seal(number, question, answer)
    if total != row.sum:
        raise DamagedError(f"what was asked about {name} is damaged")
    return found
