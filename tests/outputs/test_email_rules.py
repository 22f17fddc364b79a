"""What every e-mail keeps to, whatever is in it; the reasons are in docs/themes.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest
from lxml import html as lxml_html

from tests import pictures
from tests.documents import Document
from tests.outputs.issues import example_issues
from tests.sites import Workspace, site

UNSEEN = "self::script or self::style or self::title or contains(@class, 'preheader')"
CONDITIONAL = re.compile(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", re.DOTALL)
ISSUE = "-- content/newsletters/2026-11.md --\n---\ntitle: An issue\ndate: 2026-11-20\n"


@pytest.fixture(scope="session")
def emails(example: Workspace, hostile: Workspace) -> dict[str, str]:
    """The HTML of every e-mail."""
    found = {name: example.read(f"email/{name}.html") for name in example_issues()}
    return found | {name: hostile.read(f"email/{name}.html") for name in ("hostile", "older")}


@pytest.fixture(scope="session")
def texts(example: Workspace, hostile: Workspace) -> dict[str, str]:
    """The text of every e-mail."""
    found = {name: example.read(f"email/{name}.txt") for name in example_issues()}
    return found | {name: hostile.read(f"email/{name}.txt") for name in ("hostile", "older")}


def styles(element: Any) -> dict[str, str]:
    """What stands in the style attribute of an element."""
    pairs = (each.split(":", 1) for each in element.get("style", "").split(";") if ":" in each)
    return {name.strip(): value.strip() for name, value in pairs}


def resolved(element: Any, name: str) -> str:
    """A property as the element has it or gets it from around it, by style attributes alone."""
    for each in (element, *element.iterancestors()):
        if name in (found := styles(each)):
            return found[name]
    return ""


def spoken(html: str) -> Iterator[Any]:
    """Every element that has words of its own."""
    root = Document(html).root
    for element in root.xpath(f"//body//*[not(ancestor-or-self::*[{UNSEEN}])]"):
        own = [element.text, *(child.tail for child in element)]
        if isinstance(element.tag, str) and any(each and each.strip(" \n\xa0") for each in own):
            yield element


def test_the_emails_of_the_example_site_are_small(emails: dict[str, str]) -> None:
    sizes = {name: len(emails[name].encode()) for name in example_issues()}
    assert {name: size for name, size in sizes.items() if size > 60_000} == {}


def test_styles_stand_in_the_head_and_are_short_and_without_comments(
    emails: dict[str, str],
) -> None:
    for html in emails.values():
        shown = CONDITIONAL.sub("", html)
        head, body = shown.split("<body", 1)
        assert "<style" not in body
        style = "".join(re.findall(r"<style>(.*?)</style>", head, re.DOTALL))
        assert 500 < len(style.encode()) < 16_384
        assert "/*" not in style
        assert style.count("prefers-color-scheme") == 1


def test_there_are_no_control_characters(tmp_path: Path) -> None:
    odd = "\\x80\\x85\\x9f\\x07"
    fields = f'summary: "s{odd}"\nasks: [{{text: "a{odd}", url: "https://a.example/"}}]\n'
    head = ISSUE.replace("An issue", f'"An {odd} issue"\nsubject: S')
    files = f'{head}{fields}give: "g{odd}"\n---\nText.\n'
    made = site(tmp_path, files).built()
    for ending in ("html", "txt"):
        text = made.read(f"email/2026-11.{ending}")
        assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text) == []
        assert "\N{REPLACEMENT CHARACTER}" in text


def test_language_and_direction_stand_on_html_and_on_a_wrapping_article(
    emails: dict[str, str],
) -> None:
    for html in emails.values():
        page = Document(html)
        for place in ("/html", "//*[@role='article']"):
            assert (page.text(f"{place}/@lang"), page.text(f"{place}/@dir")) == ("en", "ltr")


def test_an_issue_written_from_right_to_left_is_laid_out_so(tmp_path: Path) -> None:
    files = f"{ISSUE}lang: ar\n---\n> [!NOTE]\n> x\n\n- a\n\n| a | b |\n|---|--:|\n| c | d |\n"
    page = Document(site(tmp_path, files).built().read("email/2026-11.html"))
    assert page.text("/html/@dir") == page.text("//*[@role='article']/@dir") == "rtl"
    (callout,) = page.root.xpath("//td[contains(@class, 'callout')]")
    assert "border-right" in styles(callout)
    assert "border-left" not in styles(callout)
    (bullets,) = page.root.xpath("//ul")
    assert "padding-right" in styles(bullets)
    (cell,) = page.root.xpath("//td[.='c']")
    assert styles(cell)["text-align"] == "right"
    (last,) = page.root.xpath("//td[.='d']")
    assert styles(last)["text-align"] == "left"


def test_the_title_is_the_subject(example: Workspace, emails: dict[str, str]) -> None:
    for name in example_issues():
        source = (example.root / f"content/newsletters/{name}.md").read_text("utf-8")
        subject = re.search(r'^subject: "(.*)"$', source, re.MULTILINE)
        assert subject
        assert Document(emails[name]).text("//title") == subject[1]


def test_tables_are_for_layout_or_say_what_their_cells_are(emails: dict[str, str]) -> None:
    for html in emails.values():
        root = Document(html).root
        for table in root.xpath("//table"):
            scopes = table.xpath("./thead/tr/th/@scope | ./tbody/tr/th/@scope")
            headings = table.xpath("./thead/tr/th | ./tbody/tr/th")
            if table.get("role") == "presentation":
                assert headings == []
            else:
                assert len(scopes) == len(headings) > 0


def test_a_heading_beside_cells_heads_its_row(hostile: Workspace) -> None:
    page = Document(hostile.read("email/hostile.html"))
    assert page.text("//th[.='row']/@scope") == "row"
    assert page.text("//th[.='one column']/@scope") == "col"


def test_there_is_one_title_and_no_level_is_left_out(emails: dict[str, str]) -> None:
    for html in emails.values():
        levels = [int(tag[1]) for tag in re.findall(r"<(h[1-6])[\s>]", html)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_words_have_a_font_a_colour_a_ground_and_a_size_without_any_style_sheet(
    emails: dict[str, str],
) -> None:
    for html in emails.values():
        for element in spoken(html):
            words = lxml_html.tostring(element, encoding="unicode")[:200]
            for name in ("font-family", "color", "background-color", "line-height"):
                assert resolved(element, name), f"{name} of {words}"
            size = resolved(element, "font-size")
            assert size.endswith("px"), words
            assert int(size[:-2]) >= 14, words
            cell = next(each for each in element.iterancestors("td"))
            assert "padding" in styles(cell), words


def test_links_are_underlined_or_buttons(emails: dict[str, str]) -> None:
    for html in emails.values():
        for link in Document(html).root.xpath("//a[@href]"):
            button = link.get("class") == "button-link"
            assert styles(link)["text-decoration"] == ("none" if button else "underline")


def test_nothing_floats_or_is_placed(emails: dict[str, str]) -> None:
    for html in emails.values():
        assert not re.search(r"float:|position:|display:\s*(?:inline-)?(?:flex|grid)", html)


def as_word_sees(html: str) -> str:
    return CONDITIONAL.sub(lambda match: match[1], html)


def test_what_is_for_outlook_alone_is_balanced(emails: dict[str, str]) -> None:
    for html in emails.values():
        assert (
            html.count("<!--[if mso]>")
            == html.count("<![endif]-->")
            == len(CONDITIONAL.findall(html))
        )
        seen = as_word_sees(html.split("<body", 1)[1])
        for tag in ("table", "tr", "td", "div"):
            assert len(re.findall(rf"<{tag}[\s>]", seen)) == seen.count(f"</{tag}>")
        parser = html5lib.HTMLParser()
        parser.parse(f"<!DOCTYPE html><html><head><title>x</title></head><body{seen}")
        assert parser.errors == []


def test_outlook_counts_pixels_and_knows_its_fonts(emails: dict[str, str]) -> None:
    for html in emails.values():
        assert "<o:PixelsPerInch>96</o:PixelsPerInch>" in html
        assert re.search(r"\* \{ font-family: Segoe UI, sans-serif !important; \}", html)


def test_widths_stand_as_attribute_and_as_style(emails: dict[str, str]) -> None:
    for html in emails.values():
        found = 0
        for element in Document(as_word_sees(html)).root.xpath("//*[@width]"):
            found += 1
            width = element.get("width")
            wanted = width if width.endswith("%") else f"{width}px"
            assert re.fullmatch(r"[0-9]+%?", width)
            assert styles(element)["width"] == wanted
        assert found > 2


def test_a_button_is_a_coloured_cell_that_word_pads(emails: dict[str, str]) -> None:
    found = 0
    for html in emails.values():
        for cell in Document(html).root.xpath("//td[@class='button-cell']"):
            found += 1
            assert cell.get("bgcolor") == styles(cell)["background-color"]
            assert re.fullmatch(r"\d+px \d+px", styles(cell)["mso-padding-alt"])
            assert styles(cell[0])["padding"] == styles(cell)["mso-padding-alt"]
    assert found > 10


def test_a_picture_is_no_wider_than_the_text(tmp_path: Path) -> None:
    made = site(tmp_path, f"{ISSUE}---\n![Words](wide.png)\n")
    made.write_bytes("content/newsletters/wide.png", pictures.plain((1500, 300)))
    (picture,) = Document(made.built().read("email/2026-11.html")).root.xpath("//img")
    assert (picture.get("width"), picture.get("alt")) == ("600", "Words")
    assert styles(picture)["width"] == "600px"
    assert styles(picture)["max-width"] == "100%"


def test_the_way_to_the_page_comes_first(example: Workspace, emails: dict[str, str]) -> None:
    for name in example_issues():
        start = emails[name].split("<body", 1)[1].encode()[:2048].decode("utf-8", "ignore")
        assert f'href="https://services.aldermoor.example/newsletters/{name}/"' in start
        assert example.read(f"email/{name}.txt").split("\n")[4].endswith(f"/{name}/>")


def test_the_preheader_is_read_before_anything_else(emails: dict[str, str]) -> None:
    first = Document(emails["2026-11"]).text("//body/*[1]")
    assert first.startswith("Last days for laptops, who answers over the holidays")


def test_the_foot_says_how_to_join_and_to_leave(
    emails: dict[str, str], texts: dict[str, str]
) -> None:
    ways = [
        ("All issues", "https://example.org/newsletters/"),
        ("Join this list", "mailto:ets@example.org?subject=subscribe"),
        ("Leave this list", "mailto:ets@example.org?subject=unsubscribe"),
    ]
    assert Document(emails["hostile"]).links("//td[contains(@class, 'foot')]")[-3:] == ways
    assert texts["hostile"].endswith("".join(f"{words}: <{url}>\n" for words, url in ways))


def test_the_foot_offers_only_what_site_yaml_has(tmp_path: Path) -> None:
    made = site(tmp_path, f"{ISSUE}---\n").built()
    foot = Document(made.read("email/2026-11.html")).links("//td[contains(@class, 'foot')]")
    assert foot == [("All issues", "https://example.org/newsletters/")]
    assert made.read("email/2026-11.txt").endswith(
        "Test site\n\nAll issues: <https://example.org/newsletters/>\n"
    )


def test_the_text_has_every_link_and_all_words_of_pictures_of_the_html(
    emails: dict[str, str], texts: dict[str, str]
) -> None:
    for name, html in emails.items():
        page = Document(html)
        links = page.texts("//a/@href[not(starts-with(., '#'))]")
        written = re.findall(r"<((?:https?|mailto|tel):[^>]*)>", texts[name])
        for link in links:
            assert ":" not in link or link in written
        flat = " ".join(re.sub(r"\n[> ]*", " ", texts[name]).split())
        assert [alt for alt in page.texts("//img/@alt") if alt and alt not in flat] == []


def test_the_text_is_plain_and_narrow(texts: dict[str, str]) -> None:
    for text in texts.values():
        assert not re.search(r"&(?:amp|lt|gt|nbsp|#\d+);", text)
        assert not re.search("[\u00a0\u00ad\u034f\u200b\u2060\ufeff]", text)
        bare = re.sub(r"<(?:https?:|mailto:|tel:)[^>]*>", "", text)
        assert [line for line in bare.split("\n") if len(line) > 78] == []


def test_what_pads_unseen_is_left_out_of_the_text(tmp_path: Path) -> None:
    body = "wo\u00adrd\u200b\u200b \ufeff\u034f\u2060&nbsp;&zwnj;&shy;end"
    made = site(tmp_path, f"{ISSUE}---\n{body}\n").built()
    assert "\nword \u200cend\n" in made.read("email/2026-11.txt")


def test_columns_of_a_table_stand_below_each_other_in_the_text(texts: dict[str, str]) -> None:
    assert "Chevrolet     €780     1 working day     22 December, before noon\n" in texts["2026-11"]
    assert "\none column\nonly <https://eight.example/>\n" in texts["hostile"]


def test_a_result_is_drawn_where_both_figures_are_numbers(tmp_path: Path) -> None:
    shown = {
        "{measure: M, before: 3, after: 0.2, unit: days}": ["100%", "7%"],
        "{measure: M, before: 36, after: 93, unit: percent}": ["36%", "93%"],
        "{measure: M, before: 0, after: 5, unit: x}": ["100%"],
        "{measure: M, before: 100000, after: 1, unit: x}": ["100%", "1%"],
        "{measure: M, before: 0, after: 0, unit: x}": [],
        "{measure: M, before: about 3, after: 1, unit: x}": [],
        "{measure: M, before: -3, after: 1, unit: x}": [],
        "{measure: M, before: nan, after: inf, unit: x}": [],
        "{measure: M, after: 1, unit: x}": [],
        "from much to little": [],
    }
    files = "".join(
        f"-- content/case-studies/c{n}.md --\n---\ntitle: C{n}\nresults: [{result!s}]\n---\n"
        for n, result in enumerate(shown)
    )
    for n in range(len(shown)):
        files += ISSUE.replace("2026-11.md", f"i{n}.md") + f"features: [case-studies/c{n}]\n---\n"
    made = site(tmp_path, files).built()
    found = [
        Document(made.read(f"email/i{n}.html")).texts(
            "//td[starts-with(@class, 'bar bar-')]/@width"
        )
        for n in range(len(shown))
    ]
    assert found == list(shown.values())


def test_the_figures_of_a_result_stand_beside_its_bars(emails: dict[str, str]) -> None:
    page = Document(emails["2026-11"])
    assert page.texts("//td[@class='bar-words']")[:2] == ["before 36%", "after 93%"]


def test_a_long_quote_in_quotes_keeps_room_for_its_words(tmp_path: Path) -> None:
    body = "\n".join(f"{'> ' * depth}level {depth}\n{'> ' * depth}" for depth in range(1, 9))
    page = Document(site(tmp_path, f"{ISSUE}---\n{body}\n").built().read("email/2026-11.html"))
    assert len(page.root.xpath("//td[@class='quote']")) == 3
    assert len(page.root.xpath("//blockquote")) == 8
    assert "level 8" in page.text("//body")
