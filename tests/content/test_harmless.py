"""What is not sanitized would come out of it as it is: in meaning, whatever was written."""

from __future__ import annotations

from html import escape

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evangelist.content.harmless import is_harmless
from evangelist.content.markdown import Rendered
from evangelist.content.sanitize import sanitize
from tests.content.reading import ENGINES, EngineName, engine
from tests.content.test_sanitize import HARMLESS, VECTORS, dangers, schemes

PAGE = """# Title

One *a* **b** ~~c~~ `d <e>` & "f" [g](../h.md "I") <https://example.org/?j=1&k=2> <l@example.org>

- [x] m
1. n\\
   o

> [!NOTE]
> p

> [!FOR staff, teachers]
> q

![r](s.png "t") ![u](<v ä.png>)

| w | x |
|--:|---|
| y |   |

***

```python
z = "<a href='javascript:alert(1)'>"
```

    &lt;
"""
SAFE = {"http", "https", "mailto", "tel"}
PIECES = [
    *("[a](", "[a]", "![", "](", ")", "(", "<", ">", '"', "'", "`", "```\n", "*", "**", "_", "~~"),
    *("\n", "\n\n", "\n    ", "- ", "1. ", "> ", "# ", "| a | b |\n|:--|---|\n| ", "|", "  \n"),
    *("> [!NOTE]\n", "> [!FOR a]\n", "[^1]", "\n[^1]: ", "\n[b]: ", "[b]", "- [ ] ", "\\", "&"),
    *("javascript:", "java\tscript:", "http://", "https://a.example", "//b.example/", "mailto:"),
    *("data:text/html,", "tel:1", "xn--", "www.a.example", "a@b.example", "c.md", "#d", "?e=f&g"),
    *("&#58;", "&colon;", "&Tab;", "&quot;", "%0A", "%3A", "%22", "%09", ".", ":", "/", "ä", " "),
    *("{: onclick=x }", "{.a}", ' "t")', "<b>", "</b>", "</div>", "<p title='", "onerror=x"),
    "*[a]: b",
]  # fmt: skip
TAGS = [
    *('<a href="', '">', "</a>", '<img src="', '" alt="', "<p>", "</p>", "<td>", "</table>"),
    *(' class="', '"', "<div", "<code", "<span", ' title="', ">", "<", "/", "<svg", "&lt;"),
    *(' onclick="x"', " style=", "=", "javascript:", "java\tscript:", "&#106;", "&amp;", "'", "`"),
    *("https://a.example/", "a.md", "<!--", "-->", "\n", " ", "x", "highlight", "h2", "<ol start="),
    "<script>",
]  # fmt: skip


def tree(html: str) -> str:
    """What a browser reads of it."""
    parsed = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    read: str = html5lib.serialize(
        parsed,
        tree="etree",
        quote_attr_values="always",
        omit_optional_tags=False,
        alphabetical_attributes=True,
    )
    return read


def own(html: str) -> Rendered:
    """HTML as if an engine had made all of it."""
    return Rendered(html, (), nested=True)


@pytest.mark.parametrize("name", ENGINES)
def test_what_engines_write_is_harmless_and_would_stay_as_it_is(name: EngineName) -> None:
    rendered = engine(name=name).render(PAGE.replace("<v ä.png>", "v.png").replace("<l@", "l@"))
    assert is_harmless(rendered)
    assert tree(rendered.html) == tree(sanitize(rendered.html))


@pytest.mark.parametrize("name", ENGINES)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map("".join))
@example(PAGE)
@example("[a](<java\tscript:alert(1)>)")
@example("[a <https://b.example> c](d.md)")
def test_no_text_is_spared_that_sanitizing_would_change(name: EngineName, text: str) -> None:
    rendered = engine(name=name).render(text.replace("\x00", ""))
    if is_harmless(rendered):
        assert tree(rendered.html) == tree(sanitize(rendered.html))
        assert not list(dangers(rendered.html))


@given(st.lists(st.sampled_from(TAGS), max_size=12).map("".join))
def test_no_html_is_spared_that_could_run_code(html: str) -> None:
    assert not is_harmless(own(html)) or not list(dangers(html))


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=6).map("".join),
    st.sampled_from(['<a href="{}">a</a>', '<img src="{}" alt="a" />']),
)
@example("https://xn--a.example/", '<a href="{}">a</a>')
@example("http://a.example:99999/", '<a href="{}">a</a>')
def test_no_address_is_spared_that_sanitizing_would_drop(address: str, form: str) -> None:
    html = form.format(escape(address))
    if is_harmless(own(html)):
        assert schemes(address) <= SAFE
        assert tree(html) == tree(sanitize(html))


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_dangerous_is_spared(vector: str) -> None:
    assert not is_harmless(own(vector)) or not list(dangers(vector))


@pytest.mark.parametrize("html", [*HARMLESS, "<p>a</p></div>", "<p>a"])
def test_html_that_a_writer_put_in_is_never_spared(html: str) -> None:
    for name in ENGINES:
        assert not is_harmless(engine(name=name).render(f"a\n\n{html}"))
        assert not is_harmless(Rendered("<p>a</p>", (html,)))


def test_a_link_in_a_link_is_not_spared() -> None:
    assert not is_harmless(own('<p><a href="a"><em><a href="b">c</a></em></a></p>'))
    assert is_harmless(own('<p><a href="a"><em>b</em></a> <a href="c">d</a></p>'))
