"""All of type and all distances follow from four tokens, on pages and in e-mails."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evangelist.templating.sizes import sizes

FOUR = {"text_size": "17px", "scale_narrow": 1.2, "scale_wide": 1.3, "gap": "20px"}
STEPS = ("small", "compact", "text", "large", "title_3", "title_2", "title_1", "display")


def ends(size: str) -> tuple[float, float]:
    """The smallest and the largest that a size becomes, in rem."""
    found = [float(each) for each in re.findall(r"(-?[0-9.]+)rem", size)]
    return found[0], found[-1]


@given(
    st.integers(10, 30), st.floats(1, 1.5), st.floats(1, 1.5), st.sampled_from(["8px", "20.5px"])
)
def test_each_step_is_as_large_as_the_one_below_or_larger(
    text: int, narrow: float, wide: float, gap: str
) -> None:
    tokens = {"text_size": f"{text}px", "scale_narrow": narrow, "scale_wide": wide, "gap": gap}
    found = sizes(tokens)
    on_phones = [ends(found[name])[0] for name in STEPS]
    on_paper = [int(found[f"email_{name}"].removesuffix("px")) for name in STEPS]
    assert on_phones == sorted(on_phones)
    assert on_paper == sorted(on_paper)
    assert ends(found["text"]) == pytest.approx((text / 16, text / 16), abs=1e-3)


def test_a_title_is_a_power_of_the_scale_and_an_email_lies_in_between() -> None:
    found = sizes(FOUR)
    assert ends(found["title_1"]) == pytest.approx((17 / 16 * 1.2**4, 17 / 16 * 1.3**4), abs=1e-3)
    assert found["email_title_1"] == "39px"


def test_an_email_is_never_set_smaller_than_14_pixels() -> None:
    assert sizes(FOUR | {"text_size": "12px"})["email_small"] == "14px"


def test_what_a_theme_names_itself_is_left_to_it() -> None:
    assert "title_1" not in sizes(FOUR | {"title_1": "4rem"})


@pytest.mark.parametrize(
    "wrong",
    [{"gap": "1rem"}, {"text_size": "0px"}, {"scale_wide": "1,3"}, {"scale_narrow": True}],
)
def test_nothing_follows_from_what_is_no_size(wrong: dict[str, object]) -> None:
    assert sizes(FOUR | wrong) == {}


def test_nothing_follows_where_a_theme_has_no_scale() -> None:
    assert sizes({}) == {}
