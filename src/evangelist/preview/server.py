"""The preview's server: pages of the last good build, and the preview's own few addresses."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable
from mimetypes import MimeTypes
from pathlib import Path
from urllib.parse import quote, unquote

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from evangelist.preview.channel import Channel
from evangelist.preview.guard import HEADERS, Door, Guard, same
from evangelist.preview.mail import (
    POLICY,
    issue_made_from,
    issues,
    mail_html,
    mail_page,
    nothing_page,
)
from evangelist.preview.pages import OURS, with_script
from evangelist.preview.shown import Gate, Shown

_CLIENT = Path(__file__).parent / "client"
_OWN_FILES = ("client.js", "patch.js", "worker.js", "preview.css", "mail.css")
_TYPES = MimeTypes(filenames=())
_MORE_TYPES = {
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
HTML = "text/html; charset=utf-8"


def content_type(name: str) -> str:
    """The media type of a file, by its name alone: the same on every system."""
    ending = name[name.rfind(".") :].lower()
    found = _MORE_TYPES.get(ending) or _TYPES.guess_type(name)[0] or "application/octet-stream"
    texts = found.startswith("text/") or found.endswith(("xml", "json", "javascript"))
    return f"{found}; charset=utf-8" if texts else found


class Pages:
    """Answers for the site that is shown, and for the preview's own pages."""

    def __init__(
        self, gate: Gate, channel: Channel, folder: Path, door: Door, lost: Callable[[], None]
    ) -> None:
        """`lost` hears that a file that was built is gone."""
        self._gate, self._channel, self._folder = gate, channel, folder
        self._door, self._lost = door, lost
        self._token = secrets.token_urlsafe(24)

    def app(self) -> Starlette:
        """The application (ASGI)."""
        routes = [
            Route(f"{OURS}/events", self.events),
            Route(f"{OURS}/mail/", self.mails),
            Route(f"{OURS}/mail/{{name:path}}", self.mail),
            Route(f"{OURS}/email/{{name:path}}", self.email),
            *(Route(f"{OURS}/{name}", self.own_file) for name in _OWN_FILES),
            Route("/{path:path}", self.page),
        ]
        return Starlette(routes=routes, middleware=[Middleware(Guard, door=self._door)])

    async def events(self, request: Request) -> Response:
        """The connection that stays open: for our own pages, which know the token."""
        ours = self._door.is_home(request.headers)
        if not ours or not same(request.query_params.get("token", ""), self._token):
            return _answer(b"Not for you.\n", "text/plain", 403)
        return StreamingResponse(
            self._channel.listen(), media_type="text/event-stream", headers=dict(HEADERS)
        )

    def own_file(self, request: Request) -> Response:
        """The preview's scripts and styles."""
        name = request.url.path.rsplit("/", 1)[-1]
        return _answer((_CLIENT / name).read_bytes(), content_type(name))

    def mails(self, request: Request) -> Response:
        """Lead to the last issue."""
        del request
        with self._gate.reading() as shown:
            found = issues(shown.names)
            if not found:
                return self._missing(shown)
            return RedirectResponse(quote(found[0].url), headers=dict(HEADERS))

    def mail(self, request: Request) -> Response:
        """An issue as the e-mail that it will be."""
        name = request.path_params["name"]
        with self._gate.reading() as shown:
            try:
                page = mail_page(shown, self._folder, name)
            except (KeyError, OSError):
                return self._missing(shown)
            return self._html(shown, page, f"email/{name}.html")

    def email(self, request: Request) -> Response:
        """The HTML of an issue, for a frame: `?scheme=dark`."""
        name, scheme = request.path_params["name"], request.query_params.get("scheme", "")
        with self._gate.reading() as shown:
            try:
                data = mail_html(shown, self._folder, name, scheme)
            except (KeyError, OSError):
                return self._missing(shown)
        answer = _answer(data, HTML)
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    def page(self, request: Request) -> Response:
        """A file of the site, and only one that the last good build wrote."""
        path = request.scope["path"]
        with self._gate.reading() as shown:
            if not shown.names:
                return self._html(shown, nothing_page(), "")
            base = unquote(shown.base)
            if not path.startswith(base):
                home = path in {"/", base.rstrip("/")}
                return _redirect(base) if home else self._missing(shown)
            name = "site/" + path.removeprefix(base)
            if name.endswith("/"):
                name += "index.html"
            if name in shown.names:
                return self._file(shown, name)
            if f"{name}/index.html" in shown.names:
                return _redirect(f"{path}/")
            return self._missing(shown)

    def _file(self, shown: Shown, name: str, status: int = 200) -> Response:
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            self._lost()
            return self._html(shown, nothing_page(), "", 404)
        if name.endswith(".html"):
            return self._html(shown, data, name, status)
        return _answer(data, content_type(name), status)

    def _html(self, shown: Shown, page: bytes, name: str, status: int = 200) -> Response:
        origin = shown.origins.get(name, "")
        source = origin if origin.startswith("content/") else ""
        issue = issue_made_from(shown, source) if source else None
        data = {
            "token": self._token,
            "build": str(shown.number),
            "name": name,
            "source": source,
            "mail": quote(issue.url) if issue and name.startswith("site/") else "",
        }
        return _answer(with_script(page, data), HTML, status)

    def _missing(self, shown: Shown) -> Response:
        if "site/404.html" in shown.names:
            return self._file(shown, "site/404.html", 404)
        return _answer(b"There is no such page.\n", "text/plain", 404)


def _redirect(path: str) -> Response:
    return RedirectResponse(quote(path), headers=dict(HEADERS))


def _answer(data: bytes, media_type: str, status: int = 200) -> Response:
    return Response(data, status, dict(HEADERS), media_type)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises OSError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host.strip("[]"), port), family=family)


class Server:
    """Runs an application on a socket, in a thread of its own."""

    def __init__(
        self, app: Starlette, listening: socket.socket, failed: Callable[[], None]
    ) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="critical",
            access_log=False,
            lifespan="off",
            ws="none",
            loop="asyncio",
            http="h11",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._listening, self._failed = listening, failed
        self._thread = threading.Thread(target=self._run, name="preview", daemon=True)

    def _run(self) -> None:
        try:
            self._server.run([self._listening])
        finally:
            self._failed()

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until it has."""
        self._server.should_exit = True
        self._thread.join(5)
        self._listening.close()
