"""The texts that a new site begins with: files below `starter/`, with places to fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from evangelist.scaffold.front import yaml_lines

LANGUAGES = ("en", "de")
"""The languages that there is a starter site in."""
_STARTER = Path(__file__).parent / "starter"
_PLACE = re.compile(r"<<([a-z/-]+)>>")


def texts(folder: str) -> dict[str, str]:
    """Every file below a folder of the starter, by its path with slashes."""
    root = _STARTER / folder
    return {
        file.relative_to(root).as_posix(): file.read_text("utf-8")
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with `<<name>>` replaced by the value of that name."""
    return _PLACE.sub(lambda place: values[place[1]], text)


def yaml_value(text: str) -> str:
    """A text on one line as YAML writes it, in quotes where it needs them."""
    return yaml_lines({"x": " ".join(text.split())}).removeprefix("x: ").rstrip("\n")
