"""Writes the draft of an issue: Markdown that builds at once, its notes where no reader gets.

Notes stand in the front matter, as comments of YAML: an HTML comment in the text would be shown
with `markdown.raw_html: escape`, and be sent along with `trust`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import date

from evangelist.model.card import Card
from evangelist.model.kinds.service import Change
from evangelist.model.values import Reference
from evangelist.scaffold.draft.gather import Gathered, Group, Item
from evangelist.scaffold.pointers import encoded
from evangelist.scaffold.templates import yaml_value
from evangelist.site.index import Site
from evangelist.templating.words import Words

_HEADINGS = {
    "service": "draft.services",
    "change": "service.changes",
    "shelf": "home.shelf",
    "case-study": "service.proof",
    "news": "kinds.news",
    "ending": "draft.ending",
}
"""What readers see above a group. Ideas have no part in the text: `features` shows them."""
_MORE = {
    "service": "services",
    "change": "services that have changed",
    "shelf": "services on the shelf",
    "case-study": "case studies",
    "news": "news",
    "idea": "ideas that were made",
    "ending": "services that end",
}
_SIGNS = re.compile(r"[\\`*_{}\[\]]")
_NOT_HTML = {"&": "&amp;", "<": "&lt;", "~": "&#126;"}


def issue_title(words: Words, day: date, *, first_of_month: bool) -> str:
    """The title of an issue that nobody gave one: of its month, or of its day."""
    when = words.day(day, "month" if first_of_month else "")
    return words.label("draft.title", when=when)


def nothing(gathered: Gathered) -> str:
    """In a sentence, that there is nothing to tell; empty where there is."""
    if gathered.groups:
        return ""
    if gathered.since:
        return f"Nothing new since the issue of {gathered.since.isoformat()}."
    return "There is nothing yet that an issue could tell."


def features(gathered: Gathered) -> str:
    """The value of `features` as YAML, with the reason for each entry as a comment."""
    lines: dict[str, str] = {}
    for group in gathered.groups:
        for item in (each for each in group.items if _can_be_named(each.card.path)):
            lines[item.card.path] = f"  - {yaml_value(item.card.path)}  # {item.reason}"
        if group.more:
            told = f"{_MORE[group.name]} that no issue has told"
            lines[f"# {group.name}"] = f"  # and {group.more} more: {told}"
    return "".join(f"\n{line}" for line in lines.values())


def _can_be_named(path: str) -> bool:
    """Whether a reference reads the path as it is: not where it holds a `#`."""
    return Reference.model_validate(path).path == path


def text(site: Site, words: Words, gathered: Gathered, folder: str) -> str:
    """The text of the draft, for a file in `folder` below `content/`; empty for nothing."""
    parts = [
        f"## {words.label(_HEADINGS[group.name])}\n\n{_lines(site, words, group, folder)}\n"
        for group in gathered.groups
        if group.name in _HEADINGS
    ]
    return "\n".join(parts)


def _lines(site: Site, words: Words, group: Group, folder: str) -> str:
    """Services and stories stand alone, so that they become cards; the rest is a list."""
    write: dict[str, Callable[[Item], Iterator[str]]] = {
        "change": lambda item: _changes(site, words, item, folder),
        "news": lambda item: _news(item, folder),
        "ending": lambda item: _ending(site, words, item, folder),
    }
    if group.name not in write:
        return "\n\n".join(_link(item.card, folder) for item in group.items)
    return "\n".join(f"- {line}" for item in group.items for line in write[group.name](item))


def _changes(site: Site, words: Words, item: Item, folder: str) -> Iterator[str]:
    for change in item.changes:
        figures = _figures(site, words, change)
        told = f": {_shown(change.text)}" if change.text else ""
        yield f"{_link(item.card, folder)}{told}{figures}"


def _figures(site: Site, words: Words, change: Change) -> str:
    if not (change.before and change.after):
        return ""
    is_price = change.what == "price"
    before, after = (
        words.money(value, site.settings.currency)
        if is_price and value.replace(".", "", 1).isdigit()
        else words.number(value)
        for value in (change.before, change.after)
    )
    return f" ({_shown(before)} → {_shown(after)})"


def _news(item: Item, folder: str) -> Iterator[str]:
    summary = item.card.front.summary
    yield _link(item.card, folder) + (f": {_shown(summary)}" if summary else "")


def _ending(site: Site, words: Words, item: Item, folder: str) -> Iterator[str]:
    last, successor = item.card.get("retires_on"), item.card.get("replaced_by")
    line = f"{_link(item.card, folder)}."
    if last:
        label = words.label("service.ended_on" if last < site.today else "service.ends_on")
        line += f" {label} {_shown(words.day(last))}."
    following = site.cards.get(successor.path) if successor else None
    if following and not following.draft:
        line += f" {words.label('service.successor')} {_link(following, folder)}."
    yield line


def _link(card: Card, folder: str) -> str:
    file = card.source.split("/", 1)[1]
    return f"[{_shown(card.title)}]({encoded(posixpath.relpath(file, folder))})"


def _shown(written: str) -> str:
    """A text on one line that Markdown shows as it is."""
    line = _SIGNS.sub(r"\\\g<0>", " ".join(written.split()))
    return "".join(_NOT_HTML.get(sign, sign) for sign in line)
