"""JSON-LD: of the types and properties of schema.org alone, and of nothing that is withheld."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import samples
from tests.outputs.vocabulary import AVAILABILITY, properties
from tests.sites import Workspace, site

Thing = dict[str, Any]

_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
WANTED = {
    "home": {"Organization"},
    "service": {"Service", "BreadcrumbList"},
    "team": {"Organization", "BreadcrumbList"},
    "case-study": {"Article", "BreadcrumbList"},
    "newsletter": {"Article", "BreadcrumbList"},
    "news-item": {"NewsArticle", "BreadcrumbList"},
    "404": set(),
}
"""What pages of a type say; those of all others where they are."""

HOSTILE = """
-- content/services/a.md --
---
title: "</script><b>&"
summary: "\\u2028 <!-- "
owner: us
lifecycle: retiring
retires_on: 2026-12-31
offerings:
  - {title: One, price: {type: per_unit, amount: 0.5, unit: page, period: month}}
  - {title: Two, price: {type: quote}}
  - {title: Three, price: Free for staff}
  - {title: Four, price: {type: none}}
get_started: {label: Ask, url: /services/secret/}
---
-- content/services/secret.md --
---
draft: true
---
-- content/newsletters/i.md --
---
title: "News for {{who}}"
date: 2026-11-20
merge: [{name: who, otherwise: 'a "good" & <kind> reader'}]
---
-- content/case-studies/c.md --
---
title: C
date: 2026-11-20
customer: Nobody knows
anonymous: true
services: [services/a, services/secret]
quote: {text: Unsaid, person: Ann}
consent: {expires: 2026-01-01}
---
"""


def graph(html: str) -> list[Thing]:
    """Return the things that a page tells of; a page has one block at most."""
    blocks = _BLOCK.findall(html)
    assert len(blocks) <= 1
    if not blocks:
        return []
    data = json.loads(blocks[0])
    assert data.pop("@context") == "https://schema.org"
    found: list[Thing] = data.pop("@graph")
    assert data == {}
    return found


def things(value: object) -> Iterator[Thing]:
    """Return every thing in a value, however deep."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from things(each)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, example: Workspace) -> list[Workspace]:
    made = [example]
    for name, files, settings in (
        ("german", samples.GERMAN, samples.GERMAN_SETTINGS),
        ("stress", samples.STRESS, samples.STRESS_SETTINGS),
    ):
        small = site(tmp_path_factory.mktemp(name), files)
        small.write_bytes("site.yaml", settings.encode())
        made.append(small.built())
    return made


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return site(tmp_path_factory.mktemp("hostile"), HOSTILE).built()


def pages(sites: list[Workspace]) -> Iterator[tuple[str, str]]:
    """Every page of the sites with the type that its body names."""
    for each in sites:
        for file in sorted((each.output / "site").rglob("*.html")):
            html = file.read_text("utf-8")
            _, named, rest = html.partition('<body class="page-')
            if named:
                yield rest.partition('"')[0], html


def test_every_page_tells_only_what_the_vocabulary_has(sites: list[Workspace]) -> None:
    for _, html in pages(sites):
        for thing in things(graph(html)):
            names = {name for name in thing if not name.startswith("@")}
            assert names <= properties(thing["@type"]), thing["@type"]
            assert thing.get("availability") in {None, *AVAILABILITY}
            assert "" not in thing.values()


def test_every_type_of_page_tells_what_it_is_about(sites: list[Workspace]) -> None:
    seen = set()
    for kind, html in pages(sites):
        told = {thing["@type"] for thing in graph(html)}
        assert told == WANTED.get(kind, {"BreadcrumbList"}), kind
        seen.add(kind)
    assert seen > {*WANTED, "catalog", "category", "ideas", "tags", "feeds"}


def test_prices_are_figures_with_what_they_are_for_and_words_are_none(hostile: Workspace) -> None:
    service = graph(hostile.page("/services/a/"))[0]
    one, two, three, four = service["offers"]
    assert (one["price"], one["priceCurrency"]) == (0.5, "EUR")
    assert one["priceSpecification"]["unitText"] == "page, month"
    assert one["availabilityEnds"] == "2026-12-31"
    assert one["availability"] == "https://schema.org/LimitedAvailability"
    assert "price" not in two
    assert "price" not in three
    assert four["price"] == 0


def test_nothing_in_a_block_ends_it_and_it_says_what_was_written(hostile: Workspace) -> None:
    html = hostile.page("/services/a/")
    assert not set("<>&\u2028") & {*_BLOCK.findall(html)[0]}
    assert graph(html)[0]["name"] == "</script><b>&"
    issue = graph(hostile.page("/newsletters/i/"))
    assert issue[0]["headline"] == 'News for a "good" & <kind> reader'
    assert issue[1]["itemListElement"][-1]["name"] == issue[0]["headline"]


def test_what_a_page_may_not_show_is_not_told_either(hostile: Workspace) -> None:
    study = hostile.page("/case-studies/c/")
    about = [thing["name"] for thing in graph(study)[0]["about"]]
    assert about == ["</script><b>&"]
    told = f"{graph(study)} {graph(hostile.page('/services/a/'))}"
    assert not re.search("Nobody knows|Unsaid|Ann|secret|Ask", told)


def test_a_draft_in_a_preview_tells_nothing(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/services/a.md --\n---\ndraft: true\n---\n").built(drafts=True)
    assert graph(made.page("/services/a/")) == []
