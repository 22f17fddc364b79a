"""Two builds of one site exclude each other, and a killed one is in nobody's way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evangelist.build.lock import lock
from evangelist.problems import ProblemsError

ROOT = Path(__file__).parent.parent.parent
HOLD = """
import sys
from pathlib import Path
from evangelist.build.lock import lock

with lock(Path(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""
COUNT = """
import sys
from pathlib import Path
from evangelist.build.lock import lock

folder, number = Path(sys.argv[1]), Path(sys.argv[1]) / "number"
for _ in range(int(sys.argv[2])):
    with lock(folder, "a counter", seconds=600):
        number.write_text(str(int(number.read_text()) + 1))
"""


@contextmanager
def another(folder: Path, holder: str = "evangelist build, process 1 on desk-3") -> Iterator[Child]:
    """A process that has the lock until it is told to end, or killed."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), holder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdout
    assert child.stdout.readline() == "held\n"
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


Child = subprocess.Popen[str]


def refusal(folder: Path) -> str:
    with pytest.raises(ProblemsError) as caught, lock(folder, "we", seconds=0):
        pass
    (problem,) = caught.value.problems
    assert problem.code == "build-locked"
    return str(problem)


def test_the_second_is_told_who_has_it(tmp_path: Path) -> None:
    with another(tmp_path):
        assert refusal(tmp_path) == (
            "another build is at work here, and was after 0 seconds: evangelist build, process 1 "
            "on desk-3 (wait until it has ended; if it never does, end that process)"
        )


def test_it_is_free_when_the_other_has_ended(tmp_path: Path) -> None:
    with another(tmp_path) as child:
        assert child.communicate()[0] == ""
        with lock(tmp_path, "we", seconds=0):
            pass


def test_it_is_free_when_the_other_was_killed(tmp_path: Path) -> None:
    with another(tmp_path) as child:
        child.kill()
        child.wait()
        assert (tmp_path / "build.holder").exists()
        with lock(tmp_path, "we", seconds=0):
            assert (tmp_path / "build.holder").read_text("utf-8") == "we"


def test_who_waits_has_it_when_the_other_has_ended(tmp_path: Path) -> None:
    with another(tmp_path) as child, lock(tmp_path, "we", seconds=600, waiting=child.kill):
        assert child.wait()


def test_who_waits_may_be_told_to_give_up(tmp_path: Path) -> None:
    def enough() -> None:
        raise KeyboardInterrupt

    with (
        another(tmp_path),
        pytest.raises(KeyboardInterrupt),
        lock(tmp_path, "we", seconds=600, waiting=enough),
    ):
        pass


def test_one_process_may_have_it_once(tmp_path: Path) -> None:
    """The preview and a command that it runs, say."""
    with lock(tmp_path, "the preview"):
        assert "the preview" in refusal(tmp_path)
    with lock(tmp_path, "we", seconds=0):
        pass


def test_of_many_one_at_a_time_has_it(tmp_path: Path) -> None:
    (tmp_path / "number").write_text("0")
    command = [sys.executable, "-c", COUNT, str(tmp_path), "40"]
    children = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [child.wait() for child in children] == [0] * 4
    assert (tmp_path / "number").read_text() == "160"


def test_an_error_lets_it_go(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(tmp_path, "we"):
        raise ZeroDivisionError
    with lock(tmp_path, "we", seconds=0):
        pass
    assert not (tmp_path / "build.holder").exists()


@pytest.mark.parametrize(
    "written, told",
    [
        (b"", "unknown"),
        (b"\xff\x00\x1b[31mred\nmore", "\ufffd[31mred"),
        (b"x" * 10_000, "x" * 200),
        (b"\r\n", "unknown"),
    ],
    ids=["nothing", "signs", "long", "lines"],
)
def test_what_is_said_of_the_holder_is_shown_and_never_trusted(
    tmp_path: Path, written: bytes, told: str
) -> None:
    with another(tmp_path):
        (tmp_path / "build.holder").write_bytes(written)
        assert refusal(tmp_path).startswith(
            f"another build is at work here, and was after 0 seconds: {told} ("
        )


def test_a_holder_that_nobody_wrote_is_unknown(tmp_path: Path) -> None:
    with another(tmp_path):
        (tmp_path / "build.holder").unlink()
        assert "seconds: unknown (" in refusal(tmp_path)


def test_a_name_that_is_no_unicode_is_no_obstacle(tmp_path: Path) -> None:
    with lock(tmp_path, "on \udcff"):
        assert r"on \udcff" in refusal(tmp_path)


@pytest.mark.parametrize("size", [3, 5000])
def test_what_is_no_lock_is_made_one(tmp_path: Path, size: int) -> None:
    (tmp_path / "build.lock").write_bytes(b"x" * size)
    with lock(tmp_path, "we", seconds=0):
        assert "we" in refusal(tmp_path)


def test_without_a_place_for_it_there_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "build.lock").mkdir()
    (tmp_path / "a").write_bytes(b"")
    for folder in (tmp_path, tmp_path / "a", tmp_path / "a" / "b"):
        with lock(folder, "we", seconds=0), lock(folder, "others", seconds=0):
            pass


def test_its_folder_is_made(tmp_path: Path) -> None:
    with lock(tmp_path / "site" / ".evangelist", "we"):
        assert "we" in refusal(tmp_path / "site" / ".evangelist")
