"""What templates write: escaped as ever, whoever does it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError
from markupsafe import Markup, escape

from evangelist.model.theme import Template, Theme
from evangelist.templating.environment import environment, escaped

SIGNS = st.text(st.sampled_from("&<>\"' aä;#"))
PAGE = """{{ one }}|{{ one ~ two }}|{{ [two] }}|{{ none }}|{{ 1 }}|{{ one|upper }}|{{ one|safe }}
{%- macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m(one) }}
{%- set block %}<b>{{ two }}</b>{% endset %}{{ block }}
{%- filter upper %}{{ one }}{% endfilter %}
{%- for each in [one, two] %}{{ each }}{{ loop.index }}{% endfor %}
{%- autoescape false %}{{ one }}{% endautoescape %}"""


def written(source: str, **values: Any) -> str:
    templates = {"t": Template(source, "t.html")}
    theme = Theme(stack=("t",), tokens={}, templates=templates, assets={}, strings={})
    return environment(theme).get_template("t").render(values)


def trusted(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - nobody sees it


@given(SIGNS)
def test_words_are_escaped_as_markupsafe_does(text: str) -> None:
    assert str(escaped(text)) == str(escape(text))
    assert escaped(trusted(text)) == text


@given(SIGNS, SIGNS)
def test_a_template_writes_what_it_would_elsewhere(one: str, two: str) -> None:
    plain = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    expected = plain.from_string(PAGE).render(one=one, two=trusted(two))
    assert written(PAGE, one=one, two=trusted(two)) == expected


def test_what_escapes_itself_is_asked() -> None:
    class Own:
        def __html__(self) -> str:
            return "<hr>"

    class Words(str):
        __slots__ = ()

        def __html__(self) -> str:
            return "<br>"

    assert written("{{ own }}{{ words }}", own=Own(), words=Words("a")) == "<hr><br>"


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        written("{{ nothing }}")
