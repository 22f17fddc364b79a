"""Same input, same bytes: whatever the machine, the folder and the number of processes."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import Workspace, site

FILES = """
-- content/services/vpn.md --
---
title: VPN Größe
category: b
tags: [z, ä, a, Z]
audience: [x, y]
---
Text with `code` and a [case](../case-studies/c.md).

```python
print("ä")
```
-- content/services/alpha.md --
---
title: İstanbul
category: a
related: [services/vpn]
---
-- content/case-studies/c.md --
---
title: C
services: [services/vpn, services/alpha]
date: 2026-06-30 23:30:00
results: [{measure: Time, before: 3.5, after: 1, unit: days}]
---
-- content/newsletters/issue-1.md --
---
title: Grüße
date: 2026-11-20
features: [services/vpn, case-studies/c]
---
Hello.
-- content/news/a.md --
---
title: A
date: 2026-01-01 00:30 +0300
tags: [ä, a]
---
-- content/news/B.md --
---
title: B
date: 2026-01-01
---
-- content/news/z.md --
Undated.
"""


def run(
    folder: Path, *arguments: str, cwd: Path | None = None, changes: dict[str, str] | None = None
) -> str:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "SYSTEMROOT", "PYTHONPATH", "COVERAGE_PROCESS_START"}
    }
    done = subprocess.run(
        [sys.executable, "-m", "evangelist", *arguments],
        cwd=cwd or folder,
        env=environment | {"SOURCE_DATE_EPOCH": "1795348800"} | (changes or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def tree(output: Path) -> dict[str, bytes]:
    """Every file with its bytes, the manifest too."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("source"), FILES).root


@pytest.fixture(scope="module")
def reference(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("reference")
    run(
        source,
        "build",
        "--jobs",
        "1",
        "--output",
        str(output),
        changes={"PYTHONHASHSEED": "1", "TZ": "UTC"},
    )
    return tree(output)


@pytest.mark.parametrize(
    "changes",
    [
        {"PYTHONHASHSEED": "2"},
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C"},
        {"LC_ALL": "C.UTF-8", "HOME": "/nonexistent"},
        {"LC_ALL": "POSIX", "PYTHONHASHSEED": "77"},
    ],
    ids=str,
)
def test_the_environment_changes_no_byte(
    source: Path, reference: dict[str, bytes], tmp_path: Path, changes: dict[str, str]
) -> None:
    run(source, "build", "--output", str(tmp_path), changes=changes)
    assert tree(tmp_path) == reference


def test_two_processes_make_the_same_bytes_as_one(
    source: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    run(source, "build", "--jobs", "2", "--output", str(tmp_path))
    assert tree(tmp_path) == reference


def test_another_folder_and_another_current_folder_change_no_byte(
    source: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    other = tmp_path / "quite another place ä"
    shutil.copytree(source, other)
    run(other, "-C", str(other), "build", cwd=tmp_path)
    assert tree(other / "output") == reference


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
def test_the_umask_changes_no_byte(
    source: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    before = os.umask(0o077)
    try:
        run(source, "build", "--output", str(tmp_path))
    finally:
        os.umask(before)
    assert tree(tmp_path) == reference


def test_the_times_of_the_files_change_no_byte(
    source: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    other = tmp_path / "old"
    shutil.copytree(source, other)
    for path in other.rglob("*"):
        os.utime(path, (0, 0))
    run(other, "build")
    assert tree(other / "output") == reference


NEWER = """
-- content/services/alpha.md --
---
title: Ålesund
category: b
related: [services/vpn]
---
Now with [text](vpn.md).
-- content/news/new.md --
---
title: New
date: 2026-11-21
tags: [ä, ö]
---
"""


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with what its first build remembers."""
    root = tmp_path_factory.mktemp("built") / "site"
    shutil.copytree(source, root, ignore=shutil.ignore_patterns(".evangelist"))
    run(root, "build", changes={"PYTHONHASHSEED": "1", "TZ": "UTC"})
    return root


def test_a_build_goes_on_from_one_of_another_environment(
    built: Path, source: Path, tmp_path: Path
) -> None:
    here = {"PYTHONHASHSEED": "1", "TZ": "UTC"}
    elsewhere = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "HOME": "/x"}
    remembered = shutil.ignore_patterns(".evangelist")
    clean = shutil.copytree(source, tmp_path / "clean", ignore=remembered)
    stayed, moved = (shutil.copytree(built, tmp_path / name) for name in ("stayed", "moved ä"))
    assert rendered(moved, elsewhere) == []
    for folder in (clean, stayed, moved):
        Workspace(folder).write(NEWER)
    run(clean, "build")
    assert rendered(moved, elsewhere) == rendered(stayed, here)
    assert tree(moved / "output") == tree(stayed / "output") == tree(clean / "output")


def rendered(folder: Path, changes: dict[str, str]) -> list[object]:
    """Every output that a build renders, and why."""
    told = run(folder, "build", "--explain", "--format", "json", changes=changes)
    return list(json.loads(told)["rendered"])


@pytest.mark.parametrize("method, jobs", [("spawn", 2), ("forkserver", 8)])
def test_processes_go_on_from_a_build_of_one_process(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, jobs: int
) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {method}")
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: [method])
    alone, together = (Workspace(shutil.copytree(built, tmp_path / name)) for name in "ab")
    for made, count in ((alone, 1), (together, jobs)):
        made.write(NEWER).built(jobs=count)
    assert together.report.rendered == alone.report.rendered
    assert tree(together.output) == tree(alone.output)


def test_an_error_in_a_process_is_told_as_in_one(tmp_path: Path) -> None:
    files = (
        FILES
        + "-- themes/t/theme.yaml --\nextends: lectern\n"
        + "-- themes/t/templates/news-item.html --\n{{ page.titel }}\n"
    )
    root = site(tmp_path, files, "theme: t\n").root
    texts = [
        subprocess.run(
            [sys.executable, "-m", "evangelist", "build", "--jobs", jobs],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        ).stderr
        for jobs in ("1", "2")
    ]
    assert "themes/t/templates/news-item.html:1:1: " in texts[0]
    assert texts[0] == texts[1]
