"""Each issue as an e-mail: three files from one source."""

import email
import re
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

import pytest
from lxml import html as lxml_html

from tests import pictures
from tests.documents import Document
from tests.sites import Workspace, site

FILES = """
-- content/services/storage.md --
---
title: Storage
summary: Keep it.
---
-- content/services/secret.md --
---
title: Secret
draft: true
---
-- content/newsletters/2026/2026-11.md --
---
title: Faster laptops, größer tickets
number: 12
date: 2026-11-20
subject: "November: faster laptops, fewer tickets für alle"
preheader: What changed for you this month, in two minutes
features: [services/storage, services/secret]
asks:
  - text: Tell us how you print
    url: "https://forms.example.edu/print?a=1&b=2"
    effort_minutes: 3
    in_return: We publish it
  - {text: Come by, url: /services/storage/}
  - Just think of us
give: Free headset checks every Tuesday
---
Read [about it](../../services/storage.md) or [elsewhere](https://example.com/?x=1&y=2).

[Storage](../../services/storage.md)

## What is new

![A chart of tickets](chart.gif) and ![a cat](https://remote.example/cat.png)

- [mail us](mailto:help@example.org)
- [call](tel:+123456)

> Quoted [deep](https://deep.example/).

| a | b |
|---|---|
| [cell](https://cell.example/) | 2 |

[part](#what-is-new)

```python
print("a very long line of code that goes on and on, beyond the width of any mail window")
```
-- content/newsletters/issue-7.md --
No front matter.
"""
SETTINGS = """
description: What is new.
newsletter:
  from: Übermittler <ets@example.org>
  list: all@example.org
  unsubscribe: "mailto:ets@example.org?subject=unsubscribe"
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = site(tmp_path_factory.mktemp("newsletters"), FILES, SETTINGS)
    workspace.write_bytes("content/newsletters/2026/chart.gif", pictures.plain((30, 20), "GIF"))
    return workspace.built()


@pytest.fixture(scope="module")
def text(made: Workspace) -> str:
    return made.read("email/2026/2026-11.txt")


@pytest.fixture(scope="module")
def page(made: Workspace) -> Document:
    return Document(made.read("email/2026/2026-11.html"))


@pytest.fixture(scope="module")
def message(made: Workspace) -> Message:
    return email.message_from_string(made.read("email/2026/2026-11.eml"))


def test_each_issue_has_four_files_at_its_path_below_newsletters(made: Workspace) -> None:
    assert sorted(path for path in made.tree() if path.startswith("email/")) == [
        "email/2026/2026-11.eml",
        "email/2026/2026-11.html",
        "email/2026/2026-11.posts.txt",
        "email/2026/2026-11.txt",
        "email/issue-7.eml",
        "email/issue-7.html",
        "email/issue-7.posts.txt",
        "email/issue-7.txt",
    ]


def test_the_styles_of_the_html_stand_on_its_elements(page: Document) -> None:
    unstyled = page.root.xpath("//*[self::h1 or self::h2 or self::p or self::a][not(@style)]")
    assert [element.text_content() for element in unstyled] == []
    assert "var(" not in "".join(page.texts("//@style"))


def test_the_style_that_is_left_holds_only_rules_for_the_screen(page: Document) -> None:
    style = page.text("//style")
    outside = re.sub(r"@[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", style).strip()
    assert outside == ""
    assert "prefers-color-scheme" in style


def test_the_html_loads_nothing_and_runs_nothing(page: Document) -> None:
    assert (
        page.texts("//script | //link | //form | //iframe | //object | //video | //@background")
        == []
    )


def test_the_title_is_the_subject(page: Document) -> None:
    assert page.text("//title") == "November: faster laptops, fewer tickets für alle"


def test_language_and_direction_stand_on_html_and_on_a_wrapping_element(page: Document) -> None:
    assert (page.text("/html/@lang"), page.text("/html/@dir")) == ("en", "ltr")
    assert page.text("//*[@role='article']/@lang") == "en"


def test_layout_tables_say_that_they_are_no_tables(page: Document) -> None:
    plain = page.root.xpath("//table[not(@role='presentation') and not(.//th)]")
    assert plain == []


def test_every_address_of_the_html_is_whole(page: Document) -> None:
    found = page.texts("//@href | //@src")
    assert len(found) > 10
    assert [url for url in found if not url.startswith(("https://", "mailto:", "tel:", "#"))] == []


def test_parts_that_the_html_links_to_exist(page: Document) -> None:
    assert page.texts("//@href[starts-with(., '#')]") == ["#what-is-new"]
    assert page.texts("//*[@id='what-is-new']")


def test_the_view_in_a_browser_comes_first(made: Workspace, page: Document) -> None:
    body = made.read("email/2026/2026-11.html").split("<body", 1)[1]
    at = body.index('href="https://example.org/newsletters/2026/2026-11/"')
    assert at < 2048


def test_the_text_has_every_link_of_the_html(page: Document, text: str) -> None:
    links = set(page.texts("//a/@href[not(starts-with(., '#'))]"))
    assert {link for link in links if f"<{link}>" not in text} == set()


def test_the_text_has_the_words_of_every_picture(page: Document, text: str) -> None:
    words = [alt for alt in page.texts("//img/@alt") if alt]
    assert words == ["A chart of tickets"]
    assert "[Image: A chart of tickets]" in text


def test_the_text_has_the_headings_of_the_html_in_their_order(page: Document, text: str) -> None:
    wanted = page.texts("//h1 | //h2 | //h3")
    found = re.findall(r"^(.+)\n(?:=+|-+)$", text, re.MULTILINE)
    assert [heading for heading in found if heading in wanted] == wanted


def test_no_line_of_the_text_is_longer_than_78_but_for_addresses(text: str) -> None:
    bare = re.sub(r"<(?:https?://|mailto:|tel:)[^>]*>", "", text)
    assert [line for line in bare.split("\n") if len(line) > 78] == []


def test_the_text_is_plain(text: str) -> None:
    assert not re.search(r"&(?:amp|lt|gt|nbsp|#\d+);", text)
    assert not re.search("[\u200b\u200c\u034f\ufeff]", text)


def test_asks_and_what_is_given_are_in_both_parts(page: Document, text: str) -> None:
    words = page.text("//body")
    for said in ("Tell us how you print", "Just think of us", "Free headset checks every Tuesday"):
        assert said in words
        assert said in text


def test_a_feature_that_is_not_published_is_left_out(made: Workspace) -> None:
    for ending in ("html", "txt", "eml"):
        assert "ecret" not in made.read(f"email/2026/2026-11.{ending}")
    assert made.found("link-draft")[0].startswith("content/newsletters/2026/2026-11.md:7:")


def test_the_message_is_a_draft_with_text_first(message: Message) -> None:
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert message["X-Unsent"] == "1"
    assert message["Date"] is None
    assert message["Message-ID"] is None


def test_the_message_has_the_subject_the_sender_and_the_list(message: Message) -> None:
    def said(name: str) -> str:
        return str(make_header(decode_header(str(message[name]))))

    assert said("Subject") == "November: faster laptops, fewer tickets für alle"
    assert said("From") == "Übermittler <ets@example.org>"
    assert said("To") == "all@example.org"


def test_the_message_is_made_of_the_other_two_files(made: Workspace, message: Message) -> None:
    parts = [part for part in message.walk() if not part.is_multipart()]
    for part, ending in zip(parts, ("txt", "html"), strict=True):
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        assert part["Content-Transfer-Encoding"] == "quoted-printable"
        assert data.decode().replace("\r\n", "\n") == made.read(f"email/2026/2026-11.{ending}")


def test_every_line_of_the_message_ends_in_crlf(made: Workspace) -> None:
    data = made.tree()["email/2026/2026-11.eml"]
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")


def test_an_issue_without_front_matter_has_a_title_and_a_subject(made: Workspace) -> None:
    assert "Subject: Issue 7\r\n" in made.tree()["email/issue-7.eml"].decode()
    assert "Issue 7\n=======" in made.read("email/issue-7.txt")


def test_the_page_of_an_issue_has_its_text(made: Workspace) -> None:
    root = lxml_html.document_fromstring(made.page("/newsletters/2026/2026-11/"))
    assert "Free headset checks every Tuesday" in root.text_content()


@pytest.mark.parametrize("sign", ["\\n", "\\r", "\\0", "\\x85", "\\u2028"])
def test_a_subject_that_would_break_out_of_its_header_is_an_error(
    tmp_path: Path, sign: str
) -> None:
    subject = f'"a{sign}Bcc: spy@example.com"'
    files = f"-- content/newsletters/a.md --\n---\ntitle: A\nsubject: {subject}\n---\n"
    made = site(tmp_path, files)
    made.build()
    assert len(made.errors()) == 1
    assert made.errors()[0].startswith("content/newsletters/a.md:3:1: 'subject'")
    assert not made.output.exists()


def test_a_title_that_stands_for_the_subject_adds_no_header(tmp_path: Path) -> None:
    files = '-- content/newsletters/a.md --\n---\ntitle: "a\\nBcc: spy@example.com"\n---\n'
    made = site(tmp_path, files)
    made.build()
    if not made.errors():
        message = email.message_from_string(made.read("email/a.eml"))
        assert message["Bcc"] is None
        assert "\n" not in str(message["Subject"])


@pytest.mark.parametrize("name", ["from", "list"])
@pytest.mark.parametrize("value", ['"A <a@b.c>\\nBcc: <x@y.z>"', '"A <ä@b.c>"'])
def test_a_sender_that_cannot_be_in_a_header_is_an_error(
    tmp_path: Path, name: str, value: str
) -> None:
    settings = f"newsletter: {{{name}: {value}}}\n"
    made = site(tmp_path, "-- content/newsletters/a.md --\nHello.\n", settings)
    made.build()
    assert [problem.code for problem in made.report.problems if problem.level == "error"] == [
        "setting-invalid"
    ]
    assert f"'newsletter.{name}'" in made.errors()[0]
