"""Links to other sites, asked at a real server on this machine; nobody waits and no clock runs."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from evangelist.build import asking
from evangelist.build.asking import PAUSE, Answer, Manners, ask_all
from evangelist.build.external import MEMORY, external_links
from evangelist.build.options import Options, Progress
from evangelist.problems import Problem
from tests.cli.test_commands import run
from tests.sites import NOW, Workspace, site

MOVED_FOR_GOOD = {"Location": "/fine"}
ROUTES: dict[str, list[tuple[int, dict[str, str]]]] = {
    "/fine": [(200, {})],
    "/gone": [(404, {})],
    "/removed": [(410, {})],
    "/broken": [(500, {})],
    "/members": [(401, {})],
    "/no-programs": [(403, {})],
    "/moved": [(301, MOVED_FOR_GOOD)],
    "/moved-308": [(308, MOVED_FOR_GOOD)],
    "/for-now": [(302, MOVED_FOR_GOOD)],
    "/moved-for-now": [(301, {"Location": "/for-now"})],
    "/moved-to-nothing": [(301, {"Location": "/gone"})],
    "/to-mail": [(302, {"Location": "mailto:a@b.example"})],
    "/to-no-address": [(302, {"Location": "http://[bad"})],
    "/circle": [(302, {"Location": "/circle-2"})],
    "/circle-2": [(302, {"Location": "/circle"})],
    "/nowhere": [(302, {})],
    "/soon": [(429, {"Retry-After": "7"}), (200, {})],
    "/by-date": [
        (
            503,
            {
                "Date": "Sun, 22 Nov 2026 12:00:00 GMT",
                "Retry-After": "Sun, 22 Nov 2026 12:00:20 GMT",
            },
        ),
        (200, {}),
    ],
    "/busy": [(429, {}), (429, {}), (429, {})],
    "/tomorrow": [(503, {"Retry-After": "86400"})],
}
"""What is answered, one after the other; the last one stays."""


class Handler(BaseHTTPRequestHandler):
    """Answers as ROUTES say, and counts."""

    asked: ClassVar[list[tuple[str, str]]]
    headers_seen: ClassVar[list[dict[str, str]]]

    def do_HEAD(self) -> None:
        if self.path.startswith("/no-head"):
            self._note()
            self._answer(405, {})
        else:
            self._routed()

    def do_GET(self) -> None:
        self._routed()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def _routed(self) -> None:
        before = sum(path == self.path for _, path in self.asked)
        self._note()
        if self.path == "/silent":
            self.close_connection = True
            return
        if self.path.startswith("/chain-"):
            self._answer(302, {"Location": f"/chain-{int(self.path[7:]) + 1}"})
            return
        answers = ROUTES.get(self.path, [(200, {})])
        self._answer(*answers[min(before, len(answers) - 1)])

    def _note(self) -> None:
        self.asked.append((self.command, self.path))
        self.headers_seen.append(dict(self.headers))

    def _answer(self, status: int, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()


@dataclass
class Server:
    """A server on this machine, and how it is asked."""

    address: str
    handler: type[Handler]
    waited: list[float] = field(default_factory=list)

    def manners(self) -> Manners:
        def sleep(stop: threading.Event, seconds: float) -> None:
            del stop
            self.waited.append(seconds)

        return Manners("evangelist/test", sleep=sleep)

    def ask(self, *paths: str) -> list[Answer]:
        urls = [self.address + path for path in paths]
        answers = ask_all(urls, self.manners())
        return [answers[url] for url in urls]

    @property
    def asked(self) -> list[tuple[str, str]]:
        return self.handler.asked


@pytest.fixture
def server() -> Iterator[Server]:
    class Own(Handler):
        asked: ClassVar[list[tuple[str, str]]] = []
        headers_seen: ClassVar[list[dict[str, str]]] = []

    with ThreadingHTTPServer(("127.0.0.1", 0), Own) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Server(f"http://127.0.0.1:{running.server_port}", Own)
        running.shutdown()
        thread.join()


# --- one address -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path, state, reason",
    [
        ("/fine", "fine", ""),
        ("/members", "fine", ""),
        ("/no-programs", "fine", ""),
        ("/no-head", "fine", ""),
        ("/to-mail", "fine", ""),
        ("/nowhere", "fine", ""),
        ("/gone", "dead", "there is no such page (404)"),
        ("/removed", "dead", "there is no such page (410)"),
        ("/broken", "dead", "it answers with an error (500)"),
        ("/moved-to-nothing", "dead", "there is no such page (404)"),
        ("/circle", "dead", "it leads in a circle"),
        ("/chain-1", "dead", "it leads on more than 10 times"),
        ("/silent", "dead", "the answer breaks off"),
    ],
)
def test_an_answer_says_whether_the_page_is_there(
    server: Server, path: str, state: str, reason: str
) -> None:
    (answer,) = server.ask(path)
    assert (answer.state, answer.reason, answer.moved) == (state, reason, "")


@pytest.mark.parametrize("path", ["/moved", "/moved-308"])
def test_what_has_moved_for_good_is_told_with_its_new_address(server: Server, path: str) -> None:
    (answer,) = server.ask(path)
    assert (answer.state, answer.moved) == ("fine", f"{server.address}/fine")


@pytest.mark.parametrize("path", ["/for-now", "/moved-for-now"])
def test_what_leads_on_for_now_has_not_moved(server: Server, path: str) -> None:
    (answer,) = server.ask(path)
    assert (answer.state, answer.moved) == ("fine", "")


@pytest.mark.parametrize(
    "url, reason",
    [
        ("http://127.0.0.1:1/", "nobody answers there"),
        ("http://no-such-host.invalid/", "there is no such server"),
        ("http://a..b/", "this is no address"),
        ("http://127.0.0.1:port/", "this is no address"),
        ("http://[bad/#part", "this is no address"),
    ],
)
def test_who_is_not_there_is_told(url: str, reason: str) -> None:
    answer = ask_all([url], Manners("evangelist/test"))[url]
    assert (answer.state, answer.reason) == ("dead", reason)


def test_who_leads_to_no_address_is_told(server: Server) -> None:
    bad, good = server.ask("/to-no-address", "/fine")
    assert (bad.state, bad.reason) == ("dead", "it leads to no address")
    assert good.state == "fine"


def test_what_nobody_thought_of_costs_one_link(server: Server) -> None:
    def no_proxy(url: str) -> str:
        if url.endswith("/odd"):
            raise RuntimeError(url)
        return ""

    urls = [f"{server.address}/odd", f"{server.address}/fine"]
    answers = ask_all(urls, replace(server.manners(), proxy=no_proxy))
    assert [answers[url].state for url in urls] == ["busy", "fine"]


def test_get_is_asked_only_where_head_got_no_good_answer(server: Server) -> None:
    server.ask("/fine", "/no-head", "/gone")
    assert server.asked == [
        ("HEAD", "/fine"),
        ("HEAD", "/no-head"),
        ("GET", "/no-head"),
        ("HEAD", "/gone"),
        ("GET", "/gone"),
    ]


def test_a_part_of_a_page_and_signs_are_sent_as_they_must_be(server: Server) -> None:
    server.ask("/größe?q=a b#part", "/a%20b")
    assert [path for _, path in server.asked] == ["/gr%C3%B6%C3%9Fe?q=a%20b", "/a%20b"]


def test_we_say_who_we_are_and_send_nothing_else(server: Server) -> None:
    address = server.address.replace("http://", "http://anna:secret@")
    assert ask_all([f"{address}/fine"], server.manners())[f"{address}/fine"].state == "fine"
    (headers,) = server.handler.headers_seen
    assert headers["User-Agent"] == "evangelist/test"
    assert set(headers) <= {"Host", "User-Agent", "Accept", "Accept-Encoding"}


# --- manners ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path, wait", [("/soon", 7), ("/by-date", 20)])
def test_who_asks_to_wait_is_asked_again_then(server: Server, path: str, wait: float) -> None:
    (answer,) = server.ask(path)
    assert answer.state == "fine"
    assert server.waited == [wait, PAUSE]
    assert server.asked == [("HEAD", path)] * 2


def test_who_stays_busy_is_asked_later_and_later_and_then_left_in_peace(server: Server) -> None:
    busy, other = server.ask("/busy", "/fine")
    assert (busy.state, busy.reason) == ("busy", "it asks to wait (429)")
    assert other.state == "busy"
    assert server.asked == [("HEAD", "/busy")] * 3
    assert [wait for wait in server.waited if wait != PAUSE] == [2, 4]


def test_who_asks_to_wait_for_a_day_is_not_waited_for(server: Server) -> None:
    (answer,) = server.ask("/tomorrow")
    assert answer.state == "busy"
    assert (server.waited, len(server.asked)) == ([], 1)


def test_one_site_is_asked_one_thing_after_the_other_with_a_pause(server: Server) -> None:
    server.ask(*(f"/page-{number}" for number in range(5)))
    assert [path for _, path in server.asked] == [f"/page-{number}" for number in range(5)]
    assert server.waited == [PAUSE] * 4


def test_a_site_that_is_not_there_is_asked_once() -> None:
    asked: list[str] = []

    def proxy(url: str) -> str:
        asked.append(url)
        return ""

    urls = [f"http://127.0.0.1:1/{number}" for number in range(5)]
    answers = ask_all(urls, Manners("evangelist/test", proxy))
    assert {answers[url].state for url in urls} == {"dead"}
    assert len(asked) == 1


def test_another_site_that_is_not_there_says_nothing_of_this_one(server: Server) -> None:
    ROUTES["/away"] = [(302, {"Location": "http://127.0.0.1:1/"})]
    away, fine = server.ask("/away", "/fine")
    assert (away.state, fine.state) == ("dead", "fine")


def test_a_proxy_is_asked_in_place_of_the_site(server: Server) -> None:
    manners = Manners("evangelist/test", lambda url: server.address)  # noqa: ARG005
    answers = ask_all(["http://service.example/page"], manners)
    assert answers["http://service.example/page"].state == "fine"
    assert server.asked == [("HEAD", "http://service.example/page")]


# --- a site ----------------------------------------------------------------------------------


class Asked:
    """Answers from a table, and what was asked for."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers, self.urls = answers, list[str]()

    def __call__(self, urls: Iterable[str], *, progress: Progress) -> Mapping[str, Answer]:
        del progress
        urls = list(urls)
        self.urls += urls
        return {url: self.answers.get(url, Answer("fine")) for url in urls}


SITE = """
-- content/a.md --
---
title: A
links: {label: Form, url: "https://forms.example/x"}
---
See [it](https://gone.example/a#b), [again](https://gone.example/a#b), [own](https://example.org/b/),
[mail](mailto:a@b.example), [here](b.md), [relative](//cdn.example/x), <https://fine.example>.

![A picture](https://pictures.example/a.png)
-- content/b.md --
---
title: B
draft: true
---
[secret](https://secret.example/)
"""
SETTINGS = """
navigation: [{label: Home, url: "https://home.example/"}]
links: {feedback: "https://feedback.example/"}
"""
DEAD = {"https://gone.example/a#b": Answer("dead", "there is no such page (404)")}


def checked(made: Workspace, asked: Asked, now: datetime = NOW) -> tuple[Problem, ...]:
    return external_links(Options(made.root, made.output, now, jobs=1), asked)


def test_everything_published_that_leads_out_is_asked_once(tmp_path: Path) -> None:
    asked = Asked({})
    assert checked(site(tmp_path, SITE, SETTINGS), asked) == ()
    assert sorted(asked.urls) == [
        "https://cdn.example/x",
        "https://feedback.example/",
        "https://fine.example",
        "https://forms.example/x",
        "https://gone.example/a#b",
        "https://home.example/",
        "https://pictures.example/a.png",
    ]


def test_each_mention_is_told_with_its_place(tmp_path: Path) -> None:
    answers = DEAD | {
        "https://forms.example/x": Answer("fine", moved="https://forms.example/y"),
        "https://home.example/": Answer("busy", "it asks to wait (429)"),
    }
    found = checked(site(tmp_path, SITE, SETTINGS), Asked(answers))
    assert [(problem.level, str(problem)) for problem in sorted(found, key=lambda p: p.order)] == [
        (
            "advice",
            (
                "content/a.md:3:1: 'https://forms.example/x' has moved to "
                "'https://forms.example/y' (write the new address)"
            ),
        ),
        *(
            (
                "advice",
                (
                    f"content/a.md:5:{column}: 'https://gone.example/a#b' does not answer: "
                    "there is no such page (404) (correct it, or take the link out)"
                ),
            )
            for column in (10, 45)
        ),
        (
            "advice",
            (
                "site.yaml: 'https://home.example/' could not be asked: it asks to wait (429) "
                "(check again on another day)"
            ),
        ),
    ]


def test_a_finding_can_be_silenced(tmp_path: Path) -> None:
    settings = "silence: {code: link-external, paths: a.md, reason: known}\n"
    assert checked(site(tmp_path, SITE, settings), Asked(DEAD)) == ()


def test_a_site_that_cannot_be_read_has_no_links(tmp_path: Path) -> None:
    asked = Asked({})
    assert checked(Workspace(tmp_path), asked) == ()
    assert asked.urls == []


def test_a_site_with_an_error_is_asked_about_all_the_same(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\n---\ntitle: A: b\n---\n<https://a.example/>\n")
    asked = Asked({})
    checked(made, asked)
    assert asked.urls == ["https://a.example/"]


# --- what is remembered ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "later, asked_again",
    [
        (timedelta(hours=23), []),
        (timedelta(days=1), ["https://gone.example/a#b"]),
        (timedelta(days=6), ["https://gone.example/a#b"]),
        (timedelta(days=7), ["all"]),
        (timedelta(days=-1), ["all"]),
    ],
)
def test_a_good_answer_holds_a_week_and_a_bad_one_a_day(
    tmp_path: Path, later: timedelta, asked_again: list[str]
) -> None:
    made, first, second = site(tmp_path, SITE), Asked(DEAD), Asked(DEAD)
    before = checked(made, first)
    assert checked(made, second, NOW + later) == before
    assert second.urls == (first.urls if asked_again == ["all"] else asked_again)


def test_who_was_busy_is_asked_again(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\n<https://a.example/>\n")
    checked(made, Asked({"https://a.example/": Answer("busy", "x")}))
    asked = Asked({})
    assert checked(made, asked) == ()
    assert asked.urls == ["https://a.example/"]


def test_links_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    made = site(tmp_path, SITE)
    checked(made, Asked({}))
    made.write("-- content/a.md --\n<https://a.example/>\n")
    checked(made, Asked({}))
    memory = json.loads((made.root / MEMORY).read_text("utf-8"))
    assert list(memory["links"]) == ["https://a.example/"]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version": 1}',
        b'{"version": 9, "links": {}}',
        b'{"version": 1, "links": {"https://fine.example": 3}}',
        b'{"version": 1, "links": {"https://fine.example": {"state": "odd", "asked": "x"}}}',
    ],
)
def test_a_damaged_memory_is_no_memory(tmp_path: Path, damage: bytes) -> None:
    made = site(tmp_path, SITE)
    made.write_bytes(MEMORY, damage)
    asked = Asked({})
    checked(made, asked)
    assert "https://fine.example" in asked.urls
    assert json.loads((made.root / MEMORY).read_text("utf-8"))["version"] == 1


STORE = "store.sqlite"


def test_nothing_but_the_memory_is_written(tmp_path: Path) -> None:
    made = site(tmp_path, SITE)
    checked(made, Asked({}))
    assert not made.output.exists()
    store = (made.root / MEMORY).parent
    names = [".gitignore", "build.lock", "links.json", STORE]
    assert sorted(each.name for each in store.iterdir()) == names


def test_a_memory_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    made = site(tmp_path, SITE)
    made.write_bytes(".evangelist", b"a file where the folder should be")
    assert [problem.code for problem in checked(made, Asked(DEAD))] == ["link-external"] * 2


# --- the command -----------------------------------------------------------------------------


@pytest.fixture
def _directly(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of this machine, and no pauses."""
    monkeypatch.setattr(asking, "PAUSE", 0)
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.mark.usefixtures("_directly")
def test_the_command_tells_and_never_fails(tmp_path: Path, server: Server) -> None:
    made = site(tmp_path, f"-- content/a.md --\nSee [x]({server.address}/gone).\n")
    said = run(made.root, "check", "--external", "--strict")
    assert said.code == 0
    assert f"content/a.md:1:9: '{server.address}/gone' does not answer" in said.err
    assert server.handler.headers_seen[0]["User-Agent"].startswith("evangelist/")
    again = run(made.root, "check", "--external", "--format", "json").json["problems"]
    assert [problem["code"] for problem in again].count("link-external") == 1
    assert len(server.asked) == 2


@pytest.mark.usefixtures("_directly")
def test_without_the_option_nobody_is_asked(tmp_path: Path, server: Server) -> None:
    made = site(tmp_path, f"-- content/a.md --\nSee [x]({server.address}/gone).\n")
    run(made.root, "check")
    run(made.root, "build")
    assert server.asked == []
    assert not (made.root / MEMORY).exists()


@pytest.mark.usefixtures("_directly")
def test_the_proxy_of_the_environment_is_used(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.address.removeprefix("http://"))
    monkeypatch.setenv("no_proxy", "inside.example")
    made = site(tmp_path, "-- content/a.md --\nSee [x](http://other.example/gone).\n")
    run(made.root, "check", "--external")
    assert server.asked == [("HEAD", "http://other.example/gone")]


@pytest.mark.usefixtures("_directly")
def test_each_dead_link_is_told_by_its_address(tmp_path: Path) -> None:
    urls = [f"http://127.0.0.1:1/{number}" for number in range(9)]
    links = " ".join(f"<{url}>" for url in urls)
    made = site(tmp_path, f"-- content/a.md --\n{links}\n")
    said = run(made.root, "check", "--external").err
    assert [url for url in urls if f"'{url}'" not in said] == []
