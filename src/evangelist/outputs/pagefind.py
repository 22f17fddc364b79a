"""Pagefind, the program that makes an index which a browser can search: called over a pipe.

It speaks JSON in base64, with a comma after each message. One request at a time, in one order, in
one language, without filters and sorts: so its bytes are the same each time. See
docs/decisions/0019-search.md.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterable, Mapping
from typing import IO, Any

try:
    from pagefind_bin import get_executable as _executable
except ImportError:
    _executable = None

_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
"""What begins so is for other ways to show what was found: the theme has its own."""
_ENOUGH = 1 << 20


class PagefindError(Exception):
    """Pagefind did not do what it was asked for; the text says what it answered."""


def is_installed() -> bool:
    """Whether there is a Pagefind to call."""
    return _executable is not None


def index_of(pages: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
    """The files of an index, by path, of pages in HTML with the addresses that they have.

    All words are read in one language (`en`; `unknown` for none that it knows). Equal pages in
    the same order give equal bytes. Raises PagefindError.
    """
    try:
        command = [str(_executable()), "--service"]
        with subprocess.Popen(  # noqa: S603 - the program of a package, without a shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            try:
                return _index(_Service(process), pages, language)
            finally:
                process.kill()
    except OSError as error:
        raise PagefindError(error.strerror or str(error)) from error


def _index(service: _Service, pages: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
    index = service.ask("NewIndex", config={"force_language": language})["index_id"]
    ahead = False
    for url, html in pages:
        service.send("AddFile", index_id=index, url=url, file_path=None, file_contents=html)
        if ahead:
            service.answer()
        ahead = True  # while it reads one page, the next is prepared
    if ahead:
        service.answer()
    found = service.ask("GetFiles", index_id=index)["files"]
    return {
        each["path"]: base64.b64decode(each["content"])
        for each in sorted(found, key=lambda each: str(each["path"]))
        if not each["path"].startswith(_UNUSED)
    }


class _Service:
    """A running Pagefind: it answers in the order in which it is asked."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("Pagefind is asked over pipes")
        self._to: IO[bytes] = process.stdin
        self._from: IO[bytes] = process.stdout
        self._rest = b""

    def ask(self, what: str, **values: object) -> Mapping[str, Any]:
        """Send a request, and wait for the answer. Raises PagefindError, and OSError."""
        self.send(what, **values)
        return self.answer()

    def send(self, what: str, **values: object) -> None:
        """Send a request. Raises OSError."""
        request = {"message_id": 0, "payload": {"type": what, **values}}
        self._to.write(base64.b64encode(json.dumps(request).encode()) + b",")
        self._to.flush()

    def answer(self) -> Mapping[str, Any]:
        """Wait for the next answer. Raises PagefindError, and OSError."""
        try:
            answer = json.loads(base64.b64decode(self._message()))["payload"]
        except (ValueError, KeyError, TypeError) as error:
            raise PagefindError(f"its answer cannot be understood: {error}") from error
        if not isinstance(answer, dict) or answer.get("type") == "Error":
            raise PagefindError(str(answer["message"] if isinstance(answer, dict) else answer))
        return answer

    def _message(self) -> bytes:
        parts = [self._rest]
        while b"," not in parts[-1]:
            parts.append(self._from.read1(_ENOUGH))  # type: ignore[attr-defined] # it is buffered
            if not parts[-1]:
                raise PagefindError("it ended before it had answered")
        last, _, self._rest = parts[-1].partition(b",")
        return b"".join([*parts[:-1], last])
