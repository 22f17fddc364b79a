"""No text can run code in a reader's browser: vectors through the whole of parsing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import html5lib
import pytest

from evangelist.content.sanitize import dropped, sanitize
from evangelist.model.body import Anchor, Embed, Image, Part, Target
from tests.content.reading import ENGINES, EngineName, codes, html, read, rendered

JS = "javascript:alert(1)"
VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "text <script>alert(1)</script> text",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>",
    "<script\n>alert(1)</script\n>",
    "<<script>alert(1)//<</script>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<svg><use href="data:image/svg+xml,<svg onload=alert(1)>"/></svg>',
    '<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></foreignObject></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
    '<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></math>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></math>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)">',
    "<img/src=x/onerror=alert(1)>",
    '<img """><script>alert(1)</script>">',
    "<img src=javascript:alert(1)>",
    "<img src=data:text/html,<script>alert(1)</script>>",
    '<img src=x srcset="x 1x, javascript:alert(1) 2x">',
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<img src=x:x onerror\n=\nalert(1)>",
    "<image src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<body background=javascript:alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    "<frameset><frame src=javascript:alert(1)></frameset>",
    '<object data="javascript:alert(1)"></object>',
    '<object data="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">',
    "<embed src=javascript:alert(1)>",
    "<applet code=x>",
    '<link rel=stylesheet href="javascript:alert(1)">',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    '<base href="javascript:alert(1)//">',
    "<style>@import 'javascript:alert(1)';</style>",
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<div style="width: expression(alert(1))">x</div>',
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input onfocus=alert(1) autofocus>",
    "<select onfocus=alert(1) autofocus><option>x</select>",
    "<textarea onfocus=alert(1) autofocus>",
    "<video src=x onerror=alert(1)></video>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<isindex action=javascript:alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<x onclick=alert(1)>x</x>",
    "<a onmouseover=alert(1)>x</a>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<a href="java&#x0A;script:alert(1)">x</a>',
    '<a href="jav&Tab;ascript:alert(1)">x</a>',
    '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="blob:https://example.org/x">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="x" target=_blank onclick=alert(1)>x</a>',
    '<blockquote cite="javascript:alert(1)">x</blockquote>',
    '<q cite="javascript:alert(1)">x</q>',
    '<table background="javascript:alert(1)"><tr><td>x</table>',
    "<!-- --><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "<!DOCTYPE x [<!ENTITY y '<script>alert(1)</script>'>]>",
    "</p><script>alert(1)</script>",
    '<p title="<h2 onclick=alert(1)>x</h2>">a</p>',
    "<h2 id='x\" onmouseover=\"alert(1)'>a</h2>\n\n<h2 id='x\" onmouseover=\"alert(1)'>a</h2>",
    "<p class='x\" onclick=\"alert(1)'>a</p>",
    "<a href='x\" onclick=\"alert(1)'>a</a> b",
    "<img src='x\" onerror=\"alert(1)' alt='y\" onload=\"alert(1)'>",
    '<p title="</p><script>alert(1)</script>">a</p>',
    '<aside class="callout callout-x&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">a</aside>',
    '<p><a href="x.md" title="><script>alert(1)</script>">a</a></p>',
    '<div class="highlight"><script>alert(1)</script></div>',
    f"[x]({JS})",
    f"[x](<{JS}>)",
    f"[x]( {JS} )",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](java\\script:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '[x](//evil.example/ "onclick=alert(1)")',
    '[x](x.md "\\" onclick=\\"alert(1)")',
    "[x](x.md '\" onclick=\"alert(1)')",
    '[x" onclick="alert(1)](x.md)',
    f"[x]\n\n[x]: {JS}",
    f"[x][y]\n\n[y]: <{JS}>",
    f"[{JS}]\n\n[{JS}]: {JS}",
    f"<{JS}>",
    "<JavaScript:alert(1)>",
    "<data:text/html,x>",
    f"![x]({JS})",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    '![x" onerror="alert(1)](x.png)',
    f"![x]\n\n[x]: {JS}",
    f"[![x]({JS})]({JS})",
    "text\n{: onclick=alert(1) }",
    'text\n{: onclick="alert(1)" style="x" .ok }',
    '[x](x.md){: onmouseover="alert(1)" }',
    f'[x](x.md){{: href="{JS}" }}',
    f'![x](x.png){{: src="{JS}" onerror="alert(1)" }}',
    '# Title {: onclick="alert(1)" }\n\n# Title {: onclick="alert(1)" }',
    "## x {: id='y\" onclick=\"alert(1)' }\n\n## x {: id='y\" onclick=\"alert(1)' }",
    "*x*{: onclick=alert(1) }",
    "| a {: onclick=alert(1) } |\n|---|\n| b |",
    '```html" onclick="alert(1)\n<script>alert(1)</script>\n```',
    "```<script>alert(1)</script>\nx\n```",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "Text[^1]\n\n[^1]: <script>alert(1)</script> [x](javascript:alert(1))",
    'Text[^" onclick="alert(1)]\n\n[^" onclick="alert(1)]: x',
    '*[HTML]: " onclick="alert(1)\n\nHTML',
    "Term<script>alert(1)</script>\n: <img src=x onerror=alert(1)>",
    "> [!NOTE]\n> <script>alert(1)</script>",
    "- [ ] <img src=x onerror=alert(1)>",
    "<b>\\<script>alert(1)</script></b>",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x02klzzwxh:0000\x03 <script>alert(1)</script>",
    "\x02amp\x03lt;script>alert(1)</script>",
    "wzxhzdk:0 \x02wzxhzdk:0\x03 <svg onload=alert(1)>",
]

_ACTIVE = {
    *("script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "base"),
    *("link", "meta", "form", "input", "button", "select", "textarea", "svg", "math", "template"),
    *("video", "audio", "source", "noscript", "marquee", "portal", "image", "isindex"),
}  # fmt: skip
_ADDRESSES = {"href", "src", "cite", "action", "formaction", "background", "data", "poster"}
_SAFE = {"http", "https", "mailto", "tel"}


def schemes(address: str) -> set[str]:
    """The scheme of an address as a browser reads it."""
    seen = re.sub(r"[\x00-\x20]", "", address).lower()
    match = re.match(r"([a-z][a-z0-9+.-]*):", seen)
    return {match[1]} if match else set()


def dangers(page: str) -> Iterator[str]:
    """What could run code in a browser that shows this HTML."""
    tree = html5lib.parseFragment(page, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag.rpartition("}")[2].lower() in _ACTIVE:
            yield f"<{tag}>"
        for name, value in element.attrib.items():
            if name.lower().startswith("on") or name.lower() in {"style", "srcdoc", "srcset"}:
                yield f"{tag} {name}"
            if name.lower() in _ADDRESSES and not schemes(value) <= _SAFE:
                yield f"{tag} {name}={value}"


def targets(parts: tuple[Part, ...]) -> Iterator[Target]:
    """Where symbols point."""
    for part in parts:
        if isinstance(part, Anchor):
            yield part.target
            yield from targets(part.parts)
        elif isinstance(part, Embed):
            yield part.anchor.target
        elif isinstance(part, Image):
            yield part.target


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize("raw_html", ["sanitize", "escape"])
def test_nothing_that_runs_code_comes_through(vector: str, raw_html: str, name: EngineName) -> None:
    body = read(f"Before\n\n{vector}\n\nAfter", raw_html=raw_html, name=name).body
    assert not list(dangers(html(body.parts)))
    remote = {scheme for target in targets(body.parts) for scheme in schemes(target.href)}
    assert remote <= _SAFE


def test_the_judge_of_these_tests_sees_what_is_dangerous() -> None:
    pages = ["<script>x</script>", "<p onclick=x>", "<a href=' java\nscript:x'>", "<svg><a/></svg>"]
    assert all(list(dangers(page)) for page in pages)
    assert len(VECTORS) >= 60


@pytest.mark.parametrize("place", ["title", "summary", "slug"])
def test_a_heading_cannot_smuggle_html_into_the_card(place: str) -> None:
    card = read("# <img src=x onerror=alert(1)>T<script>x</script>\n\n<b onclick=x>S</b>").card
    assert card
    assert "<" not in card.title + card.summary + card.url


HARMLESS = [
    "<b>bold</b>",
    '<a href="https://example.org/">x</a>',
    '<a href="mailto:a@example.org">x</a>',
    '<details open=""><summary>a</summary>b</details>',
    '<abbr title="x">y</abbr>',
    "<kbd>Ctrl</kbd>",
    '<time datetime="2026-11-20">today</time>',
    '<p class="a" id="b" lang="de" dir="ltr" title="c">x</p>',
    '<ol start="3" reversed=""><li value="2">x</li></ol>',
    '<td colspan="2">x</td>',
    "<figure><figcaption>x</figcaption></figure>",
    "<ruby>a<rt>b</rt></ruby>",
    "a<br>b<wbr>c",
    "<del>a</del><ins>b</ins><mark>c</mark><sub>d</sub><sup>e</sup><small>f</small>",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_html_stays(text: str) -> None:
    wrapped = f"<table><tbody><tr>{text}</tr></tbody></table>" if text.startswith("<td") else text
    assert sanitize(wrapped) == wrapped
    assert codes(read(text)) == []


@pytest.mark.parametrize(
    "text, names",
    [
        ("<script>x</script>", ["<script>"]),
        ("<iframe src=x></iframe>", ["<iframe>"]),
        ("a <b onclick=x>b</b>", ["onclick"]),
        ('a <a href="javascript:x">b</a>', ["javascript:"]),
        ("<form><input onfocus=x></form>", ["<form>", "<input>", "onfocus"]),
        ("use <server> here", ["<server>"]),
        ("`<script>` and <host.name>", []),
        ("a < b and c > d", []),
        ("<!-- a comment -->", []),
    ],
)
def test_what_was_left_out_is_told(text: str, names: list[str]) -> None:
    parsed = read(text)
    assert sorted(
        problem.message.split(" was left out")[0]
        for problem in parsed.problems
        if problem.code == "html-dropped"
    ) == sorted(names)


def test_the_report_of_what_was_left_out_names_each_thing_once() -> None:
    assert dropped(("<script>", "<SCRIPT>", "<p onclick=a onclick=b>")) == {
        "<script>": "<script",
        "onclick": "onclick",
    }


def test_raw_html_can_be_shown_as_written() -> None:
    text = "a <b>b</b> <script>x</script>\n\n<div>\n\n*c*\n\n</div>"
    assert rendered(text, "escape").split("\n") == [
        "<p>a &lt;b&gt;b&lt;/b&gt; &lt;script&gt;x&lt;/script&gt;</p>",
        "<p>&lt;div&gt;</p>",
        "<p><em>c</em></p>",
        "<p>&lt;/div&gt;</p>",
    ]
    assert codes(read(text, raw_html="escape")) == []


def test_raw_html_can_be_trusted() -> None:
    text = "a <b onclick=x>b</b>\n\n<script>x</script>"
    assert "<b onclick=x>b</b>" in rendered(text, "trust")
    assert "<script>x</script>" in rendered(text, "trust")
    assert codes(read(text, raw_html="trust")) == []
