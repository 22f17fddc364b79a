"""A table becomes entries: every dialect, every kind of column, and nothing is lost."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.model.kinds import kind_named
from evangelist.scaffold.importers.columns import columns
from evangelist.scaffold.importers.plan import Known, Wish
from evangelist.scaffold.importers.table import category_lines, plan_table
from tests.scaffold.importers.bringing import Imported, imported, table

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
HEADINGS = (
    "Service name *",
    "Short description",
    "Description",
    "Category",
    "Owner",
    "Status",
    "Price",
    "Request form",
    "Contact e-mail",
    "Customers",
    "Tags",
    "Retirement date",
    "Cost centre",
)
STATES = {"Operational": "live", "Retired": "retired", "Pipeline": "exploring"}


def row(number: int) -> list[str]:
    """A service of an invented university, with what people really write into cells."""
    texts = (
        "Größe & Preis: siehe “Anhang”; <server> ist gemeint, *nicht* alle.",
        "First line\nSecond line, with a comma; and a semicolon\n\n• one\n• two",
        'She said "yes"\tand left',
        "<div class='ExternalClass1'><p>Für <b>alle</b> &amp; jeden</p></div>",
        "# not a heading\n- a list\n1. first",
    )
    return [
        f"Dienst Nr. {number}: Über & mehr",
        f"Kurz: was Nummer {number} tut, für „alle“",
        texts[number % len(texts)],
        ("Daten & Speicher", "Arbeitsplatz", "Netz: innen")[number % 3],
        f"Team {number % 4}",
        list(STATES)[number % 3],
        ("", "12,50 € im Monat", "free", "on request")[number % 4],
        ("", f"https://forms.example.edu/{number}?a=1&b=2", "Call the desk", "www.example.edu/x")[
            number % 4
        ],
        f"service{number}@example.edu",
        ("Biology, Chemistry", "Physik", "")[number % 3],
        ("vpn, remote", "x", "")[number % 3],
        f"{number % 28 + 1:02}.11.2029",
        f"0{number}" if number % 2 else "",
    ]


ROWS = [row(number) for number in range(40)]


def written(separator: str, line_end: str = "\r\n") -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, lineterminator=line_end).writerows([HEADINGS, *ROWS])
    return stream.getvalue()


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", unescape(re.sub(r"<[^<>]*>", " ", text))))


def missing(cells: list[str], file: str) -> set[str]:
    """The words of a row that its file does not have, after what is known to be changed."""
    changed = {5: STATES[cells[5]], 11: "-".join(reversed(cells[11].split(".")))}
    kept = [changed.get(number, cell) for number, cell in enumerate(cells)]
    kept[3] = ""  # the id of the category stands for it
    return {word for cell in kept for word in words(cell)} - words(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_forty_services_in_any_dialect_give_forty_good_files(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    (tmp_path / "services.csv").write_bytes(written(separator).encode(encoding))
    result = imported(tmp_path, "services.csv")
    assert result.problems == []
    assert len(result.files) == 40
    lines = category_lines(result.brought.plan.categories)
    with (result.made.root / "site.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"categories:\n{lines}")
    assert result.findings() == []
    for cells, file in zip(ROWS, result.brought.outcome.written, strict=True):
        assert missing(cells, result.text(file)) == set(), file


def test_the_dialect_does_not_matter(tmp_path: Path) -> None:
    texts = []
    for number, (separator, encoding) in enumerate(
        [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16"), ("|", "utf-8")]
    ):
        root = tmp_path / str(number)
        root.mkdir()
        (root / "services.csv").write_bytes(written(separator).encode(encoding))
        result = imported(root, "services.csv")
        texts.append([result.text(file) for file in result.files])
    assert all(each == texts[0] for each in texts)


def test_excel_says_its_separator_in_the_first_line(tmp_path: Path) -> None:
    result = table(tmp_path, "sep=;\nName;Text, long and short\nA;b, c, d\n\nB\n")
    assert result.files == ["services/a.md", "services/b.md"]
    assert "left out, empty: line 4" in result.told
    (tmp_path / "x").mkdir()
    result = table(tmp_path / "x", "sep=;\nName;Text\n;b\n")
    assert result.problems == [
        "services.csv:3:1: the row has no title: 'Name' is empty (fill it, or remove the row)"
    ]


def test_lines_above_the_headings_are_left_out_and_told(tmp_path: Path) -> None:
    result = table(tmp_path, "Our services,\n,\nName,Owner\nVPN,Desk\n")
    assert result.front("services/vpn.md") == {"title": "VPN", "owner": "Desk"}
    assert "left out, above the headings: line 1" in result.told


# --- headings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading, field",
    [
        ("Service name", "title"),
        ("  TITEL: ", "title"),
        ("Short Description", "summary"),
        ("u_short_description", "summary"),
        ("Kurzbeschreibung", "summary"),
        ("ServiceOwner", "owner"),
        ("Verantwortliche", "owner"),
        ("support group", "owner"),
        ("owned_by.name", "owner"),
        ("Kategorie", "category"),
        ("Betriebsstatus", "lifecycle"),
        ("life_cycle", "lifecycle"),
        ("Preis (EUR)", "offerings.price"),
        ("Request form", "get_started"),
        ("URL", "get_started"),
        ("Contact e-mail", "support_contact"),
        ("Custom field (Support Contact)", "support_contact"),
        ("Kunden", "customers"),
        ("Keywords", "tags"),
        ("Not included?", "not_included"),
        ("service levels", "service_levels"),
        ("Verfügbarkeit", "service_levels.availability"),
        ("Lead time", "get_started.lead_time"),
        ("sys_updated_on", "updated"),
        ("Cost centre", ""),
        ("sys_id", ""),
        ("extra", ""),
        ("image", ""),
    ],
)
def test_a_heading_means_a_field(heading: str, field: str) -> None:
    assert columns([heading], [["x"]], kind_named("service"))[0].field == field


def fields(kind: str, *headings: str) -> list[str]:
    found = columns(headings, [["x"]] * len(headings), kind_named(kind))
    return [column.field for column in found]


def test_other_kinds_have_their_own_words() -> None:
    assert fields("news", "Headline", "Published on", "Author", "Expires") == [
        "title", "date", "authors", "expires_on",
    ]  # fmt: skip
    assert fields("team", "Team", "Zweck", "Mitglieder", "Leitung", "E-Mail") == [
        "title", "purpose", "members", "leader", "contact",
    ]  # fmt: skip
    assert fields("case-study", "Project", "Client", "Challenge", "Approach") == [
        "title", "customer", "problem", "solution",
    ]  # fmt: skip


def test_the_field_of_a_name_wins_whatever_stands_before_it() -> None:
    assert fields("service", "Support group", "Owner", "Name") == [
        "support_contact", "owner", "title",
    ]  # fmt: skip
    assert fields("service", "Name", "Display name") == ["title", ""]


def test_a_list_may_have_several_columns_and_a_summary_may_be_the_title(tmp_path: Path) -> None:
    text = "Summary,Issue key,Labels,Labels,Labels,Description\nPrinting,IT-1,a,b,a,Short.\n"
    result = table(tmp_path, text)
    assert result.front("services/printing.md") == {
        "title": "Printing", "tags": ["a", "b"], "extra": {"Issue key": "IT-1"},
    }  # fmt: skip
    assert result.body("services/printing.md") == "Short.\n"


def test_a_description_is_the_summary_unless_it_is_long_or_there_is_one() -> None:
    assert fields("service", "Name", "Description") == ["title", "summary"]
    assert fields("service", "Name", "Description", "Summary") == ["title", "body", "summary"]
    long = columns(["Name", "Description"], [["x"], ["x" * 300]], kind_named("service"))
    assert [column.field for column in long] == ["title", "body"]


def test_a_long_column_that_nobody_knows_becomes_text_below_its_heading(tmp_path: Path) -> None:
    result = table(tmp_path, 'Name,Body,How we work\nVPN,First.,"One.\nTwo."\n')
    assert result.body("services/vpn.md") == "First.\n\n## How we work\n\nOne.\n\nTwo.\n"


def test_what_no_field_is_known_for_is_kept_and_told(tmp_path: Path) -> None:
    result = table(tmp_path, "Name,Cost centre,Cost centre\nVPN,0815,x\n")
    assert result.front("services/vpn.md")["extra"] == {"Cost centre": "0815", "Cost centre 3": "x"}
    assert (
        "no field of a service is known for 'Cost centre', 'Cost centre 3': kept below extra:, "
        "which pages do not show" in result.told
    )


def test_a_table_without_titles_is_named_with_its_headings(tmp_path: Path) -> None:
    result = table(tmp_path, "A,B\n1,2\n")
    said = "none of the headings is known as a title: 'A', 'B'"
    hint = "write Title above the column with the names"
    assert result.problems == [f"services.csv:1:1: {said} ({hint})"]
    assert result.files == []


# --- cells -------------------------------------------------------------------------------------


def front(tmp_path: Path, heading: str, cell: str, **options: Any) -> dict[str, Any]:
    """The front matter of a service with one cell."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["Name", heading], ["VPN", cell]])
    (tmp_path / "services.csv").write_bytes(stream.getvalue().encode())
    result = imported(tmp_path, "services.csv", **options)
    assert result.findings() == []
    values = result.front("services/vpn.md")
    assert values.pop("title") == "VPN"
    return values


@pytest.mark.parametrize(
    "heading, cell, values",
    [
        ("Status", "In Betrieb", {"lifecycle": "live"}),
        ("Status", "Wird abgelöst", {"lifecycle": "retiring"}),
        ("Status", "Entwurf", {"draft": "yes"}),
        ("Status", "Green", {"extra": {"lifecycle": "Green"}}),
        ("Retires on", "31.12.2029", {"retires_on": "2029-12-31"}),
        ("Retires on", "12/31/2029", {"retires_on": "2029-12-31"}),
        ("Retires on", "3/4/2029", {"extra": {"retires_on": "3/4/2029"}}),
        ("Retires on", "3. Dezember 2029", {"retires_on": "2029-12-03"}),
        ("Retires on", "soon", {"extra": {"retires_on": "soon"}}),
        ("Updated", "15/Jan/26 2:05 PM", {"updated": "2026-01-15 14:05"}),
        ("Tags", "a; b, c", {"tags": ["a", "b, c"]}),
        ("Tags", ";#a;#b;#", {"tags": ["a", "b"]}),
        ("Included", "Backup, daily\n• Quotas", {"included": ["Backup, daily", "Quotas"]}),
        ("Owner", "Anna Berg;#12", {"owner": "Anna Berg"}),
        ("Owner", "12;#Anna Berg", {"owner": "Anna Berg"}),
        ("Owner", "services/nothing", {"extra": {"owner": "services/nothing"}}),
        ("Author", "Anna Berg, Tom Ash", {"authors": ["Anna Berg", "Tom Ash"]}),
        ("Author", "Berg, Anna", {"authors": ["Berg, Anna"]}),
        ("Request form", "https://x.example/a, Ask",
         {"get_started": {"label": "Ask", "url": "https://x.example/a"}}),
        ("Request form", '<a href="https://x.example/a">Ask</a>',
         {"get_started": {"label": "Ask", "url": "https://x.example/a"}}),
        ("Request form", "desk@example.edu",
         {"get_started": {"label": "desk@example.edu", "url": "mailto:desk@example.edu"}}),
        ("Request form", "javascript:alert(1)", {"get_started": "javascript:alert(1)"}),
        ("Lead time", "two days", {"get_started": {"lead_time": "two days"}}),
        ("SLA", "Weekdays", {"service_levels": "Weekdays"}),
        ("Reaktionszeit", "4 Stunden", {"service_levels": {"response": "4 Stunden"}}),
        ("Price", "0,00", {"offerings": [{"title": "Standard", "price": {"type": "none"}}]}),
        ("Price (EUR/month)", "12,50",
         {"offerings": [{"title": "Standard", "price": "12,50 EUR/month"}]}),
        ("Summary", "<p>For <b>all</b></p><p>of us</p>", {"summary": "For all of us"}),
        ("Depends on", "Nothing; VPN",
         {"depends_on": ["services/vpn"], "extra": {"depends_on": ["Nothing"]}}),
        ("Notes", "=1+2", {"extra": {"Notes": "=1+2"}}),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_its_field_wants_it(
    tmp_path: Path, heading: str, cell: str, values: dict[str, Any]
) -> None:
    assert front(tmp_path, heading, cell) == values


def test_one_clear_date_says_how_the_whole_column_is_meant(tmp_path: Path) -> None:
    result = table(tmp_path, "Name,Review by\nA,3/4/2029\nB,25/4/2029\n")
    assert result.front("services/a.md")["review_by"] == "2029-04-03"


def test_categories_are_found_by_title_and_new_ones_are_told(tmp_path: Path) -> None:
    result = table(
        tmp_path,
        "Name,Category\nA,Data & storage\nB,Netz: innen\nC,Work;#Data & storage\n",
        settings="categories: [{id: data, title: Data & storage}]\n",
    )
    assert result.front("services/a.md")["category"] == "data"
    assert result.front("services/b.md")["category"] == "netz-innen"
    assert result.front("services/c.md") == {
        "title": "C", "tags": ["Data & storage"], "category": "work",
    }  # fmt: skip
    new = {"netz-innen": "Netz: innen", "work": "Work"}
    assert result.brought.plan.categories == new
    assert category_lines(new) == (
        "  - id: netz-innen\n    title: 'Netz: innen'\n  - id: work\n    title: Work\n"
    )


def test_an_owner_that_is_a_team_of_the_site_becomes_a_reference(tmp_path: Path) -> None:
    team = "-- content/teams/service-desk.md --\n---\ntitle: Service desk\n---\n"
    result = table(tmp_path, "Name,Owner\nA,Service Desk\nB,Nobody\n", files=team)
    assert result.front("services/a.md")["owner"] == "teams/service-desk"
    assert result.front("services/b.md")["owner"] == "Nobody"
    assert result.findings() == []


def test_two_rows_with_one_title_become_two_files(tmp_path: Path) -> None:
    result = table(tmp_path, "Name,Owner\nVPN,a\nvpn,b\nVPN 2,c\n")
    assert result.files == ["services/vpn-2-2.md", "services/vpn-2.md", "services/vpn.md"]
    assert "'vpn' wants a name that is taken: services/vpn-2.md" in result.told


# --- kinds and places --------------------------------------------------------------------------


def test_the_name_of_the_file_or_an_option_says_the_kind(tmp_path: Path) -> None:
    text = "Title,Date\nWe move,2026-03-01\n"
    assert table(tmp_path, text, "News 2026.csv").files == ["news/we-move.md"]
    (tmp_path / "x").mkdir()
    result = table(tmp_path / "x", text, "list.csv", wish=Wish(kind="team"))
    assert result.files == ["teams/we-move.md"]
    (tmp_path / "y").mkdir()
    result = table(tmp_path / "y", text, "list.csv", wish=Wish(into="news/2026"))
    assert result.files == ["news/2026/we-move.md"]


# --- what cannot be read -----------------------------------------------------------------------


def test_every_row_that_cannot_be_read_is_named_at_once_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    text = "Name,Owner\nVPN,a\n,b\nMail,a,surplus\n"
    result = table(tmp_path, text)
    assert result.problems == [
        "services.csv:3:1: the row has no title: 'Name' is empty (fill it, or remove the row)",
        "services.csv:4:1: 3 cells, but 2 headings (put a text that holds a comma in quotes)",
    ]
    assert result.brought.failed
    assert result.files == []
    result = table(tmp_path, text, skip=True)
    assert result.files == ["services/vpn.md"]
    assert not result.brought.failed
    assert len(result.problems) == 2


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "services.csv: holds no row (the first row names the columns;"),
        (b'Name,Text\nA,"never closed\nB,x\n', "services.csv:2:1: a quote is opened and not"),
        (b"Name,Text\nA," + b"x" * 200_000 + b"\n", "services.csv:2:1: a cell has more than"),
        (b"Name,Text\nA,\x81\x8d\n", "services.csv: its encoding is not known"),
        (b"Name\nA\n" * 3_000_000, "services.csv: is larger than 20 MB"),
        (b"\xff\xfeN", "services.csv: its encoding is not known"),
    ],
)
def test_a_file_that_is_no_table_is_a_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "services.csv").write_bytes(data)
    result = imported(tmp_path, "services.csv")
    assert result.problems[0].startswith(said)
    assert result.brought.failed
    assert result.files == []


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    plan_table(b"Name,Tags,Text\n" + data, "services.csv", Wish(), Known(UTC), set())


# --- the documented examples -------------------------------------------------------------------


@pytest.fixture(params=["ticket-system.csv", "sharepoint-list.csv"])
def example(request: pytest.FixtureRequest, tmp_path: Path) -> Imported:
    name = str(request.param)
    (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    return imported(tmp_path, name)


def test_the_documented_examples_become_sites_without_a_complaint(example: Imported) -> None:
    assert example.problems == []
    assert len(example.files) == 4
    assert example.findings() == []


@pytest.mark.parametrize("text", ["", "\n\n", "Name,Owner\n", "Name,Owner\n,\n\n", "Name\n"])
def test_a_table_without_a_row_is_a_problem(tmp_path: Path, text: str) -> None:
    result = table(tmp_path, text)
    assert result.brought.failed
    (problem,) = result.problems
    assert "services.csv: holds no row" in problem
