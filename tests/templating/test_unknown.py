"""What a theme of one's own has by mistake is told once, where it stands, with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import site

TEXT = "-- content/a.md --\n# A\n-- content/b.md --\n# B\n"
OURS = f"{TEXT}-- themes/ours/theme.yaml --\nextends: lectern\n"


def told(root: Path, files: str, settings: str = "theme: ours\n") -> list[str]:
    made = site(root, files, settings)
    return [str(each) for each in made.build().problems if each.level != "advice"]


def test_a_block_without_end_is_told_once_where_it_begins(tmp_path: Path) -> None:
    begin = '{% extends "lectern/page.html" %}\n{% block content %}\n'
    page = f"{begin}{{% block closing %}}A{{% endblock %}}"
    assert told(tmp_path, f"{OURS}-- themes/ours/templates/page.html --\n{page}\n") == [
        (
            "themes/ours/templates/page.html:2:1: the block 'content' has no end "
            "(write {% endblock %} where it ends)"
        )
    ]


def test_what_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    page = '{% extends "lectern/page.html" %}\n{% blok closing %}A{% endblock %}'
    (message,) = told(tmp_path, f"{OURS}-- themes/ours/templates/page.html --\n{page}\n")
    assert message.startswith("themes/ours/templates/page.html:2:1: Encountered unknown tag 'blok'")


def test_a_template_that_nothing_uses_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    home = '{% extends "lectern/home.html" %}'
    assert told(tmp_path, f"{OURS}-- themes/ours/templates/hom.html --\n{home}\n") == [
        (
            "themes/ours/templates/hom.html:1:1: nothing uses the template 'hom.html' "
            "(did you mean 'home.html'?)"
        )
    ]


def test_a_part_that_a_template_includes_is_used(tmp_path: Path) -> None:
    begin = '{% extends "lectern/page.html" %}{% block closing %}'
    page = f'{begin}{{% include "pages.html" %}}{{% endblock %}}'
    files = f"{OURS}-- themes/ours/templates/page.html --\n{page}\n"
    assert told(tmp_path, f"{files}-- themes/ours/templates/pages.html --\nEnd.\n") == []


@pytest.mark.parametrize(
    "brand,message",
    [
        ('acent: "#14532d"', "no theme has a token 'acent' (did you mean 'accent'?)"),
        ('accent: "darkgren"', "'brand.accent': darkgren is not a colour"),
        ("title_1: 3rem", ""),
        ("accent: oklch(0.4 0.1 150)", ""),
    ],
)
def test_a_token_of_a_brand_that_is_none_is_told(tmp_path: Path, brand: str, message: str) -> None:
    found = told(tmp_path, TEXT, f"brand:\n  {brand}\n")
    assert len(found) == bool(message)
    assert all(each.startswith("site.yaml:4:3: ") and message in each for each in found)


@pytest.mark.parametrize(
    "tokens,message",
    [
        (
            "accent: #14532d",
            "'tokens.accent' has no value (a colour needs quotes: accent: \"#14532d\")",
        ),
        ('acent: "#14532d"', "no theme has a token 'acent' (did you mean 'accent'?)"),
        ('band: "#14532d"', ""),
    ],
)
def test_a_token_of_a_theme_that_is_none_is_told(tmp_path: Path, tokens: str, message: str) -> None:
    theme = f"-- themes/ours/theme.yaml --\nextends: lectern\ntokens:\n  {tokens}\n"
    found = told(tmp_path, f"{TEXT}{theme}", "theme: ours\n")
    assert len(found) == bool(message)
    assert all(
        each.startswith("themes/ours/theme.yaml:3:3: ") and message in each for each in found
    )
