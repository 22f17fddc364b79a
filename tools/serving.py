"""Serves a folder on this machine's own address, as a web host would: for tests and pictures.

What GitHub Pages does is done here: texts are compressed, and may be kept for ten minutes.
"""

from __future__ import annotations

import gzip
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

KEPT = "max-age=600"
TEXTS = ("text/", "image/svg+xml", "application/json", "application/xml", "application/javascript")


@contextmanager
def serving(folder: Path, base: str = "/") -> Iterator[str]:
    """Serve `folder` below the path `base` and yield its address, which ends with a slash."""
    handler = partial(_Handler, directory=str(folder), base=base)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()
            thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Files and nothing else: what is missing is the site's own error page, with status 404."""

    def __init__(self, *arguments: Any, base: str, **options: Any) -> None:
        self._base = base
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        """Map an address to a file; one outside the base to none."""
        if not path.startswith(self._base):
            return str(Path(self.directory, "there is no such file"))
        return super().translate_path("/" + path.removeprefix(self._base))

    def send_head(self) -> Any:
        """Answer with the head of a file; a text is compressed where it is asked for so."""
        path = self.translate_path(self.path)
        file = Path(path, "index.html") if path.endswith("/") else Path(path)
        kind = self.guess_type(file)
        asked = self.headers.get("Accept-Encoding", "")
        if "gzip" not in asked or not kind.startswith(TEXTS) or not file.is_file():
            return super().send_head()
        self.send_response(HTTPStatus.OK)
        return self._packed(file.read_bytes(), kind)

    def _packed(self, text: bytes, kind: str) -> io.BytesIO:
        data = gzip.compress(text, compresslevel=6, mtime=0)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def end_headers(self) -> None:
        """Let every answer be kept for a while."""
        self.send_header("Cache-Control", KEPT)
        super().end_headers()

    def list_directory(self, path: Any) -> None:  # noqa: ARG002
        """Refuse: a web host shows no folder without a page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's error page, where it has one."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Say nothing."""
