"""The catalog as data: JSON that keeps to its schema, and a table that opens as it was written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from evangelist.model.kinds.service import Offering, Service
from tests.sites import Workspace, site

LEFT_OUT = {
    "authors": "who wrote the page",
    "draft": "drafts are not published",
    "expires_on": "what has expired is not published",
    "extra": "what nobody promised",
    "image": "pictures have other names once they are published",
    "image_alt": "goes with the picture",
    "lang": "the language of the page, not of the service",
    "publish_on": "what is published has passed it",
    "redirect_from": "the web server's matter",
    "slug": "it is in the address",
}
FILES = """
-- content/services/a.md --
---
title: Storage
category: data
summary: "=1+1"
audience: [staff, "doctoral students"]
owner: teams/t
backup_owner: teams/hidden
get_started: {label: Ask, url: /services/hidden/, lead_time: two days}
support_contact: "+49 30 1"
offerings:
  - id: basic
    title: Basic
    price: {type: fixed, amount: 300, period: year}
    one_time: 0
    facts: {capacity: {value: 5, unit: TB, source: "report, 2026", as_of: 2026-09-01}}
    fit: {sensitive.patient: no}
    provider: us
  - {id: large, title: 'Say "large", he said', price: By arrangement}
depends_on: [services/b, services/hidden]
links: [{label: Rules, url: rules.html}]
updated: 2026-03-01
---
-- content/services/b.md --
---
title: Fax
category: data
lifecycle: retired
retires_on: 2026-03-31
replaced_by: services/a#basic
get_started: {url: "https://forms.example.edu/fax"}
---
-- content/services/hidden.md --
---
title: Secret plan
draft: true
---
-- content/teams/t.md --
---
title: Team T
---
-- content/teams/hidden.md --
---
title: Secret team
draft: true
---
"""
SETTINGS = """
url: https://example.org/below/
timezone: Europe/Berlin
categories: [{id: data, title: Data}]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    small = site(tmp_path_factory.mktemp("data"), FILES)
    small.write_bytes("site.yaml", f"title: Test site{SETTINGS}".encode())
    return small.built()


def catalog(made: Workspace) -> Any:
    return json.loads(made.read("site/catalog.json"))


def schema(made: Workspace) -> Any:
    """Return the published schema, so strict that it allows no field that it does not name."""
    found = json.loads(made.read("site/catalog.schema.json"))
    for record in (found, *found["$defs"].values()):
        record["additionalProperties"] = False
    return found


def test_the_example_keeps_to_the_schema_that_is_published_with_it(example: Workspace) -> None:
    strict = schema(example)
    Draft202012Validator.check_schema(strict)
    checker = Draft202012Validator(strict, format_checker=FormatChecker())
    data = catalog(example)
    assert [error.message for error in checker.iter_errors(data)] == []
    assert data["$schema"] == strict["$id"]
    assert strict["$id"] == "https://services.aldermoor.example/catalog.schema.json"
    assert len(data["services"]) == 18


def test_the_schema_refuses_what_is_wrong(example: Workspace) -> None:
    data = catalog(example)
    data["services"][0]["lifecycle"] = "dead"
    data["services"][0]["offerings"][0]["one_time"] = "nothing"
    del data["services"][2]["url"]
    errors = Draft202012Validator(schema(example)).iter_errors(data)
    assert {error.validator for error in errors} == {"enum", "type", "required"}


def test_every_field_of_a_service_is_published_or_left_out_on_purpose(example: Workspace) -> None:
    records = schema(example)["$defs"]
    assert set(Service.model_fields) - set(records["Service"]["properties"]) == set(LEFT_OUT)
    assert set(Offering.model_fields) <= set(records["Offering"]["properties"])


def test_services_stand_in_the_order_of_the_catalog_and_say_what_they_say(made: Workspace) -> None:
    fax, storage = catalog(made)["services"]
    page = "https://example.org/below/services/a/"
    assert (fax["id"], fax["lifecycle"]) == ("services/b", "retired")
    assert fax["retires_on"] == "2026-03-31"
    assert fax["replaced_by"] == {
        "id": "services/a#basic",
        "title": "Storage",
        "url": f"{page}#basic",
    }
    assert "get_started" not in fax
    assert storage["owner"] == {"name": "Team T", "url": "https://example.org/below/teams/t/"}
    assert storage["updated"] == "2026-03-01T00:00:00+01:00"
    assert storage["links"] == [{"label": "Rules", "url": f"{page}rules.html"}]
    basic, large = storage["offerings"]
    assert basic == {
        "id": "basic",
        "url": f"{page}#basic",
        "title": "Basic",
        "price": {"type": "fixed", "amount": 300, "currency": "EUR", "period": "year"},
        "one_time": 0,
        "facts": {
            "capacity": {
                "value": "5",
                "unit": "TB",
                "source": "report, 2026",
                "as_of": "2026-09-01",
            }
        },
        "fit": {"sensitive.patient": {"value": "no"}},
        "provider": {"name": "Our own team"},
    }
    assert large["price"] == {"text": "By arrangement"}


def test_nothing_that_is_not_published_is_told(made: Workspace) -> None:
    for name in ("catalog.json", "catalog.csv"):
        assert "ecret" not in made.read(f"site/{name}")
        assert "hidden" not in made.read(f"site/{name}")


def test_the_table_has_a_row_for_each_offering_and_opens_as_it_was_written(made: Workspace) -> None:
    text = made.read("site/catalog.csv")
    assert text.startswith("\ufeffservice_id,")
    assert text.count("\r\n") == text.count("\n") == 4
    fax, basic, large = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert (fax["service"], fax["offering"], fax["replaced_by"]) == ("Fax", "", "services/a#basic")
    assert (basic["price_amount"], basic["currency"], basic["price_period"]) == (
        "300",
        "EUR",
        "year",
    )
    assert basic["audience"] == "staff; doctoral students"
    assert basic["facts"] == "capacity: 5 TB (report, 2026, 2026-09-01)"
    assert (large["offering"], large["price_text"]) == ('Say "large", he said', "By arrangement")


def test_no_cell_is_a_formula(made: Workspace) -> None:
    text = made.read("site/catalog.csv").removeprefix("\ufeff")
    row = list(csv.DictReader(io.StringIO(text, newline="")))[1]
    assert (row["summary"], row["support_contact"]) == ("'=1+1", "'+49 30 1")
    assert row["one_time"] == "0"


def test_a_text_that_a_spreadsheet_would_part_begins_no_formula_either(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/services/a.md --\n---\nsummary: 'a;=1+1; -b'\n---\n").built()
    assert ",a;'=1+1; -b," in made.read("site/catalog.csv")


def test_a_site_without_services_publishes_no_data(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/about.md --\nText.\n").built()
    assert not made.exists("site/catalog.json")
    assert not made.exists("site/catalog.csv")


def test_a_new_text_of_a_service_makes_no_data_anew(made: Workspace) -> None:
    made.write_bytes(
        "content/services/b.md", (made.root / "content/services/b.md").read_bytes() + b"New.\n"
    )
    made.write_bytes("content/teams/t.md", b"---\ntitle: Team T\nsummary: One\n---\n")
    made.built()
    rendered = set(made.report.rendered)
    assert "site/services/b/index.html" in rendered
    made.write_bytes("content/teams/t.md", b"---\ntitle: Team T\nsummary: One\n---\nText\n")
    assert not {each for each in made.built().report.rendered if "catalog" in each}
