"""An e-mail as bytes: multipart/alternative, text first, quoted-printable, CRLF (RFC 5322, 2046).

A build makes a draft: it carries `X-Unsent: 1`, no Date and no Message-ID. Sending makes the
finished message, which has both. The same parts make the same bytes on every Python.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.generator import BytesGenerator
from email.header import decode_header, make_header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, formataddr, getaddresses
from io import BytesIO

from evangelist.content.sources import digest_of
from evangelist.model.values import BREAKS

Header = tuple[str, str]

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_POLICY = compat32.clone(linesep="\r\n")
_PLAIN = 900  # of the 998 bytes that a line may have
_WORD_BYTES = 39  # so that the first line stays below 78 characters
_OURS = {"subject", "from", "to", "x-unsent", "date", "message-id", "mime-version", "content-type"}


@dataclass(frozen=True, slots=True)
class Inline:
    """A picture that travels within the message; the HTML shows it as `cid:NAME` (RFC 2392)."""

    name: str
    type: str
    """The second half of its media type: `png`, `jpeg`, `gif`."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Parts:
    """What a message is made of. Addresses are written as `Name <address>`.

    `headers` are those besides subject, sender and recipient: ASCII, and never folded or
    encoded, as mail servers read them (RFC 2369).
    """

    subject: str
    sender: str
    recipient: str
    text: str
    html: str
    headers: Sequence[Header] = ()
    pictures: Sequence[Inline] = ()


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
    return _checked(parts, [("X-Unsent", "1")])


def finished(parts: Parts, moment: datetime, message_id: str) -> bytes:
    """The bytes of a message to send now; `message_id` is `<words@host>`.

    Raises ValueError where a value would break out of its header, there is no sender or no
    recipient, or `moment` has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("the moment of sending needs a time zone")
    for value in (parts.sender, parts.recipient):
        if refusal := address_refusal(value) or ("" if value.strip() else "it is missing"):
            raise ValueError(f"'{value}' cannot be an address of an e-mail: {refusal}")
    return _checked(parts, [("Date", format_datetime(moment)), ("Message-ID", message_id)])


def read(data: bytes) -> Parts:
    """The parts of a message that `draft` or `finished` made, in words, without its own headers."""
    message = message_from_bytes(data)
    text, html = "", ""
    pictures = []
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/plain":
            text = _lines(content)
        elif part.get_content_type() == "text/html":
            html = _lines(content)
        elif part.get_content_maintype() == "image" and isinstance(content, bytes):
            name = str(part["Content-ID"]).strip("<>")
            pictures.append(Inline(name, part.get_content_subtype(), content))
    return Parts(
        subject=_decoded(message["Subject"]),
        sender=_shown(message["From"]),
        recipient=_shown(message["To"]),
        text=text,
        html=html,
        headers=tuple((n, str(v)) for n, v in message.items() if n.lower() not in _OURS),
        pictures=tuple(pictures),
    )


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


def _checked(parts: Parts, own: Iterable[Header]) -> bytes:
    """The bytes, read again before they leave: what comes out has to be what went in."""
    headers = [*own, *parts.headers]
    values = (parts.subject, parts.sender, parts.recipient, *(v for each in headers for v in each))
    if any(header_refusal(value) for value in values):
        raise ValueError("a header has a line break or a control character")
    if not all(f"{name}{value}".isascii() for name, value in headers):
        raise ValueError("a header that is never encoded has letters beyond ASCII")
    data = _flat(parts, headers)
    if _names(data) != sorted(_wanted(parts, headers)) or read(data).subject != parts.subject:
        raise ValueError("a header does not come out as it went in")
    return data


def _wanted(parts: Parts, headers: Iterable[Header]) -> list[str]:
    named = {"From": parts.sender, "To": parts.recipient}
    given = [name for name, value in named.items() if value]
    return ["Content-Type", "MIME-Version", "Subject", *given, *(name for name, _ in headers)]


def _names(data: bytes) -> list[str]:
    return sorted(message_from_bytes(data).keys())


def _flat(parts: Parts, headers: Iterable[Header]) -> bytes:
    mark = digest_of(f"{parts.subject}{parts.text}{parts.html}".encode())[:24]
    message = MIMEMultipart("alternative", boundary=f"=_{mark}")
    message["Subject"] = encoded(parts.subject)
    if parts.sender:
        message["From"] = _addresses(parts.sender)
    if parts.recipient:
        message["To"] = _addresses(parts.recipient)
    for name, value in headers:
        message[name] = value
    message.attach(_part("plain", parts.text))
    message.attach(_related(parts, f"=_related_{mark}"))
    target = BytesIO()
    BytesGenerator(target, mangle_from_=False, maxheaderlen=0, policy=_POLICY).flatten(message)
    return target.getvalue()


def _related(parts: Parts, boundary: str) -> Message:
    """The HTML, and with it the pictures that travel along (RFC 2387)."""
    html = _part("html", parts.html)
    if not parts.pictures:
        return html
    related = MIMEMultipart("related", boundary=boundary, type="text/html")
    related.attach(html)
    for picture in parts.pictures:
        part = MIMENonMultipart("image", picture.type)
        part.set_payload(picture.data)
        encode_base64(part)
        part["Content-ID"] = f"<{picture.name}>"
        part["Content-Disposition"] = "inline"
        related.attach(part)
    return related


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


def _decoded(value: object) -> str:
    return str(make_header(decode_header(str(value)))) if value is not None else ""


def _shown(value: object) -> str:
    """Addresses of a header in words, as `Parts` has them."""
    pairs = getaddresses([str(value)]) if value is not None else []
    return ", ".join(named(_decoded(name), address) for name, address in pairs)


def named(name: str, address: str) -> str:
    """An address with its name as `Parts` has them: `"Name" <address>`."""
    quoted = re.sub(r'(["\\])', r"\\\1", name)
    return f'"{quoted}" <{address}>' if name else address


def _lines(content: object) -> str:
    return content.decode().replace("\r\n", "\n") if isinstance(content, bytes) else ""
