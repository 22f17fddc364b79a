"""What the preview serves, and to whom: its own machine, and only what a build wrote."""

from __future__ import annotations

import random
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from evangelist.content import sources
from evangelist.preview import serve
from evangelist.preview.guard import Door
from tests.preview.live import LONG, Live, live
from tests.sites import site

SITE = """
-- site.yaml --
title: Team
url: https://example.org/team/
-- content/index.md --
# Home
Welcome.
-- content/services/vpn.md --
---
title: VPN
---
Work from anywhere. [Notes](notes.txt)
-- content/services/notes.txt --
notes
-- content/services/unlinked.txt --
unlinked
-- content/services/soon.md --
---
title: Soon
draft: true
---
-- content/services/later.md --
---
title: Later
publish_on: 2027-01-01
---
-- content/newsletters/2026-11.md --
---
title: November
date: 2026-11-01
subject: News für alle
preheader: What changed & why
---
We fixed [the VPN](../services/vpn.md). Its address is https://example.org/team/ now.
"""


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(site(tmp_path_factory.mktemp("team"), SITE)) as running:
        yield running


def test_pages_stand_below_the_base_path_of_the_site(team: Live) -> None:
    status, page = team.get("/team/services/vpn/")
    assert status == 200
    assert b'href="/team/services/"' in page
    assert b"https://example.org" not in page


@pytest.mark.parametrize(
    "path, target",
    [("/", "/team/"), ("/team", "/team/"), ("/team/services/vpn", "/team/services/vpn/")],
)
def test_an_address_without_its_slash_leads_on(team: Live, path: str, target: str) -> None:
    answer, _ = team.ask(path)
    assert (answer.status, answer.headers["location"]) == (307, target)


def test_what_is_missing_is_the_sites_own_error_page(team: Live) -> None:
    status, page = team.get("/team/none/")
    assert status == 404
    assert b"<h1" in page
    assert b"client.js" in page


def test_media_types_are_the_same_on_every_system(team: Live) -> None:
    types = {
        path: team.ask(path)[0].headers["content-type"]
        for path in (
            "/team/",
            "/team/assets/lectern.css",
            "/team/assets/icon.svg",
            "/team/feed.xml",
            "/team/feed.json",
            "/team/services/notes.txt",
            "/.evangelist/client.js",
        )
    }
    assert list(types.values()) == [
        "text/html; charset=utf-8",
        "text/css; charset=utf-8",
        "image/svg+xml; charset=utf-8",
        "text/xml; charset=utf-8",
        "application/json; charset=utf-8",
        "text/plain; charset=utf-8",
        "text/javascript; charset=utf-8",
    ]


def test_drafts_are_shown_and_marked(team: Live) -> None:
    for path in ("/team/services/soon/", "/team/services/later/"):
        status, page = team.get(path)
        assert status == 200
        assert b'<span class="draft">Draft</span>' in page
        assert b'content="noindex"' in page


def test_the_policy_of_a_page_lets_the_preview_run_and_nothing_else(team: Live) -> None:
    page = team.get("/team/")[1].decode()
    assert all(f"{what}-src 'self'; " in page for what in ("connect", "script"))
    assert "worker-src 'self'" in page
    assert "default-src 'none'" in page


def test_there_is_no_index_for_the_search_and_its_page_is_there(team: Live) -> None:
    assert team.get("/team/search/")[0] == 200
    assert team.get("/team/pagefind/pagefind.js")[0] == 404


def test_a_newsletter_is_shown_as_an_email(team: Live) -> None:
    page = team.get("/team/newsletters/2026-11/")[1].decode()
    assert 'data-mail="/.evangelist/mail/2026-11"' in page
    view = team.get("/.evangelist/mail/2026-11")[1].decode()
    assert "<h1>News für alle</h1>" in view
    assert "<dt>Preheader</dt><dd>What changed &amp; why</dd>" in view
    assert view.count('<iframe class="') == 6
    assert "<pre>November" in view
    assert "For a chat" in view


def test_a_variant_is_shown_after_its_issue_with_what_it_leaves_out(tmp_path: Path) -> None:
    front = "---\ntitle: One\nvariants: [staff, students]\n---\n"
    text = f"-- content/newsletters/1.md --\n{front}All.\n\n> [!FOR students]\n> A card.\n"
    with live(site(tmp_path, text)) as running:
        page = running.get("/newsletters/1/")[1].decode()
        assert 'data-mail="/.evangelist/mail/1"' in page
        answer, _ = running.ask("/.evangelist/mail/")
        assert answer.headers["location"] == "/.evangelist/mail/1"
        whole = running.get("/.evangelist/mail/1")[1].decode()
        assert "Left out for this audience" not in whole
        names = re.findall(r'href="/.evangelist/mail/([^"]*)"', whole)
        assert names == ["1", "1.staff", "1.students"]
        staff = running.get("/.evangelist/mail/1.staff")[1].decode()
        missing = staff.partition("Left out for this audience")[2].partition("</ul>")[0]
        assert re.findall("<li>(.*)</li>", missing) == ["For students", "A card."]
        assert "For a chat" in staff


def test_an_email_is_shown_light_dark_and_inverted(team: Live) -> None:
    shown = {
        scheme: team.get(f"/.evangelist/email/2026-11?scheme={scheme}")[1].decode()
        for scheme in ("light", "dark", "inverted", "purple")
    }
    assert 'content="light"' in shown["light"]
    assert "prefers-color-scheme" not in shown["light"] + shown["dark"]
    assert "@media (min-width: 0)" in shown["dark"].replace("@media(", "@media (")
    assert "filter:invert(1)" in shown["inverted"]
    assert "prefers-color-scheme" in shown["purple"]


def test_what_is_wrong_with_an_issue_stands_beside_it(tmp_path: Path) -> None:
    text = "-- content/newsletters/1.md --\n---\ntitle: One\ncolour: red\n---\n[a](nowhere.md)\n"
    with live(site(tmp_path, text)) as running:
        view = running.get("/.evangelist/mail/1")[1].decode()
    assert "To mend before it is sent" in view
    assert "content/newsletters/1.md:3:1: unknown key" in view
    assert "content/newsletters/1.md:5:5:" in view


def test_links_in_the_email_lead_into_the_preview(team: Live) -> None:
    html = team.get("/.evangelist/email/2026-11")[1].decode()
    assert 'href="/team/services/vpn/"' in html
    assert 'href="https://example.org' not in html
    assert "Its address is https://example.org/team/ now." in html


def test_the_list_of_issues_leads_to_the_last(team: Live) -> None:
    answer, _ = team.ask("/.evangelist/mail/")
    assert answer.headers["location"] == "/.evangelist/mail/2026-11"


@pytest.mark.parametrize("base", ["/d%C3%BCsen/", "/a%20b/", "/c/d/"])
def test_the_path_of_a_site_may_be_written_with_encoded_signs(tmp_path: Path, base: str) -> None:
    settings = f"-- site.yaml --\ntitle: A\nurl: https://example.org{base}\n"
    with live(site(tmp_path, f"-- content/a.md --\n# A\n{settings}")) as running:
        assert running.ask("/")[0].headers["location"] == base
        status, page = running.get(f"{base}a/")
        assert status == 200
        style = re.search(rb'href="([^"]*lectern.css)', page)
        assert style
        assert running.get(style[1].decode())[0] == 200


def test_a_preview_that_is_deleted_is_built_again(tmp_path: Path) -> None:
    with live(site(tmp_path, "-- content/a.md --\n# A\n")) as running:
        shutil.rmtree(tmp_path / ".evangelist")
        status, page = running.get("/a/")
        assert status == 404
        assert b"client.js" in page
        running.built()
        assert running.get("/a/")[0] == 200


def test_a_save_is_seen_whatever_its_time_and_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_stamp", lambda _entry: ())
    made = site(tmp_path, "-- content/guides/a.md --\n# One\n\nFirst.\n")
    with live(made) as running:
        assert b"First." in running.get("/guides/a/")[1]
        running.save("-- content/guides/a.md --\n# One\n\nSixth.\n")
        assert b"Sixth." in running.get("/guides/a/")[1]
        (made.root / "content/guides").rename(made.root / "content/notes")
        running.built()
        running.save("-- content/notes/a.md --\n# One\n\nFirst.\n")
        assert b"First." in running.get("/notes/a/")[1]


def test_the_output_folder_is_never_touched(team: Live) -> None:
    assert not team.site.output.exists()
    assert (team.site.root / ".evangelist/preview").is_dir()
    assert (team.site.root / ".evangelist/.gitignore").read_bytes() == b"*\n"


# --- only what was built -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/team/services/unlinked.txt",
        "/team/services/vpn.md",
        "/team/.manifest",
        "/team/../.manifest",
        "/team/%2e%2e/email/2026-11.html",
        "/team/..%2f..%2fsite.yaml",
        "/team/email/2026-11.eml",
        "/site.yaml",
        "/.evangelist/../site.yaml",
        "/.evangelist/server.py",
        "/.evangelist/mail.html",
        "/.evangelist/client/client.js",
        "/.evangelist/mail/../../site.yaml",
        "/.evangelist/email/../site/index",
        "/@fs/etc/passwd",
        "/team//etc/passwd",
        "//etc/passwd",
        "/team/services/vpn/index.html\\..\\..",
        "/team/c:/windows/win.ini",
        "/team/index.html%00.txt",
    ],
)
def test_nothing_else_is_served(team: Live, path: str) -> None:
    assert team.get(path)[0] in {400, 404}


def _targets(count: int) -> Iterator[bytes]:
    """Requests' targets made of what has broken servers before, the same in every run."""
    pieces = [
        *("..", ".", "/", "//", "\\", "%2e", "%2f", "%5c", "%00", "%", "%zz", "%c0%ae", "%u002e"),
        *("team", "site", "email", ".manifest", ".evangelist", "preview", "content", "site.yaml"),
        *("etc/passwd", "c:", "@fs", "file:", "http://example.org/", "?raw", "?url", "#", ";", ":"),
        *(
            "team/",
            "team/services/",
            "team/services/vpn/",
            "team/feed.xml",
            ".evangelist/client.js",
        ),
        *("index.html", "services", "vpn", "é", "\x7f", "\xff", "~", "*", "mail", "events?token="),
    ]
    chance = random.Random(3)  # noqa: S311 - no secret
    for _ in range(count):
        chosen = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 9)))
        yield f"/{chosen}".encode("latin-1")


def _raw(port: int, target: bytes) -> bytes:
    """Ask without a library that would mend the target first."""
    with socket.create_connection(("127.0.0.1", port), LONG) as connection:
        host = f"127.0.0.1:{port}".encode()
        connection.sendall(
            b"GET " + target + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"
        )
        return b"".join(iter(lambda: connection.recv(65536), b""))


_ADDED = re.compile(rb'<meta http-equiv="Content-Security-Policy".*?>|<script src="[^>]*></script>')


def _plain(page: bytes) -> bytes:
    """A page without what the preview adds to it."""
    return _ADDED.sub(b"", page).strip().replace(b"\n\n", b"\n")


def _allowed(team: Live) -> set[bytes]:
    """Every answer that may be given: what a build wrote, and the preview's own files."""
    folder = team.site.root / ".evangelist/preview" / str(team.port)
    client = Path(serve.__file__).parent / "client"
    files = [*folder.rglob("*"), *client.iterdir()]
    found = {_plain(file.read_bytes()) for file in files if file.is_file()}
    views = ("/.evangelist/mail/2026-11", "/.evangelist/email/2026-11")
    return found | {_plain(team.get(view)[1]) for view in views}


def _check_targets(team: Live, count: int) -> int:
    """Ask for hostile targets; whatever is answered with 200 is a file that a build wrote."""
    allowed = _allowed(team)
    found = 0
    for target in _targets(count):
        head, _, body = _raw(team.port, target).partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        assert status < 500, target
        if status == 200:
            found += 1
            assert _plain(body) in allowed, target
    return found


def test_a_thousand_hostile_targets_get_nothing_but_pages(team: Live) -> None:
    assert _check_targets(team, 1000) > 0


@pytest.mark.soak
def test_many_more_hostile_targets_get_nothing_but_pages(team: Live) -> None:
    assert _check_targets(team, 20_000) > 0


# --- only for us -------------------------------------------------------------------------------

_STRANGE_HOSTS = [
    *("example.org", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""),
    *("evil.example:{port}", "localhost.evil.example:{port}", "127.0.0.1.evil.example:{port}"),
    *("localhost", "127.0.0.1", "localhost:1", "127.0.0.1:1", "127.0.0.1:{port}0", "[::1]"),
    *("localhost:{port}@evil.example", "evil.example@localhost:{port}", "localhost:{port}/"),
    *("localhost:{port}#", "localhost:{port}?", "localhost:{port}, evil.example", ".localhost"),
    *("localhost.:{port}", "foo.localhost:{port}", "0.0.0.0:{port}", "127.0.0.2:{port}"),
    *("10.0.0.1:{port}", "192.168.1.1:{port}", "169.254.169.254:{port}", "[::]:{port}"),
    *("[::ffff:127.0.0.1]:{port}", "[fe80::1]:{port}", "::1:{port}", "2130706433:{port}"),
    *("0x7f000001:{port}", "017700000001:{port}", "127.1:{port}", "127.0.0.1%00:{port}"),
    *("localhost\t:{port}", "localhost :{port}", "local host:{port}", "localhost:{port}:{port}"),
    *("localhost:+{port}", "localhost:-1", "localhost:0", "localhost:99999", "localhost:abc"),
    *("http://localhost:{port}", "//localhost:{port}", "\uff4cocalhost:{port}", "locaIhost:{port}"),
    *("[127.0.0.1]:{port}", "(localhost):{port}", "localhost;:{port}", "'localhost':{port}"),
]


def _host(port: int, *hosts: str, target: bytes = b"/team/") -> int:
    lines = b"".join(b"Host: " + host.encode("utf-8") + b"\r\n" for host in hosts)
    with socket.create_connection(("127.0.0.1", port), LONG) as connection:
        connection.sendall(
            b"GET " + target + b" HTTP/1.1\r\n" + lines + b"Connection: close\r\n\r\n"
        )
        return int(connection.recv(65536).split(b" ", 2)[1])


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}"])
def test_this_machine_is_answered(team: Live, host: str) -> None:
    assert _host(team.port, host.format(port=team.port)) == 200


@pytest.mark.parametrize("host", _STRANGE_HOSTS)
def test_a_strangers_host_is_refused_on_every_route(team: Live, host: str) -> None:
    routes = (b"/team/", b"/.evangelist/client.js", b"/.evangelist/events", b"/.evangelist/mail/")
    written = host.format(port=team.port)
    assert {_host(team.port, written, target=route) for route in routes} <= {400, 403}


def test_no_host_and_two_hosts_are_refused(team: Live) -> None:
    ours = f"localhost:{team.port}"
    assert _host(team.port) == 400
    assert _host(team.port, ours, "evil.example") in {400, 403}
    assert _host(team.port, ours, ours) in {400, 403}


def test_sixty_values_of_host_are_tried() -> None:
    assert len(_STRANGE_HOSTS) + 3 + 3 >= 60


def test_a_named_host_is_answered_and_no_other(tmp_path: Path) -> None:
    with live(site(tmp_path, SITE), host="localhost") as running:
        assert running.preview.is_private
        assert _host(running.port, f"localhost:{running.port}") == 200
        assert _host(running.port, f"evil.example:{running.port}") == 403


def test_an_address_is_known_in_every_spelling() -> None:
    assert Door("2001:db8::1", 80).admits(["[2001:DB8:0:0::1]:80"])
    assert Door("::", 80).admits(["[fe80::1]:80"])
    assert not Door("::", 80).admits(["evil.example:80"])
    assert not Door("2001:db8::1", 80).admits(["[2001:db8::2]:80"])


_STRANGE_ORIGINS = [
    *("null", "", "http://evil.example", "https://evil.example", "http://localhost"),
    *("https://localhost:{port}", "http://localhost:1", "http://127.0.0.1", "file://"),
    *("http://localhost:{port}.evil.example", "http://evil.example:{port}", "http://localhost."),
    *("http://localhost.evil.example:{port}", "http://evil.example/http://localhost:{port}"),
    *("http://localhost:{port}/", "http://localhost:{port}/x", "http://localhost:{port}?x"),
    *("http://user@localhost:{port}", "ftp://localhost:{port}", "ws://localhost:{port}"),
    *("chrome-extension://abc", "moz-extension://abc", "data:", "blob:http://localhost:{port}"),
    *("http://[::ffff:127.0.0.1]:{port}", "http://0.0.0.0:{port}", "http://127.0.0.2:{port}"),
    *("http://localhost:{port} http://evil.example", "http://localhost:{port},http://x.example"),
    *(
        "HTTP://localhost:{port}x",
        "//localhost:{port}",
        "localhost:{port}",
        "http:localhost:{port}",
    ),
    *("http://127.1:{port}", "http://2130706433:{port}", "http://foo.localhost:{port}"),
]


def _events(team: Live, token: str, **headers: str) -> int:
    """The status of the channel's answer; the connection itself is left at once."""
    with socket.create_connection(("127.0.0.1", team.port), LONG) as connection:
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        connection.sendall(
            f"GET /.evangelist/events?token={token} HTTP/1.1\r\n"
            f"Host: localhost:{team.port}\r\n{lines}\r\n".encode()
        )
        return int(connection.recv(65536).split(b" ", 2)[1])


@pytest.mark.parametrize("origin", _STRANGE_ORIGINS)
def test_a_strangers_origin_gets_no_channel(team: Live, origin: str) -> None:
    assert _events(team, team.token, Origin=origin.format(port=team.port)) in {400, 403}


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_request_that_the_browser_calls_anothers_gets_no_channel(team: Live, site: str) -> None:
    assert _events(team, team.token, Sec_Fetch_Site=site) == 403


@pytest.mark.parametrize("token", ["", "x", "null", "%00", "é", "A" * 5000])
def test_without_the_token_there_is_no_channel(team: Live, token: str) -> None:
    assert _events(team, token) in {400, 403}


@pytest.mark.parametrize("origin", ["http://localhost:{port}", "http://127.0.0.1:{port}"])
def test_our_own_pages_get_the_channel(team: Live, origin: str) -> None:
    assert _events(team, team.token, Origin=origin.format(port=team.port)) == 200
    assert _events(team, team.token, Sec_Fetch_Site="same-origin") == 200


def test_forty_origins_are_tried() -> None:
    assert len(_STRANGE_ORIGINS) + 3 + 2 >= 40


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_changed(team: Live, method: str) -> None:
    routes = ("/team/", "/.evangelist/events", "/.evangelist/mail/", "/none")
    assert {team.get(route, method)[0] for route in routes} == {405}


def test_every_answer_is_closed_to_pages_of_others(team: Live) -> None:
    for path in ("/team/", "/none", "/.evangelist/client.js", "/.evangelist/mail/2026-11"):
        answer, _ = team.ask(path)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers
