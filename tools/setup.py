"""Makes .venv from the lock files, unless the one that is there was made from the same ones.

Needs nothing but the Python that runs it: `python tools/setup.py`.
"""

import hashlib
import json
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "made-from"
LOCKS = (ROOT / "requirements-build.lock", ROOT / "requirements.lock")


def main() -> int:
    """Leave .venv complete and current; a second run does nothing."""
    key = made_from()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == key and runs():
        return 0
    version = sys.version.split()[0]
    print(f"Setting up .venv with Python {version}. This happens once, and takes a minute.")
    try:
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=True).create(VENV)
        for lock in LOCKS:
            pip("--require-hashes", "--no-build-isolation", "--requirement", str(lock))
        pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    except subprocess.CalledProcessError as failed:
        print(explain(failed), file=sys.stderr)
        return 1
    STAMP.write_text(key, encoding="utf-8")
    return 0


def made_from() -> str:
    """Name everything that .venv depends on: locks, packaging, interpreter and folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    digest = hashlib.sha256()
    for lock in LOCKS:
        digest.update(lock.read_bytes())
    for table in ("build-system", "project", "dependency-groups"):
        digest.update(json.dumps(project[table], sort_keys=True).encode())
    return f"{digest.hexdigest()}\n{sys.version}\n{sys.base_prefix}\n{ROOT}\n"


def python() -> Path:
    """Return the interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def runs() -> bool:
    """Tell whether the interpreter inside .venv still starts."""
    try:
        return subprocess.run([str(python()), "-c", ""], check=False).returncode == 0
    except OSError:
        return False


def pip(*arguments: str) -> None:
    """Install into .venv, and say nothing but errors."""
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", "-qq", "install"]
    subprocess.run([*command, *arguments], check=True)


def explain(failed: subprocess.CalledProcessError) -> str:
    """Say what went wrong, in words that help."""
    if "ensurepip" in failed.cmd:
        return (
            "This Python cannot make virtual environments with pip.\n"
            "On Debian and Ubuntu: sudo apt-get install python3-venv"
        )
    command = " ".join(map(str, failed.cmd))
    return f"Setting up .venv failed, see above. The command was:\n  {command}"


if __name__ == "__main__":
    sys.exit(main())
