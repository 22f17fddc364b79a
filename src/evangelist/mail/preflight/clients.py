"""What mail programs cannot do, by the data of caniemail.com."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from evangelist.mail.preflight.document import Document
from evangelist.mail.preflight.features import used
from evangelist.mail.preflight.findings import Finding, Mail, Spot, Where, shortened
from evangelist.mail.preflight.graceful import GRACEFUL
from evangelist.mail.preflight.structure import FEATURES as TOLD_ELSEWHERE

_MENDING = {
    "html-": "use plain tables, paragraphs, lists, links and pictures",
    "css-": "do without it, or do it with tables, plain colours and distances in px",
    "image-": "save it as PNG, JPEG or GIF",
}


@dataclass(frozen=True, slots=True)
class Support:
    """The trimmed data: its day, and for each feature its title and who does not support it."""

    date: str
    version: str
    titles: dict[str, str]
    lacking: dict[str, tuple[str, ...]]


@cache
def support() -> Support:
    """The data beside this file; `tools/caniemail.py` renews it."""
    text = files("evangelist.mail.preflight").joinpath("clients.json").read_text("utf-8")
    data = json.loads(text)
    names = data["clients"]
    rows = {name: row.split(" ", 1) for name, row in data["features"].items()}
    return Support(
        date=data["date"],
        version=data["version"],
        titles={name: row[1] for name, row in rows.items()},
        lacking={
            name: tuple(n for n, mark in zip(names, row[0], strict=True) if mark == "n")
            for name, row in rows.items()
        },
    )


def clients(_: Mail, document: Document) -> Iterator[Finding]:
    """Nothing that Outlook, Gmail or Apple Mail cannot do, but for what degrades gracefully."""
    known = support()
    for feature, words in dict.fromkeys(used(document)):
        lacking = known.lacking.get(feature, ())
        if not lacking or feature in GRACEFUL or feature in TOLD_ELSEWHERE:
            continue
        title = known.titles[feature]
        shown = f"'{shortened(words)}'" if title in words else f"'{shortened(words)}' ({title})"
        message = f"{shown} does nothing in {listed(lacking)}"
        mending = next(hint for start, hint in _MENDING.items() if _kind(feature).startswith(start))
        yield Finding("email-client", message, mending, Spot(_where(feature), words))


def _kind(feature: str) -> str:
    return feature if feature.startswith(("css-", "image-")) else "html-"


def _where(feature: str) -> Where:
    if feature == "css-inert-attribute":
        return "element"
    if feature.startswith("image-"):
        return "image"
    if feature == "html-anchor-links":
        return "link"
    return "style" if feature.startswith("css-") else "element"


def listed(names: tuple[str, ...]) -> str:
    """Mail programs in words; all of a family are told as one."""
    everybody: dict[str, list[str]] = {}
    for name in _clients():
        everybody.setdefault(_family(name), []).append(name)
    words = []
    for family, members in everybody.items():
        lacking = [name for name in members if name in names]
        words += [f"all of {family}"] if lacking == members else lacking
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


@cache
def _clients() -> tuple[str, ...]:
    text = files("evangelist.mail.preflight").joinpath("clients.json").read_text("utf-8")
    return tuple(json.loads(text)["clients"])


def _family(name: str) -> str:
    return "Apple Mail" if name.startswith("Apple") else name.split(" ", 1)[0]
