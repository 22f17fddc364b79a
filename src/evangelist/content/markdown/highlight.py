"""Code with its parts marked by Pygments' short classes.

An engine leaves code as `fenced` writes it: text that is escaped, and no tag inside. The marks
come last, by `highlighted`, so that nothing before has to go over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html import escape, unescape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Whitespace, _TokenType
from pygments.util import ClassNotFound

_BEFORE = '<div class="highlight"><pre><code class="language-'
_FENCED = re.compile(rf'{_BEFORE}([^"<]*)">([^<]+)</code></pre>')


def fenced(code: str, info: str) -> str:
    """HTML for a code block, from its text as HTML.

    `info` is what stands after the fence: a language, or nothing.
    """
    language = info.strip().lstrip("{.").split("}")[0].split(" ")[0].split(",")[0].lower()
    named = f' class="language-{escape(language)}"' if language else ""
    return f'<div class="highlight"><pre><code{named}>{code}</code></pre></div>'


def highlighted(html: str) -> str:
    """The HTML with the parts of its code blocks marked, where the language is known.

    A block that a writer has put in as HTML of the same form counts too.
    """
    return _FENCED.sub(_marked, html) if _BEFORE in html else html


def _marked(match: re.Match[str]) -> str:
    lexer = _lexer(unescape(match[1]))
    if lexer is None:
        return match[0]
    marked = "".join(_spans(lexer, unescape(match[2])))
    return f'{_BEFORE}{match[1]}">{marked}</code></pre>'


def _spans(lexer: Lexer, code: str) -> Iterator[str]:
    """The code as HTML: neighbours with the same class share a span, and blanks need none."""
    before = ""
    for kind, words in lexer.get_tokens(code):
        name = _class(kind)
        if name != before:
            yield "</span>" if before else ""
            yield f'<span class="{name}">' if name else ""
            before = name
        yield escape(words, quote=False)
    yield "</span>" if before else ""


@cache
def _class(kind: _TokenType) -> str:
    """The short class of a kind of token, or of the nearest kind above that has one."""
    if kind is Whitespace:
        return ""
    return next(STANDARD_TYPES[each] for each in reversed(kind.split()) if each in STANDARD_TYPES)


@lru_cache(maxsize=128)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
