"""Every kind of input, each changed alone: what is made anew, and that nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.build.choices import TINY
from tests.build.edited import Edited, touch_nothing
from tests.build.test_incremental import differing, told
from tests.build.test_reproducible import tree
from tests.pictures import plain

Change = Callable[[Edited], None]
CASE = "case-studies/c"
ISSUE = "newsletters/i"
SERVICE = "services/b"
"""Its first words are its summary: lists show them, and the issue that links to it does."""
OWN = "services/own"
"""Nobody shows this one's words."""
LINE = "summary", "Nothing but this."


def field(path: str, name: str, value: Any) -> Change:
    return lambda site: site.edit(path, name, value)


def text(path: str, body: str) -> Change:
    return lambda site: site.write(path, body)


def setting(name: str, value: Any) -> Change:
    return lambda site: site.set(name, value)


def file(path: str, data: bytes | None) -> Change:
    return lambda site: site.put(path, data)


def option(name: str, value: Any) -> Change:
    return lambda site: site.options.update({name: value})


def template(name: str, words: str) -> Change:
    return file(f"themes/tiny/templates/{name}", words.encode())


def word(of: str, becomes: str) -> Change:
    words = (TINY / "strings/en.yaml").read_text("utf-8").replace(of, becomes)
    return file("themes/tiny/strings/en.yaml", words.encode())


def moved_lines(site: Edited) -> None:
    data = site.entries[OWN].data()
    site.put(f"content/{OWN}.md", data.replace(b"---\n", b"---\n# A remark.\n", 1))


def in_secret(site: Edited) -> None:
    data = site.entries[OWN].data().replace(b"Own words", b"New words")
    touch_nothing(site.root / f"content/{OWN}.md", data)


def swapped(site: Edited) -> None:
    files = [site.root / f"content/{path}.md" for path in (OWN, SERVICE)]
    first, second = (each.read_bytes() for each in files)
    files[0].write_bytes(second)
    files[1].write_bytes(first)


ALONE: dict[str, Change] = {
    "the text of a service": text(OWN, "Other words."),
    "a letter of a text, with its size and times kept": in_secret,
    "the text of a service that others show": text(SERVICE, "Other words."),
    "the title of a service": field(SERVICE, "title", "Other"),
    "the summary of a service": field(SERVICE, "summary", "Other."),
    "an address": field(SERVICE, "slug", "elsewhere"),
    "the text of a case study": text(CASE, "Other words."),
    "the date of news": field("news/n", "date", "2026-11-18"),
    "the text of news": text("news/n", "Other words."),
    "the title of a team": field("teams/t", "title", "Others"),
    "the text of a page": text("about", "Other words."),
    "a text with parts for some": text("about", "> [!FOR staff]\n> Only for some."),
    "a new entry": text("news/a", "New."),
    "an entry renamed": lambda site: site.move("guides/g", "guides/a"),
    "an entry removed": lambda site: site.move("guides/g", None),
    "a picture with another size": file("content/services/p.png", plain((5, 4))),
    "a picture of the same size": file("content/services/p.png", plain((2, 2), of=(9, 9, 9))),
    "a picture that breaks": file("content/services/p.png", b"no picture"),
    "a picture that is gone": file("content/services/p.png", None),
    "a file beside an entry": file("content/teams/t.txt", b"other"),
    "a table of facts": file("content/choices/facts.csv", b"alternative,days\nnothing,4\n"),
    "an asset": file("themes/tiny/assets/a.css", b"other"),
    "a new asset": file("themes/tiny/assets/new.css", b"new"),
    "a token": setting("brand", {"accent": "#333333"}),
    "a template": template("team.html", "Other."),
    "a partial that comes": template("_foot.html", "A foot."),
    "the styles of e-mails": template("_email.css", "p { color: #222 }"),
    "the title of the site": setting("title", "Other site"),
    "the address of the site": setting("url", "https://example.org/below/"),
    "the description of the site": setting("description", "Other."),
    "the navigation": setting("navigation", ["news"]),
    "the length of feeds": setting("feeds", {"items": 2}),
    "the own domain": setting("cname", "other.example.org"),
}
"""Where what is rendered is exactly what differs."""

AROUND: dict[str, Change] = {
    "a token of the theme": file("themes/tiny/theme.yaml", b"tokens: {accent: '#444444'}\n"),
    "a template that others extend": template(
        "base.html", '{% import "_ui.html" as ui with context %}{% block main %}{% endblock %}'
    ),
    "where it will be published": option("base_url", "https://example.net/preview/"),
    "two files exchanged": swapped,
    "a category": field(SERVICE, "category", "data"),
    "a lifecycle": field(SERVICE, "lifecycle", "retired"),
    "offerings": field("services/a", "offerings", [{"id": "slow", "title": "Slow"}]),
    "an alternative of a choice": field("choices/w", "alternatives", ["Nothing"]),
    "a fact that a choice compares": field(
        "services/a", "offerings", [{"id": "fast", "facts": {"days": 3}}]
    ),
    "a change for clients": field(
        SERVICE, "changes", [{"date": "2026-11-20", "what": "price", "text": "Less"}]
    ),
    "tags": field(SERVICE, "tags", ["x"]),
    "an old address": field(SERVICE, "redirect_from", ["/old/"]),
    "an owner": field(SERVICE, "owner", "teams/t"),
    "links": field(SERVICE, "links", ["https://example.com/"]),
    "a draft": field(SERVICE, "draft", True),  # noqa: FBT003 - a value of the front matter
    "a day before which nothing is published": field(SERVICE, "publish_on", "2026-12-01"),
    "a service that expires": field(SERVICE, "expires_on", "2026-11-01"),
    "the text of an issue": text(ISSUE, "Other words."),
    "the preheader of an issue": field(ISSUE, "preheader", "Other words."),
    "what an issue features": field(ISSUE, "features", ["news/n"]),
    "the variants of an issue": field(ISSUE, "variants", ["staff"]),
    "a customer who wants no name": field(CASE, "anonymous", True),  # noqa: FBT003
    "a consent": field(CASE, "consent", {"by": "Head", "expires": "2026-11-02"}),
    "the state of an idea": field("ideas/w", "status", "planned"),
    "the text of a team": text("teams/t", "Other words."),
    "a picture of an issue": file("content/newsletters/n.png", plain((5, 4))),
    "a word of the theme": word("title: Tags", "title: Topics"),
    "the language": setting("lang", "de"),
    "the time zone": setting("timezone", "Europe/Berlin"),
    "the categories": setting("categories", ["other", "data"]),
    "the sections": setting("sections", [{"folder": "guides", "title": "Help"}]),
    "the sender": setting("newsletter", {"from": "You <you@example.org>"}),
    "raw HTML": setting("markdown", {"raw_html": "escape"}),
    "the engine of texts": setting("markdown", {"engine": "gfm"}),
    "the day": option("as_of", date(2026, 11, 25)),
    "drafts": option("drafts", True),  # noqa: FBT003 - as a person asks for it
    "pages that open from a folder": option("portable", True),  # noqa: FBT003
}
"""Where an answer changes for more outputs than those that differ in the end."""

NOWHERE: dict[str, Change] = {
    "a remark in the front matter": moved_lines,
    "a field that nobody shows": field(OWN, "extra", {"a": 1}),
    "a file that nobody links to": file("content/unseen.txt", b"unseen"),
    "a template that nobody uses": template("unused.html", "Unused."),
    "what is not reported": setting("silence", [{"code": "title-missing", "reason": "known"}]),
    "a setting that nobody reads": setting("unknown", "x"),
    "the audiences": setting("audiences", ["anybody"]),
    "a day on which nothing happens": option("as_of", date(2026, 11, 21)),
}
"""Where not a byte differs."""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    """A site with everything, built twice: then every file has a version."""
    site = Edited.new(tmp_path_factory.mktemp("start") / "site")
    site.write("guides/g", "[p](p.txt) and <mark>raw</mark> https://bare.example/")
    site.write(OWN, "Own words.")
    site.write("news/draft", "Not yet.")
    site.edit("news/draft", "draft", value=True)
    site.edit(OWN, *LINE)
    site.write("newsletters/2025/k", "Last year.")
    site.edit("newsletters/2025/k", "date", "2025-03-04")
    site.set("sections", [{"folder": "guides", "feed": True}])
    assert not site.build().has("error")
    assert not site.build().rendered
    return site


@pytest.mark.parametrize("name", [*ALONE, *AROUND, *NOWHERE])
def test_an_input_changes_what_it_changes_in_a_clean_build(
    start: Edited, tmp_path: Path, name: str
) -> None:
    before = tree(start.root / "output")
    site = start.copied(tmp_path / "site")
    (ALONE | AROUND | NOWHERE)[name](site)
    report = site.build()
    after = tree(site.root / "output")
    clean = site.clean(tmp_path / "clean")
    assert not report.has("error")
    assert told(report) == told(clean.report)
    assert not differing(after, tree(clean.output))
    changed = {path for path in after if before.get(path) != after[path]} - {".manifest"}
    assert changed == {*report.written}
    assert {*report.removed} == before.keys() - after.keys()
    assert changed <= {*report.rendered}
    assert bool(changed or report.removed) == (name not in NOWHERE)
    if name in ALONE:
        assert changed == {*report.rendered}
    assert not site.build().rendered


def test_a_new_text_of_one_among_a_thousand_services_renders_one_page(tmp_path: Path) -> None:
    site = Edited.new(tmp_path / "site")
    for number in range(1000):
        site.put(f"content/services/s{number}.md", _service(number, "Some words."))
    assert not site.build().has("error")
    site.put("content/services/s500.md", _service(500, "Other words."))
    report = site.build()
    assert report.rendered == report.written == ("site/services/s500/index.html",)
    assert not site.build().rendered


def _service(number: int, words: str) -> bytes:
    front = f"title: Service {number}\nsummary: One of many.\ncategory: c{number % 10}\n"
    return f"---\n{front}---\n{words}\n".encode()
