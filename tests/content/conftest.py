"""What tests of content share."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture
def unwatched_collector() -> Iterator[None]:
    """Hypothesis watches the garbage collector; a time limit that hits there would be lost."""
    watching = gc.callbacks[:]
    gc.callbacks.clear()
    yield
    gc.callbacks[:] = watching
