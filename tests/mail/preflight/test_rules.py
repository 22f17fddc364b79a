"""Every rule of a finished e-mail: a fault is planted in a clean one, and found."""

from __future__ import annotations

from typing import Any, NamedTuple, get_args

import pytest

from evangelist.mail.preflight import RULES, preflight
from evangelist.mail.preflight.findings import Code, File, Spot
from evangelist.mail.text import fill, heading
from tests.mail.preflight.mails import HTML, MAIL, TEXT, findings, planted


class Fault(NamedTuple):
    """A piece of the HTML, what is put in its place, and what is then found."""

    old: str
    new: str
    code: Code
    words: str
    spot: Spot = Spot()


P = "<p>More of it."
FAULTS = (
    Fault("Disk", "Di\x85sk", "email-structure", "a control character (U+0085)"),
    Fault(P, f"<script></script>{P}", "email-structure", "<script>:", Spot("element", "script")),
    Fault(P, f"<form></form>{P}", "email-structure", "<form>:", Spot("element", "form")),
    Fault(P, f"<video></video>{P}", "email-structure", "<video>:", Spot("element", "video")),
    Fault("<title>", '<link rel="x"><title>', "email-structure", "<link>:"),
    Fault(
        "https://example.edu/chart.png", "data:image/png;base64,", "email-structure", "a picture as"
    ),
    Fault(
        P, '<p style="float:left">', "email-structure", "'float:left'", Spot("style", "float:left")
    ),
    Fault(P, '<p style="position:absolute">', "email-structure", "'position:absolute'"),
    Fault(P, '<p style="display: flex">', "email-structure", "'display:flex'"),
    Fault("a { color", "a { display: grid; color", "email-structure", "'display:grid'"),
    Fault("@media", "@import 'x.css'; @media", "email-structure", "@import"),
    Fault("@media", "/* dark */ @media", "email-structure", "a comment in <style>"),
    Fault("@media", ".x { }" * 3000 + "@media", "email-structure", "18,157 bytes of <style>"),
    Fault(P, f"<style>p {{ margin: 0 }}</style>{P}", "email-structure", "<style> in the body"),
    Fault("<![endif]-->\n</div>", "</div>", "email-structure", "the comments <!--[if mso]>"),
    Fault(
        "</td></tr></table><![endif]", "</td></tr><![endif]", "email-structure", "of the tables for"
    ),
    Fault(' style="width:600px"', "", "email-structure", "a table for Outlook on Windows without"),
    Fault(
        '"600" style="width:600px',
        '"700" style="width:700px',
        "email-structure",
        "a table for Outlook on Windows is 700",
    ),
    Fault("<o:PixelsPerInch>96</o:PixelsPerInch>", "", "email-structure", "no PixelsPerInch"),
    Fault("font-family:Arial, sans-serif;", "", "email-structure", "text without font-family"),
    Fault("<body", "<body>" + " " * 2048 + "<i", "email-structure", "no link to the page"),
    Fault(
        P,
        '<p style="text-shadow:1px 1px red">',
        "email-client",
        "'text-shadow:1px 1px red'",
        Spot("style", "text-shadow:1px 1px red"),
    ),
    Fault(
        P,
        '<p style="width:calc(1px + 2px)">',
        "email-client",
        "'width:calc(1px + 2px)' (CSS calc() function)",
    ),
    Fault(P, '<p style="--x:1px">', "email-client", "'--x:1px' (CSS Variables"),
    Fault(P, '<p style="width:10vw">', "email-client", "'width:10vw' (vw unit)"),
    Fault(
        P,
        '<p style="background-image:linear-gradient(red, blue)">',
        "email-client",
        "'background-image:linear",
    ),
    Fault("@media", "@font-face { font-family: X } @media", "email-client", "'@font-face'"),
    Fault("a { color", "a:has(b) { color", "email-client", "':has' (:has())"),
    Fault("a { color", ".x > * { color", "email-client", "'.x > *' (Universal selector *)"),
    Fault(
        P,
        f"<meter></meter>{P}",
        "email-client",
        "'meter' (<meter> element)",
        Spot("element", "meter"),
    ),
    Fault(P, f"<button type='submit'></button>{P}", "email-client", "'button' (<button type"),
    Fault("<p>More", "<p hidden>More", "email-client", "'p hidden' (hidden attribute)"),
    Fault("chart.png", "chart.webp", "email-client", "'https://example.edu/chart.webp' (webP"),
    Fault("chart.png", "chart.svg", "email-picture", "the picture 'chart.svg' is no PNG"),
    Fault(' alt="A chart"', "", "email-picture", "the picture 'chart.png' has no words"),
    Fault(
        ' width="600" height', " height", "email-picture", "the picture 'chart.png' has no width"
    ),
    Fault(
        'width="600" height',
        'width="80%" height',
        "email-picture",
        "the picture 'chart.png' has no width in whole",
    ),
    Fault(
        'width="600" height',
        'width="601" height',
        "email-picture",
        "the picture 'chart.png' is 601 pixels",
    ),
    Fault(
        "https://example.edu/chart",
        "https://cdn.example/chart",
        "email-picture",
        "'https://cdn.example/chart.png' is loaded from cdn.example",
        Spot("image", "https://cdn.example/chart.png"),
    ),
    Fault(
        P,
        '<p style="background-image:url(https://cdn.example/a.png)">',
        "email-picture",
        "'https://cdn.example/a.png' is loaded",
    ),
    Fault(
        '"100%"',
        '"100%" background="//cdn.example/a.png"',
        "email-picture",
        "'//cdn.example/a.png' is",
    ),
    Fault(
        'width="600" height="200"',
        'width="1" height="1"',
        "email-picture",
        "a picture of one pixel",
    ),
    Fault(
        "color:#211f1b",
        "color:#888888",
        "email-contrast",
        "text in #888888 on #fcfbf8 has a contrast of 3.4:1, less than 4.5:1, everywhere",
        Spot("style", "color:#888888"),
    ),
    Fault(
        "color: #ebe7de",
        "color: #444444",
        "email-contrast",
        "text in #444444 on #171614 has a contrast of 1.9:1, less than 4.5:1, in dark mode",
        Spot("style", "color:#444444"),
    ),
    Fault(
        "color:#211f1b",
        "background-color:#00ff00;color:#ff0000",
        "email-contrast",
        "text in #ff0000 on #00ff00 has a contrast of 2.9:1, less than 4.5:1, everywhere",
    ),
    Fault(
        '<meta name="color-scheme" content="light dark">', "", "email-contrast", "no color-scheme"
    ),
    Fault('<html lang="en"', "<html", "email-access", "<html> has no lang"),
    Fault('<html lang="en" dir="ltr"', '<html lang="en"', "email-access", "<html> has no dir"),
    Fault('article" lang="en"', 'article"', "email-access", "no lang on a wrapping"),
    Fault('role="article" ', "", "email-access", "no dir on a wrapping"),
    Fault("<title>Faster", "<title>Slower", "email-access", "the title is not the subject"),
    Fault(
        '<table role="presentation" width="100%"',
        '<table width="100%"',
        "email-access",
        "a table without <th>",
    ),
    Fault('<th scope="col">Price', "<th>Price", "email-access", "a table heading without scope"),
    Fault("<h2", "<h1>Two</h1><h2", "email-access", "2 headings of level 1"),
    Fault(
        '<h2 id="storage">Storage</h2>',
        '<h3 id="storage">Storage</h3>',
        "email-access",
        "the heading 'Storage' is of level 3 after level 1",
        Spot("heading", "Storage"),
    ),
    Fault("<h2", "<h2></h2><h2", "email-access", "a heading without words"),
    Fault(
        "<p>More",
        '<p style="font-size:13px">More',
        "email-access",
        "text of 13 pixels",
        Spot("style", "font-size:13px"),
    ),
    Fault("<p>More", "<p><small>x</small>More", "email-access", "text of 13.28 pixels"),
    Fault(
        ">a study<",
        ">Click here<",
        "email-access",
        "'Click here' says nothing",
        Spot("link", "https://other.example/page"),
    ),
    Fault(">a study<", ">hier<", "email-access", "'hier' says nothing"),
    Fault(">a study<", ">more …<", "email-access", "'more …' says nothing"),
    Fault(
        ">a study<", "><", "email-access", "a link without words, to 'https://other.example/page'"
    ),
    Fault(
        'page" style="',
        'page" style="text-decoration:none;',
        "email-access",
        "a link without an underline",
    ),
    Fault(
        "other.example/page",
        "other.example/else",
        "email-text",
        "the link to 'https://other.example/else' is missing",
        Spot("link", "https://other.example/else"),
    ),
    Fault(
        'alt="A chart"',
        'alt="A graph"',
        "email-text",
        "the words of the picture 'A graph' are",
        Spot("image", "https://example.edu/chart.png"),
    ),
    Fault(
        "Storage</h2>",
        "Stores</h2>",
        "email-text",
        "the heading 'Stores' is missing",
        Spot("heading", "Stores"),
    ),
    Fault(
        '"https://other.example/page"',
        '"page.md"',
        "email-link",
        "'page.md' is no whole address",
        Spot("link", "page.md"),
    ),
    Fault(
        "https://other.example/page",
        "http://other.example/page",
        "email-link",
        "'http://other.example/page' is not encrypted",
    ),
    Fault(
        "https://other.example/page",
        "ftp://other.example/page",
        "email-link",
        "'ftp://other.example/page' is no whole",
    ),
    Fault(
        "https://other.example/page",
        "https://localhost:8000/",
        "email-link",
        "'https://localhost:8000/' leads to a computer",
    ),
    Fault(
        "https://other.example/page",
        "https://127.0.0.1/",
        "email-link",
        "'https://127.0.0.1/' leads to a computer",
    ),
    Fault(
        "https://other.example/page",
        "https://192.168.1.7/",
        "email-link",
        "'https://192.168.1.7/' leads to a computer",
    ),
    Fault(
        "https://other.example/page",
        "https://other.example/{{ name }}",
        "email-link",
        "'https://other.example/{{ name }}' has braces",
    ),
    Fault(
        "https://other.example/page",
        "https://other.example/%7B%7Bname",
        "email-link",
        "'https://other.example/%7B%7Bname' has braces",
    ),
    Fault(
        'href="#storage"',
        'href="#none"',
        "email-link",
        "'#none' leads to no part",
        Spot("link", "#none"),
    ),
)


def told(found: tuple[Any, ...]) -> list[str]:
    return [f"{finding.code}: {finding.message}" for finding in found]


def test_a_clean_mail_has_no_findings() -> None:
    assert preflight(MAIL) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}: {fault.words[:40]}")
def test_each_planted_fault_is_found_with_what_it_points_at(fault: Fault) -> None:
    found = [
        finding
        for finding in planted(fault.old, fault.new)
        if finding.code == fault.code and finding.message.startswith(fault.words)
    ]
    assert found, told(planted(fault.old, fault.new))
    assert all(finding.hint for finding in found)
    if fault.spot != Spot():
        assert found[0].spot == fault.spot


def test_every_rule_is_provoked_by_a_fault() -> None:
    codes = {fault.code for fault in FAULTS}
    assert codes | {"email-size", "email-words"} == set(get_args(Code))
    assert len(RULES) == len(set(RULES))


# --- size ------------------------------------------------------------------------------------


def long(count: int) -> str:
    stories = "".join(f"<h2>Story {n}</h2><p>{'word ' * 100 * n}</p>" for n in range(1, count))
    return HTML.replace(
        "</td></tr></table>\n<!--[if mso]>", f"{stories}</td></tr></table>\n<!--[if mso]>"
    )


def test_a_mail_that_gmail_will_clip_names_its_largest_stories() -> None:
    found = [f for f in findings(html=long(22)) if f.code == "email-size"]
    assert len(found) == 1
    assert "117," in found[0].message
    assert "as it is sent" in found[0].message
    assert "hides the rest behind a link" in found[0].message
    assert "'Story 21' (10," in found[0].hint
    assert "'Story 20'" in found[0].hint
    assert "'Story 19'" in found[0].hint
    assert "'Story 18'" not in found[0].hint
    assert found[0].spot == Spot("heading", "Story 21")


def test_a_mail_that_gmail_will_nearly_clip_is_told() -> None:
    found = [f for f in findings(html=long(19)) if f.code == "email-size"]
    assert [f.message.endswith("Gmail hides what comes after 102,400") for f in found] == [True]


def test_a_mail_of_a_common_size_is_not() -> None:
    assert [f for f in findings(html=long(10)) if f.code == "email-size"] == []


# --- pictures, links and dead ends that only the site knows ----------------------------------


@pytest.mark.parametrize(
    "file, words",
    [
        (File(300_000, 1200, 400), "has 300,000 bytes"),
        (File(10_000, 300, 100), "is shown at 600 pixels and has 300"),
        (File(10_000, 1800, 600), "has 3.0 times the pixels"),
    ],
)
def test_a_file_that_does_not_fit_its_place_is_found(file: File, words: str) -> None:
    found = findings(file=lambda _: file)
    assert [f.message.partition("' ")[2][: len(words)] for f in found] == [words]


def test_a_file_that_fits_is_not_found() -> None:
    assert findings(file=lambda _: File(100_000, 1200, 400)) == ()


def test_an_address_of_the_site_that_leads_nowhere_is_found_unless_it_is_told_already() -> None:
    address = "https://example.edu/newsletters/1/"
    found = findings(leads=lambda url: url != address)
    assert told(found) == [f"email-link: '{address}' leads to nothing that this site has"]
    assert findings(leads=lambda url: url != address, told=frozenset([address])) == ()


def test_a_site_without_encryption_is_told_once_and_its_links_are_not() -> None:
    html, text = (
        each.replace("https://example.edu", "http://example.edu") for each in (HTML, TEXT)
    )
    page = "http://example.edu/newsletters/1/"
    found = findings(html=html, text=text, home="http://example.edu/", page=page)
    assert [f.spot for f in found] == [Spot("site", "url")]


# --- what is no fault ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "old, new",
    [
        (P, '<p style="float:none">'),
        ('height="200"', 'height="1"'),
        (P, '<p style="border-radius:3px">'),
        ("<p>More", '<p style="font-size:14px">More'),
        (P, f'<h2 style="color:#757575;font-size:24px">Storage</h2>{P}'),
        ('page" style="', 'page" style="text-decoration:none;padding:1px;border:1px solid;'),
        (P, "<!--[if mso]><p style='position:absolute'></p><![endif]-->" + P),
        (P, "<!--[if !mso]><!--><p>Else</p><!--<![endif]-->" + P),
        ("https://other.example/page", "mailto:help@example.edu"),
        ("https://other.example/page", "tel:+123456"),
        ('src="https://example.edu/chart.png"', 'src="cid:chart"'),
    ],
)
def test_what_does_no_harm_is_not_told(old: str, new: str) -> None:
    found = [f for f in planted(old, new) if f.code not in {"email-text", "email-contrast"}]
    assert told(tuple(found)) == []


def test_large_text_needs_less_contrast() -> None:
    large = '<p style="font-size:24px;color:#8a8a8a">Large</p>'
    small = '<p style="font-size:23px;color:#8a8a8a">Small</p>'
    assert [f for f in planted(P, large + P) if "everywhere" in f.message] == []
    assert [f for f in planted(P, small + P) if "everywhere" in f.message] != []


def test_the_more_specific_selector_of_the_dark_block_wins() -> None:
    rule = ".cell p { color: #ebe7de !important; }\np { color: #222222 !important; }\na {"
    assert told(planted("a {", rule)) == []
    other = ".cell p { color: #222222 !important; }\np { color: #ebe7de !important; }\na {"
    assert [f.code for f in planted("a {", other)] == ["email-contrast"]


def test_words_that_vanish_only_where_colours_are_turned_around_are_found() -> None:
    found = planted("color:#211f1b", "background-color:#ff0000;color:#000000")
    assert [f.message for f in found if "turn light colours" in f.message] != []


# --- the text part ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("More of it.", "More &amp; more.", "'&amp;' in the text part"),
        ("More of it.", "More\u200b of it.", "a character that nobody sees (U+200B)"),
        ("More of it.", "word " * 16, "a line of "),
        ("Storage\n-------", "Storage", "the heading 'Storage' is missing"),
    ],
)
def test_a_fault_of_the_text_part_is_found(old: str, new: str, words: str) -> None:
    found = findings(text=TEXT.replace(old, new))
    assert [(f.code, f.message.startswith(words)) for f in found] == [("email-text", True)]


@pytest.mark.parametrize("words", ["\u6f22\u5b57" * 50, "x" * 100])
def test_words_that_the_text_breaks_for_want_of_a_blank_are_no_fault(words: str) -> None:
    html = HTML.replace("Storage</h2>", f"{words}</h2>").replace("A chart", words)
    text = TEXT.replace("Storage\n-------", heading(words, "-"))
    text = text.replace("[Image: A chart]", fill(f"[Image: {words}]"))
    assert findings(html=html, text=text) == ()


def test_headings_in_another_order_are_found() -> None:
    text = "Storage\n-------\n\n" + TEXT.replace("Storage\n-------\n\n", "")
    assert told(findings(text=text)) == [
        "email-text: the heading 'Storage' is not in its order in the text part"
    ]


def test_an_entity_that_the_html_shows_is_no_fault_of_the_text() -> None:
    html = HTML.replace("More of it.", "Write &amp;nbsp; there.")
    assert findings(html=html, text=TEXT.replace("More of it.", "Write &nbsp; there.")) == ()


def test_an_address_may_be_percent_encoded_in_one_of_the_two_parts() -> None:
    html = HTML.replace("other.example/page", "other.example/don%D1%86%2C")
    assert findings(html=html, text=TEXT.replace("example/page", "example/donц%2C")) == ()


def test_an_address_may_be_longer_than_a_line() -> None:
    address = f"https://other.example/{'a' * 90}"
    html, text = (e.replace("https://other.example/page", address) for e in (HTML, TEXT))
    assert findings(html=html, text=text) == ()


# --- subject and preheader -------------------------------------------------------------------


@pytest.mark.parametrize(
    "words, message",
    [
        ("News", "the subject has 4 characters: less than 10 say little"),
        ("a " * 40, "the subject has 80 characters: inboxes cut it after about 78"),
    ],
)
def test_a_subject_that_inboxes_do_not_show_well_is_advice(words: str, message: str) -> None:
    found = findings(subject=words, html=HTML.replace("Faster laptops in November", words))
    assert told(found) == [f"email-words: {message}"]


@pytest.mark.parametrize(
    "words, message",
    [
        ("", "there is no preheader: inboxes show the first words that they find"),
        ("Faster laptops in November", "the preheader says what the subject says"),
        ("Short", "the preheader has 5 characters: less than 40 say little"),
        ("a " * 60, "the preheader has 120 characters: inboxes cut it after about 110"),
        ("One line\n" * 6, "the preheader has several lines: inboxes show one"),
    ],
)
def test_a_preheader_that_inboxes_do_not_show_well_is_advice(words: str, message: str) -> None:
    assert told(findings(preheader=words)) == [f"email-words: {message}"]


# --- odd mails -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    ["", "text", "<p", "<html></html>", "<a href='http://[x'>x</a>", "<p style='color:'>", "<img>"],
)
def test_odd_html_stops_nothing(html: str) -> None:
    assert findings(html=html)
