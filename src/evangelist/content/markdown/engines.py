"""Which engine a site asks for."""

from __future__ import annotations

from evangelist.content.markdown import Engine
from evangelist.content.markdown.gfm import Gfm
from evangelist.content.markdown.python import PythonMarkdown
from evangelist.model.settings import MarkdownSettings


def engine_for(settings: MarkdownSettings) -> Engine:
    """The engine of the settings, made once for all texts.

    Raises ProblemsError where its library is not installed; ImportError, AttributeError or
    TypeError where an extension of Python-Markdown cannot be loaded.
    """
    return Gfm(settings) if settings.engine == "gfm" else PythonMarkdown(settings)
