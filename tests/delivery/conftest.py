"""What tests of sending share: an issue that was built, and a command line that never sleeps."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from evangelist.cli import cli, inputs, patience
from tests.cli.test_commands import Said
from tests.sites import NOW, Workspace, site

FILES = """
-- content/newsletters/2026-11.md --
---
title: Faster laptops
date: 2026-11-20
subject: "November: größere Bildschirme"
preheader: What changed for you this month, in two minutes of your time
---
Hello [everybody](https://example.org/newsletters/2026-11/).
"""
SETTINGS = """
newsletter:
  from: "Übermittler <ets@example.org>"
  list: all@example.org
  rate: {rate}
  relay: {{host: {host}, port: {port}, security: {security}{more}}}
"""


@dataclass
class Desk:
    """A site with an issue, and the command line in its folder."""

    made: Workspace
    monkeypatch: pytest.MonkeyPatch
    slept: list[float] = field(default_factory=list)

    @property
    def root(self) -> Path:
        return self.made.root

    def send(self, *arguments: str, typed: str | None = None) -> Said:
        """Run `evangelist send 2026-11`; `typed` is what a person at a terminal types."""
        return self.run("send", "2026-11", *arguments, typed=typed)

    def run(self, *arguments: str, typed: str | None = None) -> Said:
        before = Path.cwd()
        os.chdir(self.root)
        try:
            with self.monkeypatch.context() as patched:
                if typed is not None:
                    patched.setattr(inputs, "on_terminal", lambda: True)
                result = CliRunner().invoke(cli, list(arguments), input=typed)
        finally:
            os.chdir(before)
        error = result.exception
        assert error is None or isinstance(error, SystemExit), repr(error)
        return Said(result.exit_code, result.stdout, result.stderr)

    def settings(
        self,
        port: int,
        *,
        host: str = "127.0.0.1",
        security: str = "none",
        more: str = "",
        rate: int = 0,
    ) -> Desk:
        """Write site.yaml for a mail server, and build."""
        text = SETTINGS.format(host=host, port=port, security=security, more=more, rate=rate)
        text = f"title: Test site\nurl: https://example.org/\n{text}"
        self.made.write_bytes("site.yaml", text.encode())
        self.made.built()
        return self

    def table(self, count: int) -> str:
        """Write a table of recipients; its name."""
        rows = "".join(f"person-{n}@example.org,Person {n}\n" for n in range(count))
        self.made.write_bytes("people.csv", f"email,name\n{rows}".encode())
        return "people.csv"

    def states(self) -> dict[str, str]:
        """The state of each address of the issue, by the ledger."""
        file = self.root / "mail/ledger.sqlite"
        with closing(sqlite3.connect(file)) as db:
            return dict(db.execute("SELECT address, state FROM messages").fetchall())

    def interrupt(self) -> None:
        """Press Ctrl+C."""
        signal.raise_signal(signal.SIGINT)

    @property
    def receipt(self) -> Path:
        return self.root / "content/newsletters/2026-11.sent.json"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A site with an issue. Nobody sleeps; what would have been slept is written down."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    made = Desk(site(tmp_path / "site", FILES), monkeypatch)
    monkeypatch.setattr(patience.Patience, "sleep", lambda _, seconds: made.slept.append(seconds))
    return made


MakeDesk = Callable[[], Desk]
