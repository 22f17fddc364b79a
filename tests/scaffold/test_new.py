"""A new entry of every kind: few fields, each explained, and it builds at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evangelist.content.front_matter import read_front_matter
from evangelist.model.entry import Kind
from evangelist.model.kinds import KINDS, kind_named
from evangelist.problems import ProblemsError
from evangelist.scaffold.new import MOST_FIELDS, Begun, begin, fields_of, new
from tests.sites import Workspace, site

TODAY = date(2026, 11, 22)
VPN = "-- content/services/vpn.md --\n---\ntitle: VPN\n---\n"
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
any_extent = pytest.mark.parametrize("full", [False, True], ids=["six", "full"])


def start(made: Workspace, kind: Kind, title: str = "A: new one", *, full: bool = False) -> Begun:
    begun = begin(made.root, kind, title, TODAY, full=full)
    new(made.root, begun)
    return begun


@every_kind
@any_extent
def test_it_builds_at_once(tmp_path: Path, kind: Kind, full: bool) -> None:  # noqa: FBT001
    made = site(tmp_path)
    begun = start(made, kind, full=full)
    made.built(drafts=True, strict=True)
    assert begun.path.startswith(f"content/{kind.folder}")
    assert "A: new one" in "".join(
        data.decode() for path, data in made.tree().items() if path.endswith("index.html")
    )


@every_kind
def test_it_has_at_most_six_fields_each_with_a_comment(tmp_path: Path, kind: Kind) -> None:
    lines = start(site(tmp_path), kind).text.split("\n")
    keys = [number for number, line in enumerate(lines) if re.match(r"\w+:", line)]
    assert 0 < len(keys) <= MOST_FIELDS
    assert all(lines[number - 1].startswith("# ") for number in keys)
    assert len(fields_of(kind)) == len(keys)


@every_kind
def test_full_names_and_explains_every_field(tmp_path: Path, kind: Kind) -> None:
    text = start(site(tmp_path), kind, full=True).text
    for name, info in kind.model.model_fields.items():
        assert re.search(rf"^(# )?{info.alias or name}:", text, re.MULTILINE), name
        assert (info.description or "?") in re.sub(r"\n# ", " ", text)


@every_kind
@any_extent
def test_what_it_shows_in_comments_can_be_used(tmp_path: Path, kind: Kind, full: bool) -> None:  # noqa: FBT001
    """Take the # away from every line that is no sentence: it is understood."""
    made = site(tmp_path, VPN)
    begun = start(made, kind, full=full)
    lines = [re.sub(r"^# ((?:  .*|\w+:))$", r"\1", line) for line in begun.text.split("\n")]
    made.write_bytes(begun.path, "\n".join(lines).encode())
    made.built(drafts=True)
    assert [str(p) for p in made.report.problems if p.level != "advice"] == []


@every_kind
def test_what_goes_into_feeds_begins_as_a_draft(tmp_path: Path, kind: Kind) -> None:
    begun = start(site(tmp_path), kind)
    values = read_front_matter(begun.text).values
    assert begun.draft is kind.dated is ("draft" in values)
    assert values.get("date") == ("2026-11-22" if kind.dated else None)


def test_check_tells_what_a_service_still_lacks(tmp_path: Path) -> None:
    made = site(tmp_path)
    start(made, kind_named("service"), "Remote access")
    made.build()
    codes = {problem.code for problem in made.report.problems}
    assert {"outcome-missing", "get-started-missing", "offerings-missing"} <= codes


def test_a_kind_that_says_nothing_of_new_entries_has_them(tmp_path: Path) -> None:
    kind = replace(kind_named("page"), starter=Kind("x", kind_named("page").model).starter)
    assert start(site(tmp_path), kind).path == "content/a-new-one.md"


# --- names and numbers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind, path",
    [
        ("service", "content/services/reseau-vpn.md"),
        ("case-study", "content/case-studies/reseau-vpn.md"),
        ("newsletter", "content/newsletters/2026-11.md"),
        ("news", "content/news/2026-11-22-reseau-vpn.md"),
        ("team", "content/teams/reseau-vpn.md"),
        ("page", "content/reseau-vpn.md"),
    ],
)
def test_the_file_has_a_name_to_guess(tmp_path: Path, kind: str, path: str) -> None:
    assert start(site(tmp_path), kind_named(kind), "Réseau & VPN").path == path


def test_a_second_newsletter_of_a_month_is_named_by_its_day(tmp_path: Path) -> None:
    made = site(tmp_path)
    start(made, kind_named("newsletter"))
    assert start(made, kind_named("newsletter")).path == "content/newsletters/2026-11-22.md"
    third = start(made, kind_named("newsletter"))
    assert third.path == "content/newsletters/2026-11-22-a-new-one.md"
    with pytest.raises(ProblemsError, match=r"a-new-one\.md: is there already"):
        start(made, kind_named("newsletter"))


@pytest.mark.parametrize(
    "files, number",
    [
        ("", 1),
        ("-- content/newsletters/a.md --\n---\nnumber: 11\n---\n", 12),
        ("-- content/newsletters/issue-41.md --\nText.\n", 42),
        ("-- content/newsletters/a.md --\n---\nnumber: 7\ndraft: true\n---\n", 8),
        ("-- content/newsletters/a.md --\n---\nnumber: [broken\n---\n", 1),
        ("-- content/news/issue-9.md --\nText.\n", 1),
    ],
)
def test_a_newsletter_has_the_next_number(tmp_path: Path, files: str, number: int) -> None:
    text = start(site(tmp_path, files), kind_named("newsletter")).text
    assert read_front_matter(text).values["number"] == str(number)


@pytest.mark.parametrize(
    "there",
    [
        "content/services/a-new-one.md",
        "content/services/A-New-One.md",
        "content/services/a-new-one/index.md",
        "content/services/a-new-one.markdown",
    ],
)
def test_what_is_there_is_never_overwritten(tmp_path: Path, there: str) -> None:
    made = site(tmp_path, f"-- {there} --\nMine.\n")
    with pytest.raises(ProblemsError, match=f"{re.escape(there)}: is there already"):
        start(made, kind_named("service"))
    assert (tmp_path / there).read_text("utf-8") == "Mine.\n"
    assert len([file for file in (tmp_path / "content").rglob("*") if file.is_file()]) == 1


@pytest.mark.parametrize(
    "kind, title, said",
    [
        ("page", "Feeds", "a page cannot be called 'feeds'"),
        ("page", "tags", "a page cannot be called 'tags'"),
        ("page", "404", "a page cannot be called '404'"),
        ("page", "Index", "a page cannot be called 'index'"),
        ("page", "Case studies", "a page cannot be called 'case-studies'"),
        ("service", "Index", "it would introduce the list of services and be no service"),
    ],
)
def test_a_place_that_the_site_fills_is_refused(
    tmp_path: Path, kind: str, title: str, said: str
) -> None:
    made = site(tmp_path)
    with pytest.raises(ProblemsError, match=f"{said}.*take another title"):
        start(made, kind_named(kind), title)
    assert [file for file in (tmp_path / "content").rglob("*") if file.is_file()] == []


def test_the_categories_of_the_site_are_named(tmp_path: Path) -> None:
    made = site(tmp_path, settings="categories: [data, {id: compute}]\n")
    assert "These are: data, compute." in start(made, kind_named("service")).text
