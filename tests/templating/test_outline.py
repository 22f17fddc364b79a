"""What a template consists of is found as it is written, whatever stands around it."""

from pathlib import Path

import pytest

from evangelist.templating.load import BUILT_IN
from evangelist.templating.outline import Outline, Reference, outline

SOURCE = """\
{# {% block comment %}{% endblock %} #}
{% extends "base.html" %}
{% import '_ui.html' as ui with context %}
{%- macro greet(name, end='%}') -%}
Hello {{ name ~ "{% block text %}" }}
{%- endmacro %}
{% raw %}{% block raw %}{% endraw %}
  {%- block main scoped -%}
  {% block inner %}ä{% endblock inner %}
{% endblock %}
{% include ["one.html", "two.html"] %}
{% include "three.html" ignore missing %}
"""


def test_blocks_and_macros_are_found_with_their_text_and_place() -> None:
    macro, main, inner = outline(SOURCE).parts
    assert (macro.kind, macro.name, macro.given, macro.line) == (
        "macro",
        "greet",
        "(name, end='%}')",
        4,
    )
    assert macro.text.startswith("{%- macro greet(")
    assert macro.text.endswith("{%- endmacro %}")
    assert (main.name, main.line, main.column, main.within) == ("main", 8, 3, ())
    assert main.text.endswith("{% endblock %}")
    assert (inner.text, inner.within) == ("{% block inner %}ä{% endblock inner %}", ("main",))


def test_other_templates_are_found_where_their_names_stand_in_plain_words() -> None:
    found = outline(SOURCE)
    assert found.parent == "base.html"
    assert found.references == (
        Reference("extends", "base.html", 2, 1),
        Reference("import", "_ui.html", 3, 1),
    )


@pytest.mark.parametrize(
    "source",
    [
        '{% if a %}{% extends "x" %}{% endif %}',
        '{% extends "x" if a else "y" %}',
        "{% extends name %}",
        "",
    ],
)
def test_a_parent_that_depends_is_none(source: str) -> None:
    assert outline(source).parent == ""


def test_what_jinja_cannot_read_has_no_outline() -> None:
    assert outline("{% block a %}{{ '") == Outline()


@pytest.mark.parametrize(
    "file", sorted(BUILT_IN.rglob("*.html")), ids=lambda file: f"{file.parts[-3]}-{file.name}"
)
def test_the_text_of_every_part_stands_where_it_is_said_to(file: Path) -> None:
    lines = file.read_text("utf-8").split("\n")
    for part in outline("\n".join(lines)).parts:
        rest = "\n".join(lines[part.line - 1 :])[part.column - 1 :]
        assert rest.startswith(part.text)
        assert part.text.startswith("{%")
        assert part.text.endswith("%}")
