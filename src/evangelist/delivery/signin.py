"""The way into a mail server: TLS first, then who we are. Nothing is sent where either fails.

What is secret is asked for when it is needed, goes to the server and nowhere else: messages name
the server's code alone, since a server may repeat what it was given.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable

from evangelist.model.sending import RelaySettings
from evangelist.problems import Problem, ProblemsError

Secret = Callable[[], str]
"""Gives the password or the token; raises RelayError where there is none."""
TIMEOUT = 60.0
"""Seconds that a server may take to answer."""
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_ENHANCED = re.compile(rb"\d\.\d{1,3}\.\d{1,3}\b")
_MECHANISM = re.compile(r"[A-Z0-9_-]{1,20}")  # RFC 4422, 3.1; nothing else is printed
_MORE = "docs/sending.md tells more"


class RelayError(ProblemsError):
    """The server cannot be used; `passing` says that it may be different in a minute."""

    def __init__(self, message: str, hint: str = "", *, passing: bool = False) -> None:
        super().__init__(Problem("relay-failed", f"{message}; nothing was sent", hint=hint))
        self.reason, self.passing = message, passing


def port_of(relay: RelaySettings) -> int:
    """The port that a relay is asked at."""
    return relay.port or _PORTS[relay.security]


def connected(relay: RelaySettings, secret: Secret) -> smtplib.SMTP:
    """A connection that takes messages. Raises RelayError."""
    where = f"{relay.host}:{port_of(relay)}"
    try:
        smtp = _greeted(relay)
    except (OSError, smtplib.SMTPException) as error:
        raise _unreachable(where, error) from None
    try:
        if relay.security == "starttls":
            _start_tls(smtp, where)
        _sign_in(smtp, relay, where, secret)
        _at_once(smtp)
    except (OSError, smtplib.SMTPException) as error:
        smtp.close()
        raise _unreachable(where, error) from None
    except BaseException:
        smtp.close()
        raise
    return smtp


def _at_once(smtp: smtplib.SMTP) -> None:
    """Let the dot that ends a message go without waiting for the rest to have arrived."""
    if smtp.sock:
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _greeted(relay: RelaySettings) -> smtplib.SMTP:
    name = relay.hello or None
    if relay.security == "tls":
        context = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            relay.host, port_of(relay), name, timeout=TIMEOUT, context=context
        )
    else:
        smtp = smtplib.SMTP(relay.host, port_of(relay), name, timeout=TIMEOUT)
    try:
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _start_tls(smtp: smtplib.SMTP, where: str) -> None:
    """Turn to TLS, checked against the name of the server (RFC 3207)."""
    if not smtp.has_extn("starttls"):
        raise RelayError(
            f"{where} does not offer STARTTLS: the line would be open to everybody",
            "ask your IT department whether this is the right server and port; if it wants TLS "
            "from the first byte: security: tls",
        )
    smtp.starttls(context=ssl.create_default_context())
    smtp.ehlo_or_helo_if_needed()


def _sign_in(smtp: smtplib.SMTP, relay: RelaySettings, where: str, secret: Secret) -> None:
    if relay.sign_in == "none":
        return
    if not isinstance(smtp.sock, ssl.SSLSocket):
        raise RelayError(f"nobody signs in at {where} without TLS")
    offered = str(smtp.esmtp_features.get("auth", "")).upper().split()
    if relay.sign_in == "xoauth2":
        code, said = _by_token(smtp, relay.user, secret, offered, where)
    else:
        code, said = _by_password(smtp, relay.user, secret, offered, where)
    if code == 235:
        return
    found = _ENHANCED.match(said)
    known = f"{code} {found[0].decode()}" if found else f"{code}"
    hint = _HINTS[relay.sign_in]
    raise RelayError(f"{where} does not let {relay.user} in ({known})", hint, passing=code < 500)


_HINTS = {
    "password": "look at relay.user and EVANGELIST_SMTP_PASSWORD; Exchange Online has switched "
    f"passwords off: {_MORE}",
    "xoauth2": "a token holds for about an hour: get a new one, or set relay.token_command; "
    f"{_MORE}",
}


def _by_token(
    smtp: smtplib.SMTP, user: str, secret: Secret, offered: list[str], where: str
) -> tuple[int, bytes]:
    """XOAUTH2, as Microsoft and Google describe it."""
    if "XOAUTH2" not in offered:
        raise _not_offered(where, "sign_in: xoauth2", offered)
    answer = _encoded(f"user={user}\x01auth=Bearer {secret()}\x01\x01")
    code, said = smtp.docmd("AUTH", f"XOAUTH2 {answer}")
    return smtp.docmd("") if code == 334 else (code, said)


def _by_password(
    smtp: smtplib.SMTP, user: str, secret: Secret, offered: list[str], where: str
) -> tuple[int, bytes]:
    """PLAIN (RFC 4616), else LOGIN: the password goes through TLS as it is."""
    if "PLAIN" in offered:
        answer = _encoded(f"\0{user}\0{secret()}")
        return smtp.docmd("AUTH", f"PLAIN {answer}")
    if "LOGIN" not in offered:
        raise _not_offered(where, "sign_in: password", offered)
    code, said = smtp.docmd("AUTH", "LOGIN")
    if code == 334:
        code, said = smtp.docmd(_encoded(user))
    return smtp.docmd(_encoded(secret())) if code == 334 else (code, said)


def _encoded(value: str) -> str:
    return b64encode(value.encode("utf-8", "surrogateescape")).decode()


def _not_offered(where: str, wanted: str, offered: list[str]) -> RelayError:
    ways = ", ".join(word for word in offered if _MECHANISM.fullmatch(word)) or "nothing"
    return RelayError(f"{where} does not take {wanted}; it offers {ways}", f"{_MORE}")


def _unreachable(where: str, error: Exception) -> RelayError:
    """What went wrong on the way, in words. No text of a server is in them."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return RelayError(
            f"the certificate of {where} cannot be trusted ({error.verify_message})",
            "write the name that the certificate has as relay.host, or ask your IT department",
        )
    if isinstance(error, ssl.SSLError):
        hint = "look at relay.port and relay.security: 587 with starttls, 465 with tls"
        return RelayError(f"{where} does not speak TLS as it should", hint)
    if isinstance(error, socket.gaierror):
        return RelayError(f"there is no server called {where}", "look at relay.host", passing=True)
    if isinstance(error, smtplib.SMTPResponseException):
        reason = f"{where} turns us away ({error.smtp_code})"
        hint = "ask your IT department whether this computer may send there"
        return RelayError(reason, hint, passing=error.smtp_code < 500)
    if isinstance(error, TimeoutError):
        hint = "look at relay.host and relay.port; a firewall may be in between"
        return RelayError(f"{where} does not answer in time", hint, passing=True)
    hint = "look at relay.host and relay.port, and whether you are in the right network"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return RelayError(f"{where} ends the connection", hint, passing=True)
    return RelayError(f"{where} does not answer", hint, passing=True)
