"""Ideas of customers: what they asked, what we answered, what came of it, and who is thanked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.sites import Workspace, site

DONE = """
-- content/ideas/quiet.md --
---
title: Quieter printers
date: 2026-03-02
from: A lecturer in History
problem: The printer beside my door starts <whenever> I lecture.
proposal: Put the loud ones into the corridor.
status: completed
received_on: 2026-03-01
response: {by: teams/workplace, on: 2026-03-09, text: Two have moved.}
shipped_in: services/printing
credit: A lecturer in History
---
More of the story.
-- content/services/printing.md --
---
title: Printing
---
-- content/teams/workplace.md --
---
title: Workplace
---
"""
WORDS = {
    "completed": ("Done", "done", "Erledigt"),
    "started": ("Being made", "being made", "In Arbeit"),
    "planned": ("Planned", "planned", "Geplant"),
    "open": ("Open", "open", "Offen"),
    "declined": ("Declined, and why", "declined", "Abgelehnt, und warum"),
}


def text(html: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def idea(name: str, front: str) -> str:
    return f"-- content/ideas/{name}.md --\n---\ntitle: {name}\n{front}\n---\n"


def every_status(tmp_path: Path, settings: str = "") -> Workspace:
    ideas = "".join(
        idea(status, f"date: 2026-0{month}-01\nstatus: {status}\nproblem: Why {status}")
        for month, status in enumerate(["open", "declined", *list(WORDS)[:3]], start=1)
    )
    return site(tmp_path, ideas, settings).built()


def test_an_idea_shows_what_was_asked_what_we_answered_and_whom_to_thank(tmp_path: Path) -> None:
    page = site(tmp_path, DONE).built().page("/ideas/quiet/")
    words = text(page)
    assert "You said" in words
    assert "The printer beside my door starts &lt;whenever&gt; I lecture." in words
    assert "Put the loud ones into the corridor." in words
    assert "A lecturer in History, 1 March 2026" in words
    assert "We answered" in words
    assert "Two have moved." in words
    assert '<a href="/teams/workplace/">Workplace</a>, <time datetime="2026-03-09">' in page
    assert "Done. You can use it today." in words
    assert 'It is part of <a href="/services/printing/">Printing</a>' in page
    assert "Thank you: A lecturer in History" in words
    assert "More of the story." in words


def test_a_bare_idea_has_no_empty_parts(tmp_path: Path) -> None:
    made = site(tmp_path, idea("x", "date: 2026-03-02\nproblem: Slow")).built()
    words = text(made.page("/ideas/x/"))
    assert "Open. We have not decided yet." in words
    assert "We answered" not in words
    assert "Thank you" not in words


def test_short_forms_are_shown_as_written(tmp_path: Path) -> None:
    front = "date: 2026-03-02\nstatus: planned\nresponse: In January."
    words = text(site(tmp_path, idea("x", front)).built().page("/ideas/x/"))
    assert "We answered In January." in words


def test_an_idea_that_was_had_before_leads_to_the_first(tmp_path: Path) -> None:
    same = idea("same", "date: 2026-04-01\nstatus: duplicate\nduplicate_of: ideas/quiet")
    made = site(tmp_path, DONE + same).built()
    assert '<a href="/ideas/quiet/">Quieter printers</a>' in made.page("/ideas/same/")
    assert "/ideas/same/" not in made.page("/ideas/")


def test_a_site_with_nothing_but_duplicates_has_no_dead_link(tmp_path: Path) -> None:
    made = site(tmp_path, idea("same", "date: 2026-04-01\nstatus: duplicate")).built()
    assert not made.exists("site/ideas/index.html")
    assert 'href="/ideas/"' not in made.page("/ideas/same/")


def test_the_ideas_page_says_what_became_of_each_in_the_order_readers_care(tmp_path: Path) -> None:
    page = every_status(tmp_path).page("/ideas/")
    assert "<h1>You said, we did</h1>" in page
    titles = re.findall(r'class="split-title">([^<]+)<', page)
    assert titles == [title for title, _, _ in WORDS.values()]
    assert re.findall(r'<a href="/ideas/(\w+)/">', page) == list(WORDS)
    assert [word for _, word, _ in WORDS.values() if f"{word}</span>" not in page] == []


def test_the_words_are_german_on_a_german_site(tmp_path: Path) -> None:
    page = every_status(tmp_path, "lang: de\n").page("/ideas/")
    titles = re.findall(r'class="split-title">([^<]+)<', page)
    assert titles == [german for _, _, german in WORDS.values()]


def test_a_declined_idea_has_its_reason_in_the_list(tmp_path: Path) -> None:
    front = "date: 2026-04-01\nstatus: declined\nresponse: It would cost 4,000 euros a year."
    page = site(tmp_path, idea("x", front)).built().page("/ideas/")
    assert "It would cost 4,000 euros a year." in page


def test_groups_go_on_over_the_pages_of_a_long_list(tmp_path: Path) -> None:
    ideas = "".join(
        idea(f"i{n}", f"date: 2026-01-01\nstatus: {'open' if n % 2 else 'completed'}")
        for n in range(130)
    )
    made = site(tmp_path, ideas).built()
    firsts = re.findall(r'class="split-title">([^<]+)<', made.page("/ideas/"))
    seconds = re.findall(r'class="split-title">([^<]+)<', made.page("/ideas/page/2/"))
    assert (firsts, seconds) == (["Done"], ["Done", "Open"])


def test_a_page_of_ones_own_introduces_the_list(tmp_path: Path) -> None:
    made = site(
        tmp_path, f"{DONE}-- content/ideas/index.md --\n# Tell us\n\nWrite to us.\n"
    ).built()
    page = made.page("/ideas/")
    assert "<h1>Tell us</h1>" in page
    assert "Write to us." in page


def test_the_service_says_what_its_customers_asked_for_and_got(tmp_path: Path) -> None:
    more = (
        idea("soon", "date: 2026-04-01\nstatus: started\nservices: services/printing")
        + idea("wish", "date: 2026-04-02\nstatus: open\nservices: services/printing")
        + idea("no", "date: 2026-04-03\nstatus: declined\nservices: services/printing")
    )
    page = site(tmp_path, DONE + more).built().page("/services/printing/")
    assert "You said, we did" in page
    assert re.findall(r'<a href="/ideas/(\w+)/">', page) == ["quiet", "soon"]
    assert '<a href="/ideas/">All ideas</a>' in page


def test_a_service_without_ideas_says_nothing_of_them(tmp_path: Path) -> None:
    page = site(tmp_path, "-- content/services/s.md --\n# S\n").built().page("/services/s/")
    assert "You said" not in page


def test_search_engines_and_shared_links_get_the_problem_in_a_line(tmp_path: Path) -> None:
    made = site(tmp_path, DONE).built()
    page = made.page("/ideas/quiet/")
    said = "The printer beside my door starts &lt;whenever&gt; I lecture."
    assert f'<meta name="description" content="{said}">' in page
    assert f'<meta property="og:description" content="{said}">' in page
    assert '<meta property="og:type" content="article">' in page


@pytest.mark.parametrize("name", ["/feed.xml", "/ideas/feed.xml", "/ideas/atom.xml"])
def test_feeds_tell_the_idea_and_the_answer(tmp_path: Path, name: str) -> None:
    feed = site(tmp_path, DONE).built().read(f"site{name}")
    assert "Two have moved." in feed
    assert "A lecturer in History" in feed


def test_a_feed_item_has_the_words_of_the_page_in_their_order(tmp_path: Path) -> None:
    made = site(tmp_path, DONE).built()
    html = json.loads(made.read("site/ideas/feed.json"))["items"][0]["content_html"]
    assert re.findall(r"<h2>([^<]+)</h2>", html) == ["You said", "We answered"]
    assert "starts &lt;whenever&gt; I lecture" in html
    assert 'It is part of <a href="https://example.org/services/printing/">Printing</a>' in html
    assert "Thank you: A lecturer in History" in text(html)


def test_a_link_alone_in_a_text_becomes_the_card_of_an_idea(tmp_path: Path) -> None:
    made = site(tmp_path, f"{DONE}-- content/a.md --\n# A\n\n[x](ideas/quiet.md)\n").built()
    page = made.page("/a/")
    assert 'class="embed embed-idea"' in page
    assert "Two have moved." in page


def test_a_sender_that_is_no_entry_is_named_as_it_is_written(tmp_path: Path) -> None:
    made = site(tmp_path, idea("x", "date: 2026-04-01\nfrom: teams/none"))
    made.build()
    assert made.errors() == [
        "content/ideas/x.md:4:1: 'from' names 'teams/none', which does not exist"
    ]
