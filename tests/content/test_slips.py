"""A beginner's slip is told with the line that mends it: pasted over the named line, it works."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.content.parse import Parsed
from evangelist.problems import Problem
from tests.content.reading import front, read
from tests.model.test_kinds import CASE_STUDY, COMMON, NEWSLETTER, SERVICE
from tests.sites import Workspace, site

NEWSLETTER_PATH = "newsletters/2026-11.md"
SERVICE_PATH = "services/vpn.md"


@dataclass(frozen=True)
class Slip:
    """Front matter as a beginner writes it, the line that is named, and what was meant."""

    head: str
    mended: str
    meant: dict[str, Any]
    path: str = NEWSLETTER_PATH


def slip(head: str, mended: str, path: str = NEWSLETTER_PATH, **meant: Any) -> Slip:
    return Slip(head, mended, meant, path)


SLIPS = (
    # a colon, and signs that begin something else
    slip("title: VPN: how", 'title: "VPN: how"', title="VPN: how"),
    slip("title: VPN:", 'title: "VPN:"', title="VPN:"),
    slip("title: VPN: how  # draft", 'title: "VPN: how"  # draft', title="VPN: how"),
    slip("title: @home", 'title: "@home"', title="@home"),
    slip("title: [draft] VPN", 'title: "[draft] VPN"', title="[draft] VPN"),
    slip("title: [", 'title: "["', title="["),
    slip("title: [draft]", 'title: "[draft]"', title="[draft]"),
    slip("title: {new} VPN", 'title: "{new} VPN"', title="{new} VPN"),
    slip("title: *new* VPN", 'title: "*new* VPN"', title="*new* VPN"),
    slip("title: *new", 'title: "*new"', title="*new"),
    slip("title: &c. and more", 'title: "&c. and more"', title="&c. and more"),
    slip("title: !important", 'title: "!important"', title="!important"),
    slip("title: %d users", 'title: "%d users"', title="%d users"),
    slip("title: `vpn`", 'title: "`vpn`"', title="`vpn`"),
    slip("title: | VPN", 'title: "| VPN"', title="| VPN"),
    slip("title: > 5 GB", 'title: "> 5 GB"', title="> 5 GB"),
    slip("title: >5 GB", 'title: ">5 GB"', title=">5 GB"),
    slip("title: - 5 %", 'title: "- 5 %"', title="- 5 %"),
    slip("title: ? VPN", 'title: "? VPN"', title="? VPN"),
    slip("title: , VPN", 'title: ", VPN"', title=", VPN"),
    slip("tags:\n  - VPN: how\n  - mail", '  - "VPN: how"', tags=("VPN: how", "mail")),
    slip("tags:\n  - @home", '  - "@home"', tags=("@home",)),
    # a # that YAML takes for a comment
    slip("subject: #12 Summer", 'subject: "#12 Summer"', subject="#12 Summer"),
    slip("summary: free # really", 'summary: "free # really"', summary="free # really"),
    slip("tags:\n  - Team #1", '  - "Team #1"', tags=("Team #1",)),
    # tabs and other blanks
    slip("title:\tVPN", "title: VPN", title="VPN"),
    slip("title:\tVPN: how", 'title: "VPN: how"', title="VPN: how"),
    slip("\ttitle: VPN\nsummary: Fast", "title: VPN", title="VPN", summary="Fast"),
    slip("tags:\n\t- VPN", "  - VPN", tags=("VPN",)),
    slip("tags:\n  - VPN\n\t- mail", "  - mail", tags=("VPN", "mail")),
    slip("tags:\n- VPN\t\t\n- mail", "- VPN", tags=("VPN", "mail")),
    slip("title:\u00a0VPN", "title: VPN", title="VPN"),
    # quotes
    slip("title: “VPN: how”", 'title: "VPN: how"', title="VPN: how"),
    slip("title: „VPN: wie“", 'title: "VPN: wie"', title="VPN: wie"),
    slip("title: « VPN : oui »", 'title: "VPN : oui"', title="VPN : oui"),
    slip('title: "VPN', 'title: "VPN"', title="VPN"),
    slip('title: "VPN\nsummary: "Fast"', 'title: "VPN"', title="VPN", summary="Fast"),
    slip("title: 'VPN", 'title: "VPN"', title="VPN"),
    slip("title: 'tis new", 'title: "\'tis new"', title="'tis new"),
    slip("title: 'It's here'", 'title: "It\'s here"', title="It's here"),
    slip('title: "5" screen', "title: '\"5\" screen'", title='"5" screen'),
    slip('title: "VPN" and "mail"', 'title: \'"VPN" and "mail"\'', title='"VPN" and "mail"'),
    slip('title: "Say "hi" now"', "title: 'Say \"hi\" now'", title='Say "hi" now'),
    slip('title: "C:\\queue"', "title: 'C:\\queue'", title="C:\\queue"),
    # what stands between a key and its value
    slip("title:VPN", "title: VPN", title="VPN"),
    slip("summary: Fast\ntitle:VPN\ntags: a", "title: VPN", title="VPN", summary="Fast"),
    slip("title:VPN: how\nsummary: Fast", 'title: "VPN: how"', title="VPN: how", summary="Fast"),
    slip("title = VPN", "title: VPN", title="VPN"),
    slip("title\uff1a VPN", "title: VPN", title="VPN"),
    slip("asks: {text:Hello, url: /x/}", "asks: {text: Hello, url: /x/}"),
    # keys
    slip("Title: VPN", "title: VPN", title="VPN"),
    slip("sumary: Fast", "summary: Fast", summary="Fast"),
    slip("excerpt: Fast", "summary: Fast", summary="Fast"),
    slip("Keywords: [a, b]", "tags: [a, b]", tags=("a", "b")),
    slip("offerings:\n  - Title: Basic", "  - title: Basic", SERVICE_PATH),
    slip("Draft: ja", "draft: yes", draft=True),
    slip("drafts: ja", "draft: yes", draft=True),
    slip("draft:: ja", "draft: yes", draft=True),
    slip("Date: 20.11.2026", "date: 2026-11-20"),
    slip("asks:\n  - Tell us: how", '  - "Tell us: how"'),
    # lists
    slip("tags:\n  -VPN", "  - VPN", tags=("VPN",)),
    slip("tags:\n  - VPN\n  -mail", "  - mail", tags=("VPN", "mail")),
    slip("tags:\n- VPN\n-mail", "- mail", tags=("VPN", "mail")),
    slip("tags:\n• VPN", "- VPN", tags=("VPN",)),
    slip("tags:\n  \u2013 VPN", "  - VPN", tags=("VPN",)),
    slip("tags: [a, b", "tags: [a, b]", tags=("a", "b")),
    slip("tags: [a, b\nsummary: Fast", "tags: [a, b]", tags=("a", "b"), summary="Fast"),
    slip("tags: [a, @b]", 'tags: [a, "@b"]', tags=("a", "@b")),
    slip(
        "links: [{label: Ask: now, url: /x/}]",
        'links: [{label: "Ask: now", url: /x/}]',
    ),
    slip(
        "asks: {text: Ask, then wait, and ask again, url: /x/}",
        'asks: {text: "Ask, then wait, and ask again", url: /x/}',
    ),
    # indentation
    slip(" title: VPN\nsummary: Fast\ntags: a", "title: VPN", title="VPN", summary="Fast"),
    slip("title: VPN\n summary: Fast", "summary: Fast", title="VPN", summary="Fast"),
    slip("title: VPN\n  summary: Fast", "summary: Fast", title="VPN", summary="Fast"),
    slip("asks:\n  - text: Hi\n   url: /x/", "    url: /x/"),
    # values of the wrong form
    slip("date: 20.11.2026", "date: 2026-11-20"),
    slip("date: 20. 11. 2026", "date: 2026-11-20"),
    slip("date: 11/20/2026", "date: 2026-11-20"),
    slip("date: 20. März 2026", "date: 2026-03-20"),
    slip("date: “2026-11-20”", "date: 2026-11-20"),
    slip("draft: ja", "draft: yes", draft=True),
    slip("draft: Nein", "draft: no", draft=False),
    slip("draft: “yes”", "draft: yes", draft=True),
    slip("asks: {effort_minutes: '0,5'}", "asks: {effort_minutes: '0.5'}"),
    slip("offerings:\n  - one_time: 0,2", "    one_time: 0.2", SERVICE_PATH),
    slip("offerings:\n  - one_time: 1.234,50", "", SERVICE_PATH),
    slip("offerings:\n  - one_time: 1,234.50", "", SERVICE_PATH),
    slip("lifecycle: Live", "lifecycle: live", SERVICE_PATH, lifecycle="live"),
    slip("lifecycle: on shelf", "lifecycle: on-shelf", SERVICE_PATH, lifecycle="on-shelf"),
    slip("lifecycle: retierd", "lifecycle: retired", SERVICE_PATH, lifecycle="retired"),
)


def told(parsed: Parsed) -> list[Problem]:
    return [problem for problem in parsed.problems if problem.level != "advice"]


def pasted(text: str, problem: Problem) -> str:
    """The text with the mended line in place of the one that is named."""
    lines = text.split("\n")
    lines[problem.line - 1] = problem.mended
    return "\n".join(lines)


@pytest.mark.parametrize("case", SLIPS, ids=lambda case: repr(case.head))
def test_a_slip_is_mended_by_its_line(case: Slip) -> None:
    text = f"---\n{case.head}\n---\nText.\n"
    (problem,) = told(read(text, case.path))
    if case.mended:
        assert problem.mended.strip("- ") == case.mended.strip("- ")
    again = read(pasted(text, problem), case.path)
    assert told(again) == []
    assert again.card
    values = {key: getattr(again.card.front, key) for key in case.meant}
    assert values == case.meant


@pytest.mark.parametrize("case", SLIPS, ids=lambda case: repr(case.head))
def test_what_is_read_on_with_is_what_the_mended_line_says(case: Slip) -> None:
    """Everything else is checked as if the line were mended: all is told at once."""
    text = f"---\n{case.head}\n---\nText.\n"
    parsed = read(text, case.path)
    (problem,) = told(parsed)
    if problem.code == "front-matter-invalid":
        again = read(pasted(text, problem), case.path)
        assert parsed.card
        assert again.card
        assert parsed.card.front == again.card.front


@pytest.mark.parametrize(
    "head, meant",
    [
        ("asks: {text:Hello, url: /x/}", "Hello"),
        ("asks: {text: Ask, then wait, and ask again, url: /x/}", "Ask, then wait, and ask again"),
        ("asks:\n  - Tell us: how", "Tell us: how"),
        ("asks:\n  - text: Hi\n   url: /x/", "Hi"),
    ],
)
def test_what_an_ask_was_meant_to_say(head: str, meant: str) -> None:
    text = f"---\n{head}\n---\n"
    (problem,) = told(read(text, NEWSLETTER_PATH))
    (ask,) = front(pasted(text, problem).strip("-\n"), NEWSLETTER_PATH).asks
    assert ask.text == meant


@pytest.mark.parametrize("written, meant", [("0,2", 0.2), ("1.234,50", 1234.5), ("12,5", 12.5)])
def test_a_decimal_comma_becomes_a_point(written: str, meant: float) -> None:
    text = f"---\nofferings:\n  - one_time: {written}\n---\n"
    (problem,) = told(read(text, SERVICE_PATH))
    (offering,) = front(pasted(text, problem).strip("-\n"), SERVICE_PATH).offerings
    assert offering.one_time == meant


@pytest.mark.parametrize(
    "head",
    [
        "date: 03/04/2026",
        "date: 31.11.2026",
        "offerings:\n  - one_time: 1,000",
        "draft: perhaps",
        "Some words\nwithout any sense",
        "title: VPN\nSome words\nsummary: Fast",
        "foo: 1",
        "Draft: perhaps",
    ],
)
def test_what_can_mean_two_things_or_none_gets_no_mended_line(head: str) -> None:
    problems = told(read(f"---\n{head}\n---\n", SERVICE_PATH))
    assert problems
    assert [problem.mended for problem in problems] == [""] * len(problems)


@pytest.mark.parametrize(
    "head",
    [
        "title: “VPN” and more",
        "title: The “VPN”",
        "title: It's here",
        "title: a,b [c] {d}#e",
        "title: 5 > 4",
        "draft: Yes",
        "draft: y",
        "title : VPN",
        "links: storage@example.edu",
        "links: {label: Ask, url: “https://example.edu”}",
        "summary: See https://example.edu/a:b",
        "tags: []",
        "extra: {a: , b: 1}",
        "extra:\n  a:\n    - -1\n    - -x y",
    ],
)
def test_what_is_no_slip_is_not_told(head: str) -> None:
    assert told(read(f"---\n{head}\n---\n")) == []


def test_an_e_mail_address_is_one_to_write_to() -> None:
    assert front("links: storage@example.edu").links[0].url == "mailto:storage@example.edu"
    assert front("links: {url: a@b.example}").links[0].url == "mailto:a@b.example"
    assert front("links: {url: /a@b/}").links[0].url == "/a@b/"


def test_all_slips_of_a_file_are_told_at_once() -> None:
    head = "title: VPN: how\nsummary: @home\n\tslug: vpn\ntags: [a, b\nowner: 'us\nDate: 20.11.2026"
    text = f"---\n{head}\n---\nText.\n"
    problems = told(read(text))
    assert [problem.line for problem in problems] == [2, 3, 4, 5, 6, 7]
    for problem in problems:
        text = pasted(text, problem)
    assert told(read(text)) == []


def test_a_line_is_told_once_and_never_as_it_stands() -> None:
    lines = ["category: workplace", "   phone: 1: 2", "x y: z", "\temail: b"]
    problems = told(read("\n".join(["---", *lines, "---"]), SERVICE_PATH))
    slips = [problem for problem in problems if problem.code == "front-matter-invalid"]
    assert len({problem.line for problem in slips}) == len(slips)
    assert all(problem.mended != lines[problem.line - 2] for problem in slips)
    assert not any("backslash" in problem.message for problem in slips)


def test_a_file_of_slips_ends_after_some() -> None:
    head = "\n".join(f"key{n}: a: b" for n in range(500))
    problems = [p for p in told(read(f"---\n{head}\n---\n")) if p.code == "front-matter-invalid"]
    assert 10 < len(problems) < 30


# --- the lines that front matter stands between ----------------------------------------------


@pytest.mark.parametrize("fence", ["—", "\u2013", "—-", "----", "--", "———", "___"])
def test_a_fence_that_a_word_processor_made_is_told_at_both_ends(fence: str) -> None:
    text = f"{fence}\ntitle: VPN\n{fence}\nText.\n"
    problems = told(read(text))
    assert [(problem.line, problem.mended) for problem in problems] == [(1, "---"), (3, "---")]
    for problem in problems:
        text = pasted(text, problem)
    again = read(text)
    assert told(again) == []
    assert again.card
    assert (again.card.title, again.body.text) == ("VPN", "Text.")


@pytest.mark.parametrize(
    "text, line, body",
    [
        ("---\ntitle: VPN\n\nText.\n", 2, "Text."),
        ("---\ntitle: VPN\ntags:\n  - a\n\n# Text\n\nMore.\n", 4, "Text More."),
        ("---\ntitle: VPN\n\nsummary: Fast\n\nNote: this is text.\n", 4, "Note: this is text."),
        ("---\ntitle: VPN\nText.\n", 2, "Text."),
        ("---\n\ntitle: VPN\n", 3, ""),
        ('+++\ntitle = "VPN"\n[extra]\na = 1\n\nText.\n', 4, "Text."),
    ],
)
def test_a_missing_end_is_told_where_it_belongs(text: str, line: int, body: str) -> None:
    (problem,) = told(read(text))
    assert "has no end" in problem.message
    assert problem.line == line
    again = read(pasted(text, problem))
    assert told(again) == []
    assert again.card
    assert (again.card.title, again.body.text) == ("VPN", body)


@pytest.mark.parametrize(
    "text", ["—\n\nA text.", "— title\n\nText", "----\nNo key here\n", "--\na: b\n--\n", "***\n\nA"]
)
def test_a_text_that_begins_with_a_dash_is_a_text(text: str) -> None:
    assert told(read(text)) == []


# --- what the guide says -----------------------------------------------------------------------

_GUIDE = Path(__file__).parents[2] / "docs/when-something-is-wrong.md"
_ROWS = re.findall(r"^\| `(.+?)` \| `(.+?)` \| ", _GUIDE.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("wrong, right", _ROWS)
def test_the_slips_of_the_guide_are_mended_as_it_says(wrong: str, right: str) -> None:
    text = f"---\n{wrong}\n---\nText.\n"
    if right == "---":
        text = f"{wrong}\ntitle: VPN\n---\nText.\n"
    elif right.startswith("-"):
        text = f"---\ntags:\n{wrong}\n---\nText.\n"
    (problem,) = told(read(text, NEWSLETTER_PATH))
    assert problem.mended == right
    assert told(read(pasted(text, problem), NEWSLETTER_PATH)) == []


def test_the_guide_has_slips() -> None:
    assert len(_ROWS) > 10


# --- TOML ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["title = VPN: how", 'title: "VPN: how"', "title: VPN: how", "title = “VPN: how”"],
)
def test_a_slip_in_toml_is_mended_by_its_line(line: str) -> None:
    text = f"+++\n{line}\n+++\nText.\n"
    (problem,) = told(read(text))
    assert problem.mended == 'title = "VPN: how"'
    assert told(read(pasted(text, problem))) == []


# --- encodings -------------------------------------------------------------------------------


def test_one_line_in_windows_1252_is_told_as_it_would_be() -> None:
    data = "---\ntitle: Größe\n---\n".encode() + "Café \u2013 “gut”\n".encode("cp1252")
    (problem,) = told(read(data))
    assert "Windows-1252" in problem.message
    assert problem.mended == "Café \u2013 “gut”"
    lines = data.split(b"\n")
    lines[problem.line - 1] = problem.mended.encode()
    assert told(read(b"\n".join(lines))) == []


@pytest.mark.parametrize(
    "encoding, name",
    [("cp1252", "ANSI"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")],
)
def test_a_file_in_another_encoding_is_told_with_all_else_that_is_wrong(
    encoding: str, name: str
) -> None:
    text = "---\r\ntitle: Größe: neu\r\n---\r\nÄpfel und Birnen.\r\n"
    parsed = read(text.encode(encoding))
    problems = told(parsed)
    assert [problem.code for problem in problems] == ["encoding-invalid", "front-matter-invalid"]
    assert name in problems[0].message
    assert "save it again as UTF-8" in problems[0].hint
    assert problems[1].mended == 'title: "Größe: neu"'
    assert parsed.body.text == "Äpfel und Birnen."


def test_what_is_no_text_at_all_is_not_guessed() -> None:
    (problem,) = told(read(b"\x89PNG\r\n\x1a\n\x00\xff\x81"))
    assert problem.message == "this is not UTF-8"


# --- the whole way ---------------------------------------------------------------------------


def paste(made: Workspace, problem: Problem) -> None:
    file = made.root / problem.path
    file.write_text(pasted(file.read_text("utf-8"), problem), "utf-8", newline="\n")


def test_a_site_with_slips_is_built_once_their_lines_are_pasted(tmp_path: Path) -> None:
    made = site(tmp_path).write(
        """
        -- site.yaml --
        title: Our services: all of them
        url:https://services.example.org/
        Description: What we do
        navigation:
          -about
        silence:
          - code: outcome-missing
        -- content/about.md --
        ---
        title: About: us
        date: 20.11.2026
        ---
        Text.
        """
    )
    for _ in range(20):
        problems = [p for p in made.build(write=False).problems if p.level != "advice"]
        if not problems:
            break
        paste(made, problems[0])
    assert made.built().page("/about/").count("About: us") > 1
    settings = (made.root / "site.yaml").read_text("utf-8")
    assert settings.startswith('title: "Our services: all of them"\nurl: https://services')
    assert "  - code: outcome-missing\n    reason: say here why this is fine\n" in settings


@pytest.mark.parametrize(
    "line, mended",
    [
        (
            "silence: {code: boast}",
            "silence: {code: boast, reason: say here why this is fine}",
        ),
        (
            "silence: [{code: boast, paths: [a, b]}]",
            "silence: [{code: boast, paths: [a, b], reason: say here why this is fine}]",
        ),
        ("search: nein", "search: no"),
        ("Search: nein", "search: no"),
        ("description: [", 'description: "["'),
        ("Timezone: UTC", "timezone: UTC"),
        ("cname: @example", 'cname: "@example"'),
    ],
)
def test_a_slip_in_site_yaml_is_mended_by_its_line(tmp_path: Path, line: str, mended: str) -> None:
    made = site(tmp_path, settings=f"{line}\n")
    (problem,) = (p for p in made.build(write=False).problems if p.level != "advice")
    assert (problem.path, problem.line, problem.mended) == ("site.yaml", 3, mended)
    paste(made, problem)
    assert [p for p in made.build(write=False).problems if p.level != "advice"] == []


def test_a_slip_in_a_theme_is_mended_by_its_line(tmp_path: Path) -> None:
    made = site(tmp_path, settings="theme: ours\n").write(
        "-- themes/ours/theme.yaml --\nextends: lectern\ntokens:\n\taccent: '#123456'\n"
    )
    (problem,) = made.build(write=False).problems
    assert (problem.code, problem.mended) == ("theme-invalid", "  accent: '#123456'")
    paste(made, problem)
    made.built(write=False)


# --- whatever is written ---------------------------------------------------------------------

_BROKEN = st.sampled_from([*"\"'`@[]{}:#&*!|>%-?,\t“”\u2019 \n", ": ", " #", "- "])


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, str]:
    """A good head with signs put into it."""
    path, head = draw(
        st.sampled_from(
            [
                (SERVICE_PATH, SERVICE),
                (NEWSLETTER_PATH, NEWSLETTER),
                ("case-studies/a.md", CASE_STUDY),
                ("a.md", COMMON),
            ]
        )
    )
    head = head.strip("-\n ")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(head)))
        head = head[:at] + draw(_BROKEN) + head[at:]
    return path, head


_ODD_KEYS = ("title", "Draft", "drafts", "draft:", "date", "Tags", "lifecycle", "phone", "x y", "-")
_ODD_VALUES = (
    "ja",
    "perhaps",
    "1: 2",
    "[",
    "{",
    "[a",
    "[draft]",
    '"a',
    "'b",
    "20.11.2026",
    "",
    "a",
)


@st.composite
def odd(draw: st.DrawFn) -> str:
    """A head of lines that are odd each in another way."""
    lines = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["", "", "", "  ", "   ", "\t", "- "]),
                st.sampled_from(_ODD_KEYS),
                st.sampled_from([": ", ": ", ":", "=", ":\t"]),
                st.sampled_from(_ODD_VALUES),
            ).map("".join),
            min_size=1,
            max_size=5,
        )
    )
    return "\n".join(["---", *lines, "---", "Text.", ""])


@given(broken())
def test_no_mended_line_is_told_that_does_not_work(made: tuple[str, str]) -> None:
    path, head = made
    text = f"---\n{head}\n---\n"
    problems = told(read(text, path))
    for problem in problems:
        if problem.mended and problem.code != "front-matter-invalid":
            again = told(read(pasted(text, problem), path))
            assert _count(again, problem) < _count(problems, problem)
    for problem in problems:
        if problem.mended and problem.code == "front-matter-invalid":
            text = pasted(text, problem)
    unread = [p for p in problems if p.code == "front-matter-invalid" and not p.mended]
    left = [p for p in told(read(text, path)) if p.code == "front-matter-invalid"]
    assert len(left) == len(unread)


@given(odd())
def test_a_mended_line_never_makes_things_worse(text: str) -> None:
    """What does not read hides what stands beside it: all such lines are pasted first."""
    problems = told(read(text, SERVICE_PATH))
    for problem in problems:
        assert problem.mended != text.split("\n")[problem.line - 1]
        if problem.mended and problem.code == "front-matter-invalid":
            text = pasted(text, problem)
    if any(p.code == "front-matter-invalid" and not p.mended for p in problems):
        return
    problems, before = told(read(text, SERVICE_PATH)), _errors(problems)
    assert _errors(problems) <= before
    for problem in problems:
        if problem.mended:
            again = told(read(pasted(text, problem), SERVICE_PATH))
            assert _errors(again) <= _errors(problems)


def _errors(problems: list[Problem]) -> set[tuple[int, str]]:
    return {(each.line, each.message) for each in problems if each.level == "error"}


def _count(problems: list[Problem], like: Problem) -> int:
    """How many findings say the same of the same line."""
    key = (like.code, like.line, like.message)
    return sum((each.code, each.line, each.message) == key for each in problems)
