"""What is around an issue: dates, corrections, marks for each recipient, parts for audiences."""

import email
from email.message import Message
from pathlib import Path

import pytest

from evangelist.mail.differences import left_out
from evangelist.mail.message import read
from tests.documents import Document
from tests.sites import Workspace, site

ISSUE = """
-- content/newsletters/2026-11.md --
---
title: November
number: 12
date: 2026-11-20
subject: "For {{first_name}}: dates"
preheader: "What {{unit}} should know"
corrects: newsletters/2026-10
merge:
  - {name: first_name, otherwise: colleagues & friends}
  - unit
variants: [staff, New students]
asks:
  - {text: Tell us how you print, url: "https://forms.example.edu/print", audience: staff}
  - Just think of us
events:
  - {text: Laptops wiped, start: 2026-12-02 10:00, end: 2026-12-02 16:30, place: Main Building}
  - {text: Closed, start: 2026-12-24, end: 2027-01-03, url: /services/vpn/}
  - The big clean-up
---
Dear {{first_name}} of {{ unit }}, {{ 7*7 }}.

> [!FOR staff]
> Your holidays.
>
> [VPN](../services/vpn.md)

> [!FOR new students]
> Your first week.
-- content/newsletters/2026-10.md --
---
title: October
number: 11
date: 2026-10-20
---
It costs 40 euros.
-- content/services/vpn.md --
# VPN
"""
SETTINGS = "newsletter: {from: Team <team@example.org>, list: all@example.org}\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return site(tmp_path_factory.mktemp("around"), ISSUE, SETTINGS).built()


def words(made: Workspace, path: str) -> str:
    html = made.read(path) if path.startswith("email/") else made.page(path)
    return " ".join(Document(html).text("//body").split())


def media(made: Workspace) -> dict[str, str]:
    """The November issue in every form, in words."""
    return {
        "page": words(made, "/newsletters/2026-11/"),
        "mail": words(made, "email/2026-11.html"),
        "text": " ".join(made.read("email/2026-11.txt").split()),
        "feed": made.page("/newsletters/atom.xml"),
    }


def test_dates_are_told_in_every_form_with_a_calendar(made: Workspace) -> None:
    for form, text in media(made).items():
        assert "Laptops wiped" in text, form
        assert "2 December 2026, 10:00 \N{EN DASH} 16:30" in text, form
        assert "24 December 2026 \N{EN DASH} 3 January 2027" in text, form
        assert "The big clean-up" in text, form
    assert "<https://example.org/newsletters/2026-11/dates.ics>" in media(made)["text"]
    assert 'href="/newsletters/2026-11/dates.ics"' in made.page("/newsletters/2026-11/")
    assert made.exists("site/newsletters/2026-11/dates.ics")


def test_a_correction_and_what_it_corrects_point_to_each_other(made: Workspace) -> None:
    for text in media(made).values():
        assert "This issue corrects: " in text
    october = words(made, "/newsletters/2026-10/")
    assert "A mistake in this issue was corrected in: November" in october
    assert "corrected in" in made.read("email/2026-10.txt")
    assert "corrected in" not in media(made)["page"]


def test_a_correction_of_what_does_not_exist_is_an_error(tmp_path: Path) -> None:
    text = "-- content/newsletters/a.md --\n---\ncorrects: newsletters/none\n---\n"
    made = site(tmp_path, text)
    made.build()
    assert made.errors()[0].startswith("content/newsletters/a.md:2:1:")


@pytest.mark.parametrize(
    "named, words", [("newsletters/a", "this very issue"), ("services/vpn", "no issue")]
)
def test_a_correction_of_what_is_no_other_issue_is_an_error(
    tmp_path: Path, named: str, words: str
) -> None:
    text = f"-- content/newsletters/a.md --\n---\ncorrects: {named}\n---\n"
    made = site(tmp_path, f"{text}-- content/services/vpn.md --\n# VPN\n")
    made.build()
    (error,) = made.errors()
    assert error.startswith(f"content/newsletters/a.md:2:1: 'corrects' names '{named}', which is")
    assert words in error


def test_everybody_reads_the_words_that_stand_for_a_mark(made: Workspace) -> None:
    for form, text in media(made).items():
        assert "{{first_name}}" not in text.replace(" ", ""), form
        assert "{{ 7*7 }}" in text, form
    assert "Dear colleagues & friends of …," in media(made)["page"]
    assert "Dear colleagues & friends of {{ unit }}," in media(made)["text"]
    assert "What … should know" in words(made, "/newsletters/")
    assert "colleagues &amp; friends" in made.read("email/2026-11.html")


def message(made: Workspace, name: str) -> Message:
    return email.message_from_bytes(made.tree()[f"email/{name}.eml"])


def test_single_messages_keep_the_marks(made: Workspace) -> None:
    each = read(made.tree()["email/2026-11.each.eml"])
    assert each.subject == "For {{first_name}}: dates"
    assert "{{first_name}} of {{ unit }}" in each.text
    assert "{{first_name}} of {{ unit }}" in each.html
    assert message(made, "2026-11")["Subject"] == "For colleagues & friends: dates"
    assert not made.exists("email/2026-10.each.eml")


def test_a_variant_leaves_out_what_is_for_others(made: Workspace) -> None:
    whole, staff, students = (
        made.read(f"email/2026-11{name}.txt") for name in ("", ".staff", ".new-students")
    )
    assert left_out(whole, staff) == ("For new students", "Your first week.")
    assert "Your holidays." not in students
    assert "Tell us how you print" not in students
    assert "Tell us how you print" in staff
    assert "Just think of us" in students
    for name in ("staff", "new-students"):
        for ending in ("html", "txt", "eml", "each.eml"):
            assert made.exists(f"email/2026-11.{name}.{ending}")
    assert "Your holidays" not in made.read("email/2026-11.new-students.html")


def test_the_page_says_for_whom_each_part_is(made: Workspace) -> None:
    page = Document(made.page("/newsletters/2026-11/"))
    assert page.texts("//div[@class='for']/p[1]") == ["For staff", "For new students"]
    assert page.texts("//div[@class='for'][1]//div[contains(@class, 'embed')]//a") == ["VPN"]


def test_an_email_and_its_text_show_where_a_part_for_some_ends(tmp_path: Path) -> None:
    text = "> [!FOR staff]\n> Your holidays.\n\nFor all.\n\n"
    text += "- One\n\n    > [!FOR teachers]\n    > Two\n"
    made = site(tmp_path, f"-- content/newsletters/a.md --\n{text}").built()
    assert "> For staff\n>\n> Your holidays.\n\nFor all." in made.read("email/a.txt")
    assert "- One\n  > For teachers\n  >\n  > Two\n" in made.read("email/a.txt")
    mail = Document(made.read("email/a.html"))
    parts = mail.root.xpath("//td[contains(@class, 'callout-for')]")
    assert [" ".join(part.text_content().split()) for part in parts] == [
        "For staff Your holidays.",
        "For teachers Two",
    ]
    assert mail.texts("//p[@class='callout-title']") == ["For staff", "For teachers"]


def test_what_a_variant_shows_as_a_card_is_no_card_again(tmp_path: Path) -> None:
    front = "date: 2026-11-20\nfeatures: [services/vpn]\n"
    card = "> [!FOR staff]\n> [VPN](../services/vpn.md)\n"
    text = f"-- content/newsletters/a.md --\n---\n{front}---\n{card}"
    made = site(tmp_path, f"{text}-- content/services/vpn.md --\n# VPN\n").built()
    assert made.read("email/a.html").count('class="card"') == 1


def test_what_a_variant_does_not_show_has_its_card(tmp_path: Path) -> None:
    front = "date: 2026-11-20\nfeatures: [services/vpn]\nvariants: [staff, students]\n"
    card = "> [!FOR staff]\n> Try the [VPN](../services/vpn.md).\n"
    text = f"-- content/newsletters/a.md --\n---\n{front}---\n{card}"
    made = site(tmp_path, f"{text}-- content/services/vpn.md --\n# VPN\n").built()
    cards = [made.read(f"email/a{name}.html").count('class="card"') for name in ("", ".staff")]
    assert cards == [0, 0]
    assert made.read("email/a.students.html").count('class="card"') == 1


@pytest.mark.parametrize(
    "names, refusal",
    [
        ("[staff, Staff]", "'staff' and 'Staff' would be one file"),
        ("[New students, new-students]", "'New students' and 'new-students' would be one file"),
        ('["!!!"]', "'!!!' has no letter to name a file by"),
        ("[posts]", "'posts' is the name of another file"),
        ("Each", "'Each' is the name of another file"),
    ],
)
def test_a_variant_that_cannot_name_its_files_is_told_at_its_line(
    tmp_path: Path, names: str, refusal: str
) -> None:
    made = site(tmp_path, f"-- content/newsletters/a.md --\n---\nvariants: {names}\n---\n")
    made.build()
    (error,) = made.errors()
    assert error.startswith("content/newsletters/a.md:2:1: 'variants': ")
    assert refusal in error


@pytest.mark.parametrize("name", ["First name", "1st", "a-b"])
def test_a_mark_that_no_text_could_name_is_an_error(tmp_path: Path, name: str) -> None:
    made = site(tmp_path, f'-- content/newsletters/a.md --\n---\nmerge: ["{name}"]\n---\n')
    made.build()
    assert len(made.errors()) == 1
    assert f"'{name}' is no mark" in made.errors()[0]
