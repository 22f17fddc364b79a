"""The default engine: Python-Markdown with its extensions."""

from __future__ import annotations

from typing import Any, cast

from markdown import Markdown

from evangelist.content.markdown import Rendered
from evangelist.content.markdown.containers import Containers
from evangelist.content.markdown.extensions import Expected
from evangelist.model.settings import MarkdownSettings

_EXTENSIONS = ("tables", "footnotes", "def_list", "attr_list", "abbr")
_CONFIGURATION: dict[str, dict[str, Any]] = {
    "tables": {"use_align_attribute": True},
    "footnotes": {"UNIQUE_IDS": False, "BACKLINK_TEXT": "\N{LEFTWARDS ARROW WITH HOOK}"},
}


class PythonMarkdown:
    """Python-Markdown, made once for a site and used for one text after the other.

    Raises ImportError, AttributeError or TypeError when an extension of the settings cannot be
    loaded.
    """

    def __init__(self, settings: MarkdownSettings) -> None:
        self._raw: list[str] = []
        self._markdown = Markdown(
            extensions=[
                Expected(self._raw, settings.raw_html),
                *_EXTENSIONS,
                *settings.extensions,
            ],
            extension_configs=_CONFIGURATION,
            output_format="html",
        )
        cast("Containers", self._markdown.parser).take_over()

    def render(self, text: str) -> Rendered:
        """Render a text whose lines end in LF."""
        self._markdown.reset()
        self._raw.clear()
        html = self._markdown.convert(text)
        return Rendered(html, tuple(self._raw))
