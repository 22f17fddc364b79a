"""HTML in which nothing can be left out: every tag and every address is of a few known forms.

Nearly all texts are such, and sanitizing takes ten times as long as looking. The forms are those
that engines write, to the sign; what differs from them in any way is sanitized.
"""

from __future__ import annotations

import re

from evangelist.content.markdown import Rendered

_PAIRS = (
    "p|li|td|code|em|strong|ul|ol|tr|pre|h[1-6]|del|blockquote|div|table|thead|tbody|th"
    "|dl|dt|dd|sup|sub"
)
_VALUE = r'[^"<>]*'
_TITLE = rf'(?: title="{_VALUE}")?'
_HOST = r"(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}(?::\d{1,4})?"
_WITHIN = r"[\w/.~%?#=&;+,@!$()*-]*"
_ADDRESS = (
    rf"(?:{_WITHIN}|https?://{_HOST}(?:[/?#][\w/.~%?#=&;+,@!$()*:-]*)?|mailto:[\w.+-]+@[\w.-]+)"
)
"""Within the site there is no colon, and so no scheme; nowhere a blank or a control character."""
_NO_LINK_INSIDE = r"(?=[^<]*(?:<(?!/?a\b)[^<]*)*</a>)"
_OTHER_SIGN = re.compile(r"&(?!(?:amp|lt|gt|quot);)")
_OTHER_TAG = re.compile(
    rf"<(?!/?(?:{_PAIRS})>"
    rf'|a href="{_ADDRESS}"{_TITLE}>{_NO_LINK_INSIDE}|/a>'
    rf'|img (?:src="{_ADDRESS}" alt="{_VALUE}"|alt="{_VALUE}" src="{_ADDRESS}"){_TITLE}(?: /)?>'
    r"|[bh]r>"
    r'|t[dh] class="align-[a-z]+"(?: scope="col")?>|th scope="col">'
    r'|div class="(?:highlight|callout callout-[a-z]+)">'
    rf'|div class="for" title="{_VALUE}">'
    rf'|code class="language-{_VALUE}">|span class="task">|/span>|ol start="\d+">'
    r")"
)


def is_harmless(rendered: Rendered) -> bool:
    """Whether sanitizing would change nothing that the HTML means.

    Where tags begin and end is for the engine to promise; nothing else is taken on trust.
    """
    html = rendered.html
    return rendered.nested and not (_OTHER_TAG.search(html) or _OTHER_SIGN.search(html))
