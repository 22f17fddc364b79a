"""The number of the contract between themes and this program.

What the number promises stands in `themes/lectern/contract.yaml`: templates with their blocks,
macros that other templates may call, the attributes of `page` and `site`, tokens, and classes. What
is named there stays, with its meaning, for as long as the number is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evangelist.content.yaml import read_yaml

FILE = Path(__file__).parent.parent / "themes" / "lectern" / "contract.yaml"

API = 1
"""The number of the contract. It is raised when a name that stands in it goes, or changes its
meaning; a new name does not raise it."""
SPOKEN = (API,)
"""The numbers that a theme may be made for."""


def amiss_with_api(number: Any) -> tuple[str, str]:
    """What is wrong with the number that a theme says it is made for, and how to mend it."""
    if type(number) is not int:
        return f"'api': '{number}' is not a whole number", f"write api: {API}"
    if number in SPOKEN:
        return "", ""
    spoken = f"this evangelist has {' and '.join(map(str, SPOKEN))}"
    if number > max(SPOKEN):
        mend = "install a newer evangelist, or take an older version of the theme"
    else:
        mend = "CHANGELOG.md says what has changed: mend the templates, then write the new number"
    return f"the theme is made for api {number}, and {spoken}", mend


@dataclass(frozen=True, slots=True)
class Contract:
    """What is promised.

    `blocks` and `macros` say by file what each name is for, `classes` say it of elements.
    """

    api: int
    blocks: Mapping[str, Mapping[str, str]]
    macros: Mapping[str, Mapping[str, str]]
    page: tuple[str, ...]
    site: tuple[str, ...]
    tokens: tuple[str, ...]
    sizes: tuple[str, ...]
    classes: Mapping[str, str]

    def meaning(self, name: str, *files: str) -> str:
        """What a block or macro is for, by the first of some files that brings it; or nothing."""
        tables = (table.get(file, {}) for file in files for table in (self.blocks, self.macros))
        return next((table[name] for table in tables if name in table), "")


@cache
def contract() -> Contract:
    """The contract as this program has it."""
    values = read_yaml(FILE.read_text("utf-8")).value
    return Contract(
        api=int(values["api"]),
        blocks=values["blocks"],
        macros=values["macros"],
        page=tuple(values["page"]),
        site=tuple(values["site"]),
        tokens=tuple(values["tokens"]),
        sizes=tuple(values["sizes"]),
        classes=values["classes"],
    )
