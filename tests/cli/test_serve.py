"""evangelist serve, as a person starts and ends it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.sites import site


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/index.md --\n# Welcome\n")
    command = [sys.executable, "-u", "-m", "evangelist", "-C", str(made.root), "serve", "--port=0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as serving:
        try:
            assert serving.stdout
            assert serving.stderr
            said = serving.stdout.readline().decode()
            address = re.match(r"(http://127\.0\.0\.1:\d+/)  \(Ctrl\+C ends it\)", said)
            assert address
            with urllib.request.urlopen(address[1]) as answer:  # noqa: S310 - this machine
                assert b"Welcome" in answer.read()
            assert "files renewed in" in serving.stdout.readline().decode()
            os.kill(serving.pid, signal.SIGINT)
            rest, complaints = serving.communicate()
        finally:
            serving.kill()
    assert rest.decode().endswith("Ended.\n")
    assert (serving.returncode, complaints) == (0, b"")


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/index.md --\n# Welcome\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = run(made.root, "serve", "--port", str(port))
    assert said.code == 1
    assert f"127.0.0.1:{port} cannot be used" in said.err
    assert "--port" in said.err


def test_a_folder_without_a_site_is_told(tmp_path: Path) -> None:
    said = run(tmp_path, "serve")
    assert said.code == 1
    assert "there is no site.yaml here" in said.err


@pytest.mark.parametrize("host", ["", " ", "0", "127.1", "http://localhost", "localhost:8000"])
def test_a_host_that_would_be_something_else_is_refused(tmp_path: Path, host: str) -> None:
    said = run(site(tmp_path).root, "serve", "--host", host)
    assert said.code == 2
    assert "is no host" in said.err


@pytest.mark.parametrize("arguments", [["--port", "x"], ["--port", "70000"], ["--nonsense"]])
def test_a_usage_mistake_is_told(tmp_path: Path, arguments: list[str]) -> None:
    assert run(site(tmp_path).root, "serve", *arguments).code == 2
