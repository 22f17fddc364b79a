"""The colours that a site chooses are judged where the theme uses them, and told with a remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evangelist.build.brand import faint_colours
from evangelist.problems import Problem
from evangelist.templating.colours import contrast, read
from evangelist.templating.load import load_theme
from tests.sites import site

REPOSITORY = Path(__file__).parents[2]
TEXT = "-- content/a.md --\n---\ntitle: A\n---\nText.\n"
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def found(brand: dict[str, str], root: Path = REPOSITORY, theme: str = "lectern") -> list[Problem]:
    return list(faint_colours(load_theme(theme, root, brand), root))


def told(root: Path, settings: str, files: str = "") -> list[str]:
    made = site(root, TEXT + files, settings).built()
    return made.found("brand-contrast")


def remedies(problems: list[Problem]) -> dict[str, str]:
    """The lines to paste, as they stand in the hints."""
    hints = "".join(problem.hint for problem in problems)
    return dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', hints))


@pytest.mark.parametrize("theme", ["lectern", "aldermoor"])
def test_the_themes_that_are_here_pass_all_pairs(theme: str) -> None:
    assert load_theme(theme, REPOSITORY, {}).pairs
    assert found({}, theme=theme) == []


@given(accent=COLOURS, accent_dark=COLOURS)
@example(accent="#ffff00", accent_dark="#000000")
@example(accent="#767676", accent_dark="#0000ff")
def test_for_any_accent_the_colours_in_the_hints_are_enough(accent: str, accent_dark: str) -> None:
    brand = {"accent": accent, "accent_dark": accent_dark}
    assert found(brand | remedies(found(brand))) == []


@given(accent=COLOURS, on_accent=COLOURS)
@example(accent="#006ecc", on_accent="#000000")
@example(accent="#ffff00", on_accent="#ffffff")
def test_for_any_button_the_colours_in_the_hints_are_enough(accent: str, on_accent: str) -> None:
    brand = {"accent": accent, "on_accent": on_accent}
    assert found(brand | remedies(found(brand))) == []


def test_the_hint_is_the_nearest_colour() -> None:
    """Of the same hue, and no darker than it has to be."""
    (problem,) = found({"accent": "#e0a000"})
    red, green, blue = bytes.fromhex(remedies([problem])["accent"][1:])
    assert red > green > blue
    enough, surface = read(remedies([problem])["accent"]), read("#f3f0e9")
    assert enough
    assert surface
    assert 4.5 <= contrast(enough[0], surface[0]) < 4.6


def test_a_colour_of_the_brand_is_told_at_its_line_with_the_pair_and_the_remedy(
    tmp_path: Path,
) -> None:
    made = site(tmp_path, TEXT, 'brand:\n  radius: 4px\n  accent: "#ffcc00"  # ours\n').built()
    (problem,) = (each for each in made.report.problems if each.code == "brand-contrast")
    assert str(problem) == (
        "site.yaml:5:3: 'accent' #ffcc00 on 'surface' #f3f0e9 has a contrast of 1.32:1, and words "
        'need 4.5:1 (the nearest that is enough: accent: "#866a00")'
    )
    assert problem.mended == '  accent: "#866a00"  # ours'


def test_a_finding_moves_with_its_line(tmp_path: Path) -> None:
    """Nothing else has changed: the colours are the same, and so is every page."""
    made = site(tmp_path, TEXT, 'brand:\n  accent: "#ffcc00"\n').built()
    text = (tmp_path / "site.yaml").read_text("utf-8")
    made.write_bytes("site.yaml", f"# Ours\n{text}".encode())
    made.built()
    assert [line.split(" ")[0] for line in made.found("brand-contrast")] == ["site.yaml:5:3:"]


def test_words_on_a_button_become_black_or_white_where_the_brand_says_nothing_of_them() -> None:
    brand = {"accent_dark": "#777777", "paper_dark": "#000", "surface_dark": "#000"}
    assert load_theme("lectern", REPOSITORY, brand).tokens["on_accent_dark"] == "#000000"
    assert found(brand) == []


def test_a_token_of_a_theme_is_told_in_the_file_of_the_theme(tmp_path: Path) -> None:
    theme = '-- themes/ours/theme.yaml --\nextends: lectern\ntokens:\n  accent_dark: "#555555"\n'
    (message,) = told(tmp_path, "theme: ours\n", theme)
    assert message.startswith("themes/ours/theme.yaml:3:3: in the dark scheme 'accent_dark' #555")


def test_a_theme_declares_pairs_of_its_own(tmp_path: Path) -> None:
    theme = "-- themes/ours/theme.yaml --\nextends: lectern\ncontrast:\n  - {mark: line, on: paper}"
    message, _ = told(tmp_path, "theme: ours\n", theme + "\n")
    assert message.startswith("themes/ours/theme.yaml:2:1: 'line' #d9d4c8 on 'paper' #fcfbf8 has a")
    assert "and marks need 3:1" in message


def test_a_child_theme_asks_for_another_contrast_of_a_pair(tmp_path: Path) -> None:
    theme = """\
-- themes/ours/theme.yaml --
extends: lectern
tokens: {accent: "#777777"}
contrast:
  - {text: accent, on: [paper, surface], least: 3}
  - {text: on_accent, on: accent, least: 1}
"""
    assert told(tmp_path, "theme: ours\n", theme) == []


@pytest.mark.parametrize(
    "line,message",
    [
        ("{mark: lime, on: paper}", "'contrast': there is no token 'lime'"),
        ("{text: ink, least: 3}", "'contrast': {'text': 'ink', 'least': 3} is no pair of colours"),
        ("{text: ink, on: paper, least: 30}", "is no pair of colours"),
        ("ink on paper", "'contrast': ink on paper is no pair of colours"),
    ],
)
def test_a_pair_that_cannot_be_read_is_named(tmp_path: Path, line: str, message: str) -> None:
    theme = f"-- themes/ours/theme.yaml --\nextends: lectern\ncontrast:\n  - {line}\n"
    made = site(tmp_path, TEXT + theme, "theme: ours\n")
    made.build()
    assert message in made.found("theme-invalid")[0]


def test_what_cannot_be_judged_is_left_alone() -> None:
    assert found({"accent": "color-mix(in srgb, red, blue)", "ink": "var(--own)"}) == []
    assert found({"accent": "rgb(255 204 0 / 10%)", "muted": "#ffcc0010"}) == []


def test_where_no_lightness_is_enough_the_other_colours_are_named() -> None:
    paper, _ = found({"paper": "#000000", "ink": "#ffffff"})
    assert paper.hint == "no lightness of paper is enough: change accent, shelf, stop as well"
