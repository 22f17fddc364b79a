"""What Python-Markdown alone knows, and how it is kept."""

import pytest

from evangelist.content.markdown.python import PythonMarkdown
from evangelist.model.settings import MarkdownSettings
from tests.content.reading import rendered


def test_definition_lists() -> None:
    shown = rendered("Apple\n: A fruit\n\nPear\n: Another\n: Sweet").replace("\n", "")
    assert shown == (
        "<dl><dt>Apple</dt><dd>A fruit</dd><dt>Pear</dt><dd>Another</dd><dd>Sweet</dd></dl>"
    )


def test_attribute_lists() -> None:
    assert rendered("Words\n{: .lead #top }") == '<p class="lead" id="top">Words</p>'
    assert rendered("*Words*{: .loud }") == '<p><em class="loud">Words</em></p>'
    assert rendered("## Words {: .lead }") == '<h2 id="words" class="lead">Words</h2>'


def test_extensions_of_the_settings_are_used() -> None:
    engine = PythonMarkdown(MarkdownSettings(extensions=("nl2br",)))
    assert "<br>" in engine.render("a\nb").html


@pytest.mark.parametrize("name", ["no.such.extension", "os", "evangelist.content"])
def test_an_extension_that_cannot_be_loaded_is_an_error_at_once(name: str) -> None:
    with pytest.raises((ImportError, AttributeError, TypeError)):
        PythonMarkdown(MarkdownSettings(extensions=(name,)))


def test_a_text_that_was_stopped_leaves_nothing_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class StoppedError(BaseException):
        pass

    def stop(*arguments: object) -> None:
        raise StoppedError

    engine = PythonMarkdown(MarkdownSettings())
    before = engine.render("- a *b*\n\nc *d*").html
    with monkeypatch.context() as patched:
        patched.setattr("markdown.blockparser.BlockParser.parseBlocks", stop)
        with pytest.raises(StoppedError):
            engine.render("- a\n  - b")
    assert engine.render("- a *b*\n\nc *d*").html == before


def test_abbreviations() -> None:
    assert rendered("*[API]: Words\n\nAPI") == '<p><abbr title="Words">API</abbr></p>'


def test_a_sign_between_cells_may_stand_in_code() -> None:
    assert "<td><code>a|b</code></td>" in rendered("| x |\n|---|\n| `a|b` |")
