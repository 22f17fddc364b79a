"""The second engine: GitHub's Markdown in native code, by comrak.

The library makes HTML; `shapes` gives it the forms that the other engine's has. Raw HTML is
taken out before and put back after that, so that nothing a writer wrote is taken for ours. See
docs/decisions/0015-second-engine.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from evangelist.content.markdown import Rendered
from evangelist.content.markdown.beyond import beyond, may_be_beyond
from evangelist.content.markdown.described import RawHtml, raw_pieces
from evangelist.content.markdown.shapes import FENCED, shaped
from evangelist.model.settings import MarkdownSettings
from evangelist.problems import Problem, ProblemsError

_library: Any
try:
    import comrak as _library
except ImportError:
    _library = None

_OMITTED = "<!-- raw HTML omitted -->"
"""What the library writes in the place of raw HTML: nowhere else can it stand unescaped."""
_ESCAPED_MARK = re.compile(r"\\\[\\?!|\[\\!")

_LONG_LINE = 4000
_MOST_STEPS = 20_000_000
"""A fraction of a second: for each address in a line the library goes over the line again."""
_MOST_NESTING = 100
_DEEP = re.compile(
    r"(?![ \t]*(?:[-*][ \t]*)+\n)"
    rf"(?:[ \t]*(?:>|[-+*]|\d{{1,9}}[.)])){{{_MOST_NESTING + 1}}}"
)
_DEEP_LINE = re.compile(r"\n" + _DEEP.pattern)
"""A line that begins with so many signs of lists and quotes, and is no rule."""
_CONTAINER = re.compile(r"<(/?)(?:ul|ol|blockquote)\b")
_LINK = re.compile(r"<a[\s>]", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r'<a href="(?:mailto:|http://)?([^"<]*)">\1</a>')


class Gfm:
    """The engine, made once for a site and used for one text after the other.

    Raises ProblemsError where the library is not installed.
    """

    def __init__(self, settings: MarkdownSettings) -> None:
        if not hasattr(_library, "markdown_to_xml"):
            raise ProblemsError(
                Problem(
                    "setting-invalid",
                    "markdown.engine: gfm needs a package that is not installed",
                    "site.yaml",
                    hint="pip install 'evangelist[gfm]'",
                )
            )
        self._escape = settings.raw_html == "escape"
        self._extensions, self._unlinked = (
            _library.ExtensionOptions(
                strikethrough=True, table=True, autolink=linked, tasklist=True, footnotes=True
            )
            for linked in (True, False)
        )
        self._reading = _library.ParseOptions(default_info_string=FENCED)
        self._writing = _library.RenderOptions()
        self._telling = _library.ParseOptions(default_info_string=FENCED, escaped_char_spans=True)
        self._marking = _library.RenderOptions(escaped_char_spans=True)
        self._counting = _library.ParseOptions(default_info_string=FENCED, sourcepos_chars=True)
        self._placing = _library.RenderOptions(sourcepos=True)

    @property
    def extensions(self) -> tuple[object, ...]:
        """None: the library is one piece."""
        return ()

    def render(self, text: str) -> Rendered:
        """Render a text whose lines end in LF.

        Raises RecursionError for lists and quotes in each other that nobody could read, since
        what comes after takes ever longer for them.
        """
        text = f"{text}\n"  # without it a list of one empty item at the end is none
        if _DEEP.match(text) or _DEEP_LINE.search(text):
            raise RecursionError
        html = self._html(text)
        if _nests_deeply(html):
            raise RecursionError
        is_raw, is_beyond = _OMITTED in html, may_be_beyond(text, html)
        described = self._described(text) if is_raw or is_beyond else ""
        raw = tuple(raw_pieces(described)) if is_raw else ()
        html = shaped(html, text)
        if raw:
            html = _filled(html, raw, escaped=self._escape)
        return Rendered(
            html.strip(),
            () if self._escape else tuple(each.html for each in raw),
            tuple(beyond(described)) if is_beyond else (),
            nested=not raw or self._escape,
        )

    def _html(self, text: str) -> str:
        """The library's HTML; where it matters, with a mark at what a backslash stands before."""
        if "\\" in text and _ESCAPED_MARK.search(text):
            parsing, rendering = self._telling, self._marking
        else:
            parsing, rendering = self._reading, self._writing
        html: str = _library.markdown_to_html(text, self._beyond_core(text), parsing, rendering)
        return html

    def _described(self, text: str) -> str:
        """The library's XML: what each piece of the text is, and where it stands."""
        extensions = self._beyond_core(text)
        xml: str = _library.markdown_to_xml(text, extensions, self._counting, self._placing)
        return xml

    def _beyond_core(self, text: str) -> Any:
        """What is read beyond CommonMark: of bare addresses no links where it would take long."""
        return self._unlinked if _takes_long(text) else self._extensions


def _nests_deeply(html: str) -> bool:
    """Whether more lists and quotes stand in each other than are read."""
    if html.count("<ul") + html.count("<ol") + html.count("<blockquote") <= _MOST_NESTING:
        return False
    steps = (-1 if closing else 1 for closing in _CONTAINER.findall(html))
    return max(accumulate(steps)) > _MOST_NESTING


def _takes_long(text: str) -> bool:
    """Whether a line has so much that may be an address that the library would take seconds."""
    if len(text) < _LONG_LINE:
        return False
    lines = (line for line in text.split("\n") if len(line) >= _LONG_LINE)
    signs = ("@", "://", "www.")
    return any(len(line) * sum(map(line.count, signs)) > _MOST_STEPS for line in lines)


def _filled(html: str, pieces: Iterable[RawHtml], *, escaped: bool) -> str:
    """The HTML with the pieces in the places that were left out for them, in order.

    An address between the tags of a link is no link by itself: links cannot hold links.
    """
    first, *rest = html.split(_OMITTED)
    filled, linked = [first], False
    for piece, after in zip(pieces, rest, strict=True):
        linked = not escaped and (linked or bool(_LINK.match(piece.html)))
        linked = linked and not piece.html.lower().startswith("</a")
        filled += [
            piece.shown if escaped else piece.html,
            _BARE_ADDRESS.sub(r"\1", after) if linked else after,
        ]
    return "".join(filled)
