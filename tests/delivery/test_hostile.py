"""Subjects, names and addresses that nobody means well: no header or recipient more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import getaddresses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evangelist.delivery.personal import letter
from evangelist.delivery.recipients import Recipient, listed, mailbox_refusal, name_refusal
from evangelist.delivery.transport import Relay
from evangelist.mail.message import Parts, named, read
from evangelist.model.sending import RelaySettings
from evangelist.problems import ProblemsError
from tests.delivery.post import Post

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEADERS = ["Content-Type", "Date", "From", "List-Id", "MIME-Version", "Message-ID", "Subject", "To"]
BREAKS = [
    "\r\nBcc: x@evil.example",
    "\nBcc: x@evil.example",
    "\rBcc: x@evil.example",
    "\r\n\r\nbody",
    "\u2028Bcc: x@evil.example",
    "\x85Bcc: x@evil.example",
    "\0",
    "\r\n.\r\nMAIL FROM:<x@evil.example>",
    "\ud800",
]
TRICKS = [
    ">, x@evil.example",
    '" <x@evil.example>, "',
    ", x@evil.example",
    "> RCPT TO:<x@evil.example>",
    "=?utf-8?q?=0D=0ABcc:_x=40evil.example?=",
    "=?utf-8?b?DQpCY2M6IHhAZXZpbC5leGFtcGxl?=",
    "(comment",
    "\\",
    '"',
    "<x@evil.example>",
    "group: x@evil.example;",
    "\u202e",
    "é" * 90,
]
_LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])
_LINE = st.lists(st.one_of(st.sampled_from(TRICKS), st.text(_LETTERS, max_size=12)), max_size=4)
_ANY = st.lists(st.one_of(st.sampled_from(BREAKS + TRICKS), st.text(max_size=12)), max_size=4)
WORDS = st.one_of(_LINE, _LINE, _LINE, _LINE, _LINE, _ANY).map("".join)
ADDRESSES = st.one_of(
    st.just("a@example.org"),
    st.emails(),
    st.sampled_from(["o'brien=x@a.example", "a|b`{c}@a.example", "$%&*?!#/^_~+@a.example"]),
    st.sampled_from(BREAKS + TRICKS).map(lambda words: f"a@example.org{words}"),
)


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    with Post() as made:
        yield made


@settings(max_examples=1000)
@given(subject=WORDS, name=WORDS, address=ADDRESSES, sender=WORDS)
def test_nothing_more_reaches_the_server(
    post: Post, subject: str, name: str, address: str, sender: str
) -> None:
    """What is refused is not sent; what is sent has one recipient, and says what it was given."""
    post.letters.clear()
    recipient = Recipient(address, name)
    own = named(sender, "ets@example.org")
    parts = Parts(subject, own, "", "t", "<p>t</p>", [("List-Id", "<x>")])
    if mailbox_refusal(address) or name_refusal(name):
        return
    try:
        made = letter(parts, recipient, MOMENT, "<x@example.org>", {})
    except ValueError:
        return
    line = Relay(RelaySettings(host="127.0.0.1", port=post.port, security="none"), lambda: "")
    line.open()
    assert line.deliver(made.sender, made.recipient, made.data).kind == "sent"
    line.close()
    (taken,) = post.letters
    message = message_from_bytes(taken.data)
    assert sorted(message.keys()) == HEADERS
    assert (taken.sender, taken.recipients) == ("ets@example.org", (address,))
    assert [pair[1] for pair in getaddresses([str(message["To"])])] == [address]
    assert read(taken.data).subject == subject
    assert {part.get_content_type() for part in message.walk() if not part.is_multipart()} == {
        "text/plain",
        "text/html",
    }


@given(st.lists(st.tuples(ADDRESSES, WORDS), max_size=5))
def test_a_table_gives_good_recipients_or_none(rows: list[tuple[str, str]]) -> None:
    quoted = [",".join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in rows]
    data = "\r\n".join(["email,name", *quoted]).encode("utf-8", "surrogatepass")
    for recipient in recipients_or_problems(data):
        assert not mailbox_refusal(recipient.address)
        assert not name_refusal(recipient.name)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_problem(data: bytes) -> None:
    recipients_or_problems(data)


def recipients_or_problems(data: bytes) -> tuple[Recipient, ...]:
    with suppress(ProblemsError):
        return listed(data, "people.csv").recipients
    return ()


@given(WORDS)
def test_who_is_let_in_can_be_written_to(name: str) -> None:
    if not name_refusal(name):
        recipient = Recipient("a@example.org", name)
        made = letter(
            Parts("x", "ets@example.org", "", "t", "<p>t</p>"),
            recipient,
            MOMENT,
            "<x@example.org>",
            {},
        )
        assert made.recipient == "a@example.org"
