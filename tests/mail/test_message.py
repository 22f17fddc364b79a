"""A message as bytes: what a strict reader gets out of it is what went in."""

import email
import re
from dataclasses import replace
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import getaddresses
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evangelist.mail.message import Parts, address_refusal, draft, header_refusal

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
