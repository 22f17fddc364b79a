"""Runs a program and its children as one group: how long, and how much memory all of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import evangelist

LIMIT = 600
"""Seconds that one build may take."""
_PROC = Path("/proc")
_PAUSE = 0.02
MEMORY = (
    "PSS summed over all processes"
    if (_PROC / "self/smaps_rollup").is_file()
    else "RSS of the largest process, where the system tells it"
)
"""What `peak` measures here."""


class FailedError(Exception):
    """A program did not do what it was to do; the text says what happened."""


def environment() -> Mapping[str, str]:
    """The environment with the evangelist that runs this on Python's path, and nothing else."""
    return os.environ | {"PYTHONPATH": str(Path(evangelist.__file__).parent.parent)}


def seconds(command: Sequence[str], folder: Path) -> float:
    """Run a program in a folder and return how long it took. Raises FailedError."""
    start = time.perf_counter()
    with _running(command, folder) as process:
        # Waiting with a limit looks every twentieth of a second: too seldom for a quick build.
        late = threading.Timer(LIMIT, process.kill)
        late.start()
        process.wait()
        taken = time.perf_counter() - start
        late.cancel()
        if taken >= LIMIT:
            raise FailedError(f"took more than {LIMIT // 60} minutes")
        _succeeded(process)
    return taken


def peak(command: Sequence[str], folder: Path) -> float:
    """Run a program and return the most megabytes that it and its children had. Raises FailedError.

    On Linux what they share is counted once: their proportional sizes are added. Looking costs
    time, so this run is none that is timed.
    """
    end = time.perf_counter() + LIMIT
    most = 0
    with _running(command, folder) as process:
        while (status := _ended(process)) is None:
            most = max(most, _proportional(process.pid))
            if time.perf_counter() > end:
                raise FailedError(f"took more than {LIMIT // 60} minutes")
            time.sleep(_PAUSE)
        _succeeded(process)
    return max(most, status) / 1e6


@contextmanager
def serving(command: Sequence[str], folder: Path) -> Iterator[Callable[[], bool]]:
    """Have a server run; it and its children end with the block. Yields whether it still runs."""
    with _running(command, folder) as process:
        yield lambda: process.poll() is None


@contextmanager
def _running(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a session of its own; nothing of it is left afterwards."""
    with (folder.parent / f"{folder.name}.log").open("w+b") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        except FailedError as error:
            log.seek(0)
            said = log.read().decode(errors="replace").split("\n")
            last = next((line.strip() for line in reversed(said) if line.strip()), "")
            raise FailedError(f"{error}: {last}" if last else str(error)) from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.returncode is None:
        process.kill()
    if process.returncode is None:
        process.wait()


def _succeeded(process: subprocess.Popen[bytes]) -> None:
    if process.returncode:
        raise FailedError(f"ended with {process.returncode}")


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    """None while it runs; then the resident bytes that the system tells, 0 where it tells none."""
    if not hasattr(os, "wait4"):
        return None if process.poll() is None else 0
    found, status, usage = os.wait4(process.pid, os.WNOHANG)
    if not found:
        return None
    process.returncode = os.waitstatus_to_exitcode(status)
    if _PROC.is_dir():
        return 0
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _proportional(session: int) -> int:
    """The bytes that all processes of a session have now; 0 where there is no /proc."""
    return sum(_bytes(folder) for folder in _PROC.glob("[0-9]*") if _session(folder) == session)


def _session(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text("utf-8").rpartition(")")[2].split()[3])
    except (OSError, ValueError, IndexError):
        return -1


def _bytes(folder: Path) -> int:
    with suppress(OSError, ValueError, IndexError):
        for line in (folder / "smaps_rollup").read_text("utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
