"""HTML cut into text and symbols, and the place of every link in the file."""

import pytest

from evangelist.model.body import Addressed, Anchor, Embed, Image
from tests.content.reading import read, rendered


def places(text: str, path: str = "page.md") -> list[str]:
    """Every link and picture as kind, address and place."""
    return [
        f"{mention.kind} {mention.target.href} {mention.line}:{mention.column}"
        for mention in read(text, path).places.mentions
    ]


def test_every_link_is_found_at_its_address_in_the_file() -> None:
    text = """---
title: x
---

One [a](a.md), two [b](b.md "t") and [äöü](ä.md).

- ![p](p.png) in a list
- <https://example.org/>, <me@example.org>

| a |
|---|
| [c](c.md) |

> [d][ref]
> <a href="e.md">e</a>

[ref]: d.md
"""
    assert places(text) == [
        "link a.md 5:9",
        "link b.md 5:24",
        "link ä.md 5:44",
        "image p.png 7:8",
        "link https://example.org/ 8:4",
        "link mailto:me@example.org 8:28",
        "link c.md 12:7",
        "link d.md 17:8",
        "link e.md 15:12",
    ]


def test_the_same_address_twice_has_two_places() -> None:
    assert places("[a](a.md)\n\n[b](a.md) [c](a.md)") == [
        "link a.md 1:5",
        "link a.md 3:5",
        "link a.md 3:15",
    ]


def test_an_address_in_a_code_sample_is_no_place() -> None:
    text = "`[a](a.md)`\n\n```\n[a](a.md)\n```\n\nSee [a](a.md)."
    assert places(text) == ["link a.md 7:9"]


def test_an_address_that_only_begins_alike_is_no_place() -> None:
    assert places("a.mdx [x](xa.md) [a](a.md)") == ["link xa.md 1:11", "link a.md 1:22"]


def test_links_in_a_lifted_title_and_footnotes_have_places() -> None:
    text = "Text[^1] [a](a.md)\n\n[^1]: see [b](b.md)\n"
    assert places(text) == ["link a.md 1:14", "link b.md 3:15"]


def test_links_that_the_engine_made_are_not_mentioned() -> None:
    assert places("Text[^1]\n\n[^1]: Note\n") == []


def test_a_place_counts_lines_as_an_editor_does() -> None:
    assert places("\ufeff---\r\ntitle: x\r\n---\r\n\r\n[a](a.md)\r\n") == ["link a.md 5:5"]


LONE = [
    "[VPN](vpn.md)",
    "  [VPN](vpn.md)  ",
    "[**V**PN](../services/vpn.md)",
    "[VPN](/services/vpn.md#basic)",
    "[VPN][v]\n\n[v]: vpn.md",
    '[VPN](vpn.md "Title")',
    '[VPN](vpn.md "a > b")',
    "[VPN](vpn.md){: .wide }",
    '<p><a href="vpn.md">VPN</a></p>',
]


@pytest.mark.parametrize("text", LONE)
def test_a_paragraph_that_is_nothing_but_a_link_to_an_entry_is_its_card(text: str) -> None:
    parts = read(f"Before\n\n{text}\n\nAfter", "services/x.md").body.parts
    (embed,) = (part for part in parts if isinstance(part, Embed))
    assert embed.anchor.target.entry == "services/vpn"


@pytest.mark.parametrize(
    "text",
    [
        "[VPN](vpn.md) and more",
        "[VPN](vpn.md) [VPN](vpn.md)",
        "- [VPN](vpn.md)",
        "- a\n\n  [VPN](vpn.md)",
        "> [VPN](vpn.md)",
        "> [!NOTE]\n> [VPN](vpn.md)",
        "| a |\n|---|\n| [VPN](vpn.md) |",
        "Term\n: [VPN](vpn.md)",
        "## [VPN](vpn.md)",
        "**[VPN](vpn.md)**",
        "[VPN](https://example.org/)",
        "[VPN](#vpn)",
        "[VPN](/services/vpn/)",
        "[VPN](vpn.pdf)",
        "[![VPN](vpn.png)](vpn.md)",
        "![VPN](vpn.png)",
        "`[VPN](vpn.md)`",
        "Text[^1]\n\n[^1]: [VPN](vpn.md)",
    ],
)
def test_any_other_link_stays_a_link(text: str) -> None:
    assert "<card>" not in rendered(text)


def test_an_embedded_link_is_mentioned_with_its_place() -> None:
    assert places("Text\n\n[VPN](vpn.md)") == ["link vpn.md 3:7"]


def test_a_link_keeps_its_attributes_and_what_stands_inside() -> None:
    parts = read('See [a *b* ![c](c.png)](x.md "T"){: .wide } now').body.parts
    (anchor,) = (part for part in parts if isinstance(part, Anchor))
    assert anchor.target.entry == "x"
    assert sorted(anchor.attributes.split()) == ['class="wide"', 'title="T"']
    assert anchor.parts[0] == "a <em>b</em> "
    assert isinstance(anchor.parts[1], Image)


def test_a_picture_keeps_its_words_and_attributes() -> None:
    (image,) = (
        part
        for part in read('![a "b" & c](p.png "T"){: .wide }').body.parts
        if isinstance(part, Image)
    )
    assert (image.alt, image.target.file) == ('a "b" & c', "p.png")
    assert sorted(image.attributes.split()) == ['class="wide"', 'title="T"']


def test_text_between_symbols_is_in_one_piece() -> None:
    parts = read("a **b** c\n\nd [e](e.md) *f* g").body.parts
    assert [type(part).__name__ for part in parts] == ["str", "Anchor", "str"]


def test_a_table_can_be_scrolled_and_has_a_label() -> None:
    html = rendered("| a |\n|---|\n| b |")
    assert html.startswith(
        '<div class="table-scroll" role="group" tabindex="0" aria-label="{content.table}"><table>'
    )
    assert html.endswith("</table></div>")


def test_links_that_are_never_closed_do_no_harm() -> None:
    html = rendered('<a href="x.md">one <a href="y.md">two', raw_html="trust")
    assert html.count("<a ") == html.count("</a>") == 2


def addressed(text: str) -> list[Addressed]:
    return [part for part in read(text).body.parts if isinstance(part, Addressed)]


def test_a_quote_that_names_audiences_is_for_them_alone() -> None:
    (part,) = addressed("Before.\n\n> [!FOR staff,  new  students]\n> Only you.\n\nAfter.")
    assert part.audiences == ("staff", "new students")
    assert "".join(map(str, part.parts)).strip() == "<p>Only you.</p>"


@pytest.mark.parametrize(
    "first", ["[!FOR: staff]", "[!For staff]:", "[!FOR staff] ", "[!FOR staff"]
)
def test_small_slips_before_a_part_for_some_are_understood_or_said(first: str) -> None:
    for text in (f"> {first}\n> Only you.", f"> {first} Only you."):
        found, said = addressed(text), read(text).problems
        assert [part.audiences for part in found] == [("staff",)] or said
        if found:
            assert "".join(map(str, found[0].parts)).strip() == "<p>Only you.</p>"


def test_a_part_for_some_has_links_pictures_and_cards() -> None:
    text = "> [!for staff]\n> See [a](a.md) and ![p](p.png).\n>\n> [Card](services/vpn.md)\n"
    (part,) = addressed(text)
    assert [type(each) for each in part.parts if not isinstance(each, str)] == [
        Anchor,
        Image,
        Embed,
    ]
    assert [mention.target.href for mention in read(text).places.mentions] == [
        "a.md",
        "p.png",
        "services/vpn.md",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "> [!FOR]\n> x",
        "> [!FOR ]\n> x",
        "> [!FOR , ]\n> x",
        "> for staff",
        "> [!FOR :] x",
        '<div class="for">x</div>',
        '<div class="for" title="">x</div>',
    ],
)
def test_without_an_audience_a_part_is_for_everybody(text: str) -> None:
    assert addressed(text) == []
    assert "x" in read(text).body.text or "staff" in read(text).body.text


def test_parts_for_some_nest_and_close_in_their_order() -> None:
    text = "> [!FOR staff]\n> > [!FOR teachers]\n> > In\n>\n> Out\n\nAfter"
    (outer,) = addressed(text)
    (inner,) = (part for part in outer.parts if isinstance(part, Addressed))
    assert inner.audiences == ("teachers",)
    assert "Out" in "".join(str(part) for part in outer.parts if isinstance(part, str))


def test_the_words_of_a_text_are_those_that_it_says_itself() -> None:
    text = """See [a *b*](a.md).

[VPN](vpn.md)

> [!FOR staff]
> [c](c.md)

> [!TIP]
> d ![alt](e.png) &amp; `<f>`

| g |
|---|
| h |
"""
    assert read(text).body.text == "See a b . VPN c d & <f> g h"
