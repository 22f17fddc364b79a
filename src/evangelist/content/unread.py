"""What a text has for another engine than the site's: readers would see it as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from evangelist.content.markdown import Rendered
from evangelist.problems import Problem

_MEND = {
    "an attribute list": "take it out, or write the element as HTML",
    "a definition": "write a list, or <dl> as HTML",
    "code that a | cuts in two": "write \\| in it",
    "an abbreviation": "take it out, or write <abbr> as HTML",
}


def unread(rendered: Rendered, where: str, first_line: int) -> Iterator[Problem]:
    """The warnings of a text that begins at `first_line` of the file `where`."""
    for each in rendered.beyond:
        yield Problem(
            "markdown-only",
            f"'{each.words}' is {each.what}, which engine gfm does not read",
            where,
            first_line + each.line - 1,
            each.column,
            f"{_MEND[each.what]}; or set engine: markdown in site.yaml",
        )
