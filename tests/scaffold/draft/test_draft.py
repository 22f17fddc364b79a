"""`evangelist new newsletter`: what no issue has told yet, as a draft that builds at once."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from evangelist.content.front_matter import read_front_matter
from tests.cli.test_commands import run
from tests.shares import share
from tests.sites import NOW, Workspace, site
from tests.test_field_site import BROKEN

ROOT = Path(__file__).parent.parent.parent.parent
ISSUE = "content/newsletters/2026-11.md"
EPOCH = str(int(NOW.timestamp()))


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def entry(path: str, front: str, text: str = "") -> str:
    return f"-- content/{path}.md --\n---\n{front}\n---\n{text}\n"


def issue(day: str, front: str = "", text: str = "") -> str:
    return entry(f"newsletters/{day}", f"title: Issue\ndate: {day}\n{front}", text)


def draft(made: Workspace, *more: str) -> str:
    """The draft as `--print` shows it."""
    said = run(made.root, "new", "newsletter", "--print", *more)
    assert said.code == 0, said.err
    return said.out


def head(made: Workspace) -> list[str]:
    """What the draft features, in order."""
    found = read_front_matter(draft(made)).values.get("features")
    return [str(each) for each in found or []]


def reason(text: str, path: str) -> str:
    """What a draft says to its writer about an entry that it features."""
    match = re.search(rf"^  - {re.escape(path)}  # (.+)$", text, re.MULTILINE)
    assert match, text
    return match[1]


def written(made: Workspace) -> Workspace:
    """The site with the draft in it, built with drafts; nothing in it may be wrong."""
    said = run(made.root, "new", "newsletter")
    assert said.code == 0, said.err
    (path,) = re.findall(r"^Written: (.+)$", said.out, re.MULTILINE)
    made.built(drafts=True)
    wrong = [str(p) for p in made.report.problems if p.path == path and p.level != "advice"]
    assert wrong == []
    return made


# --- what is gathered --------------------------------------------------------------------------


def test_a_service_that_no_issue_told_about_is_new(tmp_path: Path) -> None:
    made = site(tmp_path, entry("services/vpn", "title: VPN") + issue("2026-10-20"))
    text = draft(made)
    assert "## What you can have\n\n[VPN](../services/vpn.md)\n" in text
    assert reason(text, "services/vpn") == "available, and no issue has told about it"


@pytest.mark.parametrize(
    "front, text",
    [
        ("features: services/vpn", ""),
        ("features: services/vpn\ndraft: true", ""),
        ("", "[VPN](../services/vpn.md)"),
        ("", "Read [more](/services/vpn/#price)."),
        ("", "Read [more](https://example.org/services/vpn/)."),
        ("", "Read [more](https://example.org/services/vpn)."),
        ("publish_on: 2026-12-01", "[VPN](../services/vpn.md)"),
    ],
)
def test_what_an_issue_features_is_read_from_the_issue(
    tmp_path: Path, front: str, text: str
) -> None:
    made = site(tmp_path, entry("services/vpn", "title: VPN") + issue("2026-10-20", front, text))
    assert head(made) == []


@pytest.mark.parametrize("lifecycle", ["exploring", "paused", "retired"])
def test_a_service_that_nobody_can_have_is_not_offered(tmp_path: Path, lifecycle: str) -> None:
    assert head(site(tmp_path, entry("services/s", f"title: S\nlifecycle: {lifecycle}"))) == []


@pytest.mark.parametrize(
    "path, front",
    [
        ("services/s", "title: S\ndraft: true"),
        ("news/n", "title: N\ndate: 2026-11-20\npublish_on: 2026-12-24"),
        ("case-studies/c", "title: C\ndate: 2026-11-01\nexpires_on: 2026-11-20"),
        ("ideas/i", "title: I\ndate: 2026-11-01\nstatus: started"),
        ("teams/t", "title: T"),
        ("a", "title: A\ndate: 2026-11-20"),
    ],
)
def test_what_readers_cannot_see_or_use_is_left_out(tmp_path: Path, path: str, front: str) -> None:
    assert head(site(tmp_path, entry(path, front))) == []


def changed(day: str, more: str = "") -> str:
    return entry(
        "services/s",
        f"title: S\nchanges:\n  - {{date: {day}, what: price, text: It costs less, "
        f"from: 1200, to: 900}}\n{more}",
    )


@pytest.mark.parametrize(
    "day, mentioned, is_new",
    [
        ("2026-11-10", "2026-11-12", False),
        ("2026-11-10", "2026-10-20", False),  # announced in the month before
        ("2026-11-10", "2026-09-20", True),
        ("2025-10-01", "2025-01-20", True),
        ("2025-09-01", "2025-01-20", False),  # more than a year before the newest issue
        ("2026-12-20", "2026-09-20", True),  # within a month
        ("2027-03-31", "2026-09-20", False),  # a later issue is soon enough
    ],
)
def test_a_change_is_told_once_an_issue_names_its_service(
    tmp_path: Path,
    day: str,
    mentioned: str,
    is_new: bool,  # noqa: FBT001
) -> None:
    issues = issue(mentioned, "features: services/s")
    if mentioned < "2026-09-20":
        issues += issue("2026-09-20")
    made = site(tmp_path, changed(day) + issues)
    assert head(made) == (["services/s"] if is_new else [])


def test_a_change_is_a_line_with_its_figures(tmp_path: Path) -> None:
    made = site(tmp_path, changed("2026-11-10") + issue("2026-09-20", "features: services/s"))
    text = draft(made)
    line = "- [S](../services/s.md): It costs less (€1,200 → €900)\n"
    assert f"## What has changed\n\n{line}" in text
    assert reason(text, "services/s") == "changed on 2026-11-10, and no issue has told it since"


def test_what_stands_on_the_shelf_is_a_card(tmp_path: Path) -> None:
    text = draft(site(tmp_path, entry("services/gpu", "title: GPU\nlifecycle: on-shelf")))
    assert "## Ready when you are\n\n[GPU](../services/gpu.md)\n" in text


def test_an_end_is_told_with_its_date_and_what_comes_after(tmp_path: Path) -> None:
    fax = "title: Fax\nlifecycle: retiring\nretires_on: 2027-03-31\nreplaced_by: services/sign"
    made = site(
        tmp_path,
        entry("services/fax", fax)
        + entry("services/sign", "title: Sign\nlifecycle: paused")
        + issue("2026-10-20"),
    )
    text = draft(made)
    assert "## What ends\n\n- [Fax](../services/fax.md). The last day is 31 March 2027." in text
    assert "Its successor: [Sign](../services/sign.md)." in text
    assert reason(text, "services/fax") == "ends on 2027-03-31, and no issue has told it"


def test_an_end_that_was_announced_after_the_last_word_about_a_service_is_new(
    tmp_path: Path,
) -> None:
    fax = (
        "title: Fax\nlifecycle: retiring\nretires_on: 2027-03-31\n"
        "changes: [{date: 2026-11-02, what: retiring, text: Ends in March}]"
    )
    made = site(
        tmp_path, entry("services/fax", fax) + issue("2026-09-20", "features: services/fax")
    )
    assert head(made) == ["services/fax"]
    made.write(issue("2026-11-10", "features: services/fax"))
    assert head(made) == []


def test_news_is_new_for_a_month_before_the_newest_issue(tmp_path: Path) -> None:
    news = "".join(
        entry(f"news/{day}", f"title: On {day}\nsummary: In short")
        for day in ("2026-11-21", "2026-10-21", "2026-09-18", "2026-01-01")
    )
    made = site(tmp_path, news + issue("2026-10-20"))
    assert head(made) == ["news/2026-11-21", "news/2026-10-21"]
    line = "- [On 2026-11-21](../news/2026-11-21.md): In short\n"
    assert f"## News\n\n{line}" in draft(made)


def test_a_case_study_is_a_card_and_new_for_a_year(tmp_path: Path) -> None:
    cases = entry("case-studies/a", "title: A\ndate: 2026-03-01") + entry(
        "case-studies/b", "title: B\ndate: 2025-03-01"
    )
    made = site(tmp_path, cases + issue("2026-10-20"))
    assert head(made) == ["case-studies/a"]
    assert "\n[A](../case-studies/a.md)\n" in draft(made)


def test_an_idea_that_was_made_is_featured_and_its_story_is_told_by_its_own_page(
    tmp_path: Path,
) -> None:
    front = "title: Quiet\ndate: 2026-03-02\nstatus: completed\nresponse: {on: 2026-11-02, text: X}"
    text = draft(site(tmp_path, entry("ideas/quiet", front)))
    assert reason(text, "ideas/quiet").startswith("made on 2026-11-02")
    assert "ideas/quiet" not in text.split("\n---\n")[1]


# --- how much ----------------------------------------------------------------------------------


def test_a_first_issue_of_a_large_site_has_the_newest_and_says_how_many_more(
    tmp_path: Path,
) -> None:
    first = date(2026, 11, 20)
    days = [first - timedelta(days=number) for number in range(300)]
    made = site(tmp_path, "".join(entry(f"news/{day}-x", f"title: T {day}") for day in days))
    text = draft(made)
    assert head(made) == [f"news/{day}-x" for day in days[:6]]
    assert "\n  # and 294 more: news that no issue has told\n" in text
    assert len(text.splitlines()) < 60


def test_what_is_new_stands_before_what_is_older_and_undated_last(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        entry("services/a", "title: A")
        + entry("services/b", "title: B\ndate: 2026-05-01")
        + entry("services/c", "title: C\ndate: 2026-09-01"),
    )
    assert head(made) == ["services/c", "services/b", "services/a"]


# --- nothing -----------------------------------------------------------------------------------


def test_nothing_new_is_said_on_the_terminal_and_in_the_draft(tmp_path: Path) -> None:
    made = site(tmp_path, issue("2026-11-20") + entry("about", "title: About"))
    said = run(tmp_path, "new", "newsletter")
    assert said.code == 0
    assert "Nothing new since the issue of 2026-11-20.\n" in said.out
    text = (tmp_path / ISSUE).read_text("utf-8")
    assert "Nothing new since the issue of 2026-11-20." in text
    assert text.endswith("---\n")
    made.built(drafts=True)


def test_an_empty_site_has_nothing_to_tell(tmp_path: Path) -> None:
    said = run(site(tmp_path).root, "new", "newsletter", "--print")
    assert said.code == 0
    assert said.err == "There is nothing yet that an issue could tell.\n"
    assert said.out.startswith("---\n")


def test_print_looks_only(tmp_path: Path) -> None:
    made = site(tmp_path, entry("services/vpn", "title: VPN"))
    said = run(tmp_path, "new", "newsletter", "--print")
    assert "No issue has told yet: 1 service." in said.err
    assert said.out.startswith("---\n")
    assert not (made.root / "content" / "newsletters").exists()


def test_the_terminal_counts_what_is_in_the_draft(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        entry("services/a", "title: A")
        + entry("services/b", "title: B")
        + entry("case-studies/c", "title: C\ndate: 2026-11-01")
        + entry("news/2026-11-01-n", "title: N"),
    )
    said = run(made.root, "new", "newsletter")
    assert "No issue has told yet: 2 services, 1 case study, 1 piece of news." in said.out


# --- the head ----------------------------------------------------------------------------------


def test_the_title_is_made_where_none_is_given(tmp_path: Path) -> None:
    made = site(tmp_path, settings="lang: de\n")
    assert "\ntitle: Rundbrief November 2026\n" in draft(made)
    assert "\ntitle: Rundbrief November 2026\n" in draft(made, "--empty")
    assert "\ntitle: Weihnachten\n" in draft(made, "Weihnachten")
    made.write(entry("newsletters/2026-11", "title: A\ndate: 2026-11-02"))
    assert "\ntitle: Rundbrief 22. November 2026\n" in draft(made)


def test_headings_are_in_the_language_of_the_site(tmp_path: Path) -> None:
    made = site(tmp_path, entry("services/vpn", "title: VPN"), "lang: de\n")
    assert "\n## Was Sie haben können\n" in draft(made)


def test_it_has_the_next_number_today_and_is_a_draft(tmp_path: Path) -> None:
    made = site(tmp_path, issue("2026-10-20", "number: 11\ndraft: true"))
    values = read_front_matter(draft(made)).values
    assert (values["number"], values["date"], values["draft"]) == ("12", "2026-11-22", "true")
    assert [values.get(name) for name in ("subject", "preheader")] == [None, None]


def test_the_day_is_that_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(late.timestamp())))
    made = site(tmp_path, settings="timezone: Europe/Berlin\n")
    assert "\ndate: 2026-12-01\n" in draft(made)


def test_it_says_that_nothing_is_asked(tmp_path: Path) -> None:
    text = draft(site(tmp_path))
    assert "Nothing is asked yet" in text
    used = re.sub(r"^#   ", "  ", text, flags=re.MULTILINE)
    (ask,) = read_front_matter(used).values["asks"]
    assert set(ask) == {"text", "url", "effort_minutes", "in_return"}


def test_empty_is_the_blank_one(tmp_path: Path) -> None:
    made = site(tmp_path, entry("services/vpn", "title: VPN"))
    text = draft(made, "--empty")
    assert "services/vpn" not in text
    assert text.endswith("---\n")
    assert "features" not in read_front_matter(text).values


def test_full_names_every_field_once(tmp_path: Path) -> None:
    text = draft(site(tmp_path, entry("services/vpn", "title: VPN")), "--full")
    assert len(re.findall(r"^(?:# )?features:", text, re.MULTILINE)) == 1
    assert len(re.findall(r"^(?:# )?asks:", text, re.MULTILINE)) == 1
    assert re.search(r"^# give:", text, re.MULTILINE)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["service"], "Missing argument 'TITLE'"),
        (["page", "A", "--empty"], "--empty is for newsletters"),
        (["newsletter", ""], "write some words"),
    ],
)
def test_other_kinds_need_a_title_and_are_always_empty(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    answer = run(site(tmp_path).root, "new", *arguments)
    assert answer.code == 2
    assert said in answer.err


def test_a_text_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    broken = entry("newsletters/1", "date: x") + entry("news/2", "draft: maybe")
    said = run(site(tmp_path, broken).root, "new", "newsletter")
    assert said.code == 1
    assert "content/newsletters/1.md:" in said.err
    assert "content/news/2.md:" in said.err
    assert "nothing was written" in said.err
    assert run(tmp_path, "new", "newsletter", "--empty").code == 0


# --- nothing of a note reaches readers -----------------------------------------------------------

HOSTILE = [
    "Ends in ] and [a](b)",
    "*Stars* and _lines_ and `code` and ~~gone~~",
    "<b>bold</b> & &lt;i&gt; <!-- x -->",
    "back\\slash \\[ {: .x } {{ y }}",
    "![a](b.png) [^1] [x] #tag 1. first",
    "a \u2028 b \x85 c",
    "ends with a backslash \\",
    "http://other.example/ and www.example.org",
    "| a | b |",
]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("raw_html", ["sanitize", "escape", "trust"])
def test_titles_are_shown_as_they_are_and_notes_are_not_shown(
    tmp_path: Path, title: str, raw_html: str
) -> None:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    made = site(
        tmp_path,
        entry("news/2026-11-21-n", f'title: "{quoted}"\nsummary: "{quoted}"')
        + entry("services/s", f'title: "{quoted}"')
        + entry(
            "services/t",
            f'title: T\nchanges: [{{date: 2026-11-20, text: "{quoted}"}}]',
        )
        + issue("2026-09-01", "features: services/t"),
        f"markdown: {{raw_html: {raw_html}}}\n",
    )
    written(made)
    shown = " ".join(title.split())
    plain = made.read("email/2026-11.txt")
    assert " ".join(plain.split()).count(shown) >= 3
    everything = [made.page("/newsletters/2026-11/"), plain, made.read("email/2026-11.html")]
    assert [text for text in everything if "no issue" in text or "A note" in text] == []


def test_strange_paths_are_linked(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        entry("services/a (b) c#d/index", "title: A")
        + entry("services/Größe & co", "title: G")
        + "-- content/services/old.markdown --\n# Old\n",
    )
    written(made)
    assert made.page("/newsletters/2026-11/").count('class="embed embed-service"') == 3


# --- whole sites -------------------------------------------------------------------------------


def test_the_same_site_on_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    made = example(tmp_path)
    assert draft(made) == draft(made)


def example(folder: Path) -> Workspace:
    for name in ("content", "themes"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "site.yaml", folder / "site.yaml")
    return Workspace(folder)


def test_the_example_gets_a_draft_of_what_its_issues_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = example(tmp_path)
    assert head(made) == ["services/archive", "ideas/my-place-in-the-line"]
    said = run(tmp_path, "new", "newsletter")
    assert "content/newsletters/2026-11-22.md" in said.out
    made.built(drafts=True)
    page = made.page("/newsletters/2026-11-22/")
    assert 'class="embed embed-service"' in page
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EPOCH) + 10 * 86400))
    said = run(tmp_path, "new", "newsletter", "--print")
    assert said.err == "Nothing new since the issue of 2026-11-20.\n"


def test_a_draft_counts_as_told(tmp_path: Path) -> None:
    made = site(tmp_path, entry("services/vpn", "title: VPN") + issue("2026-10-20"))
    written(made)
    assert head(made) == []


def test_a_new_site_gets_a_draft(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "new").code == 0
    written(Workspace(tmp_path / "new"))


def test_the_field_site_gets_a_short_draft(corpora: Path, tmp_path: Path) -> None:
    shutil.copytree(corpora / "field-site", tmp_path / "field")
    made = Workspace(tmp_path / "field")
    texts = [*sorted((made.root / "content").rglob("*.md"))]
    for file in set(texts) - {*share(texts), made.root / BROKEN}:
        file.unlink()
    assert BROKEN in run(made.root, "new", "newsletter").err
    made.remove(BROKEN)
    written(made)
    (path,) = (made.root / "content" / "newsletters").glob("2026-11.md")
    features = read_front_matter(path.read_text("utf-8")).values["features"]
    assert 0 < len(features) <= 30
