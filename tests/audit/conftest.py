"""The example site, built once, and the judges that npm installs into `.audit/`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from tests.sites import NOW

ROOT = Path(__file__).parents[2]
LOCKED = ROOT / "tools" / "audit"
JUDGES = ROOT / ".audit"


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output folder of the example site."""
    output = tmp_path_factory.mktemp("audit") / "output"
    report = build(Options(root=ROOT, output=output, now=NOW, jobs=1))
    assert not [problem for problem in report.problems if problem.level == "error"]
    return output


@pytest.fixture(scope="session")
def node() -> str:
    """Return the command of Node.js, or skip."""
    return found("node", "Node.js (on Debian: apt-get install nodejs npm)")


@pytest.fixture(scope="session")
def java() -> str:
    """Return the command of a Java runtime, or skip."""
    return found("java", "a Java runtime (on Debian: apt-get install default-jre-headless)")


@pytest.fixture(scope="session")
def judges() -> Path:
    """Return the folder of the judges' packages, installed by the lock of tools/audit."""
    npm = found("npm", "npm (on Debian: apt-get install npm)")
    lock = (LOCKED / "package-lock.json").read_text(encoding="utf-8")
    stamp = JUDGES / "made-from"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != lock:
        JUDGES.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(LOCKED / name, JUDGES / name)
        command = [npm, "ci", "--prefix", str(JUDGES), "--ignore-scripts", "--no-audit"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            pytest.skip(f"npm could not install the judges: {done.stderr.strip()[-300:]}")
        stamp.write_text(lock, encoding="utf-8")
    return JUDGES / "node_modules"


def found(command: str, name: str) -> str:
    """Return the path of a command, or skip and say what is missing."""
    path = shutil.which(command)
    if not path:
        pytest.skip(f"not judged: needs {name}")
    return path
