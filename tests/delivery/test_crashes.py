"""Processes that are killed while they send, and two that send at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.delivery.conftest import Desk
from tests.delivery.post import Post
from tests.sites import NOW

STAGES = ("DATA", "RCPT", "taken", "MAIL", "connect", "data", "EHLO")
"""Where a process is killed; `taken` is after the server has the message and before it says so."""


class Killer:
    """Kills the process that sends, each time at another place."""

    def __init__(self, every: int, kills: int) -> None:
        self._every, self._left = every, kills
        self._seen = 0
        self.child: subprocess.Popen[bytes] | None = None
        self.killed: list[str] = []

    def told(self, stage: str, number: int, address: str) -> str:
        if stage == "MAIL":
            self._seen += 1
        wanted = STAGES[len(self.killed) % len(STAGES)]
        is_due = self._seen >= self._every or wanted in {"connect", "EHLO"}
        if is_due and stage == wanted:
            self._kill(stage)
        return ""

    def taken(self, letter: object) -> None:
        self.told("taken", 0, "")

    def _kill(self, stage: str) -> None:
        if self.child and self._left:
            self._left -= 1
            self._seen = 0
            self.killed.append(stage)
            self.child.kill()


def _command(*arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", "evangelist", "send", "2026-11", *arguments]


def _started(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    return subprocess.Popen(
        _command(*arguments),
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


@pytest.mark.parametrize(
    "recipients, kills", [(1000, 4), pytest.param(10_000, 20, marks=pytest.mark.soak)]
)
def test_killed_again_and_again_nobody_gets_it_twice(
    desk: Desk, recipients: int, kills: int
) -> None:
    killer = Killer(recipients // (kills + 2), kills)
    with Post(killer.told, taken=killer.taken) as post:
        desk.settings(post.port)
        table = desk.table(recipients)
        while True:
            child = killer.child = _started(desk.root, "--each", table, "--yes-to", f"{recipients}")
            said, _ = child.communicate()
            _is_true(desk, post, recipients)
            if child.returncode in {0, 1}:
                break
    assert len(killer.killed) == kills, said.decode()
    states = desk.states()
    assert set(states.values()) == {"sent", "uncertain"}
    uncertain = {address for address, state in states.items() if state == "uncertain"}
    assert len(uncertain) <= kills
    assert len({*post.recipients} | uncertain) == recipients
    assert f"{len(uncertain)} uncertain" in said.decode()


def _is_true(desk: Desk, post: Post, recipients: int) -> None:
    """At each moment: nobody twice, what is `sent` has arrived, what has not left is `queued`."""
    states = desk.states()
    received = {*post.recipients}
    assert len(post.recipients) == len(received)
    assert len(states) == recipients
    for address, state in states.items():
        assert state != "sent" or address in received
        assert state not in {"queued", "deferred"} or address not in received


@pytest.mark.parametrize("pairs", [3, pytest.param(50, marks=pytest.mark.soak)])
def test_two_at_once_send_it_once(desk: Desk, pairs: int) -> None:
    with Post() as post:
        for number in range(pairs):
            name = f"2026-11-{number + 1}"
            text = f"---\ntitle: Issue {number}\ndate: 2026-11-20\n---\nHello.\n"
            desk.made.write_bytes(f"content/newsletters/{name}.md", text.encode())
        desk.settings(post.port)
        table = desk.table(20)
        for number in range(pairs):
            post.letters.clear()
            _race(desk.root, f"2026-11-{number + 1}", table)
            assert sorted(post.recipients) == sorted(f"person-{n}@example.org" for n in range(20))


def _race(root: Path, issue: str, table: str) -> None:
    commands = [
        sys.executable,
        "-m",
        "evangelist",
        "send",
        issue,
        "--each",
        table,
        "--yes-to",
        "20",
    ]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    both = [
        subprocess.Popen(
            commands, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for _ in range(2)
    ]
    said = [child.communicate()[0].decode() for child in both]
    codes = sorted(child.returncode for child in both)
    assert codes in ([0, 0], [0, 1]), said
    assert not [text for text in said if "Traceback" in text]
