"""`evangelist import` as a person and a program meet it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evangelist.cli.importing import KINDS, ORIGINS
from evangelist.model.kinds import KINDS as ALL_KINDS
from evangelist.scaffold.importers.layout import ORIGINS as FOLDERS
from tests.cli.test_commands import run
from tests.sites import Workspace, site

TABLE = "-- services.csv --\nName,Category,Status,Room\nVPN,Net,Operational,1\nMail,Net,Live,2\n"
BAD = "-- services.csv --\nName,Owner\nVPN,a\n,b\n"


@pytest.fixture
def made(tmp_path: Path) -> Workspace:
    return site(tmp_path)


def test_the_options_name_every_kind_and_every_origin() -> None:
    assert set(KINDS) == {kind.name for kind in ALL_KINDS}
    assert set(ORIGINS) == {"csv", "word", *FOLDERS}


@pytest.mark.parametrize(
    "files, arguments, code",
    [
        (TABLE, ["services.csv"], 0),
        (TABLE, ["services.csv", "--dry-run"], 0),
        (TABLE, ["services.csv", "--kind", "news"], 0),
        (TABLE, ["services.csv", "--into", "services/it"], 0),
        (TABLE, ["services.csv", "--into", "content/services/"], 0),
        (TABLE, ["services.csv", "--from", "csv", "--format", "json"], 0),
        (BAD, ["services.csv"], 1),
        (BAD, ["services.csv", "--skip-unreadable"], 0),
        (TABLE, ["gone.csv"], 2),
        (TABLE, [], 2),
        (TABLE, ["services.csv", "--kind", "thing"], 2),
        (TABLE, ["services.csv", "--kind", "news", "--into", "services"], 2),
        (TABLE, ["services.csv", "--into", "../x"], 2),
    ],
)
def test_exit_codes(made: Workspace, files: str, arguments: list[str], code: int) -> None:
    made.write(files)
    said = run(made.root, "import", *arguments)
    assert said.code == code, said


def test_a_person_is_told_every_decision_in_few_lines(made: Workspace) -> None:
    said = run(made.write(TABLE).root, "import", "services.csv")
    how = "read as UTF-8 with the separator comma"
    assert said.out.splitlines() == [
        f"services.csv: 2 rows, {how}; each becomes a service in content/services/",
        "'Name' is title",
        "'Category' is category",
        "'Status' is lifecycle",
        "no field of a service is known for 'Room': kept below extra:, which pages do not show",
        "'Net' is category: net  [services.csv:2, services.csv:3]",
        "'Status': 'Operational' is live  [services.csv:2]",
        "'Status': 'Live' is live  [services.csv:3]",
        "New categories. Add these lines in site.yaml, below the line categories:",
        "  - id: net",
        "    title: Net",
        "2 entries written: services/vpn.md, services/mail.md",
        "Look at them: evangelist check",
    ]
    assert said.err == ""


def test_a_long_table_has_a_short_report(made: Workspace) -> None:
    rows = "".join(f"Service {n},{n % 28 + 1}.12.2029,Odd {n}\n" for n in range(60))
    made.write(f"-- services.csv --\nName,Retires on,Status\n{rows}")
    said = run(made.root, "import", "services.csv")
    assert len(said.out.splitlines()) < 14
    assert "    and 57 more like these; all of them: --format json" in said.out


def test_all_problems_come_at_once_and_nothing_is_written(made: Workspace) -> None:
    made.write("-- services.csv --\nName,Owner\nVPN,a\n,b\nMail,a,b,c\n")
    said = run(made.root, "import", "services.csv")
    assert "error: services.csv:3:1: the row has no title" in said.err
    assert "error: services.csv:4:1: 4 cells, but 2 headings" in said.err
    assert "Nothing was written." in said.err
    assert "or bring in the rest, 1 file: --skip-unreadable" in said.err
    assert not (made.root / "content" / "services").exists()


def test_a_program_reads_what_happened(made: Workspace) -> None:
    said = run(made.write(TABLE).root, "import", "services.csv", "--format", "json")
    value = said.json
    assert list(value) == [
        "version", "written", "same", "left", "decisions", "categories", "problems",
    ]  # fmt: skip
    assert value["written"] == ["services/vpn.md", "services/mail.md"]
    assert {"what": "'Name' is title", "place": ""} in value["decisions"]
    assert value["categories"] == {"net": "Net"}
    assert value["problems"] == []


def test_another_folder_is_named_and_paths_are_seen_from_here(made: Workspace) -> None:
    made.write(TABLE).write("-- content/services/vpn.md --\nMine.\n")
    folder = made.root.parent
    name = made.root.name
    said = run(folder, "-C", name, "import", f"{name}/services.csv")
    assert said.code == 0
    assert f"warning: {name}/content/services/vpn.md: is there already" in said.err
    assert re.search(r"^1 entry written: services/mail.md$", said.out, re.MULTILINE)
    assert "1 file was there already and was left alone." in said.out


def test_a_document_without_pandoc(made: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    made.write("-- letter.docx --\nx\n")
    said = run(made.root, "import", "letter.docx")
    assert said.code == 1
    assert said.err.startswith("error: letter.docx: needs the program pandoc, which is not instal")


def test_without_a_site_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_text("Name\nVPN\n", "utf-8")
    said = run(tmp_path, "import", "services.csv")
    assert said.code == 1
    assert "there is no site.yaml here" in said.err
