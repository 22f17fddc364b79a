"""Every problem code: a small site that has the problem, and what a person reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from evangelist.build.silence import heard
from evangelist.content import parse
from evangelist.content.deadline import DeadlineError
from evangelist.model.settings import Settings
from evangelist.problems import CODES, Problem
from tests.sites import Workspace, site

SVG = b'<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


@dataclass(frozen=True)
class Case:
    """`message` is `path:line:column: what`, from its beginning."""

    code: str
    message: str
    files: str = "-- content/a.md --\nText.\n"
    settings: str = ""
    raw: dict[str, bytes] = field(default_factory=dict)
    written: dict[str, Any] = field(default_factory=dict)


def entry(front: str, text: str = "Text.", path: str = "a.md") -> str:
    return f"-- content/{path} --\n---\n{front}\n---\n{text}\n"


ISSUE = "title: What is new\npreheader: What changed for you this month, in two minutes"


def issue(text: str, front: str = ISSUE) -> str:
    return entry(front, text, "newsletters/n.md")


def mail_theme(block: str, words: str) -> str:
    """A theme with the setting that chooses it, whose e-mails have `words` in a block."""
    return (
        "-- themes/t/theme.yaml --\nextends: lectern\n-- themes/t/templates/email.html --\n"
        '{% extends "lectern/email.html" %}\n'
        f"{{% block {block} %}}{{{{ super() }}}}\n{words}\n{{% endblock %}}\n"
    )


SERVICE = "title: VPN\noutcome: You can.\nowner: us\nget_started: Ask\nofferings: [{id: a}]"
CASES = (
    Case("site-missing", "there is no site.yaml here", raw={"site.yaml": b"\0remove"}),
    Case("setting-invalid", "site.yaml:1:1: 'url' is missing", raw={"site.yaml": b"title: A\n"}),
    Case(
        "setting-invalid",
        "site.yaml:4:3: 'newsletter.one_click': 'mailto:leave@example.org' takes no POST",
        raw={
            "site.yaml": b"title: A\nurl: https://example.org/\nnewsletter:\n"
            b"  one_click: leave@example.org\n"
        },
    ),
    Case(
        "setting-invalid",
        "site.yaml:3:1: 'timezone': 'Mars' is not a time zone",
        settings="timezone: Mars\n",
    ),
    Case(
        "setting-invalid",
        "site.yaml:3:9: a bracket is opened and not closed",
        settings="brand: {: :\n",
    ),
    Case("theme-invalid", "site.yaml: there is no theme 'none'", settings="theme: none\n"),
    Case(
        "theme-invalid",
        "themes/t/theme.yaml:2:1: a tab cannot stand here",
        "-- themes/t/theme.yaml --\nextends: lectern\n\ttokens:\n-- content/a.md --\nText.\n",
        "theme: t\n",
    ),
    Case(
        "template-failed",
        "themes/t/templates/page.html:2:1: 'page' has no "
        "attribute 'titel', while rendering content/a.md",
        "-- themes/t/theme.yaml --\nextends: lectern\n"
        "-- themes/t/templates/page.html --\n<p>\n{{ page.titel }}\n-- content/a.md --\nText.\n",
        "theme: t\n",
    ),
    Case(
        "block-unknown",
        "themes/t/templates/page.html:2:1: 'lectern/page.html' has no block 'headin'",
        "-- themes/t/theme.yaml --\nextends: lectern\n-- themes/t/templates/page.html --\n"
        '{% extends "lectern/page.html" %}\n{% block headin %}x{% endblock %}\n'
        "-- content/a.md --\nText.\n",
        "theme: t\n",
    ),
    Case("output-foreign", "", raw={"output/site/a/index.html": b"mine"}),
    Case(
        "encoding-invalid",
        "content/b.md:2:4: this is not UTF-8",
        raw={"content/b.md": b"ok\nab \xff"},
    ),
    Case("encoding-invalid", "site.yaml:1:8: this is not UTF-8", raw={"site.yaml": b"title: \xff"}),
    Case("front-matter-invalid", "content/a.md:2:9: a colon inside a value", entry("title: a: b")),
    Case(
        "front-matter-invalid",
        "content/a.md:3:5: ",
        "-- content/a.md --\n+++\ntitle = 'a'\nx = = 1\n+++\n",
    ),
    Case(
        "value-invalid",
        "content/a.md:3:1: 'date': '03.11.2026' can be read in two ways",
        entry("title: A\ndate: 03.11.2026"),
    ),
    Case(
        "value-invalid",
        "content/a.md:2:1: 'draft': 'maybe' is not yes or no",
        entry("draft: maybe"),
    ),
    Case(
        "reference-missing",
        "content/case-studies/c.md:2:12: 'services' names 'services/none', which does not exist",
        entry("services: [services/none]", path="case-studies/c.md"),
    ),
    Case(
        "reference-missing",
        "content/case-studies/c.md:2:1: 'services' names 'services/s#none', but there is no 'none'",
        entry("services: services/s#none", path="case-studies/c.md")
        + entry(SERVICE, path="services/s.md"),
    ),
    Case(
        "path-collision",
        "content/b.md:1:1: wants the address /a/, and so does content/a.md",
        entry("slug: a", path="b.md") + entry("title: A"),
    ),
    Case(
        "path-collision",
        "content/a.md:1:1: is the same entry as content/a/index.md",
        entry("title: A") + entry("title: A", path="a/index.md"),
    ),
    Case(
        "path-outside",
        "content/a.md:1:9: '../b.md' leads out of the content",
        "-- content/a.md --\nSee [b](../b.md).\n",
    ),
    Case("path-outside", "content/a.md:2:1: 'slug': ", entry("slug: ../b")),
    Case(
        "path-reserved",
        "content/con.md: 'con.md' is a reserved name on Windows",
        "-- content/con.md --\nText.\n",
    ),
    Case(
        "setting-unknown",
        "site.yaml:3:1: unknown key 'tilte' (did you mean 'title'?)",
        settings="tilte: x\n",
    ),
    Case(
        "setting-unknown",
        "site.yaml:3:12: silence: there is no code 'nope'",
        settings="silence: [{code: nope, reason: x}]\n",
    ),
    Case(
        "setting-unknown",
        "site.yaml:3:11: silence: 'value-invalid' is an error, and errors are always told",
        settings="silence: {code: value-invalid, reason: x}\n",
    ),
    Case(
        "silence-idle",
        "site.yaml: silence: there is no 'boast' in news/* any more (take it out)",
        settings="silence: {code: boast, paths: news/*, reason: x}\n",
    ),
    Case(
        "language-missing",
        "site.yaml: the theme has no words in 'fi': labels are in English",
        settings="lang: fi\n",
    ),
    Case(
        "key-unknown",
        "content/a.md:3:1: unknown key 'tilte' (did you mean 'title'?)",
        entry("summary: x\ntilte: y"),
    ),
    Case(
        "key-unknown",
        "content/a.md:2:1: unknown key 'excerpt' (did you mean 'summary'?)",
        entry("excerpt: y"),
    ),
    Case(
        "key-duplicate",
        "content/a.md:3:1: 'title' stands here again (the last one counts)",
        entry("title: x\ntitle: y"),
    ),
    Case(
        "value-cut",
        "content/newsletters/n.md:2:10: YAML reads what follows # as a comment (put the value in "
        "quotes; before a comment, write two blanks)",
        entry("subject: #12 Summer", path="newsletters/n.md"),
    ),
    Case(
        "value-cut",
        "site.yaml:3:14: YAML reads what follows # as a comment",
        settings="description: #1 for your work\n",
    ),
    Case(
        "link-dead", "content/a.md:4:9: 'b.md' leads nowhere", entry("title: A", "See [b](b.md).")
    ),
    Case(
        "link-dead",
        "content/a.md:5:4: '/none/' leads nowhere",
        entry("title: A", "Text.\n[](/none/)"),
    ),
    Case(
        "link-draft",
        "content/a.md:1:9: 'b.md' is not published: shown as plain text",
        "-- content/a.md --\nSee [b](b.md).\n" + entry("draft: yes", path="b.md"),
    ),
    Case(
        "anchor-missing",
        "content/a.md:1:9: '#pat': there is no part 'pat' (did you mean 'part'?)",
        "-- content/a.md --\nSee [b](#pat).\n\n## Part\n",
    ),
    Case(
        "image-missing",
        "content/a.md:1:8: the picture 'b.gif' does not exist",
        "-- content/a.md --\nA ![b](b.gif)\n",
    ),
    Case(
        "image-missing",
        "content/a.md:2:1: the picture 'b.gif' does not exist",
        entry("image: b.gif"),
    ),
    Case(
        "image-broken",
        "content/a.md:1:8: the picture 'b.gif' cannot be read: ",
        "-- content/a.md --\nA ![b](b.gif)\n",
        raw={"content/b.gif": b"no"},
    ),
    Case(
        "image-broken",
        "content/a.md:1:8: the picture 'b.svg' cannot be read: its <svg> lacks xmlns",
        "-- content/a.md --\nA ![b](b.svg)\n",
        "files: {allow: [svg]}\n",
        raw={"content/b.svg": b"<svg/>"},
    ),
    Case(
        "image-large",
        "content/a.md:1:8: the picture 'b.svg' has 1.0 MB, and every reader of the page loads",
        "-- content/a.md --\nA ![b](b.svg)\n",
        "files: {allow: [svg]}\n",
        raw={"content/b.svg": SVG % (b" " * 1_000_000)},
    ),
    Case(
        "image-large",
        "content/a.md:1:7: the picture 'b.tif' has 11.0 MB, and who follows the link loads them",
        "-- content/a.md --\nA [b](b.tif)\n",
        raw={"content/b.tif": bytes(11_000_000)},
    ),
    Case(
        "image-remote",
        "content/a.md:1:8: the picture 'https://x.example/b.gif' lies on another server",
        "-- content/a.md --\nA ![b](https://x.example/b.gif)\n",
    ),
    Case(
        "file-refused",
        "content/a.md:1:8: 'b.svg' is not published",
        "-- content/a.md --\nA ![b](b.svg)\n",
        raw={"content/b.svg": b"<svg/>"},
    ),
    Case(
        "file-refused",
        "content/a.md:1:7: 'b.svg' is not published",
        "-- content/a.md --\nA [b](b.svg)\n",
        raw={"content/b.svg": b"<svg/>"},
    ),
    Case(
        "html-dropped",
        "content/a.md:3:1: <script> was left out",
        "-- content/a.md --\nA\n\n<script>x</script>\n",
    ),
    Case(
        "category-unknown",
        "content/services/s.md:7:1: 'category': 'dat' is not a category of site.yaml "
        "(did you mean 'data'?)",
        entry(f"{SERVICE}\ncategory: dat", path="services/s.md"),
        "categories: [{id: data}]\n",
    ),
    Case(
        "callout-unknown",
        "content/a.md:3:3: '[!FRO staff]' is not understood, and readers see it as it is written "
        "(these are: [!NOTE],",
        "-- content/a.md --\n`[!A]`\n\n> [!FRO staff]\n",
    ),
    Case(
        "callout-unknown",
        "content/a.md:1:5: '[!NOTE]' is not understood, and readers see it as it is written "
        "(write what follows it on a line of its own",
        "-- content/a.md --\n> > [!NOTE] Text.\n",
    ),
    Case(
        "markdown-only",
        "content/a.md:2:1: '{: .b}' is an attribute list, which engine gfm does not read "
        "(take it out,",
        "-- content/a.md --\nA\n{: .b}\n",
        "markdown: {engine: gfm}\n",
    ),
    Case(
        "audience-unknown",
        "content/newsletters/a.md:6:11: 'Stuff' is not an audience of site.yaml "
        "(did you mean 'staff'?)",
        entry(
            "date: 2026-11-01\nvariants: [staff]",
            "> [!FOR Staff]\n> > [!FOR Stuff]\n> > A.",
            "newsletters/a.md",
        ),
        "audiences: [staff, students]\n",
    ),
    Case(
        "audience-unknown",
        "content/newsletters/a.md:3:18: 'x' is not an audience of site.yaml (these are: staff)",
        entry("asks:\n  - {text: Help, audience: x}", path="newsletters/a.md"),
        "audiences: [staff]\n",
    ),
    Case(
        "email-mark",
        "content/newsletters/a.md:8:6: '{{ Name }}' is filled in for nobody (name it under merge:",
        entry(
            "merge: [unit]",
            "`{{a}}` {{unit}}\n```\n{{b}}\n```\nDear {{ Name }}",
            "newsletters/a.md",
        ),
    ),
    Case(
        "email-mark",
        "content/newsletters/a.md:2:1: '{{x}}' is filled in for nobody",
        entry('subject: "For {{x}}"', path="newsletters/a.md"),
    ),
    *(
        Case(
            "email-mark",
            f"content/newsletters/a.md:{at}: '{{{{{mark}}}}}' is filled in for nobody",
            entry(front, path="newsletters/a.md"),
        )
        for at, mark, front in (
            ("2:1", "a", 'title: "For {{a}}"'),
            ("3:1", "b", 'merge: [y]\npreheader: "For {{b}} and {{y}}"'),
            ("3:18", "c", 'asks:\n  - {text: Help, in_return: "For {{c}}"}'),
            ("3:5", "d", 'events:\n  - "With {{d}}"'),
            ("2:1", "e", 'give: "{{e}}"'),
        )
    ),
    Case(
        "email-personal",
        "content/newsletters/a.md:2:9: '{{unit}}' has no words for everybody",
        entry("merge: [unit, {name: b, otherwise: c}]", path="newsletters/a.md"),
    ),
    Case(
        "date-missing",
        "content/news: 1 entry has no date: last in lists, and in no feed",
        entry("title: N", path="news/n.md"),
    ),
    Case(
        "translation-ignored",
        "content/a.fr.md: 'a.fr' looks like a translation of 'a'",
        entry("title: A") + entry("title: A", path="a.fr.md"),
    ),
    Case(
        "email-size",
        "content/newsletters/n.md:5:1: in the e-mail: 10",
        issue("## Long\n\n" + "word " * 20_000),
    ),
    Case(
        "email-structure",
        "themes/t/templates/email.html:3:1: in the e-mail: 'float:left'",
        issue("Text.") + mail_theme("style", "h1 { float: left; }"),
        "theme: t\n",
    ),
    Case(
        "email-client",
        "themes/t/templates/email.html:3:1: in the e-mail: 'text-shadow:1px 1px #cccccc' does "
        "nothing in all of Outlook and all of Gmail",
        issue("Text.") + mail_theme("style", "h1 { text-shadow: 1px 1px #cccccc; }"),
        "theme: t\n",
    ),
    Case(
        "email-picture",
        "themes/t/templates/email.html:3:1: in the e-mail: the picture 'icon.svg' is no PNG",
        issue("Text.")
        + mail_theme("brand", '<img src="{{ site.asset("icon.svg") }}" alt="" width="24">'),
        "theme: t\n",
    ),
    Case(
        "email-contrast",
        "site.yaml: in the e-mail: text in #99aabb on #fcfbf8 has a contrast of 2.3:1",
        issue("Text."),
        "brand: {accent: '#99aabb'}\n",
    ),
    Case(
        "email-access",
        "content/newsletters/n.md:5:8: in the e-mail: 'here' says nothing about where it leads",
        issue("[here](https://other.example/)"),
    ),
    Case(
        "email-text",
        "themes/t/templates/email.html:3:1: in the e-mail: the link to 'https://x.example/' is "
        "missing in the text part",
        issue("Text.") + mail_theme("brand", '<a href="https://x.example/">X</a>'),
        "theme: t\n",
    ),
    Case(
        "email-link",
        "content/newsletters/n.md:5:6: in the e-mail: 'http://other.example/' is not encrypted",
        issue("[it](http://other.example/)"),
    ),
    Case(
        "email-words",
        "content/newsletters/n.md:3:1: in the e-mail: the preheader has 5 characters",
        issue("Text.", "title: What is new\npreheader: Short"),
    ),
    Case("title-missing", "content/a.md:1:1: ", "-- content/a.md --\nText.\n"),
    Case(
        "outcome-missing",
        "content/services/s.md:1:1: it does not say what a client has",
        entry("title: S", path="services/s.md"),
    ),
    Case(
        "owner-missing",
        "content/services/s.md:1:1: it does not say who answers for it",
        entry("title: S", path="services/s.md"),
    ),
    Case(
        "get-started-missing",
        "content/services/s.md:1:1: it does not say how to get it",
        entry("title: S", path="services/s.md"),
    ),
    Case(
        "offerings-missing",
        "content/services/s.md:1:1: it has no offerings",
        entry("title: S", path="services/s.md"),
    ),
    Case(
        "proof-missing",
        "content/services/s.md:1:1: no case study tells that it worked",
        entry("title: S", path="services/s.md"),
    ),
    Case(
        "review-overdue",
        "content/a.md:3:1: was to be reviewed by 2026-11-21",
        entry("title: A\nreview_by: 2026-11-21"),
    ),
    Case(
        "name-like-entry",
        "content/services/a.md:2:1: 'owner' is the name 'networks': shown as a word, not as a link "
        "(did you mean 'teams/networks'?)",
        entry("owner: networks", path="services/a.md") + "-- content/teams/networks.md --\n# Us\n",
    ),
    Case(
        "placeholder",
        "site.yaml: 'url' is still an example: https://example.org/",
        entry("date: 2026-11-20", path="newsletters/1.md"),
    ),
    Case(
        "boast",
        "content/a.md:2:1: 'world-class' in 'summary' is a boast without a result or a source",
        entry("summary: A world-class page"),
    ),
    Case(
        "result-stale",
        "content/case-studies/c.md:3:1: the figures were last checked on 2025-11-21",
        entry("date: 2025-11-21\nresults: 3 → 4", path="case-studies/c.md"),
    ),
    Case(
        "idea-unanswered",
        "content/ideas/i.md:2:1: came in on 2026-10-22 and has no answer after 31 days",
        entry("received_on: 2026-10-22\ndate: 2026-10-30", path="ideas/i.md"),
    ),
    Case(
        "idea-unanswered",
        "content/ideas/wait.md:2:1: came in on 2026-01-01 and has no answer after 325 days",
        entry("date: 2026-01-01\nstatus: planned", path="ideas/wait.md"),
    ),
    Case(
        "idea-unfinished",
        "content/ideas/i.md:3:1: it is done, and readers are not told where "
        "(write shipped_in: services/…, or response:)",
        entry("date: 2026-01-01\nstatus: completed", path="ideas/i.md"),
    ),
    Case(
        "idea-unfinished",
        "content/ideas/i.md:3:1: it was declined without a reason (write response:",
        entry("date: 2026-01-01\nstatus: declined", path="ideas/i.md"),
    ),
    Case(
        "idea-unfinished",
        "content/ideas/i.md:3:1: it does not say which idea is the same (write duplicate_of:",
        entry("date: 2026-01-01\nstatus: duplicate", path="ideas/i.md"),
    ),
    Case(
        "ask-bare",
        "content/newsletters/1.md:4:5: 'Tell us' says neither how long it takes nor what comes "
        "back (write effort_minutes: and in_return:)",
        entry("date: 2026-11-01\nasks:\n  - text: Tell us", path="newsletters/1.md"),
    ),
    Case(
        "ask-bare",
        "content/newsletters/1.md:3:8: 'Tell us' does not say what comes back (write in_return:)",
        entry(
            "date: 2026-11-01\nasks: [{text: Tell us, effort_minutes: 3}]", path="newsletters/1.md"
        ),
    ),
    Case(
        "ask-bare",
        "content/newsletters/1.md:3:1: 'Tell us' does not say how long it takes (write effort",
        entry("date: 2026-11-01\nasks: {text: Tell us, in_return: Cake}", path="newsletters/1.md"),
    ),
    Case(
        "newsletter-overdue",
        "site.yaml: the last issue is from 2026-08-28; the site promises one every month "
        "(evangelist new newsletter writes a draft)",
        entry("date: 2026-08-28", path="newsletters/1.md"),
        "newsletter: {every: month}\n",
    ),
    Case(
        "newsletter-overdue",
        "site.yaml: there is no issue yet; the site promises one every fortnight",
        settings="newsletter: {every: fortnight}\n",
    ),
    Case(
        "card-letters",
        "content/services/v.md:3:1: the font of social cards has no 东 京: a link to this",
        entry("owner: us\ntitle: VPN 东京", path="services/v.md"),
    ),
    Case(
        "consent-expired",
        "content/case-studies/c.md:3:18: the consent expired on 2026-11-21: the quote is left out",
        entry(
            "date: 2026-11-01\nconsent: {by: A, expires: 2026-11-21}\nquote: X",
            path="case-studies/c.md",
        ),
    ),
)
ELSEWHERE = {
    "build-differs": "tests/cli/test_why.py",
    "why-unknown": "tests/cli/test_why.py",
    "output-failed": "tests/build/test_writer.py",
    "build-locked": "tests/build/test_lock.py",
    "file-exists": "tests/scaffold/test_new.py",
    "import-exists": "tests/scaffold/importers/test_put.py",
    "import-tag": "tests/scaffold/importers/test_folder.py",
    "import-unreadable": "tests/scaffold/importers/test_folder.py",
    "draft-refused": "tests/scaffold/draft/test_draft.py",
    "move-refused": "tests/scaffold/test_move.py",
    "avif-missing": "tests/outputs/test_pictures.py",
    "search-missing": "tests/outputs/test_search.py",
    "send-refused": "tests/delivery/test_send.py",
    "recipients-invalid": "tests/delivery/test_recipients.py",
    "relay-failed": "tests/delivery/test_transport.py",
    "ledger-invalid": "tests/delivery/test_send.py",
    "link-external": "tests/build/test_external.py",
    "link-moved": "tests/build/test_external.py",
    **dict.fromkeys(
        [
            *("choice-bare", "choice-scale", "choice-dead-end", "choice-contradiction"),
            *("choice-powerless", "choice-twins", "choice-dominated", "choice-unknown"),
            "choice-retired",
            *("fact-stale", "fact-unreadable"),
        ],
        "tests/site/test_choices.py",
    ),
    "brand-contrast": "tests/build/test_brand.py",
    "token-unknown": "tests/templating/test_unknown.py",
    "template-unused": "tests/templating/test_unknown.py",
    "page-timeout": "test_a_page_that_takes_too_long_is_named",
}


def made_of(root: Path, case: Case) -> Workspace:
    made = site(root, case.files, case.settings)
    for path, data in case.raw.items():
        if data == b"\0remove":
            made.remove(path)
        else:
            made.write_bytes(path, data)
    return made


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.message[:40]}")
def test_each_problem_is_told_with_its_place(tmp_path: Path, case: Case) -> None:
    made = made_of(tmp_path, case)
    made.build()
    found = made.found(case.code)
    assert [text for text in found if text.startswith(case.message)], "\n".join(
        f"{problem.code} {problem}" for problem in made.report.problems
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.message[:40]}")
def test_errors_stop_a_build_and_nothing_else_does(tmp_path: Path, case: Case) -> None:
    made = made_of(tmp_path, case)
    made.build()
    stops = CODES[case.code][0] == "error"
    assert bool(made.errors()) == stops
    assert bool(made.report.written) != stops


def test_every_code_is_provoked_by_a_test() -> None:
    assert set(CODES) == {case.code for case in CASES} | set(ELSEWHERE)


def test_a_page_that_takes_too_long_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*args: object) -> None:
        raise DeadlineError

    monkeypatch.setattr(parse, "_complete", too_long)
    made = site(tmp_path, "-- content/a.md --\nText.\n")
    made.build()
    assert made.found("page-timeout")[0].startswith("content/a.md:1:1: took longer than 10 seconds")


def test_all_errors_come_at_once(tmp_path: Path) -> None:
    files = (
        entry("date: x") + entry("title: a: b", path="b.md") + entry("owner: teams/no", path="c.md")
    )
    made = site(tmp_path, files)
    made.build()
    assert {problem.path for problem in made.report.problems if problem.level == "error"} == {
        "content/a.md",
        "content/b.md",
        "content/c.md",
    }


def test_problems_come_errors_first_then_by_place(tmp_path: Path) -> None:
    files = entry("title: A\nx: 1", "[z](z.md) [y](y.md)") + entry("date: x", path="z.md")
    made = site(tmp_path, files)
    made.build()
    order = [problem.order for problem in made.report.problems]
    assert order == sorted(order)
    assert made.report.problems[0].level == "error"


# --- silence ---------------------------------------------------------------------------------


def test_a_silenced_code_is_not_told(tmp_path: Path) -> None:
    settings = "silence: [{code: link-dead, reason: known}]\n"
    made = site(tmp_path, entry("title: A", "[x](x.md)"), settings).built()
    assert made.found("link-dead") == []


@pytest.mark.parametrize("pattern", ["old/*", "content/old/*", "old/*.md"])
def test_a_code_is_silenced_for_some_paths_only(tmp_path: Path, pattern: str) -> None:
    files = entry("title: A", "[x](x.md)", "old/a.md") + entry("title: A", "[x](x.md)", "new/a.md")
    settings = f"silence: [{{code: link-dead, paths: ['{pattern}'], reason: known}}]\n"
    made = site(tmp_path, files, settings).built()
    assert [text.split(":")[0] for text in made.found("link-dead")] == ["content/new/a.md"]


def test_errors_cannot_be_silenced(tmp_path: Path) -> None:
    settings = "silence: [{code: value-invalid, reason: no}]\n"
    made = site(tmp_path, entry("date: x"), settings)
    made.build()
    assert made.found("value-invalid")


@pytest.mark.parametrize("code", sorted(code for code in CODES if CODES[code][0] != "error"))
def test_every_code_but_that_of_an_error_can_be_silenced(code: str) -> None:
    settings = Settings.model_validate(
        {"title": "T", "url": "https://t.example", "silence": [{"code": code, "reason": "known"}]}
    )
    assert heard([Problem(code, "x", "content/a.md")], settings) == ()


def test_a_finding_in_site_yaml_is_silenced_by_its_path(tmp_path: Path) -> None:
    settings = "tilte: x\nsilence: {code: setting-unknown, paths: site.yaml, reason: known}\n"
    assert site(tmp_path, entry("title: A"), settings).built().found("setting-unknown") == []


def test_a_silenced_warning_does_not_fail_a_strict_build(tmp_path: Path) -> None:
    settings = "silence: {code: link-dead, reason: known}\n"
    made = site(tmp_path, entry("title: A", "[x](x.md)"), settings)
    assert not made.build(strict=True).fails(strict=True)
    assert made.exists("site/a/index.html")


def test_a_silence_that_is_needed_is_not_told(tmp_path: Path) -> None:
    settings = "silence: [{code: link-dead, paths: a.md, reason: known}]\n"
    made = site(tmp_path, entry("title: A", "[x](x.md)"), settings).built()
    assert made.report.problems == ()


@pytest.mark.parametrize("code", ["link-external", "link-moved"])
def test_a_silence_for_what_a_build_does_not_look_for_is_not_told(
    tmp_path: Path, code: str
) -> None:
    settings = f"silence: {{code: {code}, reason: known}}\n"
    assert site(tmp_path, entry("title: A"), settings).built().report.problems == ()


def test_a_build_with_errors_does_not_call_a_silence_idle(tmp_path: Path) -> None:
    made = site(tmp_path, entry("date: x"), "silence: {code: boast, reason: known}\n")
    made.build()
    assert made.found("silence-idle") == []


def test_a_misspelt_code_is_told_with_the_line(tmp_path: Path) -> None:
    settings = "silence:\n  - code: link-ded\n    reason: known\n"
    made = site(tmp_path, entry("title: A"), settings).built()
    (problem,) = made.report.problems
    assert str(problem).startswith("site.yaml:4:5: silence: there is no code 'link-ded' (did you")
    assert problem.mended == "  - code: link-dead"


def test_a_silence_needs_a_reason(tmp_path: Path) -> None:
    made = site(tmp_path, entry("title: A"), "silence: [{code: link-dead}]\n")
    made.build()
    assert "'reason' is missing" in made.errors()[0]
    (problem,) = made.report.problems
    assert problem.mended == "silence: [{code: link-dead, reason: say here why this is fine}]"


# --- strict ----------------------------------------------------------------------------------


def test_with_strict_a_warning_stops_the_build_and_nothing_is_written(tmp_path: Path) -> None:
    made = site(tmp_path, entry("title: A", "[x](x.md)"))
    made.build(strict=True)
    assert made.found("link-dead")
    assert not made.output.exists()


def test_with_strict_advice_stops_nothing(tmp_path: Path) -> None:
    made = site(tmp_path, entry("title: A world-class page"))
    made.build(strict=True)
    assert made.found("boast")
    assert made.exists("site/a/index.html")


# --- what is no problem ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "front",
    [
        "title: S\nlifecycle: exploring",
        "title: S\nlifecycle: retired",
        "title: S\nlifecycle: paused",
    ],
)
def test_a_service_that_nobody_can_get_yet_needs_no_facts(tmp_path: Path, front: str) -> None:
    made = site(tmp_path, entry(front, path="services/s.md")).built()
    assert [problem.code for problem in made.report.problems] == []


@pytest.mark.parametrize(
    "front",
    [
        "date: 2026-10-23",
        "date: 2026-01-01\nresponse: In May.",
        "date: 2026-01-01\nresponse: {by: us, on: 2026-02-01}",
        "date: 2026-01-01\nstatus: completed\nresponse: It is there.",
        "date: 2026-01-01\nstatus: completed\nshipped_in: services/s",
        "date: 2026-01-01\nstatus: declined\nresponse: Too dear.",
        "date: 2026-01-01\nstatus: duplicate\nduplicate_of: ideas/j",
        "received_on: 2026-01-01\ndraft: true",
    ],
)
def test_an_idea_that_is_answered_or_new_needs_nothing(tmp_path: Path, front: str) -> None:
    files = (
        entry(f"title: I\n{front}", path="ideas/i.md")
        + entry("title: J\ndate: 2026-11-20", path="ideas/j.md")
        + entry("title: S\nlifecycle: exploring", path="services/s.md")
    )
    assert site(tmp_path, files).built().report.problems == ()


def test_an_ask_with_its_minutes_and_what_comes_back_is_fine(tmp_path: Path) -> None:
    ask = "asks: {text: Tell us, effort_minutes: 0, in_return: Cake}"
    made = site(tmp_path, entry(f"date: 2026-11-01\n{ask}", path="newsletters/1.md")).built()
    assert made.found("ask-bare") == []


@pytest.mark.parametrize(
    "every, last, late",
    [
        ("week", "2026-11-13", False),
        ("week", "2026-11-12", True),
        ("fortnight", "2026-11-04", False),
        ("fortnight", "2026-11-03", True),
        ("month", "2026-10-12", False),
        ("month", "2026-10-11", True),
        ("quarter", "2026-07-23", False),
        ("quarter", "2026-07-22", True),
    ],
)
def test_a_newsletter_has_a_third_of_its_rhythm_as_grace(
    tmp_path: Path,
    every: str,
    last: str,
    late: bool,  # noqa: FBT001
) -> None:
    files = entry(f"date: {last}", path="newsletters/1.md")
    made = site(tmp_path, files, f"newsletter: {{every: {every}}}\n").built()
    assert bool(made.found("newsletter-overdue")) == late


def test_a_draft_of_an_issue_keeps_no_promise(tmp_path: Path) -> None:
    files = entry("date: 2026-08-01", path="newsletters/1.md") + entry(
        "date: 2026-11-20\ndraft: true", path="newsletters/2.md"
    )
    made = site(tmp_path, files, "newsletter: {every: month}\n").built(drafts=True)
    assert "2026-08-01" in made.found("newsletter-overdue")[0]


def test_a_site_that_promises_nothing_is_never_late(tmp_path: Path) -> None:
    made = site(tmp_path, entry("date: 2020-08-01", path="newsletters/1.md")).built()
    assert made.found("newsletter-overdue") == []


def test_an_example_is_fine_until_an_issue_is_published(tmp_path: Path) -> None:
    issue = entry("date: 2026-11-20\ndraft: true", path="newsletters/1.md")
    assert site(tmp_path, issue).built().found("placeholder") == []


def test_a_boast_with_a_figure_is_none(tmp_path: Path) -> None:
    summary = "summary: The best backup restores a file in 4 hours"
    assert site(tmp_path, entry(summary)).built().found("boast") == []


@pytest.mark.parametrize(
    "words", ["Best practice", "Best before May", "Bestow", "The road leading to town"]
)
def test_ordinary_words_are_no_boast(tmp_path: Path, words: str) -> None:
    assert site(tmp_path, entry(f"title: {words}")).built().found("boast") == []


@pytest.mark.parametrize(
    "link",
    [
        "../b.md",
        "/b.md",
        "../b.md#part",
        "/b/",
        "/b",
        "/b/#part",
        "b%20c.md",
        "file.txt",
        "#here",
        "",
        "/feed.xml",
        "/services/",
        "?x=1",
        "/b/index.html",
    ],
)
def test_links_that_lead_somewhere_are_no_problem(tmp_path: Path, link: str) -> None:
    files = (
        entry("title: A", f"See [x](<{link}>).\n\n## Here", "d/a.md")
        + entry("title: B", "## Part", "b.md")
        + entry("title: BC", path="d/b c.md")
        + entry("title: N\ndate: 2026-01-01", path="news/n.md")
        + "-- content/d/file.txt --\nHello.\n"
    )
    made = site(tmp_path, files).built()
    assert [str(problem) for problem in made.report.problems] == []


def test_a_site_with_nothing_wrong_has_no_problem(tmp_path: Path) -> None:
    files = entry(SERVICE, path="services/s.md") + entry(
        "title: C\nservices: services/s\ndate: 2026-11-01", path="case-studies/c.md"
    )
    assert site(tmp_path, files).built().report.problems == ()


# --- addresses outside texts -----------------------------------------------------------------


@pytest.mark.parametrize("url", ["/none/", "none.md", "forms.example.edu", "/feed.xml"])
@pytest.mark.parametrize("field", ["links: [{{label: x, url: {}}}]", "get_started: {{url: {}}}"])
def test_an_address_of_front_matter_that_leads_nowhere_is_dead(
    tmp_path: Path, field: str, url: str
) -> None:
    made = site(tmp_path, entry(f"title: S\n{field.format(url)}", path="services/s.md")).built()
    [text] = made.found("link-dead")
    assert text.startswith("content/services/s.md:3:")
    assert f"leads to '{url}', which does not exist" in text


@pytest.mark.parametrize(
    "url", ["/services/s/", "/services/s", "/services/s/#x", "/services/form.pdf", "/services/"]
)
def test_an_address_of_front_matter_that_leads_somewhere_is_no_problem(
    tmp_path: Path, url: str
) -> None:
    front = f"title: S\nlinks: [{{label: x, url: {url}}}]"
    made = site(tmp_path, entry(front, path="services/s.md"))
    made.write_bytes("content/services/form.pdf", b"%PDF-1.4")
    made.built()
    assert made.found("link-dead") == []
    assert made.exists("site/services/form.pdf") == url.endswith(".pdf")


def test_a_line_of_the_navigation_that_leads_nowhere_is_dead(tmp_path: Path) -> None:
    made = site(tmp_path, entry("title: A"), "navigation: [a, /a/, /none/, nothing]\n").built()
    assert made.found("link-dead") == [
        "site.yaml: 'navigation' leads to '/none/', which does not exist",
        "site.yaml: 'navigation' leads to 'nothing', which does not exist",
    ]


def test_a_picture_of_the_theme_is_shown_and_not_missing(tmp_path: Path) -> None:
    made = site(tmp_path, entry("title: A\nimage: /assets/icon.svg", "![x](/assets/icon.svg)"))
    made.built()
    assert not made.found("image-missing")
    assert '<img src="/assets/icon.svg"' in made.page("/a/")
    assert 'content="https://example.org/assets/icon.svg"' in made.page("/a/")


def test_a_page_is_no_picture(tmp_path: Path) -> None:
    made = site(tmp_path, entry("title: A", "![x](/a/)")).built()
    assert made.found("image-missing")
    assert "<img" not in made.page("/a/")


def test_a_link_written_from_the_page_is_within_the_site(tmp_path: Path) -> None:
    files = entry("title: A") + entry(SERVICE, "[a](../../a/)", path="services/s.md")
    made = site(tmp_path, files).built()
    assert not made.found("link-dead")
    assert '<a href="/a/">a</a>' in made.page("/services/s/")
