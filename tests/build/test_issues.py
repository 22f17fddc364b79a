"""One issue as a build would make it now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from evangelist.build import issues
from evangelist.build.issues import Issue, current_issue
from evangelist.build.options import Options
from evangelist.build.render import rendered
from evangelist.outputs.output import Output, Rendered
from evangelist.problems import CODES, Problem, ProblemsError
from evangelist.site.index import Site
from tests.sites import NOW, Workspace, site

FILES = """
-- content/newsletters/2026-11.md --
---
title: November
date: 2026-11-20
---
Hello.
-- content/newsletters/2026-11-b.md --
---
title: Another
date: 2026-11-21
---
Hello.
"""


def found(made: Workspace, name: str = "2026-11", **more: Any) -> Issue:
    return current_issue(Options(made.root, made.output, NOW, **more), name)


def test_an_issue_is_what_was_built(tmp_path: Path) -> None:
    made = site(tmp_path, FILES).built()
    issue = found(made)
    assert {path: made.tree()[path] for path in issue.files} == issue.files
    endings = ("eml", "html", "posts.txt", "txt")
    assert sorted(issue.files) == [f"email/2026-11.{ending}" for ending in endings]
    assert (issue.path, issue.source) == ("newsletters/2026-11", "content/newsletters/2026-11.md")
    assert issue.url == "https://example.org/newsletters/2026-11/"


def test_nothing_is_written_and_nothing_else_is_rendered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(tmp_path, FILES).built()
    paths: list[str] = []

    def noted(its: Site, results: Mapping[str, bytes], output: Output) -> Rendered:
        paths.append(output.path)
        return rendered(its, results, output)

    monkeypatch.setattr(issues, "rendered", noted)
    before = made.tree()
    found(made)
    assert made.tree() == before
    assert all(path.startswith("email/2026-11.") for path in paths)


@pytest.mark.parametrize("ending", ["eml", "html", "txt"])
def test_each_of_its_files_has_to_be_the_same(tmp_path: Path, ending: str) -> None:
    made = site(tmp_path, FILES).built()
    file = made.output / f"email/2026-11.{ending}"
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(ProblemsError, match=f"2026-11.{ending}: is not what your texts make"):
        found(made)
    assert found(made, "2026-11-b").title == "Another"


def test_a_build_for_another_address_or_to_carry_away_is_current(tmp_path: Path) -> None:
    made = site(tmp_path, FILES)
    made.built(base_url="https://preview.example/", portable=True)
    assert found(made).title == "November"


def test_the_day_decides(tmp_path: Path) -> None:
    made = site(tmp_path, FILES.replace("date: 2026-11-20", "publish_on: 2026-11-23"))
    made.built(drafts=True)
    with pytest.raises(ProblemsError, match="is not published today"):
        found(made)


def warned(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Let the preflight find something in the message of each issue."""
    monkeypatch.setitem(CODES, "email-odd", ("warning", "Odd."))

    def odd(*arguments: Any) -> Rendered:
        made = rendered(*arguments)
        return Rendered(made.data, (Problem("email-odd", "is odd", path, 3),))

    monkeypatch.setattr(issues, "rendered", odd)


def test_what_the_preflight_warns_of_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site(tmp_path, FILES).built()
    warned(monkeypatch, "content/newsletters/2026-11.md")
    (finding,) = [each for each in found(made).findings if each.level == "warning"]
    assert str(finding) == "content/newsletters/2026-11.md:3:1: is odd"


def test_what_the_site_silences_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warned(monkeypatch, "content/newsletters/2026-11.md")
    silence = "silence: [{code: email-odd, paths: newsletters/2026-11.md, reason: fine}]\n"
    made = site(tmp_path, FILES, silence).built()
    assert {each.code for each in found(made).findings} == {"placeholder"}


def test_what_is_still_an_example_is_told(tmp_path: Path) -> None:
    made = site(tmp_path, FILES, "newsletter: {from: Us <us@example.org>}\n").built()
    told = "\n".join(map(str, found(made).findings))
    assert "'url' is still an example" in told
    assert "'newsletter.from' is still an example" in told
