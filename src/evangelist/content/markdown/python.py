"""The default engine: Python-Markdown with its extensions."""

from __future__ import annotations

from typing import Any, cast

from markdown import Markdown

from evangelist.content.markdown import Rendered
from evangelist.content.markdown.containers import Containers
from evangelist.content.markdown.extensions import Expected
from evangelist.content.markdown.plain import spare_plain_texts
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
        self._settings = settings
        self._raw: list[str] = []
        self._markdown = self._made()
        self._finished = True

    def _made(self) -> Markdown:
        made = Markdown(
            extensions=[
                Expected(self._raw, self._settings.raw_html),
                *_EXTENSIONS,
                *self._settings.extensions,
            ],
            extension_configs=_CONFIGURATION,
            output_format="html",
        )
        cast("Containers", made.parser).take_over()
        if not self._settings.extensions:
            spare_plain_texts(made)
        return made

    @property
    def extensions(self) -> tuple[object, ...]:
        """The extensions that are in use."""
        return tuple(self._markdown.registeredExtensions)

    def render(self, text: str) -> Rendered:
        """Render a text whose lines end in LF.

        After a text that was stopped in the middle everything is made anew: where the parser
        stood in it, in a list say, would be taken for the place of the next one.
        """
        if not self._finished:
            self._markdown = self._made()
        self._finished = False
        self._markdown.reset()
        self._raw.clear()
        html = self._markdown.convert(text)
        self._finished = True
        own = not self._raw and not self._settings.extensions
        return Rendered(html, tuple(self._raw), nested=own)
