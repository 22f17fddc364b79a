"""A message as bytes: what a strict reader gets out of it is what went in."""

import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import getaddresses
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evangelist.mail.message import (
    Inline,
    Parts,
    address_refusal,
    draft,
    finished,
    header_refusal,
)
from evangelist.mail.message import read as parts_of

BREAKS = "\r\n\x00\x85\u2028\u2029"
SUBJECTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=BREAKS), min_size=1
).map(str.strip)


PLAIN = Parts(
    subject="Hello",
    sender="Team <team@example.org>",
    recipient="all@example.org",
    text="Text.\n",
    html="<p>Text.</p>\n",
)


def parts(**changes: Any) -> Parts:
    return replace(PLAIN, **changes)


def read(data: bytes) -> Message:
    return email.message_from_bytes(data)


def decoded(value: object) -> str:
    return str(make_header(decode_header(str(value))))


def payloads(data: bytes) -> list[str]:
    found = read(data).get_payload()
    assert isinstance(found, list)
    texts = [part.get_payload(decode=True) for part in found if isinstance(part, Message)]
    return [text.decode() for text in texts if isinstance(text, bytes)]


def test_a_draft_is_an_alternative_of_text_then_html() -> None:
    message = read(draft(parts()))
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]


def test_a_draft_opens_for_sending_and_has_neither_date_nor_id() -> None:
    message = read(draft(parts()))
    assert message["X-Unsent"] == "1"
    assert message["Date"] is None
    assert message["Message-ID"] is None
    assert message["MIME-Version"] == "1.0"


@given(st.text(), st.text())
def test_every_line_ends_in_crlf_and_is_short_ascii(text: str, html: str) -> None:
    if not text.isascii():
        text = text.encode(errors="ignore").decode()
    data = draft(parts(text=text, html=html.encode(errors="ignore").decode()))
    assert data.isascii()
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 78


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_parts_decode_to_what_went_in(text: str) -> None:
    given = text.replace("\r\n", "\n").replace("\r", "\n")
    assert [
        part.replace("\r\n", "\n") for part in payloads(draft(parts(text=given, html=given)))
    ] == [
        given,
        given,
    ]


def test_the_parts_are_quoted_printable() -> None:
    found = [part["Content-Transfer-Encoding"] for part in read(draft(parts(html="ü"))).walk()]
    assert found[1:] == ["quoted-printable", "quoted-printable"]


@given(SUBJECTS)
@example("=?utf-8?q?not_encoded?=")
@example("Price is =?= and =?x?")
@example("word " * 300 + "end")
@example("x" * 2000)
@example("Grüße " * 60 + "Ende")
@example("é" * 300)
@example("a  b   ü  c")
@example("Ünter: faster laptops, fewer tickets, and what changed for you this month in two minutes")
def test_any_subject_decodes_to_itself(subject: str) -> None:
    message = read(draft(parts(subject=subject)))
    assert decoded(message["Subject"]) == subject


@given(SUBJECTS)
@example("=?utf-8?q?not_encoded?=")
@example("Price is =?= and =?x?")
@example("word " * 300 + "end")
@example("x" * 2000)
@example("Grüße " * 60 + "Ende")
@example("é" * 300)
@example("a  b   ü  c")
@example("Ünter: faster laptops, fewer tickets, and what changed for you this month in two minutes")
def test_any_subject_decodes_to_itself_for_a_modern_reader_too(subject: str) -> None:
    message = email.message_from_bytes(draft(parts(subject=subject)), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert str(message["Subject"]) == subject


@given(SUBJECTS)
@example("word " * 300 + "end")
@example("x" * 2000)
@example("Grüße " * 60 + "Ende")
def test_no_line_of_a_header_is_too_long_and_no_encoded_word_either(subject: str) -> None:
    head = draft(parts(subject=subject)).split(b"\r\n\r\n")[0].decode()
    assert all(len(word) <= 75 for word in re.findall(r"=\?[^?]*\?[bBqQ]\?[^?]*\?=", head))
    assert max(map(len, head.split("\r\n"))) <= 998


@given(SUBJECTS, SUBJECTS)
def test_any_name_of_a_sender_decodes_to_itself(name: str, other: str) -> None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    data = draft(parts(sender=f'"{quoted}" <team@example.org>', subject=other))
    [(found, address)] = getaddresses([str(read(data)["From"])])
    assert decoded(found) == name
    assert address == "team@example.org"


@pytest.mark.parametrize("sign", BREAKS)
@pytest.mark.parametrize("field", ["subject", "sender", "recipient"])
def test_a_value_that_would_break_out_of_its_header_is_refused(field: str, sign: str) -> None:
    hostile = f"a{sign}Bcc: spy@example.com"
    assert header_refusal(hostile)
    with pytest.raises(ValueError, match="line break"):
        draft(parts(**{field: hostile}))


@given(st.text(), st.text(), st.text())
def test_no_value_adds_a_header(subject: str, sender: str, recipient: str) -> None:
    try:
        data = draft(
            parts(
                subject=subject.encode(errors="ignore").decode(),
                sender=sender.encode(errors="ignore").decode(),
                recipient=recipient.encode(errors="ignore").decode(),
            )
        )
    except ValueError:
        return
    assert set(read(data).keys()) <= {
        "Content-Type",
        "MIME-Version",
        "Subject",
        "From",
        "To",
        "X-Unsent",
    }


def test_the_same_parts_make_the_same_bytes() -> None:
    assert draft(parts()) == draft(parts())


def test_the_boundary_stands_in_no_part() -> None:
    first = draft(parts())
    boundary = read(first).get_boundary()
    data = draft(parts(text=f"--{boundary}\nX: y\n"))
    assert payloads(data)[0].replace("\r\n", "\n") == f"--{boundary}\nX: y\n"


def test_without_sender_or_list_these_headers_are_left_to_the_mail_program() -> None:
    message = read(draft(parts(sender="", recipient="")))
    assert message["From"] is None
    assert message["To"] is None


@pytest.mark.parametrize("written", ["Our Team", "team", "team@", "@example.org", "a@b.org, Team"])
def test_what_is_no_address_cannot_send_or_receive(written: str) -> None:
    assert address_refusal(written) == "it has no address; write Name <name@example.org>"


@pytest.mark.parametrize(
    "written", ["", "a@b.org", "Our Team <team@example.org>", "a@b.org, B <b@c.org>"]
)
def test_addresses_can_send_and_receive(written: str) -> None:
    assert address_refusal(written) == ""


MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MESSAGE_ID = "<a.b.c@example.org>"
PICTURE = Inline("chart.png", "png", bytes(range(256)))
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=120
).map(str.strip)


def test_a_finished_message_has_date_and_id_and_is_no_draft() -> None:
    message = read(finished(parts(), MOMENT, MESSAGE_ID))
    assert message["Date"] == "Sun, 22 Nov 2026 09:30:00 +0000"
    assert message["Message-ID"] == MESSAGE_ID
    assert message["X-Unsent"] is None


def test_sending_adds_date_and_id_and_changes_nothing_else() -> None:
    before, after = parts_of(draft(parts())), parts_of(finished(parts(), MOMENT, MESSAGE_ID))
    assert before == after


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        finished(parts(), MOMENT.replace(tzinfo=None), MESSAGE_ID)


@pytest.mark.parametrize("changes", [{"sender": ""}, {"recipient": ""}, {"recipient": "nobody"}])
def test_nothing_is_sent_without_a_sender_and_a_recipient(changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="cannot be an address"):
        finished(parts(**changes), MOMENT, MESSAGE_ID)


@pytest.mark.parametrize(
    "headers", [[("List-Id", "ü")], [("X", "a\r\nBcc: b@c.de")], [("X\nBcc", "b@c.de")]]
)
def test_a_header_that_is_no_plain_line_is_refused(headers: list[tuple[str, str]]) -> None:
    with pytest.raises(ValueError, match=r"header"):
        draft(parts(headers=headers))


@given(WORDS, WORDS, WORDS, st.text(st.characters(exclude_categories=["Cs"])))
@example("a", '"', "\\", "")
@example("a", "Team, News <x>", "b", "=")
def test_the_parts_of_a_message_can_be_read_again(
    subject: str, name: str, other: str, text: str
) -> None:
    def address(words: str) -> str:
        quoted = words.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <team@example.org>' if words else "team@example.org"

    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    given = parts(
        subject=subject,
        sender=address(name),
        recipient=address(other),
        text=plain,
        html=plain,
        headers=(("List-Id", "<newsletters.example.org>"),),
        pictures=(PICTURE,),
    )
    assert parts_of(draft(given)) == given
    assert parts_of(finished(given, MOMENT, MESSAGE_ID)) == given


def test_a_picture_travels_beside_the_html_that_shows_it() -> None:
    html = '<p><img src="cid:chart.png" alt="A chart"></p>'
    message = read(draft(parts(html=html, pictures=(PICTURE,))))
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    picture = list(message.walk())[-1]
    assert picture["Content-ID"] == "<chart.png>"
    assert picture["Content-Disposition"] == "inline"
    assert picture.get_payload(decode=True) == PICTURE.data


@given(st.text(), st.text(), st.text())
def test_no_value_adds_a_header_or_a_recipient_to_what_is_sent(
    subject: str, sender: str, recipient: str
) -> None:
    try:
        data = finished(
            parts(
                subject=subject.encode(errors="ignore").decode(),
                sender=f"{sender} <a@example.org>".encode(errors="ignore").decode(),
                recipient=f"{recipient} <b@example.org>".encode(errors="ignore").decode(),
            ),
            MOMENT,
            MESSAGE_ID,
        )
    except ValueError:
        return
    message = read(data)
    assert sorted(message.keys()) == [
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ]
