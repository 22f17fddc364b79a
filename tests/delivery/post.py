"""A real mail server on this machine, for as long as a test lasts, that fails as told.

with Post() as post: …; post.letters are the messages that it has taken.
"""

# ruff: noqa: N802 - aiosmtpd calls its hooks so
# ruff: noqa: S105 - nobody signs in anywhere with these
from __future__ import annotations

import asyncio
import ssl
import threading
from base64 import b64decode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HERE = Path(__file__).parent
CERTIFICATE = HERE / "cert.pem"
"""For localhost, good until 2126, and of no use to anybody else; its key lies beside it."""
USER = "ets@example.org"
TOKEN = "ya29.token-of-the-day"
PASSWORD = "pläin-Passwort §1"


@dataclass(frozen=True)
class Taken:
    """A message that the server has taken: the envelope, and what was in it."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes

    @property
    def message(self) -> Message:
        return message_from_bytes(self.data)

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])


Told = Callable[[str, int, str], str]
"""What to answer at a stage (connect, EHLO, MAIL, RCPT, data, DATA), to the how manieth asked
there, for whom; nothing for what is usual, `drop` to hang up, `keep` to take it and hang up.
"""


class _Server(SMTP):
    """A server that hangs up where it is told to."""

    post: Post

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if self.post.told("connect") == "drop":
            transport.abort()

    async def push(self, status: Any) -> None:
        text = status if isinstance(status, str) else status.decode()
        if self.post.echo and text.startswith("535"):
            text = f"535 5.7.8 {self.post.echo} is wrong"
        await super().push(text)

    async def smtp_DATA(self, arg: str) -> None:
        if self.post.told("data", _to(self.envelope)) == "drop":
            await self.push("354 go on")
            await self._reader.readline()
            _abort(self)
            return
        await super().smtp_DATA(arg)


def _abort(server: SMTP) -> None:
    """Hang up."""
    transport: Any = server.transport
    transport.abort()


def _to(envelope: Any) -> str:
    return str(envelope.rcpt_tos[0]) if envelope and envelope.rcpt_tos else ""


class _Handler:
    """What aiosmtpd asks at each stage."""

    def __init__(self, post: Post) -> None:
        self.post = post

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, host: str, lines: list[str]
    ) -> list[str]:
        session.host_name = host
        if self.post.told("EHLO") == "drop":
            _abort(server)
        lines[1:1] = [f"250-{self.post.offered}"] if self.post.offered else []
        return [line for line in lines if not self.post.hidden or self.post.hidden not in line]

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._answered("MAIL", server, address) or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self._answered("RCPT", server, address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self._answered("DATA", server, _to(envelope))
        if answer and answer != "421 kept":
            return answer
        taken = Taken(
            str(envelope.mail_from),
            tuple(envelope.rcpt_tos),
            bytes(envelope.original_content or b""),
        )
        self.post.letters.append(taken)
        if self.post.taken:
            self.post.taken(taken)
        return "250 2.0.0 taken"

    def _answered(self, stage: str, server: SMTP, address: str) -> str:
        told = self.post.told(stage, address)
        if told in {"drop", "keep"}:
            _abort(server)
        return {"drop": "421 dropped", "keep": "421 kept"}.get(told, told)

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        self.post.signed_in.append("XOAUTH2")
        if b64decode(args[1]) == f"user={USER}\x01auth=Bearer {TOKEN}\x01\x01".encode():
            return AuthResult(success=True, auth_data=USER)
        await server.challenge_auth(b'{"status":"401"}', log_client_response=False)
        return AuthResult(success=False, handled=False)


class Post:
    """The server. `tls` is `""`, `starttls` or `tls`; `hidden` a word of EHLO that it keeps back.

    `taken` is called with each message that it has taken, before it says so; `echo` is what it says
    to those whom it does not let in. `offered` is one more line of EHLO.
    """

    def __init__(
        self,
        told: Told | None = None,
        *,
        tls: str = "",
        hidden: str = "",
        taken: Callable[[Taken], None] | None = None,
        sign_in: bool = False,
        only: str = "",
        echo: str = "",
        offered: str = "",
    ) -> None:
        self._told, self._tls, self.hidden, self.taken = told, tls, hidden, taken
        self._sign_in, self._only, self.echo, self.offered = sign_in, only, echo, offered
        self.letters: list[Taken] = []
        self.signed_in: list[str] = []
        self.asked: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._transports: set[Any] = set()

    def told(self, stage: str, address: str = "") -> str:
        self.asked[stage] += 1
        return self._told(stage, self.asked[stage], address) if self._told else ""

    @property
    def recipients(self) -> list[str]:
        return [address for letter in self.letters for address in letter.recipients]

    def _server(self) -> SMTP:
        context = None
        if self._tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE, HERE / "key.pem")
        others = {"LOGIN", "PLAIN", "XOAUTH2"} - {self._only} if self._only else {"CRAM-MD5"}
        server = _Server(
            _Handler(self),
            hostname="localhost",
            loop=self._loop,
            tls_context=context if self._tls == "starttls" else None,
            authenticator=self._authenticate,
            auth_required=self._sign_in,
            auth_require_tls=self._tls == "starttls",
            auth_exclude_mechanism=others,
            command_call_limit={"*": 10**9},
        )
        server.post = self
        return server

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        self.signed_in.append(mechanism)
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False, auth_data=USER)

    async def _listen(self) -> asyncio.Server:
        context = None
        if self._tls == "tls":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE, HERE / "key.pem")
        return await self._loop.create_server(self._server, "127.0.0.1", 0, ssl=context)

    def __enter__(self) -> Self:
        self._thread.start()
        self._listening = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        self.port = int(self._listening.sockets[0].getsockname()[1])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _close(self) -> None:
        self._listening.close()
        mine = asyncio.current_task()
        others = [task for task in asyncio.all_tasks() if task is not mine]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
