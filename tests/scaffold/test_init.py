"""A new site is good on its first day, in every language, and takes nothing away."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from evangelist.problems import ProblemsError
from evangelist.scaffold.init import DEFAULTS, Answers, init, site_files
from evangelist.scaffold.origin import read_origin
from evangelist.scaffold.publishing import add_workflows
from evangelist.scaffold.templates import LANGUAGES
from tests.documents import document
from tests.sites import Workspace

TODAY = date(2027, 2, 28)
NOW = datetime(2027, 2, 28, 12, tzinfo=UTC)
COMMIT = "git+https://code.example/team/evangelist@"


def answers(lang: str = "en", title: str = "", team: str = "") -> Answers:
    default, its_team, zone = DEFAULTS[lang]
    return Answers(title or default, team or its_team, "https://a.example/x/", lang, zone)


def begun(root: Path, given: Answers | None = None) -> Workspace:
    init(root, given or answers(), None, TODAY)
    return Workspace(root)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("drafts", [False, True])
def test_a_new_site_builds_without_a_finding(tmp_path: Path, lang: str, drafts: bool) -> None:  # noqa: FBT001
    made = begun(tmp_path, answers(lang))
    made.built(now=NOW, drafts=drafts, strict=True)
    assert [str(problem) for problem in made.report.problems] == []
    assert f'<html lang="{lang}"' in made.page("/services/laptops/")


@pytest.mark.parametrize(
    "title, team",
    [
        ("IT: all we do", "Client & Project Services"),
        ("#1 for you", "[Team] {one}"),
        ("Dienste „für alle“", "Ärzte: IT"),
        ("'Quotes'", '"More"'),
        ("yes", "null"),
        ("<b>Bold</b>", "CON"),
    ],
)
def test_odd_names_are_told_as_they_were_given(tmp_path: Path, title: str, team: str) -> None:
    made = begun(tmp_path, answers(title=title, team=team))
    made.built(now=NOW, strict=True)
    assert [str(problem) for problem in made.report.problems] == []
    assert title in document(made, "/").text("//title")
    assert team in document(made, "/teams/").text("//main")


def test_its_dates_are_those_of_its_first_day(tmp_path: Path) -> None:
    begun(tmp_path)
    assert (tmp_path / "content/news/2027-02-28-pages-are-open.md").is_file()
    assert (tmp_path / "content/newsletters/2027-02.md").is_file()
    text = "".join(file.read_text("utf-8") for file in tmp_path.rglob("*.md"))
    years = set(re.findall(r"\b20\d\d-\d\d-\d\d\b", text))
    assert years == {"2027-02-21", "2027-02-28", "2028-02-28"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_place_is_filled_in(lang: str) -> None:
    for path, data in site_files(answers(lang), TODAY).items():
        assert "<<" not in path + data.decode()


def test_the_languages_have_the_same_files() -> None:
    names = [
        {path.split("/")[-1] for path in site_files(answers(lang), TODAY)} for lang in DEFAULTS
    ]
    assert len({frozenset(each - {"unser-team.md", "our-team.md"}) for each in names}) == 1
    assert set(DEFAULTS) == set(LANGUAGES)


def test_the_readme_names_files_that_are_there(tmp_path: Path) -> None:
    begun(tmp_path)
    named = re.findall(
        r"`(content/[^`]+\.md|site\.yaml)`", (tmp_path / "README.md").read_text("utf-8")
    )
    assert len(named) > 8
    assert [name for name in named if not (tmp_path / name).is_file()] == []


def test_nobody_could_take_the_examples_for_real(tmp_path: Path) -> None:
    made = begun(tmp_path).built(now=NOW, drafts=True)
    for url in ("/", "/about/", "/services/laptops/", "/services/meeting-rooms/"):
        assert "example" in made.page(url)
    assert "(an example)" in made.page("/case-studies/first-morning/")


# --- what is there already -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [".git/HEAD", "README.md", "LICENSE", ".venv/pyvenv.cfg", "Thumbs.db"],
)
def test_what_a_code_host_or_a_system_puts_there_is_welcome_and_stays(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    begun(tmp_path).built(now=NOW)
    assert (tmp_path / name).read_bytes() == b"mine"


def test_what_stays_is_told(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"mine")
    started = init(tmp_path, answers(), None, TODAY)
    assert started.kept == ("README.md",)
    assert "README.md" not in started.written


IGNORED = b"/output/\n/look/\n/.evangelist/\n/mail/ledger.sqlite*\n/mail/*.csv\n/.venv/\n"


@pytest.mark.parametrize(
    "there, whole",
    [
        (b"", IGNORED),
        (b"# Ours\n*.pyc\n", b"# Ours\n*.pyc\n" + IGNORED),
        (b"*.pyc", b"*.pyc\n" + IGNORED),
        (b"\xff*.pyc\r\n\r\n", b"\xff*.pyc\r\n\r\n" + IGNORED.replace(b"\n", b"\r\n")),
        (
            b"output/\n.venv\n/look\n",
            b"output/\n.venv\n/look\n/.evangelist/\n/mail/ledger.sqlite*\n/mail/*.csv\n",
        ),
    ],
)
def test_a_gitignore_that_is_there_gets_the_lines_that_it_lacks(
    tmp_path: Path, there: bytes, whole: bytes
) -> None:
    (tmp_path / ".gitignore").write_bytes(there)
    started = init(tmp_path, answers(), None, TODAY)
    assert (tmp_path / ".gitignore").read_bytes() == whole
    assert (started.kept, started.added) == ((), (".gitignore",))
    assert ".gitignore" not in started.written


def test_a_gitignore_that_lacks_nothing_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(IGNORED)
    started = init(tmp_path, answers(), None, TODAY)
    assert (tmp_path / ".gitignore").read_bytes() == IGNORED
    assert (started.kept, started.added) == ((".gitignore",), ())


@pytest.mark.parametrize("name", ["thesis.docx", "content/a.md", "vendor/lib.js", "src/x.py"])
def test_a_folder_with_other_things_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(ProblemsError, match=f"holds other things: {Path(name).parts[0]}"):
        init(tmp_path, answers(), None, TODAY)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [tmp_path / name]


def test_many_other_things_are_named_in_part(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.txt").touch()
    with pytest.raises(ProblemsError, match=r"0\.txt, .*4\.txt and 4 more"):
        init(tmp_path, answers(), None, TODAY)


def test_a_site_is_not_begun_twice(tmp_path: Path) -> None:
    begun(tmp_path)
    with pytest.raises(ProblemsError, match=r"holds a site already.*--workflows"):
        begun(tmp_path)


# --- workflows, later ----------------------------------------------------------------------------


def test_workflows_come_with_a_source_and_only_then(tmp_path: Path) -> None:
    begun(tmp_path / "without")
    assert not (tmp_path / "without" / ".github").exists()
    init(tmp_path / "with", answers(), read_origin(COMMIT + "a" * 40), TODAY)
    assert (tmp_path / "with" / ".github" / "workflows" / "publish.yml").is_file()


def test_workflows_can_be_added_to_a_site(tmp_path: Path) -> None:
    begun(tmp_path)
    started = add_workflows(tmp_path, read_origin(COMMIT + "a" * 40), TODAY)
    assert started.kept == ()
    assert "requirements.txt" in started.written
    assert "@" + "a" * 40 in (tmp_path / "requirements.txt").read_text("utf-8")


def test_a_new_source_renews_the_pins_and_leaves_workflows_alone(tmp_path: Path) -> None:
    begun(tmp_path)
    add_workflows(tmp_path, read_origin(COMMIT + "a" * 40), TODAY)
    workflow = tmp_path / ".github" / "workflows" / "publish.yml"
    workflow.write_bytes(b"ours now")
    started = add_workflows(tmp_path, read_origin(COMMIT + "b" * 40), TODAY)
    assert "@" + "b" * 40 in (tmp_path / "requirements.txt").read_text("utf-8")
    assert workflow.read_bytes() == b"ours now"
    assert started.kept == (".github/workflows/publish.yml", ".github/workflows/rebuild.yml")


def test_requirements_of_somebody_else_are_not_overwritten(tmp_path: Path) -> None:
    begun(tmp_path)
    (tmp_path / "requirements.txt").write_bytes(b"django\n")
    with pytest.raises(ProblemsError, match=r"requirements\.txt: is there already"):
        add_workflows(tmp_path, read_origin(COMMIT + "a" * 40), TODAY)
    assert not (tmp_path / ".github").exists()
