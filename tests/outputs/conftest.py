"""Sites with issues, built once."""

from __future__ import annotations

import pytest

from tests.outputs import issues
from tests.sites import Workspace


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the example site."""
    return issues.example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a site with the issue `hostile`."""
    return issues.hostile(tmp_path_factory.mktemp("hostile"))
