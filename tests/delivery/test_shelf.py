"""Where a ledger lies, on every system."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from evangelist.delivery.shelf import _make, address_of, opened


@pytest.mark.parametrize(
    "file, address",
    [
        (PurePosixPath("/home/ann/my site/50%?#.sqlite"), "/home/ann/my%20site/50%25%3F%23.sqlite"),
        (PureWindowsPath(r"C:\Users\Zoë\x.sqlite"), "/C:/Users/Zo%C3%AB/x.sqlite"),
        (PureWindowsPath(r"\\server\homes\ann\x.sqlite"), "//server/homes/ann/x.sqlite"),
    ],
)
def test_a_ledger_has_an_address_on_every_system(file: PurePath, address: str) -> None:
    """A home folder on a server has two slashes more: SQLite takes no name of a server."""
    assert address_of(file) == f"file://{address}?mode=rw"


def test_who_looks_into_a_new_ledger_keeps_nobody_from_it(tmp_path: Path) -> None:
    """Another one may look at the moment when it has been made, and before it is opened."""
    file = tmp_path / "ledger.sqlite"
    _make(file)
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM sendings").fetchall()
        opened(file, make=False).close()
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
