"""An e-mail in a browser: with its pictures from the built site, or with pictures blocked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Route

from tests.e2e.watched import Visit

ANYWHERE = "http://127.0.0.1:9/email.html"


def open_email(
    visit: Callable[..., Visit],
    outputs: dict[str, Path],
    name: str,
    issue: str,
    *,
    pictures: bool = True,
    **options: Any,
) -> Visit:
    """Open `output/email/ISSUE.html` of a site as a mail program would."""
    output = outputs[name]
    html = output.joinpath("email", f"{issue}.html").read_text(encoding="utf-8")

    def answer(route: Route) -> None:
        if route.request.url == ANYWHERE:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
            return
        file = output / "site" / unquote(urlsplit(route.request.url).path).lstrip("/")
        if pictures and file.is_file():
            route.fulfill(path=file)
        else:
            route.abort()

    opened = visit("about:blank", **options)
    opened.page.route("**/*", answer)
    opened.page.goto(ANYWHERE)
    return opened
