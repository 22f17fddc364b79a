"""An e-mail as bytes: multipart/alternative, text first, quoted-printable, CRLF (RFC 5322, 2046).

The message is a draft: it carries `X-Unsent: 1`, no Date and no Message-ID, which only the
moment of sending can give. The same parts make the same bytes on every Python.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.charset import QP, Charset
from email.generator import BytesGenerator
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import formataddr, getaddresses
from io import BytesIO

from evangelist.content.sources import digest_of

_BREAKS = re.compile("[\r\n\x00\x85\u2028\u2029]")
_POLICY = compat32.clone(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a message is made of. Addresses are written as `Name <address>`."""

    subject: str
    sender: str
    recipient: str
    text: str
    html: str
    headers: Sequence[tuple[str, str]] = ()


def header_refusal(value: str) -> str:
    """Why a value cannot stand in a header, in words, or nothing (a line break forges headers)."""
    return "it has a line break or a control character" if _BREAKS.search(value) else ""


def draft(parts: Parts) -> bytes:
    """The bytes of a draft. Raises ValueError where a value would break out of its header."""
    values = (parts.subject, parts.sender, parts.recipient, *(v for _, v in parts.headers))
    if any(header_refusal(value) for value in values):
        raise ValueError("a header has a line break or a control character")
    boundary = f"=_{digest_of(f'{parts.subject}{parts.text}{parts.html}'.encode())}"
    message = MIMEMultipart("alternative", boundary=boundary)
    message["Subject"] = _encoded(parts.subject, "Subject")
    if parts.sender:
        message["From"] = _addresses(parts.sender)
    if parts.recipient:
        message["To"] = _addresses(parts.recipient)
    message["X-Unsent"] = "1"
    for name, value in parts.headers:
        message[name] = value
    message.attach(_part("plain", parts.text))
    message.attach(_part("html", parts.html))
    target = BytesIO()
    BytesGenerator(target, mangle_from_=False, maxheaderlen=0, policy=_POLICY).flatten(message)
    return target.getvalue()


def _encoded(text: str, name: str) -> str:
    if text.isascii():
        return text
    return Header(text, "utf-8", header_name=name).encode(linesep="\r\n")


def _addresses(written: str) -> str:
    pairs = getaddresses([written])
    return ", ".join(formataddr(pair) for pair in pairs if pair[1])


def _part(subtype: str, text: str) -> MIMENonMultipart:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = MIMENonMultipart("text", subtype, charset="utf-8")
    part.set_payload(text, charset)
    return part
