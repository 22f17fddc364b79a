"""A page in a browser, with all that it asked for and complained about."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_ELSEWHERE = re.compile(r"^(?!http://127\.0\.0\.1[:/])(?!data:)(?!about:)")


@dataclass
class Visit:
    """An opened page."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def outside(self) -> list[str]:
        """Every request to another host than this machine; none of them was let out."""
        return [url for url in self.requests if _ELSEWHERE.match(url)]

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        missing = "404" in message.text and message.location["url"] == self.page.url
        if message.type in {"error", "warning"} and not missing:
            self.complaints.append(message.text)


class Visits(ExitStack):
    """Opens pages, each in a profile of its own."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self._browser = browser
        self.pages: list[Visit] = []
        """Those of a site, not of a mail program."""

    def open(
        self,
        address: str,
        *,
        width: int = 1280,
        height: int = 800,
        scheme: Literal["light", "dark"] = "light",
        **options: Any,
    ) -> Visit:
        """Open an address."""
        viewport: Any = {"width": width, "height": height}
        context = self._browser.new_context(
            viewport=viewport, color_scheme=scheme, reduced_motion="reduce", **options
        )
        self.callback(context.close)
        context.route(_ELSEWHERE, _refuse)
        visit = Visit(context.new_page())
        visit.page.on("request", visit._asked)
        visit.page.on("console", visit._said)
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.goto(address)
        if not address.startswith("about:"):
            self.pages.append(visit)
        return visit


def _refuse(route: Route) -> None:
    route.abort()
