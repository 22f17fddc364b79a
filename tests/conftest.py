"""What tests of several folders share."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tools import browser

# Tests assert outcomes, never times. In CI the examples are the same for the same code;
# `make soak` tries ten times as many, and new ones each time.
settings.register_profile("test", deadline=None, derandomize=browser.in_ci())
settings.register_profile("soak", deadline=None, max_examples=1000)
settings.load_profile("test")

# What a shell begins in the background is deaf to Ctrl+C, which some tests press.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Content that nobody on this project wrote, in the folder named by EVANGELIST_CORPORA."""
    name = os.environ.get("EVANGELIST_CORPORA")
    if not name:
        pytest.skip("EVANGELIST_CORPORA names no folder with real content")
    folder = Path(name)
    if not folder.is_dir():
        pytest.fail(f"EVANGELIST_CORPORA is no folder: {name}")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser; where there is none, the test is skipped, and in CI it fails."""
    found = browser.find()
    if not found:
        missing = pytest.fail if browser.in_ci() else pytest.skip
        missing(browser.MISSING)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(browser.FLAGS))
        yield launched
        launched.close()
