"""An e-mail as bytes: multipart/alternative, text first, quoted-printable, CRLF (RFC 5322, 2046).

The message is a draft: it carries `X-Unsent: 1`, no Date and no Message-ID, which only the
moment of sending can give. The same parts make the same bytes on every Python.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from email.charset import QP, Charset
from email.generator import BytesGenerator
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import formataddr, getaddresses
from io import BytesIO

from evangelist.content.sources import digest_of
from evangelist.model.values import BREAKS

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_POLICY = compat32.clone(linesep="\r\n")
_PLAIN = 900  # of the 998 bytes that a line may have
_WORD_BYTES = 39  # so that the first line stays below 78 characters


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
    return "it has a line break or a control character" if BREAKS.search(value) else ""


def address_refusal(value: str) -> str:
    """Why a value cannot be the sender or the recipient, in words, or nothing."""
    addresses = [address for _, address in getaddresses([value]) if address]
    if value.strip() and not (addresses and all(map(_ADDRESS.fullmatch, addresses))):
        return "it has no address; write Name <name@example.org>"
    if not all(address.isascii() for address in addresses):
        return "its address has letters beyond ASCII"
    return header_refusal(value)


def draft(parts: Parts) -> bytes:
    """The bytes of a draft. Raises ValueError where a value would break out of its header."""
    values = (parts.subject, parts.sender, parts.recipient, *(v for _, v in parts.headers))
    if any(header_refusal(value) for value in values):
        raise ValueError("a header has a line break or a control character")
    boundary = f"=_{digest_of(f'{parts.subject}{parts.text}{parts.html}'.encode())[:24]}"
    message = MIMEMultipart("alternative", boundary=boundary)
    message["Subject"] = encoded(parts.subject)
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


def encoded(text: str) -> str:
    """Words as a header has them: plain where they can be, else encoded words (RFC 2047).

    The standard library's are not the same on every Python, and not all decode to their input.
    """
    if text.isascii() and text.isprintable() and "=?" not in text and len(text) <= _PLAIN:
        return text
    words = [""]
    for sign in text:
        if len((words[-1] + sign).encode()) > _WORD_BYTES:
            words.append("")
        words[-1] += sign
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word.encode()).decode()}?=" for word in words)


def _addresses(written: str) -> str:
    return ", ".join(_address(*pair) for pair in getaddresses([written]) if pair[1])


def _address(name: str, address: str) -> str:
    words = encoded(name)
    return formataddr((name, address)) if words == name else f"{words} <{address}>"


def _part(subtype: str, text: str) -> MIMENonMultipart:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = MIMENonMultipart("text", subtype, charset="utf-8")
    part.set_payload(text, charset)
    return part
