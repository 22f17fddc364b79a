"""Code with its parts marked by Pygments' short classes."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from pygments import highlight as pygments_highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_FORMATTER = HtmlFormatter(nowrap=True)


@lru_cache(maxsize=128)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


def highlight(code: str, info: str) -> str:
    """HTML for a code block; `info` is what stands after the fence: a language, or nothing."""
    language = info.strip().lstrip("{.").split("}")[0].split(" ")[0].split(",")[0].lower()
    lexer = _lexer(language) if language else None
    marked = pygments_highlight(code, lexer, _FORMATTER) if lexer else escape(code, quote=False)
    named = f' class="language-{escape(language)}"' if language else ""
    return f'<div class="highlight"><pre><code{named}>{marked}</code></pre></div>'
