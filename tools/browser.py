"""Finds a browser of the Chromium family for the end-to-end tests and the pictures.

In CI and in a container, as root, Debian's own is installed where there is none, and pandoc too.
On a person's machine nothing is installed: `python tools/browser.py` says what is missing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# No sandbox, so that it runs as root in a container; and no word to anybody but the page.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = (
    "no browser found: install Chromium, Chrome or Edge (on Debian: apt-get install chromium), "
    "or name one in EVANGELIST_BROWSER"
)
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge")
MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
DEBIAN = ("chromium", "fonts-liberation")  # with letters to draw


def main() -> int:
    """Tell which browser will be used; fail in CI when there is none."""
    if not shutil.which("pandoc") and may_install():
        install("pandoc")  # Word files are brought in with it; its tests are skipped without
    browser = find()
    if not browser and may_install():
        install(*DEBIAN)
        browser = find()
    if browser:
        print(f"Browser: {browser}")
        return 0
    print(f"Browser tests {'cannot run' if in_ci() else 'will be skipped'}: {MISSING}.")
    return 1 if in_ci() else 0


def find() -> Path | None:
    """Return the first browser that runs, or the one in EVANGELIST_BROWSER if that runs."""
    return next(filter(runs, candidates()), None)


def in_ci() -> bool:
    """Tell whether this is a CI run, where a missing browser is a failure."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def candidates() -> Iterator[Path]:
    """Yield the places where a browser may be, best first."""
    if chosen := os.environ.get("EVANGELIST_BROWSER"):
        yield Path(chosen)
        return
    yield from (Path(found) for command in COMMANDS if (found := shutil.which(command)))
    yield from (Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in MAC)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            yield from (Path(folder, name) for name in WINDOWS)


def runs(browser: Path) -> bool:
    """Tell whether it starts: some systems have a command that only offers to install one."""
    if sys.platform == "win32":  # where --version opens a window
        return browser.is_file()
    try:
        done = subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def may_install() -> bool:
    """Tell whether this machine is nobody's own: root, and in CI or in a container."""
    if "EVANGELIST_BROWSER" in os.environ or not shutil.which("apt-get"):
        return False
    if sys.platform == "win32" or os.geteuid() != 0:
        return False
    marks = (Path("/.dockerenv"), Path("/run/.containerenv"))
    return in_ci() or "container" in os.environ or any(mark.exists() for mark in marks)


def install(*packages: str) -> None:
    """Install packages of Debian."""
    print("Installing", " and ".join(packages), flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *arguments], env=environment, check=False)


if __name__ == "__main__":
    sys.exit(main())
