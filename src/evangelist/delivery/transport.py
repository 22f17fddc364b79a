"""One message to one recipient, and what became of it: exact about what the server has taken."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, Protocol

from evangelist.delivery.signin import Secret, connected
from evangelist.model.sending import RelaySettings

Kind = Literal["sent", "rejected", "deferred", "uncertain", "lost", "refused"]
LAST_TIMEOUT = 300.0
"""Seconds to wait for the last word on a message: giving up early makes it uncertain."""
_LONGEST = 160
_WITH_AT = re.compile(r"\S*@\S*")
_LOOSE = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a message, and the server's words, shortened and without addresses.

    `lost`: the connection ended before the server could have taken it. `refused`: the server
    takes nothing from this sender.
    """

    kind: Kind
    words: str


class Line(Protocol):
    """A way to a mail server."""

    def open(self) -> None:
        """Connect and sign in. Raises RelayError."""

    def deliver(self, sender: str, recipient: str, data: bytes) -> Answer:
        """Hand over one message. Never raises for what a server or a network does."""

    @property
    def is_open(self) -> bool:
        """Whether the next message can go."""

    def close(self) -> None:
        """Say goodbye."""


class Relay:
    """A line to the relay of site.yaml, by SMTP (RFC 5321)."""

    def __init__(
        self,
        settings: RelaySettings,
        secret: Secret,
        connect: Callable[[RelaySettings, Secret], smtplib.SMTP] = connected,
    ) -> None:
        self._settings, self._secret, self._connect = settings, secret, connect
        self._smtp: smtplib.SMTP | None = None
        self._is_busy = False

    @property
    def is_open(self) -> bool:
        """Whether there is a connection, as far as we know."""
        return self._smtp is not None

    def open(self) -> None:
        """Connect and sign in. Raises RelayError."""
        self.close()
        self._smtp = self._connect(self._settings, self._secret)

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        if self._smtp:
            with suppress(OSError, smtplib.SMTPException):
                if not self._is_busy:
                    self._smtp.quit()
            self._drop()

    def _drop(self) -> None:
        if self._smtp:
            self._smtp.close()
        self._smtp, self._is_busy = None, False

    def deliver(self, sender: str, recipient: str, data: bytes) -> Answer:
        """Hand over one message.

        The dot that ends it goes alone: a server that has not seen it has taken nothing, and
        from then on until its answer nobody knows (RFC 5321, 4.5.3.2.6).
        """
        smtp = self._smtp
        if smtp is None:
            return Answer("lost", "not connected")
        dotted, is_over = _dotted(data), False
        size = f" SIZE={len(data)}" if smtp.has_extn("size") else ""
        self._is_busy = True
        try:
            if answer := self._refusal(smtp.docmd(f"MAIL FROM:<{sender}>{size}"), 2):
                return Answer("refused", answer.words) if answer.kind == "rejected" else answer
            for command, wanted in ((f"RCPT TO:<{recipient}>", 2), ("DATA", 3)):
                if answer := self._refusal(smtp.docmd(command), wanted):
                    return answer
            smtp.send(dotted)
            is_over = True
            if smtp.sock:
                smtp.sock.settimeout(LAST_TIMEOUT)
            smtp.send(b".\r\n")
            return self._verdict(smtp.getreply())
        except (OSError, smtplib.SMTPException):
            self._drop()
            return Answer("uncertain" if is_over else "lost", "the connection broke")

    def _refusal(self, reply: tuple[int, bytes], wanted: int) -> Answer | None:
        """What an answer on the way means: nothing, if it is the one that we want."""
        code, words = reply[0], shortened(*reply)
        if code // 100 == wanted:
            return None
        self._is_busy = False
        if code == 421 or not 400 <= code < 600:
            self._drop()
            return Answer("lost", words)
        self._reset()
        return Answer("deferred" if code < 500 else "rejected", words)

    def _verdict(self, reply: tuple[int, bytes]) -> Answer:
        """What the last answer means; only what is clear is no uncertainty."""
        code, words = reply[0], shortened(*reply)
        if code // 100 == 2:
            self._is_busy = False
            if self._smtp and self._smtp.sock:
                self._smtp.sock.settimeout(self._smtp.timeout)
            return Answer("sent", words)
        if 400 <= code < 600:
            answer = self._refusal(reply, 2)
            return answer or Answer("uncertain", words)
        self._drop()
        return Answer("uncertain", words)

    def _reset(self) -> None:
        """Begin anew on the same connection, or leave it."""
        if self._smtp:
            with suppress(OSError, smtplib.SMTPException):
                if self._smtp.docmd("RSET")[0] == 250:
                    return
            self._drop()


def shortened(code: int, words: bytes) -> str:
    """A server's answer for people: on one line, without addresses, not long."""
    text = " ".join(words.decode("utf-8", "replace").split())
    text = "".join(sign if sign.isprintable() else "?" for sign in text)
    return f"{code} {_WITH_AT.sub('(address)', text)}"[:_LONGEST].rstrip()


def _dotted(data: bytes) -> bytes:
    """A message as it goes over the wire (RFC 5321, 4.5.2).

    Raises ValueError for line ends that servers read differently: they let one message smuggle
    another.
    """
    if _LOOSE.search(data) or not data.endswith(b"\r\n"):
        raise ValueError("the message has line ends that are not CRLF")
    return _DOT.sub(b"..", data)
