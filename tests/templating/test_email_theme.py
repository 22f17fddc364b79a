"""A child theme changes an e-mail: by tokens, by a block, by a building block of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import pictures
from tests.documents import Document
from tests.sites import Workspace, site

FILES = """
-- themes/ours/theme.yaml --
extends: lectern
-- content/services/vpn.md --
---
title: VPN
get_started: {label: Ask for it, url: "https://forms.example/vpn"}
---
-- content/newsletters/2026-11.md --
---
title: An issue
date: 2026-11-20
features: [services/vpn]
give: A mug
---
> Somebody's words.
"""


def email(root: Path, files: str) -> Document:
    return Document(made(root, files).built().read("email/2026-11.html"))


def made(root: Path, files: str) -> Workspace:
    return site(root, FILES, "theme: ours\n").write(files)


def test_tokens_alone_restyle_an_email(tmp_path: Path) -> None:
    tokens = {
        "paper": "#fefefe",
        "surface": "#eeeeee",
        "ink": "#101010",
        "muted": "#404040",
        "line": "#c0c0c0",
        "accent": "#003399",
        "on_accent": "#fafafa",
        "font_title": "Verdana, sans-serif",
        "font_text": "Tahoma, sans-serif",
        "font_title_word": "Verdana",
        "font_text_word": "Tahoma",
        "weight_title": "730",
        "radius": "1.5em",
    }
    dark = {f"{name}_dark": f"#0{n}0{n}0{n}" for n, name in enumerate(DARK)}
    lines = "\n".join(f'  {name}: "{value}"' for name, value in (tokens | dark).items())
    theme = f"-- themes/ours/theme.yaml --\nextends: lectern\ntokens:\n{lines}\n"
    before = made(tmp_path / "a", "").built().read("email/2026-11.html")
    after = made(tmp_path / "b", theme).built().read("email/2026-11.html")
    for value in (*tokens.values(), *dark.values()):
        assert value in after
        assert value not in before
    for value in ("#fcfbf8", "#211f1b", "#0b5364", "Iowan", "Segoe UI", "Georgia", "3px;b"):
        assert value not in after


DARK = ("paper", "surface", "ink", "muted", "line", "accent", "on_accent")


@pytest.mark.parametrize(
    "name",
    ["top", "opening", "brand", "content", "features", "ideas", "asks", "give", "footer"],
)
def test_a_block_of_a_child_stands_in_the_place_of_the_parents(tmp_path: Path, name: str) -> None:
    page = email(
        tmp_path,
        f"-- themes/ours/templates/email.html --\n"
        f'{{% extends "lectern/email.html" %}}\n'
        f"{{% block {name} %}}<tr><td>ours {{{{ page.card.title }}}}</td></tr>{{% endblock %}}\n",
    )
    assert "ours An issue" in page.text("//body")
    assert len(page.root.xpath("//*[@role='article']/table//tr")) > 3


def test_a_block_of_a_child_uses_the_building_blocks(tmp_path: Path) -> None:
    page = email(
        tmp_path,
        """\
-- themes/ours/templates/email.html --
{% extends "lectern/email.html" %}
{% block give %}
{% call mail.section('From us') %}
{% set left %}{{ mail.quote('Well said', by='Ada') }}{% endset %}
{% set right %}{{ mail.callout('tip', 'Tip', 'Try it') }}{% endset %}
{{ mail.columns(left, right) }}
{% call mail.card() %}{{ mail.picture('logo.png', 'Our logo', 120) }}{% endcall %}
{{ mail.button('/services/vpn/', 'Go on') }}
{% endcall %}
{{ super() }}
{% endblock %}
""",
    )
    assert page.texts("//h2")[-2:] == ["From us", "For you"]
    assert page.text("//div[contains(@class, 'column-first')]") == "Well saidAda"
    assert page.texts("//td[contains(@class, 'callout-tip')]") == ["TipTry it"]
    assert page.links("//table[@class='button']")[-1] == (
        "Go on",
        "https://example.org/services/vpn/",
    )
    (picture,) = page.root.xpath("//td[@class='card-cell']/img")
    assert picture.get("src").startswith("https://example.org/assets/logo.png?v=")
    assert (picture.get("width"), picture.get("alt")) == ("120", "Our logo")
    assert "width:120px" in picture.get("style")
    assert "background-color:#fcfbf8" in picture.get("style")


@pytest.mark.parametrize("block", ["correction", "ideas", "events"])
def test_a_child_can_say_otherwise_what_is_around_the_text(tmp_path: Path, block: str) -> None:
    """In the e-mail, on the page, and in feed and text."""
    files = "".join(
        f'-- themes/ours/templates/{name} --\n{{% extends "lectern/{name}" %}}\n'
        f"{{% block {block} %}}{around.format('Ours: ')}{{% endblock %}}\n"
        for name, around in (
            ("email.html", "{{% call mail.row() %}}{}{{% endcall %}}"),
            ("newsletter.html", "{}"),
            ("feed-issue.html", "<p>{}</p>"),
        )
    )
    if block == "correction":
        files = files.replace("{% call mail.row() %}", "").replace("{% endcall %}", "")
    front = "corrects: newsletters/0\nfeatures: ideas/i\nevents: A party\n"
    text = f"-- content/newsletters/1.md --\n---\ndate: 2026-11-02\n{front}---\nText.\n"
    others = "-- content/newsletters/0.md --\nWrong.\n-- content/ideas/i.md --\n# Idea\n"
    theme = "-- themes/ours/theme.yaml --\nextends: lectern\n"
    made = site(tmp_path, theme + files + text + others, "theme: ours\n").built()
    for form in ("email/1.html", "email/1.txt", "site/newsletters/1/index.html"):
        shown = made.read(form)
        assert "Ours:" in shown, form
        said = {
            "correction": "This issue corrects",
            "ideas": "You said, we did",
            "events": "A party",
        }[block]
        assert said not in shown, form


def test_a_building_block_of_a_child_is_used_everywhere(tmp_path: Path) -> None:
    page = email(
        tmp_path,
        """\
-- themes/ours/templates/_email.html --
{% import "lectern/_email.html" as parent with context %}
{% macro button(url, words) %}
<p class="ours"><a href="{{ site.url(url) }}">→ {{ words }}</a></p>
{% endmacro %}
{% macro quote(words, by='') %}<div class="said">{{ words }}</div>{% endmacro %}
{% set open, close, row, section = parent.open, parent.close, parent.row, parent.section %}
{% set columns, card, bars = parent.columns, parent.card, parent.bars %}
{% set callout, picture = parent.callout, parent.picture %}
""",
    )
    assert page.text("//p[@class='ours']") == "→ Ask for it"
    assert page.text("//div[@class='said']") == "Somebody's words."
    assert not page.root.xpath("//table[@class='button'] | //td[@class='quote']")


@pytest.fixture(autouse=True)
def _logo(tmp_path: Path) -> None:
    folder = tmp_path / "themes/ours/assets"
    folder.mkdir(parents=True)
    (folder / "logo.png").write_bytes(pictures.plain((240, 60)))
