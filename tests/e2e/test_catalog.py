"""The catalog narrows: by answers that stand in its address, over all its pages, to a way on."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor
from tests.e2e.looks import some
from tests.e2e.test_accessibility import seen
from tests.sites import site
from tools.serving import serving

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "src/evangelist/themes/lectern/assets/catalog.js"
MOST_BYTES = 4096
ROWS = ".listing .row:visible .row-title"
MANY = 70


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a site with more services than one page of the catalog shows."""
    made = site(tmp_path_factory.mktemp("many"))
    for number in range(MANY):
        front = {
            "title": f"Service {number:02}",
            "category": ("first", "second", "third", "zero")[number // 22],
            "audience": [["staff"], ["Students", "guests"], []][number % 3 if number < 66 else 0],
            "lifecycle": "live" if number else "paused",
        }
        made.write_bytes(
            f"content/services/s{number}.md", f"---\n{json.dumps(front)}\n---\n".encode()
        )
    with serving(made.built().output / "site") as address:
        yield address.rstrip("/")


def rows(page: Page) -> list[str]:
    return page.locator(ROWS).all_inner_texts()


def choose(page: Page, label: str, value: str) -> None:
    page.get_by_label(label, exact=True).select_option(value)


def test_answers_narrow_the_list_and_each_says_how_many_it_would_leave(
    served: dict[str, str], visit: Visitor
) -> None:
    page = visit(served["example"] + "/services/").page
    status = page.get_by_role("status")
    everything = rows(page)
    expect(status).to_have_text(f"{len(everything)} services")
    choose(page, "For whom", "teachers")
    expect(status).to_have_text(re.compile(rf"^\d+ of {len(everything)} services$"))
    for option in page.get_by_label("Price").locator("option").all()[1:]:
        words = option.inner_text()
        choose(page, "Price", option.get_attribute("value") or "")
        assert words.endswith(f" ({len(rows(page))})")
    choose(page, "Price", "free")
    assert page.url.endswith("#audience=teachers&price=free")
    assert 0 < len(rows(page)) < len(everything)
    heads = page.locator(".listing h2:visible").count()
    assert heads == page.locator(".listing .split:has(.row:visible)").count() < 6
    page.get_by_role("button", name="Show all").click()
    assert rows(page) == everything
    assert "#" not in page.url


def test_an_address_brings_its_answers_back_and_so_does_the_way_back(
    served: dict[str, str], visit: Visitor
) -> None:
    address = served["example"] + "/services/"
    page = visit(address + "#audience=STAFF&price=free&color=blue").page
    assert page.get_by_label("For whom").input_value() == ""
    assert page.get_by_label("Price").input_value() == "free"
    found = rows(page)
    choose(page, "Category", "security")
    choose(page, "Category", "data")  # one step with the answer before
    page.go_back()
    assert rows(page) == found
    page.locator(".index a").last.click()
    assert page.get_by_label("Price").input_value() == ""
    assert page.locator("#security").bounding_box()["y"] < 100  # type: ignore[index]
    page.go_back()
    assert rows(page) == found


def test_where_nothing_fits_the_page_says_what_brings_how_many_back(
    served: dict[str, str], visit: Visitor
) -> None:
    asked = "#audience=students&lifecycle=retiring&price=free"
    page = visit(served["example"] + "/services/" + asked).page
    assert rows(page) == []
    expect(page.get_by_role("status")).to_contain_text("No service fits all of this.")
    way = page.get_by_role("button", name="Without “retiring”")
    promised = int(way.inner_text().rsplit(" ", 1)[1])
    way.click()
    assert len(rows(page)) == promised > 0
    expect(page.get_by_label("Availability")).to_be_focused()


def test_where_no_single_answer_helps_it_says_which_few_do(many: str, visit: Visitor) -> None:
    asked = "#category=zero&audience=guests&lifecycle=paused"
    page = visit(many + "/services/" + asked).page
    expect(page.get_by_role("status").get_by_role("button")).to_have_text(
        [
            "Without “Zero, guests”: 1",
            f"Without “Zero, paused”: {sum(number % 3 > 0 for number in range(66))}",
            "Without “guests, paused”: 4",
        ]
    )


def test_a_catalog_of_several_pages_narrows_as_one(many: str, visit: Visitor) -> None:
    for address in ("/services/", "/services/page/2/"):
        opened = visit(many + address)
        page = opened.page
        expect(page.get_by_role("status")).to_have_text(f"{MANY} services")
        before = rows(page)
        choose(page, "Category", "third")
        assert rows(page) == [f"Service {number}" for number in range(44, 66)]
        assert page.locator(".listing h2:visible").all_inner_texts() == ["Third"]
        expect(page.locator(".pages")).to_be_hidden()
        choose(page, "For whom", "students")
        assert len(rows(page)) == sum(number % 3 > 0 for number in range(44, 66))
        page.get_by_role("button", name="Show all").click()
        assert rows(page) == before
        expect(page.locator(".pages")).to_be_visible()
        assert sum(url.startswith(f"{many}/services/") for url in opened.requests) == 2
        assert page.get_by_label("Price").count() == 0  # nobody says a price


def test_where_other_pages_cannot_be_had_the_list_stays_as_it_is(many: str, visit: Visitor) -> None:
    opened = visit(many + "/feeds/nothing/")
    opened.page.route("**/page/2/", lambda route: route.fulfill(status=500))
    opened.page.goto(many + "/services/#audience=staff")
    opened.page.wait_for_selector(".narrow", state="detached")
    assert len(rows(opened.page)) == 60
    opened.complaints.clear()  # the browser tells of the 500 itself


def test_a_keyboard_is_enough(served: dict[str, str], visit: Visitor) -> None:
    page = visit(served["example"] + "/services/", width=360).page
    page.locator(".narrow summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("s")
    expect(page.get_by_label("For whom")).to_be_focused()
    assert page.get_by_label("For whom").input_value() == "students"
    expect(page.locator(".narrow summary")).to_have_text("Narrow down (1)")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ services$"))


@pytest.mark.parametrize(
    "answers,number",
    [("#audience=staff&price=free", 0), ("#audience=students&lifecycle=retiring&price=free", 6)],
)
def test_axe_finds_nothing_in_use(
    served: dict[str, str], visit: Visitor, answers: str, number: int
) -> None:
    page = visit(served["example"] + "/services/" + answers).page
    assert seen(page, some(number)) == {}


def test_a_category_narrows_by_what_tells_its_services_apart(many: str, visit: Visitor) -> None:
    page = visit(many + "/categories/first/").page
    assert page.locator(".narrow label").all_inner_texts() == ["For whom", "Availability"]
    options = page.get_by_label("For whom").locator("option").all_inner_texts()
    assert options == ["All", "guests (14)", "staff (15)", "Students (14)"]
    choose(page, "For whom", "guests")
    assert len(rows(page)) == 14


def test_few_services_need_no_narrowing_and_get_no_script(
    served: dict[str, str], visit: Visitor
) -> None:
    page = visit(served["german"] + "/services/").page
    assert page.locator(".narrow, script[src*='catalog']").count() == 0


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), mtime=0)) <= MOST_BYTES
