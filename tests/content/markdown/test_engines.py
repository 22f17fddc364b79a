"""What people expect of Markdown, from the text to the finished HTML, whatever the engine."""

import re
from html import unescape

import pytest

from tests.content.reading import ENGINES, EngineName, engine, html, read, rendered


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    "text, html",
    [
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>"),
        ("~~a~~", "<p><del>a</del></p>"),
        ("`a <b>`", "<p><code>a &lt;b&gt;</code></p>"),
        ("a_b_c and 2*3*4", "<p>a_b_c and 2<em>3</em>4</p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ('a & b < c > d "e"', '<p>a &amp; b &lt; c &gt; d "e"</p>'),
        ("&copy; &amp; &#8364;", "<p>© &amp; €</p>"),
        ("\\*a\\*", "<p>*a*</p>"),
        ("***", "<hr>"),
        ("    a <b>", "<pre><code>a &lt;b&gt;\n</code></pre>"),
        ("<https://example.org/>", '<p><a href="https://example.org/">https://example.org/</a></p>'),
        ("<me@example.org>", '<p><a href="mailto:me@example.org">me@example.org</a></p>'),
        ('[a](b.md "T")  c', '<p><a href="b.md" title="T">a</a>  c</p>'),
        ("[a](<b c.md>) d", '<p><a href="b c.md">a</a> d</p>'),
        ("[a](b(c).md) d", '<p><a href="b(c).md">a</a> d</p>'),
        ("[a][1] d\n\n[1]: b.md", '<p><a href="b.md">a</a> d</p>'),
        ("[a] [b](c d) e", "<p>[a] [b](c d) e</p>"),
        ("a <host.name> b", "<p>a &lt;host.name&gt; b</p>"),
        ("a <b>c</b>", "<p>a <b>c</b></p>"),
    ],
)  # fmt: skip
def test_a_line_is_read_as_people_expect(text: str, html: str, name: EngineName) -> None:
    assert rendered(text, name=name) == html


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    "written", ["{{ 7*7 }}", "{% raw %}", "{{ page.title }}", "{# no #}", "${7*7}", "<%= 7*7 %>"]
)
def test_what_looks_like_a_template_appears_as_written(written: str, name: EngineName) -> None:
    shown = rendered(
        f"A {written} b `{written}`\n\n    {written}\n\n```\n{written}\n```\n", name=name
    )
    as_html = written.replace("<", "&lt;").replace(">", "&gt;")
    assert shown.count(as_html) == 4


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("kind", ["NOTE", "tip", "Important", "WARNING", "caution"])
def test_a_quote_with_a_mark_is_a_callout(kind: str, name: EngineName) -> None:
    shown = rendered(f"> [!{kind}]\n> Some *words*\n>\n> - a", name=name)
    kind = kind.lower()
    assert f'class="callout callout-{kind}" role="note"' in shown
    assert f'<p class="callout-title">{{callout.{kind}}}</p>' in shown
    assert "<p>Some <em>words</em></p>" in shown
    assert "[!" not in shown


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("mark", ["[!NOTE]", "[!FOR staff]"])
@pytest.mark.parametrize("inside", ["```\n> words\n> ```", "<div>words</div>", "    words"])
def test_code_and_html_right_after_a_mark_stay(inside: str, mark: str, name: EngineName) -> None:
    assert "words" in rendered(f"> {mark}\n>\n> {inside}\n\nMore", name=name)


@pytest.mark.parametrize("name", ENGINES)
def test_a_callout_may_begin_with_an_empty_line(name: EngineName) -> None:
    assert "<p></p>" not in rendered("> [!NOTE]\n>\n> Words", name=name)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("text", ["> [!FOO]\n> x", "> [!NOTE] x", "> x\n> [!NOTE]", "[!NOTE]\nx"])
def test_any_other_quote_stays_as_written(text: str, name: EngineName) -> None:
    shown = rendered(text, name=name)
    assert "callout" not in shown
    assert "[!" in shown


@pytest.mark.parametrize("name", ENGINES)
def test_tasks_have_a_sign_and_no_form_control(name: EngineName) -> None:
    shown = rendered("- [ ] a\n- [x] b\n- [X] *c*\n- [y] d\n- [x]e", name=name)
    assert shown.split("\n")[1:-1] == [
        '<li><span class="task">☐</span> a</li>',
        '<li><span class="task">☑</span> b</li>',
        '<li><span class="task">☑</span> <em>c</em></li>',
        "<li>[y] d</li>",
        "<li>[x]e</li>",
    ]


@pytest.mark.parametrize("name", ENGINES)
def test_tasks_may_have_room_between_them(name: EngineName) -> None:
    assert rendered("1. [x] a\n\n2. [ ] b", name=name).count('<p><span class="task">') == 2


@pytest.mark.parametrize("name", ENGINES)
def test_footnotes_lead_there_and_back(name: EngineName) -> None:
    shown = rendered(
        "One[^a] two[^b] again[^a].\n\n[^a]: First\n[^b]: Second\n\n    more\n", name=name
    )
    assert '<sup id="fnref:a"><a href="#fn:a" class="footnote-ref">1</a></sup>' in shown
    assert '<li id="fn:a">' in shown
    assert shown.count('class="footnote-backref"') == 3
    assert "<p>more" in shown


@pytest.mark.parametrize("name", ENGINES)
def test_a_footnote_that_nobody_wrote_stays_as_written(name: EngineName) -> None:
    assert rendered("One[^a]", name=name) == "<p>One[^a]</p>"


@pytest.mark.parametrize("name", ENGINES)
def test_tables_align_by_classes(name: EngineName) -> None:
    shown = rendered("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |", name=name)
    for word, side in (("a", "left"), ("b", "center"), ("c", "right")):
        assert f'<th class="align-{side}" scope="col">{word}</th>' in shown
    assert '<th scope="col">d</th>' in shown
    assert '<td class="align-right">3</td>' in shown
    assert "<td>4</td>" in shown
    assert "style=" not in shown
    assert " align=" not in shown


@pytest.mark.parametrize("name", ENGINES)
def test_a_sign_between_cells_can_be_written(name: EngineName) -> None:
    assert "<td>a|b</td>" in rendered("| x |\n|---|\n| a\\|b |", name=name)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("info", ["python", "Python", "{.python}", "python title=x", "py,linenos"])
def test_code_is_highlighted_by_classes(info: str, name: EngineName) -> None:
    shown = rendered(f"```{info}\nimport os\n```", name=name)
    assert '<div class="highlight"><pre><code class="language-py' in shown
    assert '<span class="kn">import</span>' in shown
    assert "style=" not in shown


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("raw_html", ["sanitize", "trust"])
def test_code_says_what_was_written_whatever_marks_its_parts(
    raw_html: str, name: EngineName
) -> None:
    code = 'a = "<b>" + \'c\' # & so\xa0on\n\n  x\n"""two\nlines"""\n'
    body = read(f"```python\n{code}```", raw_html=raw_html, name=name).body
    assert unescape(re.sub(r"<[^>]*>", "", html(body.parts))).strip() == code.strip()
    assert body.text == " ".join(code.split())


@pytest.mark.parametrize("name", ENGINES)
def test_code_is_highlighted_in_a_note_and_in_a_part_for_an_audience(name: EngineName) -> None:
    for mark in ("[!NOTE]", "[!FOR staff]"):
        shown = rendered(f"> {mark}\n>\n> ```python\n> import os\n> ```\n\nMore", name=name)
        assert '<span class="kn">import</span>' in shown


@pytest.mark.parametrize("name", ENGINES)
def test_a_name_in_a_sample_of_code_is_no_anchor(name: EngineName) -> None:
    sample = '<p title="a > b" id="no">'
    text = f'```html\n{sample}\n```\n\n`{sample}`\n\n<p title="a > b" id="yes">x</p>'
    assert read(text, name=name).body.anchors == ("yes",)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("raw_html", ["sanitize", "trust"])
def test_code_that_a_writer_put_in_as_html_stays_as_it_is(raw_html: str, name: EngineName) -> None:
    code = '<pre><code class="language-python">import <b>os</b></code></pre>'
    plain = '<pre class="x"><code class="language-python">import os</code></pre>'
    boxed = f'<div class="highlight">{code}</div>'
    for text in (code, plain, boxed):
        assert rendered(text, raw_html, name) == text


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("info", ["", " ", "no-such-language"])
def test_code_of_an_unknown_language_is_shown_as_written(info: str, name: EngineName) -> None:
    shown = rendered(f"```{info}\na <b> & c\n```", name=name)
    assert "a &lt;b&gt; &amp; c" in shown
    assert "<span" not in shown


@pytest.mark.parametrize("name", ENGINES)
def test_code_keeps_its_blank_lines_and_blanks(name: EngineName) -> None:
    text = "```python\n\na = 1\n\n\n    b = 2\n```"
    shown = engine(name=name).render(text).html
    assert "\n\n" in shown
    assert "    " in shown


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("fence", ["```", "~~~", "`````"])
def test_a_fence_that_is_never_closed_lasts_to_the_end(fence: str, name: EngineName) -> None:
    assert "- a\n\n# b" in rendered(f"{fence}\n- a\n\n# b", name=name).replace("\n#", "\n\n#")


@pytest.mark.parametrize("name", ENGINES)
def test_markdown_stands_between_raw_blocks(name: EngineName) -> None:
    shown = rendered('<div class="a">\n\n*b*\n\n- c\n\n</div>', name=name)
    assert shown.split("\n") == [
        '<div class="a">',
        "<p><em>b</em></p>",
        "<ul>",
        "<li>c</li>",
        "</ul>",
        "</div>",
    ]


@pytest.mark.parametrize("name", ENGINES)
def test_raw_blocks_without_blank_lines_are_left_alone(name: EngineName) -> None:
    assert "*b*" in rendered("<div>\n*b*\n</div>", name=name)


@pytest.mark.parametrize("name", ENGINES)
def test_the_raw_html_of_a_text_is_told(name: EngineName) -> None:
    found = engine(name=name).render("a <b>c</b>\n\n<div>\n\n`<i>`\n\n</div>")
    assert sorted(found.raw) == ["</b>", "</div>", "<b>", "<div>"]
