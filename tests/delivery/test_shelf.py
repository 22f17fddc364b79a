"""Where a ledger lies, on every system."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from evangelist.delivery.shelf import address_of


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
