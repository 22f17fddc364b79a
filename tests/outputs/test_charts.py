"""Numbers are drawn as bars where they can be compared, and said once, as a table."""

from __future__ import annotations

import pytest

from tests.documents import Document
from tests.sites import Workspace, site

FILES = """
-- content/services/store.md --
---
title: Storage
get_started: {url: "https://forms.example/store", lead_time: two days}
service_levels:
  availability: {target: 99.5, unit: percent, measured: 99.75, source: monitoring}
  response: {target: 4, unit: hours}
offerings:
  - {title: Basic, price: {type: fixed, amount: 300, period: year}}
  - {title: Plus, price: {type: fixed, amount: 1200, period: year}}
---
-- content/services/mixed.md --
---
title: Mixed
service_levels: {availability: {target: 99.9, unit: percent}}
offerings:
  - {title: Basic, price: {type: fixed, amount: 300, period: year}}
  - {title: Plus, price: {type: fixed, amount: 30, period: month}}
---
-- content/services/net.md --
---
title: Network
service_levels: {availability: {target: 99, unit: percent, measured: 98}}
offerings: {title: All of it, price: {type: none}}
---
-- content/case-studies/lab.md --
---
title: Lab
date: 2026-10-01
results:
  - {measure: Wait, before: 30, after: 6, unit: hours}
  - {measure: On time, before: 40, after: 90, unit: percent}
  - {measure: Mood, before: low, after: high}
---
-- content/choices/where.md --
---
title: Where
alternatives:
  - {title: Ours, price: By quotation}
  - {title: Theirs, price: By quotation, facts: {first: 50-200}}
  - {title: None, price: {type: none}, facts: {first: 20}}
criteria:
  - {id: first, label: First cost, better: lower, unit: currency, worst: 900, best: 0}
---
-- content/newsletters/2026-11.md --
---
title: November
date: 2026-11-20
features: [services/store, services/net, services/mixed]
---
Hello.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return site(tmp_path_factory.mktemp("charts"), FILES).built()


def test_a_result_is_heard_once_as_a_table_and_drawn_beside_it(built: Workspace) -> None:
    page = Document(built.page("/case-studies/lab/"))
    rows = page.texts("//div[@class='bars']//tr")
    assert rows == ["before 30 hours", "after 6 hours", "before 40%", "after 90%"]
    assert page.texts("//div[@class='bars']//rect[not(@class)]/@width") == [
        *("100%", "20%"),
        *("40%", "90%"),
    ]
    assert len(page.root.xpath("//p[@class='result-figures'][@aria-hidden]")) == 2
    assert len(page.root.xpath("//p[@class='result-figures'][not(@aria-hidden)]")) == 1
    assert not page.root.xpath("//rect[not(ancestor::svg[@aria-hidden='true'])]")


def test_a_share_of_a_hundred_shows_the_hundred(built: Workspace) -> None:
    page = Document(built.page("/case-studies/lab/"))
    tables = page.root.xpath("//div[@class='bars']")
    assert [len(table.xpath(".//rect[@class='bar-upto']")) for table in tables] == [0, 2]


def test_prices_of_one_kind_have_bars_and_others_none(built: Workspace) -> None:
    row = "//tr[@class='compare-price']//rect/@width"
    assert Document(built.page("/services/store/")).texts(row) == ["25%", "100%"]
    assert Document(built.page("/services/mixed/")).texts(row) == []


def test_availability_is_told_in_time_without_it(built: Workspace) -> None:
    page = Document(built.page("/services/store/"))
    assert page.texts("//dd/div[@class='bars']//tr") == [
        "promised 99.5% 44 hours",
        "measured 99.75% 22 hours",
    ]
    assert page.texts("//dd/div[@class='bars']//rect/@width") == ["100%", "50%"]
    assert "Source: monitoring" in page.text("//dd[div]")
    assert "up to 8.8 hours a year without it" in built.page("/services/mixed/")


def test_a_range_of_costs_in_a_choice_ends_paler(built: Workspace) -> None:
    page = Document(built.page("/choices/where/"))
    drawn = page.texts("//td[@data-cell='theirs/first']//rect/@width")
    assert drawn == ["100%", "25%"]
    assert page.texts("//td[@data-cell='none/first']//rect/@width") == ["10%"]
    assert page.text("//td[@data-cell='ours/first']").endswith("not known")
    assert not page.root.xpath("//td[@data-cell='ours/first']//svg")


def test_an_email_has_the_same_bars_as_cells_of_tables(built: Workspace) -> None:
    mail = Document(built.read("email/2026-11.html"))
    assert mail.texts("//td[@class='bar-words']") == [
        "Basic €300",
        "Plus €1,200",
        "promised 99% 88 hours",
        "measured 98% 175 hours",
    ]
    widths = mail.texts("//td[starts-with(@class, 'bar bar-')]/@width")
    assert widths == ["25%", "100%", "50%", "100%"]
    assert "Price a year" in mail.text("//body")
    assert "from €300" not in mail.text("//body")
    assert "Waiting time: two days" in mail.text("//body")
