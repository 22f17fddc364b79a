"""The texts that every generator gets: the same for one seed, on any machine and any Python.

An entry's words depend on the seed and its number alone, so that a site of 1,000 pages begins
with those of a site of 100; only its links lead to any entry that there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks import words

SECTIONS = ("news", "answers", "courses", "guides", "notes", "policies", "projects", "reports")
"""Folders, each with a list in pages of 60, a feed, and an eighth of the entries."""
SEED = 20261122
FEED_ITEMS = 20
PAGE_SIZE = 60
NAVIGATION = 30
TITLE = "Service notes"
URL = "https://notes.example.edu/"

_FIRST_DAY = date(2019, 1, 7)
_DAYS = 2500
_LINK = re.compile(r"\]\(@([\w-]+)/([\w-]+)\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text. In `body` a link to another entry is written `[words](@section/slug)`."""

    section: str
    slug: str
    title: str
    summary: str
    day: date
    tags: tuple[str, ...]
    body: str

    @property
    def url(self) -> str:
        """Its address within every site."""
        return f"/{self.section}/{self.slug}/"

    def text(self, link: Callable[[str, str], str]) -> str:
        """The Markdown, with `link(section, slug)` as the target of each link."""
        return _LINK.sub(lambda found: f"]({link(found[1], found[2])})", self.body)


def entries(count: int, seed: int = SEED) -> Iterator[Entry]:
    """The first `count` entries of a seed."""
    for number in range(count):
        yield _entry(number, count, seed)


def navigation(made: list[Entry]) -> list[tuple[str, str]]:
    """Label and address of the 30 lines of the navigation: all sections, then single entries."""
    lines = [(name.title(), f"/{name}/") for name in SECTIONS]
    lines += [(" ".join(entry.title.split()[:4]), entry.url) for entry in made]
    return lines[:NAVIGATION]


def revised(text: str, number: int) -> str:
    """A text of an entry or a template with another `Revision` or `Layout`, which readers see."""
    return re.sub(r"\b(Revision|Layout) \d+\b", rf"\1 {number}", text)


def _name(number: int, seed: int) -> tuple[str, str, str]:
    """Section, slug and title of an entry."""
    title = words.title(Random(f"{seed}:title:{number}"))
    slug = "-".join(re.findall(r"[a-z]+", title.lower())[:4])
    return SECTIONS[number % len(SECTIONS)], f"{slug}-{number}", title


def _entry(number: int, count: int, seed: int) -> Entry:
    chance = Random(f"{seed}:{number}")
    section, slug, title = _name(number, seed)
    day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    tags = tuple(sorted(chance.sample(words.TAGS, 3)))
    summary = words.sentence(chance)
    targets = [_name(chance.randrange(count), seed) for _ in range(4)]
    return Entry(section, slug, title, summary, day, tags, _body(chance, targets))


def _body(chance: Random, targets: list[tuple[str, str, str]]) -> str:
    """About 560 words: paragraphs with links, lists, a table, a quote and a block of code."""
    language, code = chance.choice(words.CODE)
    links = [f"[{title.lower()}](@{section}/{slug})" for section, slug, title in targets]
    parts = [
        _paragraph(chance, 3),
        f"## What {words.thing(chance)} means\n",
        _paragraph(chance, 3, links[0]),
        "".join(f"- {words.sentence(chance)}\n" for _ in range(3)),
        _paragraph(chance, 3, links[1]),
        f"> {words.sentence(chance)}\n",
        "## Figures\n",
        _table(chance),
        _paragraph(chance, 3, links[2]),
        "### Step by step\n",
        "".join(f"{step}. {words.sentence(chance)}\n" for step in range(1, 4)),
        f"```{language}\n{code.format(n=chance.randrange(2, 60))}```\n",
        "## What comes next\n",
        _paragraph(chance, 3, links[3]),
        "Revision 0 of this text.\n",
    ]
    return "\n".join(parts)


def _paragraph(chance: Random, sentences: int, link: str = "") -> str:
    """Sentences, one of them with strong words, one with code, and a link where one is given."""
    said = [words.sentence(chance) for _ in range(sentences)]
    said[0] = f"{said[0][:-1]} (**{words.thing(chance)}**, that is)."
    said[1] = f"{said[1][:-1]}, see `{chance.choice(words.TAGS)}.txt`."
    if link:
        said[2] = f"{said[2][:-1]}: {link}."
    return " ".join(said) + "\n"


def _table(chance: Random) -> str:
    rows = ["| what | before | after | for whom |", "| --- | ---: | ---: | --- |"]
    for tag in chance.sample(words.TAGS, 5):
        before, after = chance.randrange(40, 400), chance.randrange(2, 40)
        rows.append(f"| {tag} | {before} minutes | {after} minutes | {words.thing(chance)} |")
    return "\n".join(rows) + "\n"
