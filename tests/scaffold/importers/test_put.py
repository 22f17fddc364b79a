"""Files are put below content/, never over another, never outside, all or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from evangelist.problems import ProblemsError
from evangelist.scaffold.importers.plan import Plan, Planned, Wish, distinct
from evangelist.scaffold.importers.put import put
from tests.scaffold.importers.bringing import imported, table


def test_what_is_there_is_left_and_told(tmp_path: Path) -> None:
    mine = "-- content/services/vpn.md --\n---\ntitle: Mine\n---\n"
    result = table(tmp_path, "Name\nVPN\nMail\n", files=mine)
    assert result.front("services/vpn.md") == {"title": "Mine"}
    assert result.brought.outcome.written == ("services/mail.md",)
    said = "is there already and says something else; it was left as it is"
    hint = "rename or move your file and import again, or copy by hand what you need"
    assert result.problems == [f"content/services/vpn.md: {said} ({hint})"]
    assert not result.brought.failed


@pytest.mark.parametrize("name", ["vpn.markdown", "vpn/index.md", "VPN.md"])
def test_an_entry_is_there_whatever_its_file_is_called(tmp_path: Path, name: str) -> None:
    result = table(tmp_path, "Name\nVPN\n", files=f"-- content/services/{name} --\nMine.\n")
    assert result.brought.outcome.left == ("services/vpn.md",)
    assert result.files == [f"services/{name}"]


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    first = table(tmp_path, "Name\nVPN\nMail\n")
    again = imported(tmp_path, "services.csv")
    assert len(first.brought.outcome.written) == 2
    assert again.brought.outcome.written == ()
    assert again.brought.outcome.same == ("services/vpn.md", "services/mail.md")
    assert again.problems == []


def test_a_trial_writes_nothing(tmp_path: Path) -> None:
    result = table(tmp_path, "Name\nVPN\n", write=False)
    assert result.brought.outcome.written == ("services/vpn.md",)
    assert result.files == []


@pytest.mark.parametrize(
    "path", ["../x.md", "a/../../x.md", "con.md", "/x.md", "a\\..\\x.md", ".x"]
)
def test_no_path_leaves_the_folder(tmp_path: Path, path: str) -> None:
    content = tmp_path / "content"
    with pytest.raises(ProblemsError, match=r"begins or ends|reserved|character|leads out"):
        put([Planned("a.md", b"x"), Planned(path, b"x")], content, write=True)
    assert not content.exists()


def test_a_folder_that_leads_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "services").symlink_to(tmp_path / "else")
    with pytest.raises(ProblemsError, match="leads out"):
        put([Planned("services/x.md", b"x")], tmp_path / "content", write=True)
    assert list((tmp_path / "else").iterdir()) == []


def test_where_one_file_cannot_be_written_none_stays(tmp_path: Path) -> None:
    files = [Planned("a.md", b"x"), Planned("b.png", tmp_path / "gone.png")]
    with pytest.raises(ProblemsError, match="nothing was brought in"):
        put(files, tmp_path / "content", write=True)
    assert not (tmp_path / "content" / "a.md").exists()


def test_names_are_told_apart() -> None:
    taken: set[str] = set()
    names = [distinct(name, taken) for name in ("a/x.md", "a/X.md", "a/x/index.md", "a/x.md")]
    assert names == ["a/x.md", "a/X-2.md", "a/x-3/index.md", "a/x-4.md"]


def test_plans_go_together_and_a_file_that_both_bring_comes_once() -> None:
    one = Plan((Planned("a.png", b"x"), Planned("c.png", b"x")), categories={"a": "A"})
    two = Plan((Planned("a.png", b"x"), Planned("b.md", b"y"), Planned("c.png", b"z")))
    both = one.with_more(two)
    assert [file.path for file in both.files] == ["a.png", "c.png", "b.md"]
    assert [each.what for each in both.decisions] == ["two sources bring 'c.png': the first counts"]
    assert both.categories == {"a": "A"}


def test_without_a_site_there_is_one_sentence(tmp_path: Path) -> None:
    result = imported(tmp_path, "services.csv", files="-- site.yaml --\ntitle: [\n")
    assert result.brought.failed
    assert result.problems[0].startswith("site.yaml:")


@pytest.mark.parametrize(
    "name, wish, said",
    [
        ("x.xlsx", Wish(), "x.xlsx: is no file that can be brought in (in Excel, choose"),
        ("x.doc", Wish(), "x.doc: is no file that can be brought in (in Word, choose"),
        ("x.zip", Wish(), "x.zip: is no file that can be brought in (these are brought in: .csv"),
        ("x.csv", Wish(origin="hugo"), "x.csv: is a file, and --from hugo reads folders"),
        ("folder", Wish(origin="csv"), "folder: is a folder, and --from csv reads files"),
        ("gone.csv", Wish(), "gone.csv: cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_brought_in_is_a_sentence(
    tmp_path: Path, name: str, wish: Wish, said: str
) -> None:
    if name == "folder":
        (tmp_path / name).mkdir()
    elif not name.startswith("gone"):
        (tmp_path / name).write_bytes(b"x")
    result = imported(tmp_path, name, wish=wish)
    assert len(result.problems) == 1
    assert result.problems[0].startswith(said)
    assert result.brought.failed


@pytest.mark.parametrize(
    "source, said",
    [
        ("site", "holds the content of this site itself"),
        (".", "holds the content of this site itself"),
        ("site/content", "is the content of this site itself"),
        ("site/content/services", "lies in the content of this site already"),
        ("site/content/services/vpn.md", "lies in the content of this site already"),
    ],
)
def test_a_site_is_not_brought_into_itself(tmp_path: Path, source: str, said: str) -> None:
    result = imported(tmp_path, source, files="-- content/services/vpn.md --\nText.\n")
    assert [said in problem for problem in result.problems] == [True]
    assert result.brought.failed
    assert result.files == ["services/vpn.md"]
