"""An issue on its way, through the command and to a real server on this machine."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from evangelist.build import issues
from evangelist.build.render import rendered
from evangelist.delivery.ledger import Ledger
from evangelist.delivery.shelf import locked
from evangelist.mail.message import read
from evangelist.outputs.output import Rendered
from evangelist.problems import CODES, Problem
from tests.cli.test_commands import Said
from tests.delivery.conftest import FILES, Desk
from tests.delivery.post import Post, Taken

ADDRESS = re.compile(r"[\w.-]+@[\w.-]+")


def nothing(said: Said, *words: str) -> None:
    """Whether a command has refused, said nothing was sent, and why."""
    assert said.code == 1, said.out
    assert [word for word in words if word not in said.err] == []
    assert "Traceback" not in said.err


# --- looking -----------------------------------------------------------------------------------


def test_without_a_recipient_it_tells_what_it_would_send(desk: Desk) -> None:
    with Post() as post:
        said = desk.settings(post.port).send()
    assert said.code == 0
    assert "November: größere Bildschirme" in said.out
    assert "Übermittler" in said.out
    assert "List-Archive: <https://example.org/newsletters/>" in said.out
    assert " KB (HTML " in said.out
    assert "Nothing was sent. To send it: --to ADDRESS, --list or --each FILE.csv" in said.out
    assert not post.letters


def test_a_dry_run_tells_how_many_and_the_first_three(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port, rate=25)
        said = desk.send("--each", desk.table(412), "--dry-run", "--yes-to", "412")
    assert said.code == 0
    assert (
        "412 recipients, a message each: person-0@example.org, person-1@example.org, " in said.out
    )
    assert "and 409 more" in said.out
    assert "25 a minute, about 16 minutes" in said.out
    assert "Nothing was sent. To send it: --yes-to 412" in said.out
    assert not post.letters
    assert not (desk.root / "mail").exists()


def test_a_program_without_the_number_only_looks(desk: Desk) -> None:
    with Post() as post:
        said = desk.settings(post.port).send("--list")
    assert said.code == 0
    assert "To send it: --yes-to 1" in said.out
    assert not post.letters


@pytest.mark.parametrize(
    "name",
    [
        "2026-11",
        "newsletters/2026-11",
        "content/newsletters/2026-11.md",
        "./content/newsletters/2026-11.md",
        "content\\newsletters\\2026-11.md",
        "output/email/2026-11.eml",
    ],
)
def test_an_issue_has_many_names(desk: Desk, name: str) -> None:
    desk.settings(1)
    assert desk.run("send", name).code == 0


def test_an_issue_that_is_not_there_is_told_with_a_guess(desk: Desk) -> None:
    desk.settings(1)
    nothing(desk.run("send", "2026-12"), "there is no issue '2026-12'", "did you mean 2026-11?")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--to", "a@example.org", "--list"],
        ["--to", "no address"],
        ["--each", "none.csv"],
        ["--report", "--forget"],
        ["--yes-to", "all"],
    ],
)
def test_a_usage_mistake_is_one(desk: Desk, arguments: list[str]) -> None:
    assert desk.settings(1).send(*arguments).code == 2


def test_without_a_relay_it_says_what_to_do(desk: Desk) -> None:
    desk.made.built()
    said = desk.send("--list", "--yes-to", "1")
    nothing(said, "there is no newsletter.relay", "email/2026-11.eml", "newsletter.list")


# --- what may be sent --------------------------------------------------------------------------


def test_what_has_changed_since_the_build_is_refused(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        desk.made.write(FILES.replace("Hello", "Dear"))
        nothing(desk.send("--list", "--yes-to", "1"), "output/email/2026-11", "evangelist build")
        nothing(desk.send("--to", "me@example.org"), "evangelist build")
    assert not post.letters


def test_what_was_never_built_is_refused(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        desk.made.remove("output/email/2026-11.eml")
        nothing(desk.send("--to", "me@example.org"), "2026-11.eml: is not there")
    assert not post.letters


@pytest.mark.parametrize("line", ["draft: true", "publish_on: 2026-12-24"])
def test_what_is_not_published_is_refused(desk: Desk, line: str) -> None:
    with Post() as post:
        desk.made.write(FILES.replace("title:", f"{line}\ntitle:"))
        desk.settings(post.port)
        desk.made.built(drafts=True)
        nothing(desk.send("--list", "--yes-to", "1"), "is not published today")
    assert not post.letters


def test_a_build_with_drafts_is_refused_where_it_shows(desk: Desk) -> None:
    with Post() as post:
        desk.made.write(
            FILES.replace("[everybody](https://example.org/newsletters/2026-11/)", "[x](../x.md)")
        )
        desk.made.write("-- content/x.md --\n---\ntitle: X\ndraft: true\n---\n")
        desk.settings(post.port)
        desk.made.built(drafts=True)
        nothing(desk.send("--list", "--yes-to", "1"), "or drafts were built")
    assert not post.letters


def test_an_error_of_the_site_stops_it(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        desk.made.write("-- content/b.md --\n---\ndate: x\n---\n")
        nothing(desk.send("--to", "me@example.org"), "'x' is not a date")
    assert not post.letters


# --- a test copy -------------------------------------------------------------------------------


def test_a_test_copy_is_marked_and_leaves_no_trace(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        for _ in range(2):
            said = desk.send("--to", "me@example.org", "--to", "you@example.org")
            assert said.code == 0, said.err
        assert desk.send("--list", "--yes-to", "1").code == 0
    *copies, real = post.letters
    assert [letter.recipients for letter in copies] == [
        ("me@example.org",),
        ("you@example.org",),
    ] * 2
    assert {read(letter.data).subject for letter in copies} == {
        "[TEST] November: größere Bildschirme"
    }
    assert read(real.data).subject == "November: größere Bildschirme"
    assert len({letter.id for letter in post.letters}) == 5
    assert "A test copy is on its way to you@example.org." in said.out


def test_a_test_copy_leaves_neither_ledger_nor_receipt(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port).send("--to", "me@example.org")
    assert not (desk.root / "mail").exists()
    assert not desk.receipt.exists()


def test_a_test_copy_that_may_have_arrived_is_told_so(desk: Desk) -> None:
    with Post(lambda stage, *_: "keep" if stage == "DATA" else "") as post:
        said = desk.settings(post.port).send("--to", "me@example.org")
    nothing(said, "It may have reached me@example.org: the connection broke")


def test_a_person_who_ends_test_copies_sees_how_many_were_not_tried(desk: Desk) -> None:
    with Post(taken=lambda _: desk.interrupt()) as post:
        desk.settings(post.port)
        said = desk.send("--to", "a@example.org", "--to", "b@example.org", "--to", "c@example.org")
    nothing(said, "Not tried: 2 more.")
    assert post.recipients == ["a@example.org"]


def test_a_test_copy_that_is_refused_is_told(desk: Desk) -> None:
    with Post(lambda stage, *_: "550 no such user" if stage == "RCPT" else "") as post:
        said = desk.settings(post.port).send("--to", "me@example.org")
    nothing(said, "Not sent to me@example.org: 550 no such user")


# --- the real thing ----------------------------------------------------------------------------


def test_what_arrives_is_what_was_built(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        assert desk.send("--list", "--yes-to", "1").code == 0
    (taken,) = post.letters
    built = (desk.made.output / "email/2026-11.eml").read_bytes()
    assert (taken.sender, taken.recipients) == ("ets@example.org", ("all@example.org",))
    assert read(taken.data) == read(built)
    assert taken.message["Date"]
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", taken.id)
    assert "X-Unsent" not in taken.message


def test_each_of_many_gets_a_message_of_their_own(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        said = desk.send("--each", desk.table(5), "--yes-to", "5")
    assert said.code == 0, said.err
    assert post.recipients == [f"person-{n}@example.org" for n in range(5)]
    assert [read(letter.data).recipient for letter in post.letters] == [
        f'"Person {n}" <person-{n}@example.org>' for n in range(5)
    ]
    assert len({letter.id for letter in post.letters}) == 5
    assert "5 sent" in said.out


@pytest.mark.parametrize("typed, count", [("3\n", 3), ("\n", 0), ("4\n", 0), ("yes\n", 0)])
def test_a_person_types_the_number(desk: Desk, typed: str, count: int) -> None:
    with Post() as post:
        desk.settings(post.port)
        said = desk.send("--each", desk.table(3), typed=typed)
    assert len(post.letters) == count
    assert said.code == (0 if typed in {"3\n", "\n"} else 1)


def test_a_number_may_be_typed_as_it_is_shown(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        said = desk.send("--each", desk.table(1000), typed="1,000\n")
    assert "1,000 recipients, a message each" in said.out
    assert said.code == 0, said.err
    assert len(post.letters) == 1000


def test_a_title_moves_no_cursor(desk: Desk) -> None:
    desk.made.write(FILES.replace("title: Faster", 'title: "\\e]0;x\\a\\x9b2J Faster'))
    text = (desk.root / "content/newsletters/2026-11.md").read_text("utf-8")
    text = text.replace("laptops\n", 'laptops"\n')
    desk.made.write_bytes("content/newsletters/2026-11.md", text.encode())
    said = desk.settings(1).send()
    assert said.out.startswith("?]0;x??2J Faster laptops\n")


def test_a_wrong_number_sends_nothing(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        nothing(desk.send("--each", desk.table(3), "--yes-to", "2"), "3 recipients")
    assert not post.letters


def test_what_was_sent_is_not_sent_again(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        table = desk.table(3)
        desk.send("--each", table, "--yes-to", "3")
        again = desk.send("--each", table, "--yes-to", "3")
        other = desk.send("--list", "--yes-to", "1")
    assert len(post.letters) == 3
    assert again.code == other.code == 0
    assert "It was sent before; nobody is left to send it to." in again.out


def test_other_words_are_not_sent_after_the_first(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        desk.send("--list", "--yes-to", "1")
        desk.made.write(FILES.replace("Hello", "Dear")).built()
        nothing(desk.send("--list", "--yes-to", "1"), "was sent on ", "write a correction")
        desk.receipt.unlink()
        nothing(desk.send("--list", "--yes-to", "1"), "was sent on ")
    assert len(post.letters) == 1


# --- the receipt -------------------------------------------------------------------------------


def test_the_receipt_has_no_address(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        said = desk.send("--each", desk.table(3), "--yes-to", "3")
    text = desk.receipt.read_text("utf-8")
    assert ADDRESS.search(text) is None
    value = json.loads(text)
    assert value["issue"] == "newsletters/2026-11"
    assert (value["recipients"], value["sent"], value["sent as"]) == (3, 3, "single messages")
    assert value["by"] == "Übermittler"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", value["finished"])
    assert "Commit content/newsletters/2026-11.sent.json" in said.out


def test_a_receipt_stops_a_colleague_without_the_ledger(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        desk.send("--list", "--yes-to", "1")
        for file in (desk.root / "mail").iterdir():
            file.unlink()
        nothing(desk.send("--list", "--yes-to", "1"), "2026-11.sent.json", "was sent, on ")
        nothing(desk.send("--each", desk.table(2), "--yes-to", "2"), "remove content/newsletters/")
        assert len(post.letters) == 1
        desk.receipt.unlink()
        assert desk.send("--list", "--yes-to", "1").code == 0
    assert len(post.letters) == 2


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"{" * 99_999])
def test_a_damaged_receipt_is_still_one(desk: Desk, data: bytes) -> None:
    with Post() as post:
        desk.settings(post.port)
        desk.receipt.write_bytes(data)
        nothing(desk.send("--list", "--yes-to", "1"), "receipt of an issue that was sent")
    assert not post.letters


def test_the_receipt_is_there_before_the_first_message(desk: Desk) -> None:
    def look(taken: Taken) -> None:
        assert json.loads(desk.receipt.read_text("utf-8"))["finished"] == ""

    with Post(taken=look) as post:
        desk.settings(post.port)
        assert desk.send("--list", "--yes-to", "1").code == 0
    assert json.loads(desk.receipt.read_text("utf-8"))["finished"]


def test_a_receipt_that_cannot_be_written_at_the_end_costs_nobody(desk: Desk) -> None:
    def hinder(taken: Taken) -> None:
        desk.receipt.unlink()
        desk.receipt.mkdir()

    with Post(taken=hinder) as post:
        desk.settings(post.port)
        said = desk.send("--list", "--yes-to", "1")
        nothing(said, "cannot be written", "give the same command again: nobody gets it twice")
        desk.receipt.rmdir()
        assert desk.send("--list", "--yes-to", "1").code == 0
    assert len(post.letters) == 1
    assert json.loads(desk.receipt.read_text("utf-8"))["sent"] == 1


def test_a_receipt_is_not_published(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        desk.send("--list", "--yes-to", "1")
        before = desk.made.tree()
        assert desk.made.built().tree() == before
    assert not [problem for problem in desk.made.report.problems if "sent.json" in str(problem)]


def test_a_lost_receipt_is_written_again(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        desk.send("--list", "--yes-to", "1")
        desk.receipt.unlink()
        assert desk.send("--list", "--yes-to", "1").code == 0
    assert desk.receipt.exists()
    assert len(post.letters) == 1


# --- age ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("day, age", [("2026-11-01", "it is from 2026-11-01"), ("", "no date")])
def test_an_old_issue_that_nobody_knows_of_needs_a_word(desk: Desk, day: str, age: str) -> None:
    with Post() as post:
        desk.made.write(FILES.replace("date: 2026-11-20", f"date: {day}"))
        desk.settings(post.port)
        nothing(desk.send("--list", "--yes-to", "1"), age, "--late")
        assert not post.letters
        assert desk.send("--to", "me@example.org").code == 0
        assert desk.send("--list", "--yes-to", "1", "--late").code == 0
    assert len(post.letters) == 2


# --- what servers say --------------------------------------------------------------------------


def test_a_5xx_is_final_for_its_recipient(desk: Desk) -> None:
    def told(stage: str, number: int, address: str) -> str:
        return (
            "550 5.1.1 <person-1@example.org> unknown" if stage == "RCPT" and "1" in address else ""
        )

    with Post(told) as post:
        desk.settings(post.port)
        table = desk.table(3)
        said = desk.send("--each", table, "--yes-to", "3")
        again = desk.send("--each", table, "--yes-to", "3")
    assert said.code == 1
    assert "rejected  person-1@example.org  550 5.1.1 (address) unknown" in said.out
    assert again.code == 1
    assert post.asked["RCPT"] == 3
    assert post.recipients == ["person-0@example.org", "person-2@example.org"]
    assert "person" not in desk.receipt.read_text("utf-8")


def test_a_4xx_is_tried_again_with_growing_pauses(desk: Desk) -> None:
    def told(stage: str, number: int, address: str) -> str:
        return "451 later" if stage == "RCPT" and number <= 4 else ""

    with Post(told) as post:
        desk.settings(post.port)
        said = desk.send("--each", desk.table(3), "--yes-to", "3")
    assert said.code == 0, said.err
    assert desk.slept == [5.0, 10.0, 20.0, 30.0, 40.0, 300.0]
    assert sorted(post.recipients) == [f"person-{n}@example.org" for n in range(3)]


def test_who_is_put_off_for_long_is_gone_on_with_by_the_next_send(desk: Desk) -> None:
    patient = [False]

    def told(stage: str, number: int, address: str) -> str:
        return "451 later" if stage == "DATA" and "1" in address and not patient[0] else ""

    with Post(told) as post:
        desk.settings(post.port)
        table = desk.table(3)
        first = desk.send("--each", table, "--yes-to", "3")
        assert first.code == 1
        assert "deferred  person-1@example.org  451 later" in first.out
        assert json.loads(desk.receipt.read_text("utf-8"))["finished"] == ""
        patient[0] = True
        second = desk.send("--yes-to", "1")
    assert second.code == 0, second.err
    assert sorted(post.recipients) == [f"person-{n}@example.org" for n in range(3)]


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_a_421_is_answered_by_coming_back(desk: Desk, stage: str) -> None:
    def told(at: str, number: int, address: str) -> str:
        return "421 going down" if at == stage and number % 3 == 2 else ""

    with Post(told) as post:
        desk.settings(post.port)
        said = desk.send("--each", desk.table(7), "--yes-to", "7")
    assert said.code == 0, said.err
    assert post.recipients == [f"person-{n}@example.org" for n in range(7)]


def test_twenty_failures_in_a_row_end_it(desk: Desk) -> None:
    with Post(lambda stage, *_: "550 no" if stage == "RCPT" else "") as post:
        desk.settings(post.port)
        said = desk.send("--each", desk.table(50), "--yes-to", "50")
    assert post.asked["RCPT"] == 20
    nothing(said, "20 failures in a row")
    assert "30 not sent yet" in said.out


def test_a_server_that_refuses_the_sender_costs_nobody(desk: Desk) -> None:
    with Post(lambda stage, *_: "550 not you" if stage == "MAIL" else "") as post:
        desk.settings(post.port)
        said = desk.send("--each", desk.table(3), "--yes-to", "3")
    nothing(said, "the server takes nothing from this sender: 550 not you")
    assert post.asked["MAIL"] == 1
    assert "rejected" not in said.out


def test_an_issue_that_reached_nobody_may_begin_anew(desk: Desk) -> None:
    """The list may not be written to yet; once it may, the same command does it."""
    allowed = [False]

    def told(stage: str, number: int, address: str) -> str:
        return (
            "550 5.7.1 not allowed to send to this list"
            if stage == "RCPT" and not allowed[0]
            else ""
        )

    with Post(told) as post:
        desk.settings(post.port)
        said = desk.send("--list", "--yes-to", "1")
        assert said.code == 1
        assert "Nobody has got it." in said.out
        assert not desk.receipt.exists()
        allowed[0] = True
        assert desk.send("--list", "--yes-to", "1").code == 0
    assert len(post.letters) == 1
    assert set(desk.states().values()) == {"sent"}
    assert desk.receipt.exists()


def test_other_words_may_follow_what_reached_nobody(desk: Desk) -> None:
    allowed = [False]

    def told(stage: str, number: int, address: str) -> str:
        return "450 later" if stage == "RCPT" and not allowed[0] else ""

    with Post(told) as post:
        desk.settings(post.port)
        table = desk.table(3)
        desk.send("--each", table, "--yes-to", "3")
        allowed[0] = True
        desk.made.write(FILES.replace("Hello", "Dear")).built()
        said = desk.send("--each", table, "--yes-to", "3")
    assert said.code == 0, said.err
    assert len(post.letters) == 3
    assert len(desk.states()) == 3


def test_an_old_copy_of_the_ledger_is_seen(desk: Desk) -> None:
    late = [False]

    def told(stage: str, number: int, address: str) -> str:
        return "450 later" if stage == "RCPT" and "1@" not in address and not late[0] else ""

    with Post(told) as post:
        desk.settings(post.port)
        table = desk.table(5)
        desk.send("--each", table, "--yes-to", "5")
        file = desk.root / "mail/ledger.sqlite"
        old = file.read_bytes()
        late[0] = True
        desk.send("--each", table, "--yes-to", "4")
        assert len(post.letters) == 5
        file.write_bytes(old)
        nothing(desk.send("--each", table, "--yes-to", "4"), "this old copy of the ledger")
    assert len(post.letters) == 5


def test_mixed_answers_end_in_the_truth(desk: Desk) -> None:
    def told(stage: str, number: int, address: str) -> str:
        person = int(re.sub(r"\D", "", address) or 0)
        if stage == "RCPT" and person % 7 == 3:
            return "550 gone"
        if stage == "DATA" and person % 11 == 5 and number % 2:
            return "421 busy"
        return "450 later" if stage == "RCPT" and number % 13 == 0 else ""

    with Post(told) as post:
        desk.settings(post.port)
        desk.send("--each", desk.table(100), "--yes-to", "100")
    gone = {f"person-{n}@example.org" for n in range(100) if n % 7 == 3}
    assert len(post.recipients) == len(set(post.recipients))
    states = desk.states()
    assert {address for address, state in states.items() if state == "rejected"} == gone
    assert {a for a, state in states.items() if state == "sent"} == {*post.recipients}
    assert len(states) == 100


# --- looking back ------------------------------------------------------------------------------


def test_the_report_is_told_again(desk: Desk) -> None:
    with Post(
        lambda stage, _, address: "550 no" if "1@" in address and stage == "RCPT" else ""
    ) as post:
        desk.settings(post.port)
        desk.send("--each", desk.table(3), "--yes-to", "3")
    said = desk.send("--report")
    assert said.code == 0
    assert "newsletters/2026-11 to 3 recipients, begun " in said.out
    assert "2 sent" in said.out
    assert "rejected  person-1@example.org  550 no" in said.out


def test_nothing_is_known_of_what_was_not_sent(desk: Desk) -> None:
    desk.settings(1)
    nothing(desk.send("--report"), "nothing is known of")
    nothing(desk.send("--forget"), "nothing is known of")
    assert not (desk.root / "mail").exists()


def test_what_is_forgotten_is_in_no_file_and_still_counts(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        table = desk.table(30)
        desk.send("--each", table, "--yes-to", "30")
        said = desk.send("--forget")
        assert said.code == 0, said.err
        assert "Forgotten: 30 addresses." in said.out
        (desk.root / table).unlink()
        left = b"".join(file.read_bytes() for file in (desk.root / "mail").iterdir())
        assert b"person-" not in left
        desk.table(30)
        assert desk.send("--each", table, "--yes-to", "30").code == 0
        desk.receipt.unlink()
        assert desk.send("--each", table, "--yes-to", "30").code == 0
    assert len(post.letters) == 30
    report = desk.send("--report")
    assert "30 sent" in report.out
    assert "The addresses were forgotten on" in report.out


def test_to_give_up_on_the_rest_wants_their_number(desk: Desk) -> None:
    with Post(lambda stage, *_: "450 later" if stage == "RCPT" else "") as post:
        desk.settings(post.port)
        desk.send("--each", desk.table(3), "--yes-to", "3")
        nothing(desk.send("--forget"), "3 have not got it", "--yes-to 3")
        assert len(desk.states()) == 3
        assert desk.send("--forget", "--yes-to", "3").code == 0
    assert desk.states() == {}


# --- the ledger is in the way ------------------------------------------------------------------


def test_half_an_issue_stops_other_words(desk: Desk) -> None:
    with Post(
        lambda stage, _, address: "450 no" if stage == "RCPT" and "1@" in address else ""
    ) as post:
        desk.settings(post.port)
        table = desk.table(3)
        desk.send("--each", table, "--yes-to", "3")
        desk.made.write(FILES.replace("Hello", "Dear")).built()
        said = desk.send("--each", table, "--yes-to", "3")
    nothing(said, "is half sent in other words: 2 of 3", "--forget")
    assert len(post.letters) == 2


def test_the_list_is_frozen_when_it_begins(desk: Desk) -> None:
    late = [False]

    def told(stage: str, number: int, address: str) -> str:
        return "450 later" if stage == "RCPT" and "1@" in address and not late[0] else ""

    with Post(told) as post:
        desk.settings(post.port)
        desk.send("--each", desk.table(3), "--yes-to", "3")
        late[0] = True
        said = desk.send("--each", desk.table(6), "--yes-to", "3")
    assert said.code == 0, said.err
    assert "3 of this list came after the sending began" in said.out
    assert sorted(post.recipients) == [f"person-{n}@example.org" for n in range(3)]


def test_what_began_one_way_goes_on_that_way(desk: Desk) -> None:
    with Post(lambda stage, *_: "450 later" if stage == "RCPT" else "") as post:
        desk.settings(post.port)
        desk.send("--each", desk.table(3), "--yes-to", "3")
        nothing(desk.send("--list", "--yes-to", "1"), "was begun as single messages")


@pytest.mark.parametrize("damage", [b"", b"not a database, but long enough to be one" * 9])
def test_a_damaged_ledger_stops_everything(desk: Desk, damage: bytes) -> None:
    with Post() as post:
        desk.settings(post.port)
        file = desk.root / "mail/ledger.sqlite"
        file.parent.mkdir()
        file.write_bytes(damage)
        nothing(desk.send("--list", "--yes-to", "1"), "mail/ledger.sqlite: cannot be used")
        nothing(desk.send("--report"), "cannot be used")
        assert file.read_bytes() == damage
    assert not post.letters


def test_a_ledger_with_a_broken_page_stops_everything(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        desk.send("--each", desk.table(99), "--yes-to", "99")
        file = desk.root / "mail/ledger.sqlite"
        data = bytearray(file.read_bytes())
        data[4096 : 4096 * 4] = bytes(4096 * 3)
        file.write_bytes(data)
        nothing(desk.send("--list", "--yes-to", "1"), "cannot be used")
    assert len(post.letters) == 99


def test_half_a_ledger_is_a_damaged_one(desk: Desk) -> None:
    desk.settings(1)
    (desk.root / "mail").mkdir()
    (desk.root / "mail/ledger.sqlite-wal").write_bytes(b"rest")
    nothing(desk.send("--list", "--yes-to", "1"), "ledger.sqlite-wal is there without it")


def test_the_ledger_stays_out_of_git(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port).send("--list", "--yes-to", "1")
    rules = (desk.root / "mail/.gitignore").read_text("utf-8").splitlines()
    assert {"/ledger.sqlite*", "*.csv"} <= set(rules)


def test_the_ledger_can_lie_elsewhere_and_tables_beside_it_are_not_hidden(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        text = (desk.root / "site.yaml").read_text("utf-8")
        desk.made.write_bytes("site.yaml", f"{text}  ledger: who.sqlite\n".encode())
        assert desk.send("--list", "--yes-to", "1").code == 0
    assert (desk.root / "who.sqlite").is_file()
    assert "*.csv" not in (desk.root / ".gitignore").read_text("utf-8")


@pytest.mark.parametrize("ledger", ["content/x.sqlite", "Output/x.sqlite", "mail/../content/x"])
def test_a_ledger_is_never_published(desk: Desk, ledger: str) -> None:
    """On Windows and macOS, `Output/` is `output/`."""
    desk.settings(1)
    text = (desk.root / "site.yaml").read_text("utf-8")
    desk.made.write_bytes("site.yaml", f"{text}  ledger: {ledger}\n".encode())
    nothing(desk.send("--list", "--yes-to", "1"), "newsletter.ledger")


def test_a_ledger_where_the_site_is_built_is_refused(desk: Desk) -> None:
    desk.settings(1)
    text = (desk.root / "site.yaml").read_text("utf-8")
    desk.made.write_bytes("site.yaml", f"{text}  ledger: public/who.sqlite\n".encode())
    assert desk.run("build", "--output", "public").code == 0
    for way in (["--list", "--yes-to", "1"], ["--to", "me@example.org"]):
        nothing(desk.send(*way, "--output", "public"), "newsletter.ledger lies in public/")
    assert not (desk.root / "public/who.sqlite").exists()


def test_deleting_what_was_built_and_kept_sends_nothing_twice(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port)
        table = desk.table(3)
        desk.send("--each", table, "--yes-to", "3")
        for name in (".evangelist", "output"):
            _remove(desk.root / name)
        desk.made.built()
        assert desk.send("--each", table, "--yes-to", "3").code == 0
    assert len(post.letters) == 3


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()


def test_a_recipient_in_the_content_is_refused(desk: Desk) -> None:
    desk.settings(1)
    desk.made.write_bytes("content/people.csv", b"email\na@example.org\n")
    nothing(
        desk.send("--each", "content/people.csv", "--yes-to", "1"),
        "content/people.csv: lies in content/, and addresses would be published",
    )


def test_a_person_who_ends_it_sees_where_it_stands(desk: Desk) -> None:
    def interrupt(taken: Taken) -> None:
        if len(post.letters) == 3:
            desk.interrupt()

    with Post(taken=interrupt) as post:
        desk.settings(post.port)
        table = desk.table(9)
        said = desk.send("--each", table, "--yes-to", "9")
        assert said.code == 1
        assert "Ended early: you ended it." in said.err
        assert "3 sent" in said.out
        assert "6 not sent yet" in said.out
        assert "give the same command again" in said.out
        assert desk.send("--each", table, "--yes-to", "9").code == 0
    assert post.recipients == [f"person-{n}@example.org" for n in range(9)]


def test_only_one_sends_at_a_time(desk: Desk) -> None:
    with Post() as post, locked(desk.root / "mail/ledger.sqlite"):
        desk.settings(post.port)
        nothing(desk.send("--list", "--yes-to", "1"), "somebody is sending from here right now")
    assert not post.letters


def test_a_ledger_is_never_opened_by_a_dry_run_that_finds_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Ledger(tmp_path / "none.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_what_the_preflight_warns_of_stops_all_but_a_test_copy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(*arguments: Any) -> Rendered:
        made = rendered(*arguments)
        return Rendered(made.data, (Problem("email-odd", "is odd", "content/x.md", 3),))

    monkeypatch.setitem(CODES, "email-odd", ("warning", "Odd."))
    monkeypatch.setattr(issues, "rendered", odd)
    with Post() as post:
        desk.settings(post.port)
        nothing(desk.send("--list", "--yes-to", "1"), "content/x.md:3:1: is odd")
        said = desk.send("--to", "me@example.org")
    assert said.code == 0
    assert "warning: content/x.md:3:1: is odd" in said.err
    assert post.recipients == ["me@example.org"]
