"""From every kind of evidence a reader reaches the others, and talks before asking for anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents import Document, document
from tests.sites import Workspace, site

FILES = """
-- content/teams/it.md --
---
title: Workplace team
contact: team@example.org
---
-- content/services/print.md --
---
title: Printing
summary: Paper.
owner: teams/it
get_started: {label: Ask for it, url: "https://forms.example/print", lead_time: two days}
support_contact: print@example.org
depends_on: services/account
---
-- content/services/account.md --
---
title: Account
owner: teams/it
get_started: {label: Get one, url: "https://forms.example/account"}
---
-- content/services/shelf.md --
---
title: Shelf service
lifecycle: on-shelf
support_contact: Room 12
get_started: {label: Sign, url: "https://forms.example/sign", lead_time: four weeks}
---
-- content/services/trial.md --
---
title: Trial service
lifecycle: exploring
support_contact: "+353 61 555 000"
---
-- content/services/ending.md --
---
title: Ending service
lifecycle: retiring
retires_on: 2027-03-31
replaced_by: services/print
---
-- content/services/gone.md --
---
title: Gone service
lifecycle: retired
retires_on: 2026-08-31
replaced_by: services/print
get_started: {label: Too late, url: "https://forms.example/gone"}
support_contact: print@example.org
---
-- content/case-studies/history.md --
---
title: History prints less
date: 2026-06-08
services: services/print
ideas: ideas/quiet
results: {measure: Sheets, before: 9, after: 3}
customer: History
---
-- content/case-studies/law.md --
---
title: Law prints less
date: 2026-05-08
services: services/print
---
-- content/ideas/quiet.md --
---
title: Quiet printers
date: 2026-03-02
problem: Noise.
status: completed
shipped_in: services/print
response: {by: teams/it, text: Done.}
---
-- content/ideas/planned.md --
---
title: Thick card
date: 2026-03-03
status: planned
services: services/print
---
-- content/newsletters/2026-06.md --
---
title: June issue
date: 2026-06-19
owner: teams/it
features: [services/print, case-studies/history, ideas/quiet]
---
"""
PAGES = {
    "service": "/services/print/",
    "case study": "/case-studies/history/",
    "team": "/teams/it/",
    "idea": "/ideas/quiet/",
    "newsletter": "/newsletters/2026-06/",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return site(tmp_path_factory.mktemp("evidence"), FILES).built()


def hrefs(page: Document) -> list[str]:
    return [href for _, href in page.links("//main")]


@pytest.mark.parametrize("kind", PAGES)
def test_from_every_kind_a_reader_reaches_the_other_four(made: Workspace, kind: str) -> None:
    found = set(hrefs(document(made, PAGES[kind])))
    assert {url for name, url in PAGES.items() if name != kind} <= found


def test_a_service_shows_its_proof_with_the_figure_and_the_customer(made: Workspace) -> None:
    row = document(made, "/services/print/").text("//li[.//a[@href='/case-studies/history/']]")
    assert "9 → after 3" in row
    assert "History" in row


def test_an_idea_that_is_only_planned_names_the_service_that_it_is_about(made: Workspace) -> None:
    assert "/services/print/" in hrefs(document(made, "/ideas/planned/"))


def test_a_service_names_what_relies_on_it_and_what_it_takes_over_from(made: Workspace) -> None:
    account = document(made, "/services/account/")
    assert account.text("//dt[.='Others that rely on it']/following-sibling::dd") == "Printing"
    over = document(made, "/services/print/").text(
        "//dt[.='Takes over from']/following-sibling::dd"
    )
    assert over == "Ending service, Gone service"


def test_a_case_leads_to_others_of_the_same_service(made: Workspace) -> None:
    assert "/case-studies/law/" in hrefs(document(made, "/case-studies/history/"))
    assert "/case-studies/history/" in hrefs(document(made, "/case-studies/law/"))


@pytest.mark.parametrize("url", ["/services/print/", "/case-studies/history/"])
def test_talking_it_over_comes_before_the_request(made: Workspace, url: str) -> None:
    found = hrefs(document(made, url))
    talks = [at for at, href in enumerate(found) if href == "mailto:print@example.org"]
    asks = [at for at, href in enumerate(found) if href == "https://forms.example/print"]
    assert len(talks) == len(asks) > 0
    assert all(talk < ask for talk, ask in zip(talks, asks, strict=True))


def test_whom_to_talk_to_is_the_team_where_the_service_does_not_say(made: Workspace) -> None:
    assert "mailto:team@example.org" in hrefs(document(made, "/services/account/"))
    assert "tel:+35361555000" in hrefs(document(made, "/services/trial/"))
    assert "Room 12" in document(made, "/services/shelf/").text("//div[@class='get-talk']")


def test_what_is_on_the_shelf_says_what_it_takes_to_start(made: Workspace) -> None:
    notice = document(made, "/services/shelf/").text("//div[contains(@class, 'notice')]")
    assert "be the first" in notice
    assert "What it takes to start: four weeks." in notice


def test_a_retired_service_names_its_successor_first_and_has_nothing_to_press(
    made: Workspace,
) -> None:
    page = document(made, "/services/gone/")
    assert page.text("//div[contains(@class, 'notice')]") == (
        "This service has ended. Use instead: Printing. The last day was 31 August 2026."
    )
    assert page.texts("//main//h2")[0] == "What takes its place"
    assert not page.texts("//*[contains(@class, 'button')]")
    assert "noindex" not in made.page("/services/gone/")


def test_the_catalog_says_what_is_ready_what_is_explored_and_what_ends_when(
    made: Workspace,
) -> None:
    page = document(made, "/services/")
    assert page.texts("//dl[@class='standing']/div") == [
        "ready when you areShelf service",
        "being exploredTrial service",
        "retiringEnding service 31 March 2027",
    ]
    row = page.text("//li[contains(@class, 'row')][.//a[.='Ending service']]")
    assert "The last day is 31 March 2027. Use instead: Printing." in row
    assert "Gone service" not in page.text("//main")


def test_a_site_without_evidence_has_no_empty_parts(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        """
        -- content/services/a.md --
        ---
        title: A
        ---
        -- content/case-studies/b.md --
        ---
        title: B
        ---
        -- content/ideas/c.md --
        ---
        title: C
        ---
        -- content/teams/d.md --
        ---
        title: D
        ---
        """,
    ).built()
    for url in ("/services/a/", "/case-studies/b/", "/ideas/c/", "/teams/d/"):
        assert document(made, url).texts("//main//h2") == [], url
    assert "standing" not in made.page("/services/")
    assert not made.exists("site/changes/index.html")


def test_a_catalog_folds_what_is_much_and_leads_to_what_has_changed(tmp_path: Path) -> None:
    """What is folded is there: a number that leads nowhere helps nobody."""
    entry = (
        "-- content/services/{state}-{number}.md --\n---\ntitle: Number {number}\n"
        "lifecycle: {state}\nretires_on: 2027-0{number}-01\n"
        "changes: [{{date: 2026-10-01, text: New}}]\n---\n"
    )
    states = ("on-shelf", "retiring")
    files = "".join(entry.format(state=s, number=n) for s in states for n in range(1, 8))
    page = document(site(tmp_path, files).built(), "/services/")
    for state in states:
        links = f"//a[starts-with(@href, '/services/{state}-')]"
        assert len(page.texts(f"//dl[@class='standing']{links}")) == 7
        assert (
            len(page.texts(f"//dl[@class='standing']//details[summary='and 2 more']{links}")) == 2
        )
    assert "Number 7 1 July 2027" in page.text("//dl//div[2]//details")
    assert page.texts("//header//a[@href='/changes/']") == ["All changes to our services"]
    assert page.texts("//dl//a[@href='/changes/']") == []
