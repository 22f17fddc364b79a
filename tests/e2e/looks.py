"""How a page may be looked at: colours, width and size of text, and which looks a test takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Literal, NamedTuple

from playwright.sync_api import Page

Colours = Literal["light", "dark", "forced"]
_SIZES: tuple[tuple[int, int], ...] = tuple(product((360, 768, 1280), (100, 200)))


class Look(NamedTuple):
    """Forced colours are the few of the reader's own system, as in high contrast on Windows."""

    colours: Colours
    width: int
    text: int
    """Per cent."""

    def take(self, page: Page) -> None:
        """Look at a page like this."""
        page.emulate_media(
            color_scheme="dark" if self.colours == "dark" else "light",
            forced_colors="active" if self.colours == "forced" else "none",
        )
        page.set_viewport_size({"width": self.width, "height": 800})
        page.evaluate("size => document.documentElement.style.fontSize = size", f"{self.text}%")


_COLOURS: tuple[Colours, ...] = ("light", "dark", "forced")
LOOKS = tuple(Look(colours, *size) for colours, size in product(_COLOURS, _SIZES))


def some(number: int, looks: Sequence[Look] = LOOKS) -> tuple[Look, Look]:
    """Return two looks for the page of this number, which differ in all.

    Nine pages have had every look, and neighbours, which are of one kind, different ones.
    """
    half = len(looks) // 2
    return looks[number * 5 % half], looks[half + number * 5 % half]
