"""Texts made to take for ever: each is finished in time, or stopped and named."""

import pytest

from tests.content.reading import ENGINES, EngineName, codes, complaints, read

pytestmark = pytest.mark.usefixtures("unwatched_collector")

SIZE = 50_000


def times(piece: str) -> str:
    """The piece again and again, up to the size."""
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


TEXTS = {
    "open brackets": times("[a"),
    "nested brackets": "[" * (SIZE // 2) + "a" + "]" * (SIZE // 2),
    "open links": times("[a]("),
    "open parentheses": "[a](" + "(" * SIZE,
    "open titles": times('[a](b "'),
    "open addresses": times("[a](<b"),
    "nested pictures": times("![["),
    "nested references": times("![a]["),
    "links and brackets": times("[a](b) ["),
    "escaped brackets": times("[\\\\"),
    "stars and underscores": times("*a_ "),
    "open emphasis": times("*a **a "),
    "stars": "*" * SIZE,
    "underscores": times("_a__"),
    "strikes": times("~~a ~"),
    "backticks of every length": "".join("e" + "`" * count for count in range(1, 316)),
    "backticks": times("`a``b"),
    "all at once": times("*a _b `c [d](e ![f "),
    "character data": times("<![CDATA["),
    "comments": times("<!-- a "),
    "declarations": times("<!A "),
    "instructions": times("<?"),
    "open tags": times("<a "),
    "open attributes": times('<a x="'),
    "attributes": "<a " + times('x="y" '),
    "deep tags": times("<b>"),
    "deep blocks": times("<div>\n\n"),
    "addresses": times("<http://a"),
    "entities": times("&a"),
    "nested quotes": ">" * SIZE,
    "nested lists": times("- "),
    "quotes in lists": times("> 1. "),
    "stairs": "\n".join("  " * depth + "- a" for depth in range(220)),
    "a list": times("1. a\n"),
    "lazy lines": "- a\n" + times("b\n"),
    "a long table": "|a|b|\n|-|-|\n" + times("|1|2|\n"),
    "a wide table": "|" + times("a|")[:9000] + "\n|" + times("-|")[:9000] + "\n|" + times("b|"),
    "pipes": times("|"),
    "headings": times("# a\n\n"),
    "headings of one name": times("## a {#a}\n"),
    "underlined headings": times("a\n-\n"),
    "rules": times("---\n"),
    "fences": times("```\n"),
    "a fence that is never closed": "```python\n" + times("a = 1\n"),
    "definitions": times("a\n: b\n\n"),
    "references": "".join(f"[a{number}]: x\n" for number in range(4000)),
    "one reference": times("[a] ") + "\n\n[a]: x",
    "footnotes": "".join(f"x[^{number}]\n\n[^{number}]: y\n\n" for number in range(2000)),
    "open footnotes": times("[^[^"),
    "one footnote": times("[^1]") + "\n\n[^1]: a",
    "abbreviations": "".join(f"*[A{number}]: x\n" for number in range(2000)) + times("A1 A2 "),
    "attribute lists": times("# a {: .b }\n"),
    "cards": times("[a](b.md)\n\n"),
    "callouts": times("> [!NOTE]\n> a\n\n"),
    "tasks": times("- [ ] a\n"),
    "backslashes": "\\" * SIZE,
    "blanks": " " * SIZE + "a",
    "null characters": "\0" * SIZE,
}


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_is_finished_or_its_page_is_named(text: str, name: EngineName) -> None:
    parsed = read(text, "news/slow.md", seconds=0.2, name=name)
    if parsed.card is None:
        assert codes(parsed) == ["page-timeout"]
        assert complaints(parsed)[0].startswith("content/news/slow.md:1:1: took longer than 0.2 ")
    else:
        assert "page-timeout" not in codes(parsed)


DEEP = ("stairs", "nested quotes", "quotes in lists")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "name",
    [
        *("a list", "a fence that is never closed", "stairs", "nested quotes", "entities"),
        *("headings", "underlined headings", "rules", "cards", "definitions", "pipes", "comments"),
        *("callouts", "lazy lines", "declarations", "nested lists", "open parentheses"),
    ],
)
def test_a_long_text_without_malice_is_finished(name: str, engine: EngineName) -> None:
    if engine == "gfm" and name in DEEP:
        return
    parsed = read(TEXTS[name], name=engine)
    assert parsed.card
    assert not parsed.card.title.startswith("<")


@pytest.mark.parametrize("name", DEEP)
def test_what_nests_too_deeply_for_the_native_engine_is_named(name: str) -> None:
    (said,) = complaints(read(TEXTS[name], name="gfm"))
    assert said.startswith("content/page.md:1:1: took longer than 60 seconds, or nests too deeply")


@pytest.mark.parametrize(
    "text", [">" * 100 + " a", "- " * 5000, "* " * 300 + "\n\na", "- a\n" * 900]
)
def test_what_only_looks_deep_is_read(text: str) -> None:
    assert read(text, name="gfm").card


def test_the_page_after_one_that_was_stopped_is_read_as_ever() -> None:
    before = read("A *b* [c](c.md)\n\n- d")
    assert codes(read(TEXTS["open brackets"], seconds=0.1)) == ["page-timeout"]
    assert read("A *b* [c](c.md)\n\n- d") == before
