from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.content.reading import card, codes, complaints, front, read


@pytest.mark.parametrize(
    "path, title, number, day, year",
    [
        ("newsletters/2014/issue-178.md", "Issue 178", 178, None, 2014),
        ("newsletters/2026-11.md", "2026-11", None, None, None),
        ("newsletters/2026-11-20.md", "2026-11-20", None, date(2026, 11, 20), 2026),
        ("newsletters/2026-11-20-hello-5.md", "Hello 5", 5, date(2026, 11, 20), 2026),
        ("newsletters/2013/2026-11-20-x.md", "X", None, date(2026, 11, 20), 2026),
        ("newsletters/12/index.md", "12", 12, None, None),
    ],
)
def test_a_newsletters_file_says_title_number_date_and_year(
    path: str, title: str, number: int | None, day: date | None, year: int | None
) -> None:
    found = card("Text", path)
    assert (found.title, found.get("number"), found.date, found.year) == (title, number, day, year)


def test_front_matter_counts_more_than_the_name() -> None:
    head = "---\ntitle: T\nnumber: 7\ndate: 2025-01-02\n---\n"
    found = card(head, "newsletters/2014/2026-11-20-issue-178.md")
    assert (found.title, found.get("number"), found.date, found.year) == (
        "T",
        7,
        date(2025, 1, 2),
        2025,
    )


def test_only_newsletters_have_a_number() -> None:
    assert card("Text", "news/item-5.md").get("number") is None


def test_a_date_in_a_name_that_no_calendar_has_is_none() -> None:
    assert card("Text", "news/2026-13-45-x.md").date is None


def test_a_date_in_a_name_is_midnight_in_the_sites_zone() -> None:
    zone = "America/New_York"
    found = card("Text", "news/2026-11-20-x.md", zone=zone)
    assert found.moment == datetime(2026, 11, 20, tzinfo=ZoneInfo(zone))


def test_a_date_without_an_offset_is_in_the_sites_zone() -> None:
    found = card("---\ndate: 2026-07-01 12:00\n---\n", "news/x.md", zone="America/New_York")
    assert found.moment == datetime(2026, 7, 1, 16, tzinfo=UTC)


def test_the_day_of_a_date_is_that_of_the_sites_zone() -> None:
    head = "---\ndate: 2026-07-01 23:00:00 -0400\n---\n"
    assert card(head, "news/x.md", zone="Europe/Berlin").date == date(2026, 7, 2)


def test_a_card_knows_where_it_comes_from_and_goes_to() -> None:
    found = card("---\ntitle: VPN\n---\n", "services/net/vpn.md")
    assert (found.path, found.kind, found.url, found.source) == (
        "services/net/vpn",
        "service",
        "/services/net/vpn/",
        "content/services/net/vpn.md",
    )


def test_the_first_paragraph_stands_in_for_a_summary() -> None:
    assert card("## A\n\nFirst *one*.\n\nSecond.").summary == "First one."
    assert card("---\nsummary: Own\n---\nFirst").summary == "Own"
    assert card("- a\n- b").summary == ""


def test_a_long_first_paragraph_is_cut_between_words() -> None:
    summary = card("word, " * 100).summary
    assert summary.endswith("word …")
    assert len(summary) < 210


def test_the_body_in_plain_words_has_no_marks() -> None:
    body = read("## One\n\n- *two*\n- `three`\n\n| a | b |\n|---|---|\n| c | d |").body
    assert body.text.split() == ["One", "two", "three", "a", "b", "c", "d"]


@pytest.mark.parametrize(
    "head, said",
    [
        ("slug: ../../x", "'..' begins or ends with a dot"),
        ("slug: /", "is empty"),
        ("slug: con", "'con' is a reserved name"),
        ("slug: a/./b", "'.' begins or ends with a dot"),
        ('slug: "a:b"', "has a character that files cannot have"),
    ],
)
def test_a_slug_that_leaves_its_folder_is_refused_with_its_place(head: str, said: str) -> None:
    (complaint,) = complaints(read(f"---\ntitle: x\n{head}\n---\n"))
    assert complaint.startswith("content/page.md:3:1: 'slug': ")
    assert said in complaint


@pytest.mark.parametrize(
    "path", ["con.md", "a/nul.md", "a:b.md", "a..md", "a /b.md", "aux/index.md"]
)
def test_a_name_that_is_no_file_on_some_system_is_refused(path: str) -> None:
    parsed = read("Text", path)
    assert parsed.card is None
    assert codes(parsed) == ["path-reserved"]


@pytest.mark.parametrize(
    "data, place",
    [
        ("Größe".encode("cp1252"), "1:3"),
        ("---\ntitle: ok\n---\näö ".encode() + b"\xe4", "4:4"),
        ("Text".encode("utf-16"), "1:1"),
        ("Text ä".encode("utf-16-le"), "1:1"),
    ],
    ids=["windows-1252", "fourth line", "utf-16", "utf-16 without a mark"],
)
def test_a_file_that_is_not_utf_8_is_said_with_its_place(data: bytes, place: str) -> None:
    parsed = read(data)
    assert codes(parsed) == ["encoding-invalid"]
    assert complaints(parsed)[0].startswith(f"content/page.md:{place}: ")


@pytest.mark.parametrize(
    "sign", ["\0", "\x01", "\x0b", "\x1b", "\x7f", "\x9f", "\ufffe", "\U0010ffff"]
)
def test_what_is_no_character_becomes_a_visible_one(sign: str) -> None:
    assert read(f"a{sign}b").body.text == "a\N{REPLACEMENT CHARACTER}b"


def test_a_title_is_asked_for_and_never_insisted_on() -> None:
    (advice,) = read("Text", "a/my-page.md").problems
    assert (advice.code, advice.level) == ("title-missing", "advice")
    assert "'My page'" in advice.message


def test_extra_takes_anything_untouched() -> None:
    assert front("extra: [1, yes, 0123, {a: }]").extra == [1, "yes", "0123", {}]
    assert front("extra: a word").extra == "a word"
    assert front("extra:").extra == {}


def test_parsing_twice_gives_the_same() -> None:
    text = "---\ntitle: x\nfoo: 1\n---\n# A\n\nText[^1] [a](a.md)\n\n[^1]: b\n"
    assert read(text) == read(text)


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    before = read("[a]\n\nText")
    read("[a]: x.md\n\n[^1]: note\n\n*[Text]: abbr\n\n## a\n\n<script>")
    assert read("[a]\n\nText") == before


@pytest.mark.usefixtures("unwatched_collector")
def test_a_page_that_does_not_finish_is_named() -> None:
    parsed = read("[a" * 20_000, "a/slow.md", seconds=0.1)
    assert parsed.card is None
    assert codes(parsed) == ["page-timeout"]
    assert complaints(parsed)[0].startswith("content/a/slow.md:1:1: took longer than 0.1 seconds")


def test_dropped_html_is_said_with_its_place() -> None:
    parsed = read(
        "---\ntitle: x\n---\nText\n\na <b onclick=x>b</b> <script>y</script>\n\n<iframe>\n"
    )
    assert sorted(complaint.split(" was left out")[0] for complaint in complaints(parsed)) == [
        "content/page.md:6:22: <script>",
        "content/page.md:6:6: onclick",
        "content/page.md:8:1: <iframe>",
    ]


def test_where_things_stand_is_no_part_of_what_they_are() -> None:
    text = "---\ntitle: T\nowner: us\n---\n## A\n\n[a](a.md)\n\n> [!FOR staff]\n> Only you.\n"
    one, moved = (read(each, "newsletters/1.md") for each in (text, f"---\n# note{text[3:]}"))
    assert repr(one.card) == repr(moved.card)
    assert repr(one.body) == repr(moved.body)
    assert one.card == moved.card
    assert one.body == moved.body
    places = (one.places, moved.places)
    assert [each.mark("owner") for each in places] == [(3, 1), (4, 1)]
    assert [each.mentions[0].line for each in places] == [7, 8]
    assert [each.asides[0].line for each in places] == [9, 10]
    assert [each.elements[0].line for each in places] == [5, 6]
