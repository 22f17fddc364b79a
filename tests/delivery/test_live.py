"""Before an issue leaves, the site is asked for all that it leads to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from evangelist.build import asking
from tests import pictures
from tests.delivery.conftest import Desk
from tests.delivery.post import Post

ISSUE = """
-- content/newsletters/2026-11.md --
---
title: Faster laptops
date: 2026-11-20
---
[Storage](../services/storage.md), [its price](../services/storage.md#price),
[elsewhere](https://other.example/x).

![A chart](chart.png)
-- content/services/storage.md --
---
title: Storage
---
## Price
Nothing.
"""


class Handler(BaseHTTPRequestHandler):
    """A site of which some pages answer otherwise."""

    answers: ClassVar[dict[str, int]] = {}
    asked: ClassVar[list[str]] = []
    login: ClassVar[str] = ""

    def do_HEAD(self) -> None:
        self.asked.append(self.path)
        self.send_response(self.answers.get(self.path, 200))
        if self.path == self.login:
            self.send_header("Location", "/login")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the site; nobody waits between two questions."""
    monkeypatch.setattr(asking, "PAUSE", 0.0)
    monkeypatch.setattr(Handler, "answers", {})
    monkeypatch.setattr(Handler, "asked", [])
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/site/"
    server.shutdown()
    thread.join()
    server.server_close()


def prepared(desk: Desk, post: Post, url: str) -> None:
    desk.made.write(ISSUE)
    desk.made.write_bytes("content/newsletters/chart.png", pictures.plain((300, 200), "PNG"))
    desk.settings(post.port)
    text = (desk.root / "site.yaml").read_text("utf-8").replace("https://example.org/", url)
    text += "silence: [{code: email-link, reason: this machine alone, without TLS}]\n"
    desk.made.write_bytes("site.yaml", text.encode())
    desk.made.built()


def test_its_page_its_links_and_its_pictures_are_asked_for(desk: Desk, url: str) -> None:
    with Post() as post:
        prepared(desk, post, url)
        said = desk.send("--list", "--yes-to", "1", "--require-live")
    assert said.code == 0, said.err
    assert len(post.letters) == 1
    assert {
        "/site/newsletters/2026-11/",
        "/site/services/storage/",
        "/site/newsletters/chart.png.mail.png",
    } <= {*Handler.asked}
    assert len(Handler.asked) == len({*Handler.asked})


@pytest.mark.parametrize("status", [404, 401, 500, 302, 204])
@pytest.mark.parametrize(
    "path",
    ["newsletters/2026-11/", "services/storage/", "newsletters/chart.png.mail.png"],
)
def test_what_does_not_answer_200_stops_it(desk: Desk, url: str, path: str, status: int) -> None:
    Handler.answers[f"/site/{path}"] = status
    with Post() as post:
        prepared(desk, post, url)
        said = desk.send("--list", "--yes-to", "1", "--require-live")
    assert said.code == 1
    assert f"{url}{path}: " in said.err
    assert "publish the site first" in said.err
    assert not post.letters


def test_a_page_that_leads_to_a_login_is_not_there(
    desk: Desk, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "login", "/site/services/storage/")
    Handler.answers["/site/services/storage/"] = 302
    with Post() as post:
        prepared(desk, post, url)
        said = desk.send("--list", "--yes-to", "1", "--require-live")
    assert said.code == 1
    assert "it leads away from the site: do readers have to sign in?" in said.err
    assert not post.letters


def test_a_site_that_is_not_there_stops_it(desk: Desk) -> None:
    with Post() as post:
        prepared(desk, post, "http://127.0.0.1:9/")
        said = desk.send("--list", "--yes-to", "1", "--require-live")
    assert said.code == 1
    assert "nobody answers there" in said.err
    assert not post.letters


def test_pictures_that_travel_along_are_not_asked_for(desk: Desk, url: str) -> None:
    with Post() as post:
        prepared(desk, post, url)
        text = (desk.root / "site.yaml").read_text("utf-8")
        text = text.replace("newsletter:\n", "newsletter:\n  images: embed\n")
        desk.made.write_bytes("site.yaml", text.encode())
        desk.made.built()
        assert desk.send("--list", "--yes-to", "1", "--require-live").code == 0
    assert not [path for path in Handler.asked if path.endswith(".png")]
