"""A message for one recipient, made of the parts that a build has finished."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes
from email.utils import getaddresses

from evangelist.delivery.recipients import Recipient, one_mailbox
from evangelist.mail.merge import personal as filled_for
from evangelist.mail.message import Parts, finished

TEST = "[TEST] "
"""What a test copy has before its subject."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it leaves: its bytes, and the envelope around them."""

    sender: str
    recipient: str
    data: bytes


def personal(parts: Parts, recipient: Recipient, marks: Mapping[str, str]) -> Parts:
    """The parts of a message for one recipient.

    `marks` are the declared ones, each with what stands there otherwise. A column of the table
    fills the mark of its name, whatever signs are between its words: `First name` is
    `first_name`. Raises ValueError where one has no value.
    """
    values = {name: value_of(recipient, name) or word for name, word in marks.items()}
    return filled_for(parts, recipient.header, values)


def value_of(recipient: Recipient, mark: str) -> str:
    """What the table has for a mark, or nothing."""
    columns = {"name": recipient.name, "email": recipient.address}
    columns |= {_plain(heading): cell for heading, cell in recipient.fields.items()}
    return columns.get(mark, "").strip()


def _plain(heading: str) -> str:
    return "_".join(re.findall(r"[a-z0-9]+", heading.casefold()))


def as_test(parts: Parts) -> Parts:
    """The parts of a copy to look at."""
    return replace(parts, subject=f"{TEST}{parts.subject}")


def letter(
    parts: Parts,
    recipient: Recipient,
    moment: datetime,
    message_id: str,
    marks: Mapping[str, str],
) -> Letter:
    """A message to send now, its marks filled, read again before it leaves.

    Raises ValueError where it would not say what it was told to say, or to whom.
    """
    data = finished(personal(parts, recipient, marks), moment, message_id)
    head, sender = message_from_bytes(data.partition(b"\r\n\r\n")[0]), one_mailbox(parts.sender)
    to = [address for _, address in getaddresses(head.get_all("To", []))]
    if not sender or to != [recipient.address]:
        raise ValueError(f"the message would not be to '{recipient.address}' alone")
    return Letter(sender.address, recipient.address, data)


def message_id(token: str, sender: str) -> str:
    """`<token@host>`, with the host of the sender (RFC 5322, 3.6.4)."""
    found = one_mailbox(sender)
    host = found.address.rpartition("@")[2].lower() if found else "localhost"
    return f"<{token}@{host}>"
