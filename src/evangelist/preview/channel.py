"""The connection that stays open: every listener hears of every build."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

BREATH = 15.0
"""Seconds after which a silent connection gets a sign of life, lest something closes it."""


class Channel:
    """Tells listeners, from any thread. A new one hears the last message first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Queue[str | None], asyncio.AbstractEventLoop] = {}
        self._last = ""
        self._closed = False

    @property
    def listeners(self) -> int:
        """How many connections are open."""
        return len(self._listeners)

    def tell(self, message: str) -> None:
        """Send a message, which stands on one line, to everybody."""
        self._last = message
        self._send(message)

    def close(self) -> None:
        """End every connection."""
        self._closed = True
        self._send(None)

    def _send(self, message: str | None) -> None:
        with self._lock:
            for queue, loop in self._listeners.items():
                loop.call_soon_threadsafe(queue.put_nowait, message)

    async def listen(self) -> AsyncIterator[str]:
        """Server-sent events (HTML Standard), until closed."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        with self._lock:
            self._listeners[queue] = asyncio.get_running_loop()
        try:
            yield f"retry: 500\ndata: {self._last}\n\n" if self._last else "retry: 500\n\n"
            while not self._closed:
                try:
                    message = await asyncio.wait_for(queue.get(), BREATH)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if message is not None:
                    yield f"data: {message}\n\n"
        finally:
            with self._lock:
                del self._listeners[queue]
