"""Page, feed item, HTML and text of an issue show the same headings, links and pictures."""

import shutil
from pathlib import Path

from tests.outputs import media
from tests.outputs.issues import example_issues
from tests.sites import NOW, Workspace

NUMBERS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
]

IDEAS = """\
You said, we did
----------------

- Longer hours <https://example.org/ideas/hours/> (done)
  Open until eight & later.
  Our answer: Yes: until nine.
  Use it now: Printing <https://example.org/services/print/>
  Thank you: A student of Law
- Robots <https://example.org/ideas/robots/> (open)
  Too few hands.
"""


def assert_agreement(made: Workspace, issue: str) -> media.Shown:
    wanted = media.page(made, issue)
    for medium in (media.feed, media.mail, media.text):
        found = medium(made, issue)
        assert found.headings == wanted.headings, f"{issue}: headings of {medium.__name__}"
        assert found.links == wanted.links, f"{issue}: links of {medium.__name__}"
        assert found.pictures == wanted.pictures, f"{issue}: pictures of {medium.__name__}"
    return wanted


def test_the_issues_of_the_example_site_agree(example: Workspace) -> None:
    assert len(example_issues()) >= 6
    for issue in example_issues():
        shown = assert_agreement(example, issue)
        assert len(shown.headings) > 5
        assert len(shown.links) > 8


def test_a_hostile_issue_agrees(hostile: Workspace) -> None:
    shown = assert_agreement(hostile, "hostile")
    assert shown.pictures == ["A chart of <three>", "In a cell", "A linked chart"]
    assert [f"https://{name}.example/" in shown.links for name in NUMBERS] == [True] * 12
    assert shown.headings[-5:] == [
        "A heading that unfolds",
        "Where to read on",
        "You said, we did",
        "You can help",
        "For you",
    ]


def test_a_service_that_cannot_be_had_any_more_has_no_button_anywhere(hostile: Workspace) -> None:
    links = media.page(hostile, "hostile").links
    assert "https://forms.example/vpn?a=1&b=2" in links
    assert not {"https://forms.example/old", "https://forms.example/paused"} & set(links)


def test_what_the_text_shows_already_has_no_second_card_but_a_line(hostile: Workspace) -> None:
    links = media.page(hostile, "hostile").links
    assert links.count("https://example.org/case-studies/bio/") == 2
    assert links.count("https://example.org/services/old/") == 2
    assert links.count("https://example.org/case-studies/words/") == 1
    html = hostile.read("email/hostile.html")
    assert html.count(">Biology</a></p>") == 1  # the card in the text
    assert "<li" in html.split(">Biology</a></p>")[1].split(">Biology</a></li>")[0]


def test_an_idea_is_told_with_its_answer_its_status_and_its_thanks(hostile: Workspace) -> None:
    assert IDEAS in hostile.read("email/hostile.txt")


def test_a_footnote_is_marked_in_the_text_without_an_address(hostile: Workspace) -> None:
    text = hostile.read("email/hostile.txt")
    assert "four[1]" in text
    assert "#fn" not in text


def test_forty_issues_of_the_field_site_agree(corpora: Path, tmp_path: Path) -> None:
    files = sorted((corpora / "field-site/content/newsletters").rglob("*.md"))
    made = Workspace(tmp_path)
    shutil.copy(corpora / "field-site/site.yaml", tmp_path / "site.yaml")
    for file in files[:: len(files) // 40][:40]:
        target = tmp_path / file.relative_to(corpora / "field-site")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\ndate: 2026-01-01\n---\n{file.read_text('utf-8')}", "utf-8")
    made.build(jobs=0, now=NOW)
    issues = [
        path[6:-5] for path in made.tree() if path.startswith("email/") and path.endswith(".html")
    ]
    assert len(issues) == 40
    for issue in issues:
        assert_agreement(made, issue)
