"""What a page tells browsers about widths: enough to choose well, and no more files than help."""

import pytest

from evangelist.outputs.widths import sizes
from evangelist.site.pictures import Picture, steps


@pytest.mark.parametrize(
    "measure, written, natural, wanted",
    [
        ("36rem", "", 1600, "(min-width: 39.1rem) 36rem, 92vw"),
        ("36rem", "", 300, "(min-width: 326.1px) 300px, 92vw"),
        ("36rem", "300", 300, "(min-width: 326.1px) 300px, 92vw"),
        ("36rem", "2000", 2000, "(min-width: 39.1rem) 36rem, 92vw"),
        ("36rem", "50%", 1600, "(min-width: 39.1rem) 18rem, 46vw"),
        ("36rem", "50%", 90, "(min-width: 39.1rem) 18rem, 46vw"),
        ("36rem", "wide", 1600, "(min-width: 39.1rem) 36rem, 92vw"),
        ("640px", "", 1600, "(min-width: 695.7px) 640px, 92vw"),
        ("70ch", "", 1600, "(min-width: 76.1ch) 70ch, 92vw"),
        ("70ch", "", 500, "(min-width: 543.5px) 500px, 92vw"),
        ("min(40rem, 80vw)", "", 1600, "92vw"),
        ("", "25%", 1600, "23vw"),
    ],
)
def test_a_browser_learns_how_wide_a_picture_is_shown(
    measure: str, written: str, natural: int, wanted: str
) -> None:
    assert sizes(measure, written, natural) == wanted


@pytest.mark.parametrize(
    "size, wanted",
    [
        ((4000, 3000), (400, 600, 800, 1200)),
        ((1500, 10), (400, 600, 800, 1200)),
        ((1400, 10), (400, 600, 800)),
        ((1000, 10), (400, 600, 800)),
        ((800, 10), (400, 600)),
        ((749, 10), (400,)),
        ((500, 10), (400,)),
        ((499, 10), ()),
        ((1, 1), ()),
        ((4000, 80000), (400, 600)),
    ],
)
def test_a_smaller_picture_is_made_where_it_saves_a_fifth(
    size: tuple[int, int], wanted: tuple[int, ...]
) -> None:
    assert steps(Picture(*size)) == wanted
