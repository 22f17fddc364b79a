"""A planted secret, and every way in which sending fails: it shows up nowhere."""

# ruff: noqa: S105 - this one is planted
from __future__ import annotations

import sys
import traceback
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from evangelist.cli import cli
from evangelist.cli.secret import secret_of, words_of
from evangelist.delivery import dispatch
from evangelist.delivery.transport import Relay
from evangelist.model.sending import RelaySettings
from tests.delivery.conftest import Desk
from tests.delivery.post import CERTIFICATE, USER, Post

SECRET = "geh3im-Zwölf-Füchse"
BY_PASSWORD = f", user: {USER}, sign_in: password"
BY_TOKEN = f", user: {USER}, sign_in: xoauth2"


def forms() -> Iterator[bytes]:
    """The secret in every way in which it could be written."""
    plain = SECRET.encode()
    wholes = (
        plain,
        f"\0{USER}\0{SECRET}".encode(),
        f"user={USER}\x01auth=Bearer {SECRET}\x01\x01".encode(),
    )
    yield plain
    yield quote(SECRET).encode()
    yield SECRET.encode("unicode_escape")
    yield from (b64encode(whole) for whole in wholes)
    yield from (b64encode(whole)[4:24] for whole in wholes[1:])


PATHS: dict[str, dict[str, Any]] = {
    "it works": {"good": True},
    "it is wrong": {},
    "it is wrong and the server repeats it": {"echo": SECRET},
    "the server repeats it in its own words": {
        "echo": b64encode(f"\0{USER}\0{SECRET}".encode()).decode()
    },
    "it is wrong, by LOGIN": {"only": "LOGIN", "echo": SECRET},
    "nobody takes it": {"only": "CRAM-MD5"},
    "the server has no STARTTLS": {"hidden": "STARTTLS"},
    "the certificate is not known": {"unknown": True},
    "the recipient is refused": {
        "good": True,
        "told": lambda at, *_: "550 no" if at == "RCPT" else "",
    },
    "the sender is refused": {
        "good": True,
        "told": lambda at, *_: "530 no" if at == "MAIL" else "",
    },
    "the answer never comes": {"good": True, "told": lambda at, *_: "keep" if at == "DATA" else ""},
    "the server hangs up": {"good": True, "told": lambda at, *_: "drop" if at == "MAIL" else ""},
}


@pytest.mark.parametrize("sign_in", ["password", "token", "program"])
@pytest.mark.parametrize("path", PATHS)
def test_it_is_in_no_output_and_in_no_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str, sign_in: str
) -> None:
    way = dict(PATHS[path])
    _plant(monkeypatch, tmp_path, sign_in)
    if not way.pop("unknown", False):
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    if sign_in != "password" and way.get("only") != "CRAM-MD5":
        way["only"] = "XOAUTH2"
    _let_in(monkeypatch, good=way.pop("good", False))
    more = BY_PASSWORD if sign_in == "password" else BY_TOKEN
    if sign_in == "program":
        more += f", token_command: '{_program(tmp_path)}'"
    with Post(way.pop("told", None), tls="starttls", sign_in=True, **way) as post:
        desk.settings(post.port, host="localhost", security="starttls", more=more)
        table = desk.table(1)
        said = [
            desk.send(*arguments)
            for arguments in (
                ["--to", "me@example.org"],
                ["--each", table],
                ["--each", table, "--yes-to", "1"],
                ["--retry-uncertain", "--yes-to", "1"],
                ["--report"],
            )
        ]
    told = "".join(each.out + each.err for each in said).encode()
    files = [file.read_bytes() for file in desk.root.rglob("*") if file.is_file()]
    assert [form for form in forms() if any(form in data for data in (told, *files))] == []


def _plant(monkeypatch: pytest.MonkeyPatch, folder: Path, sign_in: str) -> None:
    names = {"password": "EVANGELIST_SMTP_PASSWORD", "token": "EVANGELIST_SMTP_TOKEN"}
    if sign_in in names:
        monkeypatch.setenv(names[sign_in], SECRET)
    (folder / "secret").write_text(SECRET, "utf-8")
    (folder / "print.py").write_text(
        "import pathlib, sys\n"
        "secret = pathlib.Path(__file__).with_name('secret').read_bytes()\n"
        "sys.stdout.buffer.write(secret)\nsys.stderr.buffer.write(secret)\n",
        "utf-8",
    )


def _program(folder: Path) -> str:
    return f'"{Path(sys.executable).as_posix()}" "{(folder / "print.py").as_posix()}"'


def _let_in(monkeypatch: pytest.MonkeyPatch, *, good: bool) -> None:
    """Whether the server takes the secret for the right one."""
    if good:
        monkeypatch.setattr("tests.delivery.post.PASSWORD", SECRET)
        monkeypatch.setattr("tests.delivery.post.TOKEN", SECRET)


def test_it_is_in_no_traceback(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a mistake of ours, which nobody catches, says nothing of it."""
    monkeypatch.setenv("EVANGELIST_SMTP_PASSWORD", SECRET)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    _let_in(monkeypatch, good=True)

    def fail(*arguments: object) -> None:
        raise RuntimeError(repr(arguments))

    monkeypatch.setattr(dispatch, "send_all", fail)
    with Post(tls="starttls", sign_in=True) as post:
        desk.settings(post.port, host="localhost", security="starttls", more=BY_PASSWORD)
        arguments = ["-C", str(desk.root), "send", "2026-11", "--list", "--yes-to", "1"]
        result = CliRunner().invoke(cli, arguments)
    assert isinstance(result.exception, RuntimeError)
    text = "".join(traceback.format_exception(result.exception)).encode()
    assert [form for form in forms() if form in text] == []


def test_it_is_in_no_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVANGELIST_SMTP_PASSWORD", SECRET)
    settings = RelaySettings(host="x", user="u", sign_in="password")
    relay = Relay(settings, secret_of(settings))
    assert SECRET not in repr(relay) + repr(vars(relay)) + repr(settings)


def test_a_secret_in_site_yaml_is_an_error_that_does_not_repeat_it(desk: Desk) -> None:
    desk.settings(1)
    text = (desk.root / "site.yaml").read_text("utf-8")
    text = text.replace("security:", f'user: x, password: "{SECRET}", security:')
    desk.made.write_bytes("site.yaml", text.encode())
    said = desk.send("--list")
    assert said.code == 1
    assert "never stands in site.yaml" in said.err
    assert SECRET not in said.err + said.out


@pytest.mark.parametrize(
    "command, words",
    [
        ("C:\\Tools\\token.exe --user x", ["C:\\Tools\\token.exe", "--user", "x"]),
        ('"C:\\My Tools\\token.exe" "a b"', ["C:\\My Tools\\token.exe", "a b"]),
    ],
)
def test_a_command_of_windows_keeps_its_slashes(command: str, words: list[str]) -> None:
    assert words_of(command, windows=True) == words


def test_a_command_elsewhere_is_split_as_a_shell_would() -> None:
    assert words_of("no-such 'a b' c\\ d", windows=False) == ["no-such", "a b", "c d"]
    with suppress(ValueError):
        assert not words_of("'open", windows=False)
