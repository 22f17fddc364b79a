"""Single messages with marks, and variants for audiences: who reads what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evangelist.mail.message import read
from tests.delivery.conftest import Desk
from tests.delivery.post import Post
from tests.delivery.test_send import nothing

ISSUE = """
-- content/newsletters/2026-11.md --
---
title: Faster laptops
date: 2026-11-20
subject: "For {{first_name}}"
preheader: What changed for you this month, in two minutes of your time
merge:
  - {name: first_name, otherwise: colleagues}
  - {name: unit%s}
variants: [staff]
---
Dear {{first_name}} of {{unit}}: `{{code}}`, [look](https://example.org/newsletters/2026-11/).

> [!FOR students]
> A word to students.
"""
OTHERWISE = ", otherwise: your unit"


@pytest.fixture
def marked(desk: Desk) -> Desk:
    desk.made.write(ISSUE % OTHERWISE)
    return desk


def table(desk: Desk, text: str) -> str:
    desk.made.write_bytes("people.csv", text.encode())
    return "people.csv"


def test_each_reads_their_own_words(marked: Desk) -> None:
    rows = "email,First name,UNIT\na@example.org,Zoë <b>,R&D\nb@example.org,,Law\n"
    with Post() as post:
        marked.settings(post.port)
        assert marked.send("--each", table(marked, rows), "--yes-to", "2").code == 0
    first, second = (read(letter.data) for letter in post.letters)
    assert first.subject == "For Zoë <b>"
    assert "Dear Zoë <b> of R&D: {{code}}" in " ".join(first.text.split())
    assert "Dear Zoë &lt;b&gt; of R&amp;D" in " ".join(first.html.split())
    assert second.subject == "For colleagues"
    assert "of Law" in second.text


def test_a_list_reads_the_words_for_everybody(marked: Desk) -> None:
    with Post() as post:
        marked.settings(post.port)
        assert marked.send("--list", "--yes-to", "1").code == 0
    (letter,) = post.letters
    assert "Dear colleagues of your unit: {{code}}" in " ".join(read(letter.data).text.split())


def test_every_missing_word_is_named_before_anything_leaves(desk: Desk) -> None:
    desk.made.write(ISSUE % "")
    rows = "email,unit\na@example.org,Law\nb@example.org,\nc@example.org, \n"
    with Post() as post:
        desk.settings(post.port)
        said = desk.send("--each", table(desk, rows), "--yes-to", "3")
        nothing(said, "b@example.org has no unit", "c@example.org has no unit")
        nothing(desk.send("--list", "--yes-to", "1"), "everybody on the list would read {{unit}}")
    assert not post.letters


@pytest.mark.parametrize("sign", ["\x85", "\x9b", "\u2028", "\0"])
def test_a_word_that_would_break_out_of_the_subject_stops_it(marked: Desk, sign: str) -> None:
    rows = f'email,first_name\na@example.org,"x{sign}Bcc: spy@example.com"\n'
    with Post() as post:
        marked.settings(post.port)
        said = marked.send("--each", table(marked, rows), "--yes-to", "1")
    assert said.code == 1
    assert not post.letters


def test_who_was_put_off_gets_their_own_words_later(marked: Desk) -> None:
    rows = "email,first_name\na@example.org,Ann\nb@example.org,Bo\n"
    later: list[str] = []

    def told(stage: str, _: int, address: str) -> str:
        return "450 not now" if stage == "RCPT" and address.startswith("b") and not later else ""

    with Post(told) as post:
        marked.settings(post.port)
        assert marked.send("--each", table(marked, rows), "--yes-to", "2").code == 1
        later.append("now")
        (marked.root / "people.csv").unlink()
        assert marked.send("--yes-to", "1").code == 0
    assert [read(letter.data).subject for letter in post.letters] == ["For Ann", "For Bo"]


LISTS = "\n  lists: {STAFF: staff@example.org}"


def with_lists(desk: Desk, port: int) -> None:
    desk.settings(port)
    text = (desk.root / "site.yaml").read_text("utf-8")
    text = text.replace("  list: all@example.org", f"  list: all@example.org{LISTS}")
    desk.made.write_bytes("site.yaml", text.encode())
    desk.made.built()


def test_a_table_without_the_column_of_a_mark_is_told_before(marked: Desk) -> None:
    rows = "email,First name\na@example.org,Zoë\nb@example.org,\n"
    with Post() as post:
        marked.settings(post.port)
        said = marked.send("--each", table(marked, rows)).out
    assert "{{first_name}}: 1 of 2 have their own, others read 'colleagues'" in said
    assert "{{unit}}: 0 of 2 have their own, others read 'your unit'" in said
    assert "subject for a@example.org: For Zoë" in said


def test_a_test_copy_can_be_read_as_the_first_of_a_table_will(marked: Desk) -> None:
    rows = "email,first_name\na@example.org,Zoë\nb@example.org,Bo\n"
    with Post() as post:
        marked.settings(post.port)
        assert marked.send("--to", "me@example.org", "--each", table(marked, rows)).code == 0
    assert post.recipients == ["me@example.org"]
    assert read(post.letters[0].data).subject == "[TEST] For Zoë"


def test_nobody_gets_an_issue_twice_as_two_variants(marked: Desk) -> None:
    rows = "email\na@example.org\nb@example.org\n"
    with Post() as post:
        marked.settings(post.port)
        assert marked.send("--each", table(marked, rows), "--yes-to", "2").code == 0
        again = table(marked, "email\nb@example.org\nc@example.org\n")
        said = marked.send("--audience", "staff", "--each", again, "--yes-to", "2")
        nothing(said, "b@example.org had this issue already, as newsletters/2026-11")
        other = table(marked, "email\nc@example.org\n")
        assert marked.send("--audience", "staff", "--each", other, "--yes-to", "1").code == 0
    assert sorted(post.recipients) == ["a@example.org", "b@example.org", "c@example.org"]


def test_an_audience_without_a_list_of_its_own_is_not_sent_to_everybody(marked: Desk) -> None:
    with Post() as post:
        marked.settings(post.port)
        said = marked.send("--audience", "staff", "--list", "--yes-to", "1")
    nothing(said, "newsletter.lists has no single address for 'staff'", "lists: {staff:")
    assert not post.letters


def test_a_variant_goes_out_by_itself_and_says_what_it_lacks(marked: Desk) -> None:
    with Post() as post:
        with_lists(marked, post.port)
        said = marked.send("--audience", "Staff", "--list", "--yes-to", "1")
        assert said.code == 0
        assert "left out: A word to students." in said.out
        assert marked.send("--audience", "staff", "--list", "--yes-to", "1").code == 0
        assert marked.send("--list", "--yes-to", "1").code == 0
        assert (
            "newsletters/2026-11.staff to a list"
            in marked.send("--audience", "staff", "--report").out
        )
    assert sorted(post.recipients) == ["all@example.org", "staff@example.org"]
    staff, everybody = (read(letter.data).text for letter in post.letters)
    assert "A word to students." not in staff
    assert "A word to students." in everybody
    receipt = marked.root / "content/newsletters/2026-11.staff.sent.json"
    assert json.loads(receipt.read_text("utf-8"))["issue"] == "newsletters/2026-11.staff"


def test_an_audience_without_a_variant_is_named(marked: Desk) -> None:
    with Post() as post:
        marked.settings(post.port)
        said = marked.send("--audience", "students", "--list", "--yes-to", "1")
    nothing(said, "has no e-mail of its own for 'students' (these are: staff)")


def test_receipts_are_not_published(marked: Desk, tmp_path: Path) -> None:
    with Post() as post:
        marked.settings(post.port)
        assert marked.send("--list", "--yes-to", "1").code == 0
    marked.made.built()
    assert not [path for path in marked.made.tree() if "sent.json" in path]
