"""Slips in a style sheet, with the line that has them, before the inliner drops the next rule."""

from __future__ import annotations

import css_inline
import pytest

from evangelist.mail.preflight.lint import slips, slips_in


@pytest.mark.parametrize(
    "sheet, line, words",
    [
        ("p { color: red }\n.a } .b { color: red }", ".a } .b { color: red }", "'.a } .b'"),
        ("p { color: red\n.b { margin: 0 }", "p { color: red", "this rule is not closed"),
        ("p { color: red;\n.b { margin: 0 }", "p { color: red;", "this rule is not closed"),
        ("p {\n  color red;\n}", "  color red;", "not understood"),
        ("p {\n  color: red\n  margin: 0;\n}", "  color: red", "a ; is missing after 'color'"),
        ("p { color: red }\nb { color: red", "b { color: red", "a { is never closed"),
        ("@media print {\n p[ { color: red }\n}", " p[ { color: red }", "not understood"),
        (".a { }\np { color: red }\nh1", "h1", "not understood"),
    ],
)
def test_a_slip_is_found_on_its_line(sheet: str, line: str, words: str) -> None:
    found = slips_in(sheet)
    assert found, "nothing"
    assert (found[0].line, found[0].message[: len(words)]) == (line, words)


@pytest.mark.parametrize(
    "sheet",
    [
        "",
        "p { color: red; }\n/* a { */\n@media print { p { color: red } }",
        "p { background: url(https://example.edu/a:b.png) }",
        "p { filter: progid:X(a=b); mso-padding-alt: 1px 2px }",
        "@keyframes x { from { color: red } 50% { color: blue } }",
        "@font-face { font-family: X; src: url(x) }",
        "[data-x='}'] .a, u + .b, a:not(.c):hover::after { content: '{}' }",
    ],
)
def test_good_styles_have_no_slip(sheet: str) -> None:
    assert slips_in(sheet) == ()


def test_only_style_elements_are_looked_at() -> None:
    assert slips("<p>a { b </p><style>p { color red }</style>")[0].line == "p { color red }"


def test_the_inliner_drops_the_rule_after_a_slip_in_silence() -> None:
    """Why this is looked for at all; where it fails, the inliner has learnt to tell."""
    html = "<style>i { } }\np { color: red }</style><p>x</p>"
    assert "color" not in css_inline.inline(html)
