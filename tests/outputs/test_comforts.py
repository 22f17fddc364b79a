"""The end of a page: whom to tell of a mistake, where to mend it, when it was last read."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.documents import document
from tests.sites import Workspace, site

FILES = """
-- content/services/über uns.md --
---
title: "Rust & rest: 50% off?"
updated: 2026-01-02
review_by: 2030-05-01
---
-- content/late.md --
---
title: Late
review_by: 2020-05-01
---
Text.
-- content/teams/net.md --
---
title: Net
review_by: 2020-05-01
---
"""
LINKS = """
url: https://team.example/
links:
  feedback: mailto:us@team.example
  edit: https://git.example/edit/{path}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return site(tmp_path_factory.mktemp("comforts"), FILES, LINKS).built()


def told(made: Workspace, url: str) -> dict[str, str]:
    """The links at the end of a page by their words."""
    return dict(document(made, url).links("//p[contains(@class, 'colophon-end')]"))


def test_a_mail_says_of_which_page_it_tells(made: Workspace) -> None:
    address = urlsplit(told(made, "/services/über uns/")[FEEDBACK])
    assert address.path == "us@team.example"
    asked = parse_qs(address.query)
    assert asked["subject"] == ["Rust & rest: 50% off?"]
    assert asked["body"] == ["https://team.example/services/%C3%BCber%20uns/"]


def test_lists_ask_for_feedback_too_and_are_edited_nowhere(made: Workspace) -> None:
    links = told(made, "/services/")
    assert list(links) == [FEEDBACK]
    assert links[FEEDBACK].startswith("mailto:us@team.example?subject=Services&")


def test_the_file_of_a_page_is_named_as_addresses_are_written(made: Workspace) -> None:
    edit = told(made, "/services/über uns/")["Edit this page"]
    assert edit == "https://git.example/edit/content/services/%C3%BCber%20uns.md"


def test_a_form_gets_what_it_asks_for_and_a_subject_of_ones_own_stays(tmp_path: Path) -> None:
    form = "links: {feedback: 'https://form.example/?page={url}&of={title}'}\n"
    links = told(site(tmp_path, "-- content/a.md --\n# A b\n", form).built(), "/a/")
    assert links[FEEDBACK].endswith("&of=A%20b")
    assert "?page=https%3A%2F%2F" in links[FEEDBACK]
    own = "links: {feedback: 'mailto:us@team.example?subject=Hello'}\n"
    links = told(site(tmp_path / "own", "-- content/a.md --\n# A\n", own).built(), "/a/")
    assert links[FEEDBACK] == "mailto:us@team.example?subject=Hello"


def test_a_page_says_when_somebody_reads_it_again(made: Workspace) -> None:
    said = document(made, "/services/über uns/").text("//main//p[@class='fineprint']")
    assert said == "Updated 2 January 2026. We read this page again by 1 May 2030."


@pytest.mark.parametrize("url", ["/late/", "/teams/net/"])
def test_a_page_that_was_not_read_in_time_owns_up_to_it(made: Workspace, url: str) -> None:
    said = document(made, url).text("//main//p[@class='fineprint']")
    assert said == "Some of this may be out of date: we meant to read it again by 1 May 2020."


FEEDBACK = "Something missing or wrong on this page? Tell us"
