"""What could change a byte besides a site's own files is known by its version, or by its code."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from evangelist.build import versions

_NO_BYTE = {"click", "starlette", "urllib3", "uvicorn", "watchdog"}
"""What talks to people, to browsers and to other sites: nothing of it is in an output."""


def test_the_version_of_every_library_counts_that_could_change_a_byte() -> None:
    about = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    extras = [name for names in about["optional-dependencies"].values() for name in names]
    wanted = (re.match(r"[\w.-]+", each) for each in [*about["dependencies"], *extras])
    assert {found[0] for found in wanted if found} - _NO_BYTE == {*versions._LIBRARIES}


def test_all_code_of_an_extension_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "extending"
    package.mkdir()
    for name in ("__init__", "words"):
        (package / f"{name}.py").write_text("", "utf-8")
    (package / "marks.py").write_text("class Marks: pass\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "extending", raising=False)
    marks = __import__("extending.marks").marks.Marks()
    before = list(versions.code_of([marks]))
    (package / "words.py").write_text("WORDS = ()\n", "utf-8")
    assert list(versions.code_of([marks])) != before
