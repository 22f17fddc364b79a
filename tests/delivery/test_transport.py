"""Connections that break, servers that lie, and what becomes of the messages."""

# ruff: noqa: S105 - nobody signs in anywhere with these
from __future__ import annotations

import smtplib
import sys
from pathlib import Path
from typing import Any

import pytest

from evangelist.delivery.transport import Answer, Relay, shortened
from evangelist.model.sending import RelaySettings
from tests.delivery.conftest import Desk
from tests.delivery.post import CERTIFICATE, PASSWORD, TOKEN, USER, Post

DATA = b"Subject: x\r\n\r\n.hidden\r\n..two\r\nend\r\n"
SIGN_IN = f", user: {USER}, sign_in: password"
BY_TOKEN = f", user: {USER}, sign_in: xoauth2"


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the test server is one that this computer knows."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def relay(post: Post, **more: Any) -> Relay:
    values: dict[str, Any] = {"host": "127.0.0.1", "port": post.port, "security": "none"}
    made = Relay(RelaySettings(**(values | more)), lambda: "")
    made.open()
    return made


def delivered(post: Post) -> Answer:
    line = relay(post)
    answer = line.deliver(USER, "a@example.org", DATA)
    line.close()
    return answer


# --- one message -------------------------------------------------------------------------------


def test_a_message_arrives_as_it_is() -> None:
    with Post() as post:
        assert delivered(post) == Answer("sent", "250 2.0.0 taken")
    assert post.letters[0].data == DATA


@pytest.mark.parametrize("data", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n.\n\r\n", b"a", b""])
def test_line_ends_that_could_smuggle_are_refused(data: bytes) -> None:
    with Post() as post:
        line = relay(post)
        with pytest.raises(ValueError, match="not CRLF"):
            line.deliver(USER, "a@example.org", data)
        line.close()
    assert not post.letters


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    "said, kind", [("450 x", "deferred"), ("550 x", "rejected"), ("421 x", "lost"), ("299 x", "")]
)
def test_an_answer_means_one_thing(stage: str, said: str, kind: str) -> None:
    with Post(lambda at, *_: said if at == stage else "") as post:
        answer = delivered(post)
    if stage == "MAIL" and kind == "rejected":
        kind = "refused"
    assert answer.kind == kind or said == "299 x"


def test_a_connection_goes_on_after_a_refusal() -> None:
    with Post(lambda at, number, _: "550 x" if at == "RCPT" and number == 1 else "") as post:
        line = relay(post)
        first = line.deliver(USER, "a@example.org", DATA)
        second = line.deliver(USER, "b@example.org", DATA)
        line.close()
    assert (first.kind, second.kind) == ("rejected", "sent")
    assert post.recipients == ["b@example.org"]
    assert post.asked["connect"] == 1


@pytest.mark.parametrize("stage", ["MAIL", "RCPT"])
def test_what_breaks_before_the_data_is_lost_and_nothing_else(stage: str) -> None:
    with Post(lambda at, *_: "drop" if at == stage else "") as post:
        assert delivered(post) == Answer("lost", "the connection broke")


class Broken(smtplib.SMTP):
    """A connection whose `send` or whose last answer fails."""

    def __init__(self, fails: str, last: tuple[int, bytes] | None) -> None:
        super().__init__()
        self._fails, self._last = fails, last
        self.sent: list[bytes] = []

    def docmd(self, cmd: str, args: str = "") -> tuple[int, bytes]:
        return (354, b"go") if cmd == "DATA" else (250, b"ok")

    def send(self, s: Any) -> None:
        if self._fails == ("dot" if s == b".\r\n" else "data"):
            raise smtplib.SMTPServerDisconnected("gone")
        self.sent.append(s)

    def getreply(self) -> tuple[int, bytes]:
        if self._last is None:
            raise smtplib.SMTPServerDisconnected("gone")
        return self._last


@pytest.mark.parametrize(
    "fails, last, kind",
    [
        ("data", None, "lost"),
        ("dot", None, "uncertain"),
        ("", None, "uncertain"),
        ("", (-1, b"\xff"), "uncertain"),
        ("", (354, b"?"), "uncertain"),
        ("", (421, b"no"), "lost"),
        ("", (452, b"no"), "deferred"),
        ("", (554, b"no"), "rejected"),
        ("", (250, b"yes"), "sent"),
    ],
)
def test_only_after_the_last_dot_is_anything_uncertain(
    fails: str, last: tuple[int, bytes] | None, kind: str
) -> None:
    line = Relay(RelaySettings(host="x"), lambda: "", lambda *_: Broken(fails, last))
    line.open()
    assert line.deliver(USER, "a@example.org", DATA).kind == kind


def test_words_of_a_server_are_short_and_name_nobody() -> None:
    said = b"5.1.1 <ann@example.org>: no such\r\nuser\x1b[31m" + b"x" * 999
    words = shortened(550, said)
    assert words.startswith("550 5.1.1 (address) no such user?[31mxxx")
    assert len(words) == 160


# --- dropped connections -----------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["connect", "EHLO", "MAIL", "RCPT", "data", "DATA"])
def test_whatever_breaks_nobody_gets_it_twice_and_the_ledger_knows(desk: Desk, stage: str) -> None:
    """`keep` is the worst: the server has taken the message, and its answer never comes."""

    def told(at: str, number: int, address: str) -> str:
        return ("keep" if stage == "DATA" else "drop") if at == stage and number % 4 == 2 else ""

    with Post(told) as post:
        desk.settings(post.port)
        table = desk.table(20)
        desk.send("--each", table, "--yes-to", "20")
        desk.send("--each", table, "--yes-to", "20")
    states = desk.states()
    assert len(post.recipients) == len({*post.recipients})
    assert {*states.values()} <= {"sent", "uncertain"}
    sent = {address for address, state in states.items() if state == "sent"}
    uncertain = {*states} - sent
    assert sent <= {*post.recipients} <= sent | uncertain
    assert bool(uncertain) or stage != "DATA"
    assert not uncertain or stage in {"data", "DATA"}


def test_the_uncertain_are_sent_again_only_when_told_and_keep_their_id(desk: Desk) -> None:
    ids: list[str] = []

    def told(at: str, number: int, address: str) -> str:
        return "keep" if at == "DATA" and number == 2 else ""

    with Post(told) as post:
        desk.settings(post.port)
        table = desk.table(3)
        said = desk.send("--each", table, "--yes-to", "3")
        assert said.code == 1
        assert "uncertain person-1@example.org  the connection broke" in said.out
        desk.send("--each", table, "--yes-to", "3")
        assert len(post.letters) == 3
        again = desk.send("--retry-uncertain", "--yes-to", "1")
        assert again.code == 0, again.err
    ids = [letter.id for letter in post.letters if "person-1@example.org" in letter.recipients]
    assert len(ids) == 2
    assert len({*ids}) == 1
    assert set(desk.states().values()) == {"sent"}


def test_the_uncertain_stay_uncertain_while_the_server_says_no(desk: Desk) -> None:
    def told(at: str, number: int, address: str) -> str:
        return {1: "keep", 2: "450 later", 3: "550 no"}.get(number, "") if at == "DATA" else ""

    with Post(told) as post:
        desk.settings(post.port)
        desk.send("--list", "--yes-to", "1")
        for _ in range(2):
            assert desk.send("--retry-uncertain", "--yes-to", "1").code == 1
            assert set(desk.states().values()) == {"uncertain"}
        assert desk.send("--retry-uncertain", "--yes-to", "1").code == 0
    assert set(desk.states().values()) == {"sent"}


def test_a_server_that_is_gone_for_long_ends_it(desk: Desk) -> None:
    def told(at: str, number: int, address: str) -> str:
        return "drop" if (at == "MAIL" and number == 3) or (at == "connect" and number > 1) else ""

    with Post(told) as post:
        desk.settings(post.port)
        table = desk.table(9)
        said = desk.send("--each", table, "--yes-to", "9")
    assert said.code == 1
    assert "Ended early: 127.0.0.1:" in said.err
    assert "2 sent" in said.out
    assert desk.slept == [1.0, 5.0, 30.0, 120.0]


# --- the way in --------------------------------------------------------------------------------


def nothing_sent(desk: Desk, post: Post, *words: str) -> None:
    for arguments in (["--list", "--yes-to", "1"], ["--to", "me@example.org"]):
        said = desk.send(*arguments)
        assert said.code == 1
        assert [word for word in (*words, "nothing was sent") if word not in said.err] == []
    assert not post.letters
    assert not desk.receipt.exists()


def test_nobody_listens(desk: Desk) -> None:
    with Post() as post:
        pass
    desk.settings(post.port)
    nothing_sent(desk, post, "does not answer", "relay.host")


def test_there_is_no_such_server(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port, host="no-such-host.invalid")
        nothing_sent(desk, post, "there is no server called no-such-host.invalid")


def test_a_server_that_turns_us_away(desk: Desk) -> None:
    with Post(lambda at, *_: "drop" if at == "connect" else "") as post:
        desk.settings(post.port)
        nothing_sent(desk, post, "ends the connection")


def test_a_stripped_starttls_sends_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVANGELIST_SMTP_PASSWORD", PASSWORD)
    with Post(tls="starttls", hidden="STARTTLS") as post:
        desk.settings(post.port, host="localhost", security="starttls", more=SIGN_IN)
        nothing_sent(desk, post, "does not offer STARTTLS", "IT department")
    assert not post.signed_in


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_knows_sends_nothing(desk: Desk, security: str) -> None:
    with Post(tls=security) as post:
        desk.settings(post.port, host="localhost", security=security)
        nothing_sent(desk, post, "the certificate of localhost:", "cannot be trusted")


@pytest.mark.usefixtures("trusted")
def test_what_a_server_offers_moves_no_cursor(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVANGELIST_SMTP_PASSWORD", PASSWORD)
    with Post(tls="starttls", only="XOAUTH2", offered="AUTH X-\x1b]0;x\a NTLM") as post:
        desk.settings(post.port, host="localhost", security="starttls", more=SIGN_IN)
        said = desk.send("--list", "--yes-to", "1")
    assert "NTLM" in said.err
    assert "\x1b" not in said.err
    assert "\a" not in said.err


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_for_another_name_sends_nothing(desk: Desk, security: str) -> None:
    with Post(tls=security) as post:
        desk.settings(post.port, host="127.0.0.1", security=security)
        nothing_sent(desk, post, "the certificate of 127.0.0.1:", "cannot be trusted")


def test_tls_from_the_first_byte_at_a_server_without_it(desk: Desk) -> None:
    with Post() as post:
        desk.settings(post.port, host="localhost", security="tls")
        nothing_sent(desk, post, "does not speak TLS", "465 with tls")


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("only", ["PLAIN", "LOGIN"])
@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_a_password_goes_through_tls(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, only: str, password: str
) -> None:
    monkeypatch.setenv("EVANGELIST_SMTP_PASSWORD", password)
    with Post(tls="starttls", sign_in=True, only=only) as post:
        desk.settings(post.port, host="localhost", security="starttls", more=SIGN_IN)
        if password == "wrong":
            nothing_sent(desk, post, f"does not let {USER} in (535", "EVANGELIST_SMTP_PASSWORD")
        else:
            assert desk.send("--list", "--yes-to", "1").code == 0
            assert len(post.letters) == 1
    assert set(post.signed_in) == {only}


@pytest.mark.usefixtures("trusted")
def test_a_password_that_is_not_set_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EVANGELIST_SMTP_PASSWORD", raising=False)
    with Post(tls="starttls", sign_in=True) as post:
        desk.settings(post.port, host="localhost", security="starttls", more=SIGN_IN)
        nothing_sent(desk, post, "EVANGELIST_SMTP_PASSWORD is not set")


@pytest.mark.usefixtures("trusted")
def test_a_server_without_this_way_to_sign_in_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVANGELIST_SMTP_PASSWORD", PASSWORD)
    with Post(tls="starttls", sign_in=True, only="XOAUTH2") as post:
        desk.settings(post.port, host="localhost", security="starttls", more=SIGN_IN)
        nothing_sent(desk, post, "does not take sign_in: password; it offers XOAUTH2")


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("token", [TOKEN, "stale"])
def test_a_token_is_checked_by_the_server(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("EVANGELIST_SMTP_TOKEN", token)
    with Post(tls="starttls", sign_in=True, only="XOAUTH2") as post:
        desk.settings(post.port, host="localhost", security="starttls", more=BY_TOKEN)
        if token == "stale":
            nothing_sent(desk, post, f"does not let {USER} in (535", "get a new one")
        else:
            said = desk.send("--list", "--yes-to", "1")
            assert said.code == 0, said.err
            assert len(post.letters) == 1


@pytest.mark.usefixtures("trusted")
def test_a_program_prints_the_token_anew_for_each_connection(desk: Desk, tmp_path: Path) -> None:
    program = tmp_path / "token program.py"
    count = tmp_path / "count"
    program.write_text(
        f"import pathlib\npathlib.Path(r'{count}').open('a').write('x')\nprint('{TOKEN}')\n",
        "utf-8",
    )
    with Post(
        lambda at, number, _: "drop" if at == "MAIL" and number == 2 else "",
        tls="starttls",
        sign_in=True,
        only="XOAUTH2",
    ) as post:
        _with_command(desk, post, program)
        said = desk.send("--each", desk.table(3), "--yes-to", "3")
        assert said.code == 0, said.err
    assert len(post.letters) == 3
    assert count.read_text("utf-8") == "xx"


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("failures", [1, 99])
def test_a_program_that_fails_in_the_middle_does_not_say_that_nothing_was_sent(
    desk: Desk, tmp_path: Path, failures: int
) -> None:
    program, count = tmp_path / "token.py", tmp_path / "count"
    program.write_text(
        "import pathlib, sys\n"
        f"file = pathlib.Path(r'{count}')\n"
        "file.open('a').write('x')\n"
        f"sys.exit(1) if 1 < file.stat().st_size < {failures + 2} else print('{TOKEN}')\n",
        "utf-8",
    )
    with Post(
        lambda at, number, _: "drop" if at == "MAIL" and number == 2 else "",
        tls="starttls",
        sign_in=True,
        only="XOAUTH2",
    ) as post:
        _with_command(desk, post, program)
        said = desk.send("--each", desk.table(3), "--yes-to", "3")
    assert "nothing was sent" not in said.err
    assert len(post.letters) == (3 if failures == 1 else 1)
    assert said.code == (0 if failures == 1 else 1)
    if failures > 1:
        assert "Ended early: relay.token_command ended with code 1" in said.err
        assert "1 sent" in said.out


def _with_command(desk: Desk, post: Post, program: Path) -> None:
    command = f'\'"{Path(sys.executable).as_posix()}" "{program.as_posix()}"\''
    more = f"{BY_TOKEN}, token_command: {command}"
    desk.settings(post.port, host="localhost", security="starttls", more=more)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    "code, words",
    [
        (f"import sys; print('{TOKEN}'); sys.exit(3)", "ended with code 3"),
        ("", "printed no token"),
        ("print('Error: please', 'sign in')", "printed no token"),
        (f"import sys; sys.stderr.write('{TOKEN}'); sys.exit(1)", "ended with code 1"),
    ],
)
def test_a_program_that_fails_is_told_without_what_it_said(
    desk: Desk, tmp_path: Path, code: str, words: str
) -> None:
    program = tmp_path / "token.py"
    program.write_text(code, "utf-8")
    with Post(tls="starttls", sign_in=True, only="XOAUTH2") as post:
        _with_command(desk, post, program)
        nothing_sent(desk, post, f"relay.token_command {words}")
        assert TOKEN not in desk.send("--list", "--yes-to", "1").err


@pytest.mark.usefixtures("trusted")
def test_a_program_that_is_not_there_is_told(desk: Desk) -> None:
    with Post(tls="starttls", sign_in=True, only="XOAUTH2") as post:
        more = f"{BY_TOKEN}, token_command: no-such-program --x"
        desk.settings(post.port, host="localhost", security="starttls", more=more)
        nothing_sent(desk, post, "there is no such program")
