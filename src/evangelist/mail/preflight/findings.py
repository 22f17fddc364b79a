"""What the rules of a finished e-mail look at, and what they find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Code = Literal[
    "email-size",
    "email-structure",
    "email-client",
    "email-picture",
    "email-contrast",
    "email-access",
    "email-text",
    "email-link",
    "email-words",
]
Where = Literal["issue", "front", "link", "image", "heading", "element", "style", "site"]


@dataclass(frozen=True, slots=True)
class File:
    """A picture's file as it was made: its bytes, and its size in pixels (0 where not known)."""

    bytes: int
    width: int = 0
    height: int = 0


def _nothing(_: str) -> File | None:
    return None


def _everything(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Mail:
    """A finished e-mail, and all that its rules may ask.

    `home` is the address of the site, with a slash at its end, and `page` that of the issue;
    `width` is that of the content in pixels. `leads` tells whether an address within the site,
    its #part included, leads somewhere; `file` what is known of a picture at an address; `told`
    are addresses, not percent-encoded, that other checks have found to lead nowhere, and named.
    """

    subject: str
    preheader: str
    html: str
    text: str
    home: str
    page: str
    width: int = 600
    leads: Callable[[str], bool] = _everything
    file: Callable[[str], File | None] = _nothing
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Spot:
    """What a finding points at, for whoever knows the sources.

    `words` are a field of the front matter, the address of a link or a picture, the words of a
    heading, a tag, a declaration (`float:left`), or a setting of site.yaml; `nth` counts those
    before it in the e-mail that have the same words.
    """

    where: Where = "issue"
    words: str = ""
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: whom it hurts, how to mend it, and what it points at."""

    code: Code
    message: str
    hint: str = ""
    spot: Spot = Spot()


def shortened(words: str, most: int = 40) -> str:
    """Words for a message: on one line, and not too many."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 2].rstrip() + " …"
