"""Ways by which an issue could go out twice, or to fewer than somebody is told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.delivery.conftest import Desk
from tests.delivery.post import Post
from tests.delivery.test_send import nothing


@contextmanager
def another_computer(desk: Desk) -> Iterator[None]:
    """The same folder as a colleague has it: texts and receipts, and a ledger of their own."""
    ours, theirs = desk.root / "mail", desk.root / "ours"
    ours.rename(theirs)
    yield
    for file in ours.iterdir():
        file.unlink()
    ours.rmdir()
    theirs.rename(ours)


class Server:
    """A server that takes nothing from anybody until it is told to."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def told(self, stage: str, number: int, address: str) -> str:
        return self.answer if stage == "RCPT" else ""


def test_who_failed_does_not_send_what_a_colleague_has_sent(desk: Desk) -> None:
    """One may not write to the list and asks a colleague, who may."""
    server = Server("550 5.7.1 you may not write to this list")
    with Post(server.told) as post:
        desk.settings(post.port)
        assert desk.send("--list", "--yes-to", "1").code == 1
        server.answer = ""
        with another_computer(desk):
            assert desk.send("--list", "--yes-to", "1").code == 0
        nothing(desk.send("--list", "--yes-to", "1"), "2026-11.sent.json", "was sent, on ")
    assert len(post.letters) == 1


def test_who_has_begun_does_not_go_on_where_a_colleague_is_at_it(desk: Desk) -> None:
    """Their receipt is there before their first message, and says that nobody has it yet."""
    server = Server("450 later")
    with Post(server.told) as post:
        desk.settings(post.port)
        assert desk.send("--list", "--yes-to", "1").code == 1
        theirs = json.loads(desk.receipt.read_text("utf-8")) | {"begun": "2026-11-19T08:00:00Z"}
        desk.receipt.write_text(json.dumps(theirs), "utf-8")
        server.answer = ""
        nothing(desk.send("--list", "--yes-to", "1"), "sent from another computer")
    assert not post.letters


def test_an_old_copy_of_the_ledger_is_seen_where_somebody_may_have_it(desk: Desk) -> None:
    """The line broke after the last dot: nothing is known to be sent, and it may be there."""
    server = Server("450 later")

    def told(stage: str, number: int, address: str) -> str:
        return "keep" if stage == "DATA" else server.told(stage, number, address)

    with Post(told) as post:
        desk.settings(post.port)
        desk.send("--list", "--yes-to", "1")
        old = (desk.root / "mail/ledger.sqlite").read_bytes()
        server.answer = ""
        assert desk.send("--list", "--yes-to", "1").code == 1
        assert set(desk.states().values()) == {"uncertain"}
        (desk.root / "mail/ledger.sqlite").write_bytes(old)
        nothing(desk.send("--list", "--yes-to", "1"), "this old copy of the ledger")
    assert len(post.letters) == 1


def test_when_nobody_has_got_it_the_same_command_leaves_nobody_out(desk: Desk) -> None:
    """After twenty failures the server is mended: those twenty are not given up."""
    server = Server("550 5.7.1 relaying denied")
    with Post(server.told) as post:
        desk.settings(post.port)
        table = desk.table(50)
        assert "Nobody has got it." in desk.send("--each", table, "--yes-to", "50").out
        server.answer = ""
        said = desk.send("--each", table, "--yes-to", "50")
    assert said.code == 0, said.err
    assert sorted(post.recipients) == sorted(f"person-{n}@example.org" for n in range(50))


def test_what_was_forgotten_before_it_reached_anybody_was_not_sent(desk: Desk) -> None:
    server = Server("450 later")
    with Post(server.told) as post:
        desk.settings(post.port)
        table = desk.table(3)
        desk.send("--each", table, "--yes-to", "3")
        assert desk.send("--forget", "--yes-to", "3").code == 0
        server.answer = ""
        said = desk.send("--each", table, "--yes-to", "3")
    assert said.code == 0, said.err
    assert "It was sent before" not in said.out
    assert len(post.letters) == 3


@pytest.mark.parametrize(
    "old, new",
    [("2026-11.md", "2026-12"), ("2026-11/index.md", "2026-12/index.md")],
)
def test_an_issue_that_moves_takes_its_receipts_along(desk: Desk, old: str, new: str) -> None:
    folder = desk.root / "content/newsletters"
    text = (folder / "2026-11.md").read_bytes()
    (folder / "2026-11.md").unlink()
    desk.made.write_bytes(f"content/newsletters/{old}", text)
    desk.made.write_bytes("content/newsletters/2026-11b.sent.json", b"{}")
    with Post() as post:
        desk.settings(post.port)
        assert desk.send("--list", "--yes-to", "1").code == 0
        said = desk.run("move", f"newsletters/{old}", f"newsletters/{new}")
        assert said.code == 0, said.err
        desk.made.built()
        again = desk.run("send", "2026-12", "--list", "--yes-to", "1")
    nothing(again, "2026-12.sent.json: this is the receipt of an issue that was sent")
    assert len(post.letters) == 1
    assert [file.name for file in folder.rglob("2026-11*.sent.json")] == ["2026-11b.sent.json"]


def test_what_is_left_uncertain_by_a_crash_is_told_without_a_question(desk: Desk) -> None:
    """Nobody is left to send to, so no number has to be given."""
    with Post() as post:
        desk.settings(post.port)
        table = desk.table(2)
        desk.send("--each", table, "--yes-to", "2")
        with closing(sqlite3.connect(desk.root / "mail/ledger.sqlite")) as db, db:
            db.execute("UPDATE messages SET state = 'sending' WHERE number = 1")
            db.execute("UPDATE sendings SET finished = ''")
        said = desk.send("--each", table)
    assert said.code == 1
    assert "--yes-to 0" not in said.out
    assert "uncertain person-1@example.org" in said.out
    assert len(post.letters) == 2


def test_who_has_had_another_variant_of_the_issue_does_not_get_it_again(desk: Desk) -> None:
    text = (desk.root / "content/newsletters/2026-11.md").read_text("utf-8")
    text = text.replace("title:", "variants: [staff, students]\ntitle:")
    desk.made.write_bytes("content/newsletters/2026-11.md", text.encode())
    with Post() as post:
        desk.settings(post.port)
        desk.send("--audience", "staff", "--each", desk.table(3), "--yes-to", "3")
        said = desk.send("--audience", "students", "--each", desk.table(5), "--dry-run")
        other = desk.send("--each", desk.table(1), "--dry-run")
        alone = desk.send("--audience", "staff", "--each", desk.table(3), "--dry-run")
    words = "had this issue already, as newsletters/2026-11.staff"
    assert f"person-2@example.org {words}" in said.err
    assert f"person-0@example.org {words}" in other.err
    assert "had this issue" not in alone.err
