"""What themes rely on: what the contract names is there, and what is not there is told."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from evangelist.content.yaml import read_yaml
from evangelist.model.values import natural
from evangelist.outputs.page import Page
from evangelist.templating.contract import API, FILE, contract
from evangelist.templating.outline import outline
from evangelist.templating.sizes import sizes
from tests.sites import Workspace, site
from tools.themes import FOR_TEMPLATES

LECTERN = FILE.parent
TEMPLATES = {
    file.name: outline(file.read_text("utf-8")) for file in (LECTERN / "templates").glob("*.html")
}
CHILD = "-- themes/ours/theme.yaml --\nextends: lectern\n-- content/a.md --\n# A\n"


def _of_lineage(name: str) -> set[str]:
    parent = TEMPLATES[name].parent
    return {*TEMPLATES[name].names("block"), *(_of_lineage(parent) if parent else ())}


# --- what is promised is there ----------------------------------------------------------------


def test_the_contract_has_the_number_that_the_program_and_its_theme_say() -> None:
    about = read_yaml((LECTERN / "theme.yaml").read_text("utf-8")).value
    assert contract().api == API == int(about["api"])


@pytest.mark.parametrize("name", sorted(contract().blocks))
def test_every_block_of_a_template_is_promised_and_none_else(name: str) -> None:
    written = TEMPLATES[name]
    inherited = _of_lineage(written.parent) if written.parent else set()
    assert {*contract().blocks[name]} == {*written.names("block")} - inherited


def test_every_page_of_the_theme_is_promised_and_none_else() -> None:
    assert {*contract().blocks} == {name for name in TEMPLATES if not name.startswith("_")}


@pytest.mark.parametrize("name", sorted(contract().macros))
def test_every_promised_macro_is_there(name: str) -> None:
    assert {*contract().macros[name]} - {*TEMPLATES[name].names("macro")} == set()


def test_what_templates_get_is_promised_and_nothing_else() -> None:
    values = {field.name for field in fields(Page)} | {"dir"}
    assert {*contract().page} == values
    assert {*contract().site} == {name for names in FOR_TEMPLATES for name in names}


def test_every_token_is_promised_and_none_else() -> None:
    tokens = read_yaml((LECTERN / "theme.yaml").read_text("utf-8")).value["tokens"]
    assert {*contract().tokens} == {name for name in tokens if not name.endswith("_dark")}
    assert {*contract().sizes} == {*sizes(natural(tokens))}


def test_every_promised_class_is_written_somewhere() -> None:
    written = "".join(file.read_text("utf-8") for file in (LECTERN / "templates").glob("*.html"))
    classes = {name for names in re.findall(r'class="([^"]*)"', written) for name in names.split()}
    assert {*contract().classes} - classes == set()


# --- what is not there is told ----------------------------------------------------------------


def errors(root: Path, files: str) -> list[str]:
    made = site(root, CHILD + files, "theme: ours\n")
    made.build()
    assert not made.output.exists()
    return made.errors()


def test_blocks_that_nothing_shows_are_told_all_at_once_with_the_nearest_name(
    tmp_path: Path,
) -> None:
    files = """\
-- themes/ours/templates/service.html --
{% extends "lectern/service.html" %}
{% block closng %}{% block inside %}{% endblock %}{% endblock %}
-- themes/ours/templates/base.html --
{% extends "lectern/base.html" %}
{% block title %}{% endblock %}
  {% block qqq %}{% endblock %}
"""
    assert errors(tmp_path, files) == [
        (
            "themes/ours/templates/base.html:3:3: 'lectern/base.html' has no block 'qqq': what "
            "stands in it is never shown (evangelist theme show base.html lists those that it has)"
        ),
        (
            "themes/ours/templates/service.html:2:1: 'lectern/service.html' has no block 'closng': "
            "what stands in it is never shown (did you mean 'closing'?)"
        ),
    ]


def test_a_new_block_inside_one_that_is_shown_is_right_and_a_grandchild_may_fill_it(
    tmp_path: Path,
) -> None:
    files = """\
-- themes/ours/templates/page.html --
{% extends "lectern/page.html" %}
{% block closing %}{% block signature %}parent{% endblock %}{% endblock %}
-- themes/top/theme.yaml --
extends: ours
-- themes/top/templates/page.html --
{% extends "ours/page.html" %}
{% block signature %}child of {{ super() }}{% endblock %}
"""
    made = site(tmp_path, CHILD + files, "theme: top\n").built()
    assert "child of parent" in made.page("/a/")


def test_a_parent_that_depends_is_not_judged(tmp_path: Path) -> None:
    files = """\
-- themes/ours/templates/page.html --
{% extends "lectern/page.html" if page.title else "lectern/base.html" %}
{% block nowhere %}{% endblock %}
"""
    site(tmp_path, CHILD + files, "theme: ours\n").built()


def test_templates_that_lead_nowhere_or_to_themselves_are_told_with_what_was_meant(
    tmp_path: Path,
) -> None:
    files = """\
-- themes/ours/templates/page.html --
{% extends "page.html" %}
-- themes/ours/templates/team.html --
{% extends "lectren/team.html" %}
{% import "_rowz.html" as rows %}
{% include "maybe.html" ignore missing %}
"""
    assert errors(tmp_path, files) == [
        (
            "themes/ours/templates/page.html:1:1: the template extends itself "
            '(write {% extends "lectern/page.html" %})'
        ),
        (
            "themes/ours/templates/team.html:1:1: there is no template 'lectren/team.html' "
            "(did you mean 'lectern/team.html'?)"
        ),
        (
            "themes/ours/templates/team.html:2:1: there is no template '_rowz.html' "
            "(did you mean '_rows.html'?)"
        ),
    ]


@pytest.mark.parametrize(
    "asked, told",
    [
        (
            "page.titel",
            "'page' has no attribute 'titel', while rendering content/a.md (did you mean 'title'?)",
        ),
        (
            "site.crads('service')",
            "'site' has no attribute 'crads', while rendering content/a.md (did you mean 'cards'?)",
        ),
        (
            "page.card.front.sumary",
            (
                "the front matter of page has no attribute 'sumary', while "
                "rendering content/a.md (did you mean 'summary'?)"
            ),
        ),
        (
            "ui.short_dey(1)",
            (
                "'_ui.html' has no 'short_dey', while rendering content/a.md "
                "(did you mean 'short_day'?)"
            ),
        ),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(
    tmp_path: Path, asked: str, told: str
) -> None:
    page = '{% import "_ui.html" as ui with context %}{{ ' + asked + " }}\n"
    found = errors(tmp_path, f"-- themes/ours/templates/page.html --\n{page}")
    assert found == [f"themes/ours/templates/page.html:1:1: {told}"]


@pytest.mark.parametrize(
    "number, told",
    [
        (
            "2",
            (
                "the theme is made for api 2, and this evangelist has 1 (install a newer "
                "evangelist, or take an older version of the theme)"
            ),
        ),
        (
            "0",
            (
                "the theme is made for api 0, and this evangelist has 1 (CHANGELOG.md says what "
                "has changed: mend the templates, then write the new number)"
            ),
        ),
        ("one", "'api': 'one' is not a whole number (write api: 1)"),
    ],
)
def test_a_theme_for_another_contract_is_told_with_its_line(
    tmp_path: Path, number: str, told: str
) -> None:
    files = f"-- themes/ours/theme.yaml --\nextends: lectern\napi: {number}\n"
    assert errors(tmp_path, files) == [f"themes/ours/theme.yaml:2:1: {told}"]


def test_a_block_is_mended_and_the_next_build_shows_it(tmp_path: Path) -> None:
    page = "-- themes/ours/templates/page.html --\n{% extends 'lectern/page.html' %}\n"
    block = "{% block headng %}Ours{% endblock %}\n"
    made: Workspace = site(tmp_path, f"{CHILD}{page}{block}", "theme: ours\n")
    made.build()
    assert made.found("block-unknown")
    made.write(f"{page}{block.replace('headng', 'heading')}").built()
    assert "Ours" in made.page("/a/")
