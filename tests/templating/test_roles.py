"""Whoever chooses one colour gets the others that belong to it, and all can be read."""

from __future__ import annotations

from math import hypot
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.model.theme import Theme
from evangelist.templating.colours import contrast, read
from evangelist.templating.contrast import faint
from evangelist.templating.lightness import oklab
from evangelist.templating.load import load_theme
from tests.sites import site

NOWHERE = Path(__file__).parent
LECTERN = load_theme("lectern", NOWHERE, {})
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def branded(**brand: str) -> Theme:
    return load_theme("lectern", NOWHERE, brand)


def changed(theme: Theme) -> set[str]:
    return {name for name, value in theme.tokens.items() if LECTERN.tokens[name] != value}


@given(COLOURS)
def test_whatever_the_accent_what_follows_from_it_can_be_read(accent: str) -> None:
    theme = branded(accent=accent)
    assert {found.token for found in faint(theme)} <= {"accent"}


@given(COLOURS)
def test_an_accent_keeps_its_hue_in_the_dark(accent: str) -> None:
    (red, green, blue), _ = read(accent) or ((0, 0, 0), 1)
    twin = read(str(branded(accent=accent).tokens["accent_dark"]))
    _, *source = oklab((red, green, blue))
    _, *follower = oklab(twin[0]) if twin else (0, 0, 0)
    if min(hypot(*source), hypot(*follower)) > 0.04:
        turn = (source[0] * follower[0] + source[1] * follower[1]) / (
            hypot(*source) * hypot(*follower)
        )
        assert turn > 0.97


def test_an_accent_changes_its_twin_and_what_stands_on_both() -> None:
    assert changed(branded(accent="#c8102e")) == {"accent", "accent_dark", "on_accent_dark"}
    assert branded(accent="#e9d8a6").tokens["on_accent"] == "#000000"


def test_a_paper_changes_the_surfaces_and_lines_that_lie_on_it_in_both_schemes() -> None:
    names = ("paper", "surface", "line", "muted")
    wanted = {*names, *(f"{name}_dark" for name in names)}
    assert changed(branded(paper="#eef3f8")) == wanted


def test_what_is_chosen_stays_as_it_is() -> None:
    both = branded(accent="#74305a", accent_dark="#e3a6c8")
    assert both.tokens["accent_dark"] == "#e3a6c8"
    assert branded(accent=str(LECTERN.tokens["accent"])).tokens == LECTERN.tokens


@pytest.mark.parametrize("accent", ["currentColor", "rgb(0 0 0 / 50%)", "nonsense"])
def test_nothing_follows_from_a_colour_that_cannot_be_judged(accent: str) -> None:
    assert changed(branded(accent=accent)) == {"accent"}


def test_a_brand_goes_over_what_follows_from_a_childs_theme(tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "ours"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(
        'extends: lectern\ntokens:\n  accent: "#00703c"\n  accent_dark: "#7dce98"\n', "utf-8"
    )
    tokens = load_theme("ours", tmp_path, {"accent": "#c8102e"}).tokens
    assert tokens["accent_dark"] not in {"#7dce98", LECTERN.tokens["accent_dark"]}
    paper, accent = read(str(tokens["paper_dark"])), read(str(tokens["accent_dark"]))
    assert paper
    assert accent
    assert contrast(paper[0], accent[0]) >= 4.5


@pytest.mark.parametrize(
    "follows", ["{a: paper, b: a}", "{b: a, a: paper}", "{b: a, a: paper, paper: paper}"]
)
def test_what_follows_a_follower_is_found_in_whatever_order_they_stand(
    tmp_path: Path, follows: str
) -> None:
    folder = tmp_path / "themes" / "ours"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(
        f'extends: lectern\ntokens: {{a: "#fcfbf8", b: "#f3f0e9"}}\nfollows: {follows}\n', "utf-8"
    )
    tokens = load_theme("ours", tmp_path, {"paper": "#203040"}).tokens
    paper, *followers = (read(str(tokens[name])) for name in ("paper", "a", "b"))
    assert paper
    for follower in followers:
        assert follower
        assert contrast(paper[0], follower[0]) < 1.3


def test_a_size_that_is_none_is_told_where_it_stands(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        "-- content/a.md --\n---\ntitle: A\n---\n",
        "brand:\n  text_size: 1.1rem\n",
    )
    made.build()
    (message,) = made.found("setting-invalid")
    assert message == (
        "site.yaml:4:3: 'brand.text_size': 1.1rem is not pixels, from 1px to 99px "
        "(write for instance text_size: 17px)"
    )


@pytest.mark.parametrize(
    "line,message",
    [("[surface]", "expected lines of key: value"), ("{lime: paper}", "there is no token 'lime'")],
)
def test_what_follows_nothing_is_named(tmp_path: Path, line: str, message: str) -> None:
    theme = f"-- themes/ours/theme.yaml --\nextends: lectern\nfollows: {line}\n"
    made = site(tmp_path, f"-- content/a.md --\n---\ntitle: A\n---\n{theme}", "theme: ours\n")
    made.build()
    assert message in made.found("theme-invalid")[0]
