"""The HTML of the native engine in the forms that the other one's has.

What is changed here is the library's own: raw HTML of the writer is not in it yet.
"""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import unquote

from evangelist.content.markdown.highlight import fenced

FENCED = "-"
"""Stands for the language of a fenced block that names none: an indented one has nothing."""
_KINDS = "note|tip|important|warning|caution"
_QUOTE = re.compile(
    r"<blockquote>\n(?P<first><p>(?:"
    rf"\[!(?P<kind>{_KINDS})\](?:(?:<br>)?\n|(?=</p>))"
    r"|\[!for[ \t:]+(?P<names>[^\]\s:,<](?:[^\]\n<]*[^\]\s<])?)[ \t]*\][ \t:]*(?:(?:<br>)?\n)?"
    r")(?P<empty></p>\n)?)?|</blockquote>",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"<span data-escaped-char>(.*?)</span>")
_TASK = re.compile(r'<input type="checkbox" (checked="" )?disabled="" /> (\n<p>)?')
_BOXES = ("\N{BALLOT BOX}", "\N{BALLOT BOX WITH CHECK}")
_CELL = re.compile(r'<t([hd])(?: align="(\w+)")?>(</th>)?')
_REFERENCE = re.compile(
    r'<sup class="footnote-ref"><a href="#fn-([^"]+)" id="fnref-\1(?:-(\d+))?"'
    r" data-footnote-ref>(\d+)</a></sup>"
)
_BACK = re.compile(
    r'(?P<gap> ?)<a href="#fnref-(?P<name>[^"]+)" class="footnote-backref" data-footnote-backref'
    r' data-footnote-backref-idx="(?P<number>\d+)(?:-(?P<count>\d+))?" aria-label="[^"]*">'
    r"↩(?:<sup[^>]*>\d+</sup>)?</a>"
)
_NOTES = '<section class="footnotes" data-footnotes>\n<ol>'
_NOTE = re.compile(r'<li id="fn-([^"]+)">')
_ADDRESS = re.compile(r'(href|src)="([^"]*%[^"]*)"')
_FOREIGN = re.compile(r"(?:%[89A-F][0-9A-F])+")
_QUOTED = re.compile(r"&quot;[^<>]*[<>]")
"""Quotation marks to the end of the text, or of the tag, that they stand in."""
_CODE = re.compile(r'<pre><code class="language-([^"]*)">([^<]*)</code></pre>')


def shaped(html: str, text: str) -> str:
    """The HTML of the library in our forms; `text` is what it was made of."""
    html = html.replace("<br />", "<br>").replace("<hr />", "<hr>")
    if "&quot;" in html:
        html = _QUOTED.sub(_quoted, html)
    if "[!" in html:
        html = _callouts(html)
    if "<span data-escaped-char>" in html:
        html = _ESCAPED.sub(r"\1", html)
    if "<input " in html:
        html = _TASK.sub(_task, html)
    if "<table>" in html:
        html = _CELL.sub(_cell, html)
    if "data-footnotes" in html:
        html = _footnotes(html)
    if '=""' in html:  # an address that was unsafe, or that is none
        html = html.replace('<a href="">', "<a>").replace('<img src="" ', "<img ")
    if "%" in html:
        html = _ADDRESS.sub(lambda match: _as_written(match, text), html)
    if '<code class="language-' in html:
        html = _CODE.sub(_fenced, html)
    return html


def _quoted(match: re.Match[str]) -> str:
    """Quotation marks as they are, but in a tag."""
    return match[0] if match[0].endswith(">") else match[0].replace("&quot;", '"')


def _callouts(html: str) -> str:
    """`> [!NOTE]` becomes a note, `> [!FOR staff]` a part for one audience."""
    ends: list[str] = []

    def reshape(match: re.Match[str]) -> str:
        if match[0] == "</blockquote>":
            return ends.pop()
        if not match["first"]:
            ends.append("</blockquote>")
            return match[0]
        ends.append("</div>")
        kind, names = match["kind"], match["names"]
        named = (
            f'class="callout callout-{kind.lower()}"' if kind else f'class="for" title="{names}"'
        )
        return f"<div {named}>\n" + ("" if match["empty"] else "<p>")

    return _QUOTE.sub(reshape, html)


def _task(match: re.Match[str]) -> str:
    """A sign, since a form control would promise to work."""
    return f'{match[2] or ""}<span class="task">{_BOXES[bool(match[1])]}</span> '


def _cell(match: re.Match[str]) -> str:
    """Alignment as a class, since pages have no inline style; a heading without words is none."""
    aligned = f' class="align-{match[2]}"' if match[2] else ""
    if match[3]:
        return f"<td{aligned}></td>"
    return f'<th{aligned} scope="col">' if match[1] == "h" else f"<td{aligned}>"


def _footnotes(html: str) -> str:
    """The names and classes that the other engine gives to notes, their marks and ways back."""
    html = _REFERENCE.sub(
        lambda m: (
            f'<sup id="fnref{m[2] or ""}:{_name(m[1])}">'
            f'<a class="footnote-ref" href="#fn:{_name(m[1])}">{m[3]}</a></sup>'
        ),
        html,
    )
    html = _BACK.sub(_way_back, html)
    html = html.replace(_NOTES, '<div class="footnote">\n<hr>\n<ol>')
    html = _NOTE.sub(lambda m: f'<li id="fn:{_name(m[1])}">', html)
    return html.replace("</section>", "</div>")


def _way_back(match: re.Match[str]) -> str:
    count, name = match["count"], match["name"]
    before = "&#160;" if match["gap"] and not count else ""
    name = _name(name.removesuffix(f"-{count}"))
    title = f"Jump back to footnote {match['number']} in the text"
    return (
        f'{before}<a class="footnote-backref" href="#fnref{count or ""}:{name}" title="{title}">'
        "\N{LEFTWARDS ARROW WITH HOOK}</a>"
    )


def _name(written: str) -> str:
    return escape(unquote(unescape(written)))


def _as_written(match: re.Match[str], text: str) -> str:
    """An address as its writer has it: the library writes some signs in another way."""
    address = unescape(match[2])
    forms = (address, _FOREIGN.sub(lambda signs: unquote(signs[0]), address), unquote(address))
    written = next((form for form in forms if form in text), address)
    return f'{match[1]}="{escape(written)}"'


def _fenced(match: re.Match[str]) -> str:
    language = unescape(match[1])
    return fenced(match[2], "" if language == FENCED else language)
