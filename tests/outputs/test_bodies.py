"""What templates get of a text."""

from markupsafe import Markup

from evangelist.outputs.page import Content


def test_a_template_may_ask_for_a_text_in_plain_words() -> None:
    html = Markup('<h2 id="a">A &amp; b</h2><p>c <em>d</em>\n<span class="k">e</span>(f)</p>')
    assert Content(html, ()).text == "A & b c d e(f)"
