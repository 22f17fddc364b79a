"""Who may ask: the preview answers this machine, and pages of its own.

A page of a stranger, open in the same browser, can send requests here too. Its requests carry
its own name in `Host` (DNS rebinding) or in `Origin`, and that is what is looked at.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?", re.IGNORECASE)
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
"""On every answer: nothing is kept, and nothing can be used by pages of others."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the preview listens: the host that was asked for, and the port."""

    host: str
    port: int

    def admits(self, hosts: Iterable[str]) -> bool:
        """Whether a request with these `Host` headers (RFC 9110: exactly one) is meant for us."""
        values = list(hosts)
        match = _HOST.fullmatch(values[0]) if len(values) == 1 else None
        if match is None or int(match[2] or 80) != self.port:
            return False
        if match[1].startswith("[") and ":" not in match[1]:
            return False
        name, own = plain(match[1]), plain(self.host)
        return name in {*LOOPBACK, own} or (own in _EVERYWHERE and _is_address(name))

    def is_home(self, headers: Headers) -> bool:
        """Whether a request comes from one of our own pages, as far as its headers tell.

        Browsers leave `Origin` out where a page asks its own server (Fetch Standard), and say
        so in `Sec-Fetch-Site` instead.
        """
        origins = headers.getlist("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        return site == "same-origin" and all(self._is_ours(origin) for origin in origins)

    def _is_ours(self, origin: str) -> bool:
        scheme, _, host = origin.partition("://")
        return scheme == "http" and self.admits([host])


def plain(host: str) -> str:
    """A host in one spelling: small letters, an IPv6 address short and without brackets."""
    name = host.strip("[]").lower()
    return ipaddress.ip_address(name).compressed if _is_address(name) else name


def _is_address(name: str) -> bool:
    """A number cannot be rebound to another machine, as a name can."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def same(given: str, token: str) -> bool:
    """Compare a token without telling by time how much of it was right."""
    return secrets.compare_digest(given.encode(), token.encode())


class Guard:
    """Refuses what is not meant for us, and what is more than a question, on every route."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        if not self._door.admits(headers.getlist("host")):
            refusal = PlainTextResponse("This preview answers its own machine only.\n", 403)
        elif scope["method"] not in {"GET", "HEAD"}:
            refusal = PlainTextResponse("Only to look at.\n", 405, {"Allow": "GET, HEAD"})
        else:
            await self._app(scope, receive, send)
            return
        refusal.headers.update(HEADERS)
        await refusal(scope, receive, send)
