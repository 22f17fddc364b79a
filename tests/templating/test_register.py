"""Register, the second theme: clearly another one, made of what is promised and of nothing else."""

import re
from pathlib import Path

import pytest

from evangelist.templating.contract import contract
from evangelist.templating.load import BUILT_IN
from evangelist.templating.outline import outline
from tests.documents import document
from tests.sites import Workspace, site

REGISTER = BUILT_IN / "register"
TEMPLATES = {
    file.name: file.read_text("utf-8") for file in sorted((REGISTER / "templates").iterdir())
}
SHEET = (REGISTER / "assets/register.css").read_text("utf-8")
WRITTEN = "\n".join(TEMPLATES.values())
CONTENT = """
-- content/services/vpn.md --
---
title: VPN
summary: Get in from anywhere.
category: net
lifecycle: live
audience: [staff]
offerings: [{id: a, title: A, price: {type: fixed, amount: 30, period: year}}]
get_started: {text: Ask us, lead_time: two days}
---
-- content/case-studies/a.md --
---
title: It worked
services: [services/vpn]
---
-- content/newsletters/n.md --
---
title: N
date: 2026-11-20
---
"""
SETTINGS = "theme: register\ncurrency: EUR\ncategories: [{id: net, title: Network}]\n"


def test_it_fills_blocks_that_are_promised_for_the_template_or_for_all() -> None:
    named = {
        (file, name)
        for file, source in TEMPLATES.items()
        for name in outline(source).names("block")
    }
    of_all = {*contract().blocks["base.html"]}
    assert {
        (file, name)
        for file, name in named
        if name not in of_all | {*contract().blocks.get(file, {})}
    } == set()


def test_it_calls_macros_that_are_promised() -> None:
    own = {part for source in TEMPLATES.values() for part in outline(source).names("macro")}
    called = set(re.findall(r"\b(ui|rows|ledger)\.(\w+)\(", WRITTEN))
    promised = {
        (file.removeprefix("_").removesuffix(".html"), name)
        for file, names in contract().macros.items()
        for name in names
    }
    assert called - promised - {("ledger", name) for name in own} == set()


def test_it_asks_page_and_site_for_what_is_promised() -> None:
    assert set(re.findall(r"\bsite\.(\w+)", WRITTEN)) - {*contract().site} == set()
    assert set(re.findall(r"\bpage\.(\w+)", WRITTEN)) - {*contract().page} == set()


def test_its_style_sheet_hangs_on_promised_classes_and_tokens_or_on_its_own() -> None:
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", SHEET, flags=re.DOTALL)
    own = {name for names in re.findall(r'class="([^"]*)"', WRITTEN) for name in names.split()}
    assert set(re.findall(r"\.([a-z][\w-]*)", rules)) - {*contract().classes} - own == set()
    tokens = {name.replace("_", "-") for name in (*contract().tokens, *contract().sizes)}
    assert set(re.findall(r"var\(--([\w-]+)\)", SHEET)) - tokens == set()


def test_it_writes_no_colour_outside_its_tokens() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", SHEET) == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return site(tmp_path_factory.mktemp("register"), CONTENT, SETTINGS).built()


def test_its_colours_can_be_read(made: Workspace) -> None:
    assert made.found("brand-contrast") == []


def test_its_catalog_is_a_table_that_can_be_narrowed(made: Workspace) -> None:
    page = document(made, "/services/")
    row = "//div[@class='listing']//tbody[contains(@class, 'rows')]/tr"
    assert page.texts("//th[@scope='col']") == [
        "Service",
        "Status",
        "For whom",
        "Price",
        "Waiting time",
    ]
    assert page.texts(f"{row}/td") == ["available", "staff", "€30 a year", "two days"]
    assert page.text(f"{row}/@data-lifecycle") == "live"
    assert page.text(f"{row}/th//a/@href") == "/services/vpn/"


def test_its_home_page_names_every_service_and_what_is_new(made: Workspace) -> None:
    page = document(made, "/")
    assert page.texts("//ul[contains(@class, 'board-lines')]//li//li/a") == ["VPN"]
    assert "It worked" in page.text("//main")
    assert page.text("//div[@class='board-side']//h3") == "N"


def test_it_speaks_german(tmp_path: Path) -> None:
    made = site(tmp_path, CONTENT, f"{SETTINGS}lang: de\n").built()
    assert document(made, "/services/").texts("//th[@scope='col']")[1] == "Stand"


def test_a_theme_of_the_site_extends_it(tmp_path: Path) -> None:
    files = """\
-- themes/ours/theme.yaml --
extends: register
api: 1
-- themes/ours/templates/home.html --
{% extends "register/home.html" %}
{% block shelf %}<p class="ours">Ours</p>{% endblock %}
"""
    made = site(tmp_path, CONTENT + files, SETTINGS.replace("register", "ours")).built()
    assert document(made, "/").text("//p[@class='ours']") == "Ours"
