from pathlib import Path

import pytest

from evangelist.content.settings import load_settings
from evangelist.model.settings import Settings, absolute_url
from evangelist.problems import ProblemsError

START = "title: T\nurl: https://example.org\n"


def load(folder: Path, text: str | bytes) -> tuple[Settings, list[str]]:
    (folder / "site.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    settings, problems = load_settings(folder)
    return settings, [str(problem) for problem in problems]


def refused(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(ProblemsError) as error:
        load(folder, text)
    assert all(problem.level == "error" for problem in error.value.problems)
    return [str(problem) for problem in error.value.problems]


def test_title_and_url_are_enough_to_start(tmp_path: Path) -> None:
    settings, problems = load(tmp_path, START)
    assert not problems
    assert (settings.title, settings.url) == ("T", "https://example.org/")
    assert (settings.lang, settings.timezone, settings.theme) == ("en", "UTC", "lectern")
    assert (settings.feeds.items, settings.feeds.items_each) == (20, 50)
    assert settings.markdown.raw_html == "sanitize"
    assert settings.search


def test_everything_is_read_into_its_type(tmp_path: Path) -> None:
    text = """
title: T
url: https://example.org/sub
description: D
lang: de
timezone: Europe/Berlin
currency: CHF
theme: ours
brand: {accent: "#123456", radius: 4}
navigation: [{label: Services, url: /services/}, about]
categories: [{id: data, title: Data, order: 1}, {id: 5}]
audiences: staff
sections: [guides, {folder: faq, title: Questions, feed: yes}]
feeds: {items: 5}
markdown: {raw_html: escape, extensions: admonition}
newsletter: {from: A <a@example.org>, list: b@example.org, every: month}
search: false
links: {feedback: "mailto:a@example.org"}
files: {allow: svg}
cname: services.example.org
silence: [{code: link-dead, paths: news/*, reason: old}]
extra: {x: 1}
"""
    settings, problems = load(tmp_path, text)
    assert not problems
    assert settings.url == "https://example.org/sub/"
    assert settings.zone.key == "Europe/Berlin"
    assert settings.brand == {"accent": "#123456", "radius": 4}
    assert [item.text or item.url for item in settings.navigation] == ["/services/", "about"]
    assert [(item.id, item.order) for item in settings.categories] == [("data", 1), ("5", None)]
    assert settings.audiences == ("staff",)
    assert [(item.folder, item.feed) for item in settings.sections] == [
        ("guides", False),
        ("faq", True),
    ]
    assert settings.feeds.items == 5
    assert settings.markdown.extensions == ("admonition",)
    assert settings.newsletter.sender == "A <a@example.org>"
    assert not settings.search
    assert settings.files.allow == ("svg",)
    assert settings.silence[0].paths == ("news/*",)
    assert settings.extra == {"x": 1}


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path: Path) -> None:
    settings, problems = load(tmp_path, "\ufeff" + START.replace("\n", "\r\n"))
    assert (settings.title, problems) == ("T", [])


def test_no_file_is_said_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as error:
        load_settings(tmp_path)
    (problem,) = error.value.problems
    assert problem.code == "site-missing"
    assert "evangelist -C DIR build" in problem.hint


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_says_both_things_that_it_needs(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text) == [
        "site.yaml:1:1: 'title' is missing",
        "site.yaml:1:1: 'url' is missing",
    ]


@pytest.mark.parametrize(
    "lines, said",
    [
        ("title:\n", "site.yaml:3:1: 'title' is missing"),
        ("url: example.org\n", "site.yaml:3:1: 'url': 'example.org' is not a web address"),
        ("url: ftp://example.org/\n", "is not a web address"),
        ("url: https://example.org/?a=b\n", "leave out ? and #"),
        ("url: 'https://[/'\n", "is not a web address"),
        ("timezone: Mars/Base\n", "site.yaml:3:1: 'timezone': 'Mars/Base' is not a time zone"),
        ("timezone: ../etc/passwd\n", "is not a time zone"),
        (
            "markdown: {engine: x}\n",
            "site.yaml:3:12: 'markdown.engine': 'x' is none of 'markdown' or 'gfm'",
        ),
        ("markdown: {raw_html: x}\n", "is none of sanitize, escape, trust"),
        ("feeds: {items: 0}\n", "site.yaml:3:9: 'feeds.items'"),
        ("feeds: {items: many}\n", "'feeds.items': 'many' is not a whole number"),
        ("search: maybe\n", "'search': 'maybe' is not yes or no"),
        ("categories: [{title: x}]\n", "site.yaml:3:14: 'id' is missing in 'categories.1'"),
        ("silence: [{code: link-dead}]\n", "'reason' is missing in 'silence.1'"),
        ("brand: [a]\n", "'brand': this is not lines of key: value"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_said(tmp_path: Path, lines: str, said: str) -> None:
    key = lines.split(":", maxsplit=1)[0]
    before = "".join(line for line in START.splitlines(keepends=True) if not line.startswith(key))
    padding = "\n" * (2 - before.count("\n"))
    (complaint,) = refused(tmp_path, before + padding + lines)
    assert said in complaint


def test_all_errors_come_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, "url: x\nsearch: maybe\ntimezone: Mars\n")) == 4


@pytest.mark.parametrize(
    "text, place",
    [
        ("title: a: b\nurl: https://example.org/\n", "site.yaml:1:9: "),
        ("- a\n", "site.yaml:1:1: expected lines of key: value"),
        ("title: *x\nurl: https://example.org/\n", "site.yaml:1:8: "),
        (b"title: T\xe4\nurl: https://example.org/\n", "site.yaml:1:9: "),
    ],
    ids=["colon", "list", "alias", "windows-1252"],
)
def test_a_file_that_does_not_parse_is_said_with_its_place(
    tmp_path: Path, text: str | bytes, place: str
) -> None:
    (complaint,) = refused(tmp_path, text)
    assert complaint.startswith(place)


@pytest.mark.parametrize(
    "line, said",
    [
        ("tittle: x", "site.yaml:3:1: unknown key 'tittle' (did you mean 'title'?)"),
        ("baseurl: x", "site.yaml:3:1: unknown key 'baseurl' (did you mean 'url'?)"),
        ("nav: x", "site.yaml:3:1: unknown key 'nav' (did you mean 'navigation'?)"),
        ("feeds: {item: 3}", "site.yaml:3:9: unknown key 'item' (did you mean 'items'?)"),
        ("title: U", "site.yaml:3:1: 'title' stands here again (the last one counts)"),
        ("silence: {code: x, reason: y}", "there is no code 'x'"),
    ],
)
def test_slips_are_warnings_with_their_place(tmp_path: Path, line: str, said: str) -> None:
    (complaint,) = load(tmp_path, START + line + "\n")[1]
    assert said in complaint


@pytest.mark.parametrize(
    "written, url",
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/sub//", "https://example.org/sub/"),
        ("https://x.example//b//c", "https://x.example/b/c/"),
        ("http://localhost:8000", "http://localhost:8000/"),
        (" https://example.org/ ", "https://example.org/"),
    ],
)
def test_an_address_ends_with_one_slash(written: str, url: str) -> None:
    assert absolute_url(written) == url


@pytest.mark.parametrize("sign", ["\n", "\r", "\t", " ", "\x00", "\x1b", "\x7f", "\x85", "\u2028"])
def test_an_address_of_a_site_has_no_blank_and_no_control_character(sign: str) -> None:
    with pytest.raises(ValueError, match="is not a web address") as caught:
        absolute_url(f"https://example.org/a{sign}b/")
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "written, said",
    [
        ("https://me:secret@x.example/", "everybody would read its user name"),
        ("https://me@x.example/", "everybody would read its user name"),
        ("https://x.example:99999/", "has a port that cannot be"),
        ("https://x.example:0/", "has a port that cannot be"),
        ("https://x.example:web/", "has a port that cannot be"),
        ("https://x.example/b?", "leave out [?] and #"),
    ],
)
def test_an_address_that_nobody_could_publish_at_is_refused(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        absolute_url(written)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("written", ["montly", "2 weeks", "daily", "Monthly"])
def test_a_rhythm_is_one_of_four_words(tmp_path: Path, written: str) -> None:
    (said,) = refused(tmp_path, f"{START}newsletter:\n  every: {written}\n")
    assert said.startswith(
        f"site.yaml:4:3: 'newsletter.every': '{written}' is none of "
        "'week', 'fortnight', 'month' or 'quarter'"
    )


def test_extensions_that_no_engine_loads_are_told(tmp_path: Path) -> None:
    settings, problems = load(tmp_path, f"{START}markdown: {{engine: gfm, extensions: [nl2br]}}\n")
    assert settings.markdown.engine == "gfm"
    (told,) = problems
    assert told.startswith("site.yaml:3:25: markdown.extensions: engine gfm has none; they are for")
    assert told.endswith("(take this out, or write engine: markdown)")
