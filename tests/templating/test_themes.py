"""Themes: a child's files go over its parent's by name, and every fault is named."""

import re
from pathlib import Path

import pytest

from tests.documents import document
from tests.sites import Workspace, site

CONTENT = """
-- content/about.md --
---
title: About
---
Text.
-- content/services/vpn.md --
---
title: VPN
category: net
lifecycle: on-shelf
offerings: [{id: a, title: A, price: {type: fixed, amount: 1234.5, period: year}}]
updated: 2026-03-01
---
-- content/newsletters/n-1.md --
---
title: N
date: 2026-11-20
---
-- themes/ours/theme.yaml --
extends: lectern
tokens:
  accent: "#123456"
"""


def themed(root: Path, files: str = "", settings: str = "theme: ours\n") -> Workspace:
    return site(root, CONTENT + files, settings)


def test_a_template_of_the_same_name_goes_over_the_parents(tmp_path: Path) -> None:
    made = themed(
        tmp_path, "-- themes/ours/templates/page.html --\n<h1>{{ page.title }}</h1>\n"
    ).built()
    assert made.page("/about/") == "<h1>About</h1>\n"


def test_a_template_extends_its_parent_by_the_parents_name(tmp_path: Path) -> None:
    files = """\
-- themes/ours/templates/page.html --
{% extends "lectern/page.html" %}
{% block heading %}{{ super() }}!{% endblock %}
"""
    assert document(themed(tmp_path, files).built(), "/about/").text("//h1") == "About!"


def test_a_base_template_of_a_child_is_used_by_the_parents_pages(tmp_path: Path) -> None:
    files = """\
-- themes/ours/templates/base.html --
{% extends "lectern/base.html" %}
{% block head %}<meta name="ours" content="yes">{% endblock %}
"""
    made = themed(tmp_path, files).built()
    for url in ("/about/", "/services/vpn/", "/", "/404.html"):
        assert document(made, url).text("//meta[@name='ours']/@content") == "yes"


def test_a_stack_of_three_themes_reaches_each_by_name(tmp_path: Path) -> None:
    files = """\
-- themes/top/theme.yaml --
extends: ours
-- themes/ours/templates/page.html --
{% extends "lectern/page.html" %}
{% block heading %}ours {{ super() }}{% endblock %}
-- themes/top/templates/page.html --
{% extends "ours/page.html" %}
{% block heading %}top {{ super() }}{% endblock %}
"""
    made = themed(tmp_path, files, "theme: top\n").built()
    assert document(made, "/about/").text("//h1") == "top ours About"


def test_an_asset_of_the_same_name_goes_over_the_parents_with_a_digest_of_its_own(
    tmp_path: Path,
) -> None:
    made = themed(tmp_path).built()
    before = document(made, "/about/").texts("//link[@rel='stylesheet']/@href")[1]
    made.write("-- themes/ours/assets/lectern.css --\nbody { color: red }\n").built()
    after = document(made, "/about/").texts("//link[@rel='stylesheet']/@href")[1]
    assert made.read("site/assets/lectern.css") == "body { color: red }\n"
    assert before.split("?")[0] == after.split("?")[0]
    assert before != after


def test_a_word_of_a_child_goes_over_the_parents(tmp_path: Path) -> None:
    files = "-- themes/ours/strings/en.yaml --\nnav: {home: Our front door}\n"
    made = themed(tmp_path, files).built()
    assert "Our front door" in document(made, "/about/").text("//nav[@class='crumbs']")


def test_tokens_of_a_child_go_into_the_style_sheet_and_the_e_mail(tmp_path: Path) -> None:
    made = themed(tmp_path).built()
    assert "--accent: #123456" in made.read("site/assets/tokens.css")
    assert "#123456" in made.read("email/n-1.html")


def test_the_brand_of_site_yaml_goes_over_the_tokens(tmp_path: Path) -> None:
    made = themed(tmp_path, settings='theme: ours\nbrand: {accent: "#654321"}\n').built()
    assert "--accent: #654321" in made.read("site/assets/tokens.css")
    assert "#123456" not in made.read("site/assets/tokens.css")


def test_a_new_brand_changes_the_digest_of_the_tokens(tmp_path: Path) -> None:
    made = themed(tmp_path).built()
    before = document(made, "/about/").texts("//link[@rel='stylesheet']/@href")[0]
    made.write_bytes(
        "site.yaml",
        b'title: T\nurl: https://example.org/\ntheme: ours\nbrand: {accent: "#654321"}\n',
    )
    made.built()
    assert document(made, "/about/").texts("//link[@rel='stylesheet']/@href")[0] != before


# --- faults ----------------------------------------------------------------------------------


def fails(made: Workspace, code: str) -> str:
    made.build()
    assert not made.output.exists()
    found = made.found(code)
    assert found, made.errors()
    return found[0]


def test_a_typo_in_a_template_is_named_with_its_line_and_the_entry(tmp_path: Path) -> None:
    files = "-- themes/ours/templates/page.html --\n<p>\n\n{{ page.titel }}\n"
    text = fails(themed(tmp_path, files), "template-failed")
    assert text.startswith("themes/ours/templates/page.html:3:1: ")
    assert "has no attribute 'titel'" in text
    assert text.endswith("while rendering content/about.md (did you mean 'title'?)")


def test_a_typo_in_an_included_template_is_named_with_the_included_line(tmp_path: Path) -> None:
    files = """\
-- themes/ours/templates/page.html --
{% include "_part.html" %}
-- themes/ours/templates/_part.html --

{{ nothing }}
"""
    text = fails(themed(tmp_path, files), "template-failed")
    assert text.startswith("themes/ours/templates/_part.html:2:1: 'nothing' is undefined")


def test_a_block_that_is_never_closed_is_named_with_its_line(tmp_path: Path) -> None:
    files = "-- themes/ours/templates/page.html --\n<p>\n{% if page.title %}\n"
    text = fails(themed(tmp_path, files), "template-failed")
    assert text.startswith("themes/ours/templates/page.html:")
    assert text.count("page.html") == 1


def test_a_template_that_includes_nothing_there_is_named(tmp_path: Path) -> None:
    files = '-- themes/ours/templates/page.html --\n\n{% include "none.html" %}\n'
    text = fails(themed(tmp_path, files), "template-failed")
    assert text.startswith("themes/ours/templates/page.html:2:1: there is no template 'none.html'")


def test_a_word_that_no_table_has_is_named_with_the_line_that_asks(tmp_path: Path) -> None:
    files = "-- themes/ours/templates/page.html --\n\n{{ site.t('no.such') }}\n"
    text = fails(themed(tmp_path, files), "template-failed")
    assert text.startswith("themes/ours/templates/page.html:2:1: the string table has no 'no.such'")


def test_an_asset_that_is_not_there_is_named_with_the_line_that_asks(tmp_path: Path) -> None:
    files = "-- themes/ours/templates/page.html --\n\n{{ site.asset('none.css') }}\n"
    text = fails(themed(tmp_path, files), "template-failed")
    assert text.startswith("themes/ours/templates/page.html:2:1: ")
    assert "the theme has no asset 'none.css'" in text


def test_an_error_in_an_e_mail_template_is_named_with_the_issue(tmp_path: Path) -> None:
    files = "-- themes/ours/templates/email.html --\n{{ page.titel }}\n"
    text = fails(themed(tmp_path, files), "template-failed")
    assert "while rendering content/newsletters/n-1.md" in text


def test_a_theme_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    text = fails(themed(tmp_path, settings="theme: lectren\n"), "theme-invalid")
    assert text == "site.yaml: there is no theme 'lectren' (these exist: lectern, ours, register)"


def test_a_parent_that_is_not_there_is_named_with_its_child(tmp_path: Path) -> None:
    files = "-- themes/ours/theme.yaml --\nextends: none\n"
    text = fails(themed(tmp_path, files), "theme-invalid")
    assert text.startswith("themes/ours/theme.yaml: there is no theme 'none'")


def test_a_theme_without_a_parent_and_without_templates_is_an_error(tmp_path: Path) -> None:
    files = "-- themes/ours/theme.yaml --\nname: ours\n"
    text = fails(themed(tmp_path, files), "template-failed")
    assert text.startswith("themes/ours/theme.yaml: ")


@pytest.mark.parametrize("name", ["../lectern", "..", ".", "a/b", "/etc"])
def test_a_theme_is_never_looked_for_outside_its_folder(tmp_path: Path, name: str) -> None:
    fails(themed(tmp_path, settings=f"theme: '{name}'\n"), "theme-invalid")


def test_every_unreadable_file_of_a_theme_is_named_at_once(tmp_path: Path) -> None:
    made = themed(tmp_path)
    made.write_bytes("themes/ours/templates/page.html", b"\xff")
    made.write_bytes("themes/ours/templates/team.html", b"\xff")
    made.build()
    assert made.found("theme-invalid") == [
        "themes/ours/templates/page.html: cannot be read: it is not UTF-8",
        "themes/ours/templates/team.html: cannot be read: it is not UTF-8",
    ]


def test_templates_have_page_and_site_and_nothing_random(tmp_path: Path) -> None:
    files = "-- themes/ours/templates/page.html --\n{{ lipsum() }}\n"
    assert "'lipsum' is undefined" in fails(themed(tmp_path, files), "template-failed")


def test_templates_escape_what_they_print(tmp_path: Path) -> None:
    files = """\
-- themes/ours/templates/page.html --
{{ page.title }}
-- content/about.md --
---
title: <b>&
---
"""
    assert themed(tmp_path, files).built().page("/about/") == "&lt;b&gt;&amp;\n"


# --- languages -------------------------------------------------------------------------------


def test_labels_dates_and_numbers_are_in_the_language_of_the_site(tmp_path: Path) -> None:
    made = site(tmp_path, CONTENT, "lang: de\ncurrency: EUR\n").built()
    page = document(made, "/services/vpn/")
    text = page.text("//body")
    assert page.text("/html/@lang") == "de"
    assert "1. März 2026" in text
    assert "1.234,50" in text
    assert "€" in text
    assert "Zum Inhalt" in text
    assert "Skip to the content" not in text


def test_a_language_with_a_region_has_the_words_of_the_language(tmp_path: Path) -> None:
    made = site(tmp_path, CONTENT, "lang: de-AT\n").built()
    assert made.found("language-missing") == []
    assert "1. März 2026" in document(made, "/services/vpn/").text("//body")
    assert document(made, "/about/").text("/html/@lang") == "de-AT"


def test_a_language_that_the_theme_lacks_falls_back_to_english_with_a_warning(
    tmp_path: Path,
) -> None:
    made = site(tmp_path, CONTENT, "lang: fi\n").built()
    assert made.found("language-missing")
    assert "1 March 2026" in document(made, "/services/vpn/").text("//body")


def test_a_child_theme_adds_a_language_with_as_many_words_as_it_has(tmp_path: Path) -> None:
    files = "-- themes/ours/strings/fi.yaml --\nnav: {home: Etusivu}\n"
    made = themed(tmp_path, files, "theme: ours\nlang: fi\n").built()
    assert made.found("language-missing") == []
    assert "Etusivu" in document(made, "/about/").text("//nav[@class='crumbs']")


def test_german_e_mails_have_german_labels(tmp_path: Path) -> None:
    made = site(tmp_path, CONTENT, "lang: de\n").built()
    assert "20. November 2026" in made.read("email/n-1.html")


FONT = "\"Fira Sans\", 'Noto Sans', sans-serif"


def test_quoted_font_names_stay_as_they_are_in_style_sheets(tmp_path: Path) -> None:
    made = themed(tmp_path, settings=f"theme: ours\nbrand:\n  font_text: |\n    {FONT}\n").built()
    assert FONT in made.read("site/assets/tokens.css")
    mail = made.read("email/n-1.html")
    assert "Fira Sans" in mail
    assert "&amp;" not in mail
    assert "&#3" not in mail


@pytest.mark.parametrize("sign", ["<", "{", "}", ";", "/*"])
def test_a_token_that_would_end_its_rule_is_refused(tmp_path: Path, sign: str) -> None:
    made = site(
        tmp_path, f"-- themes/own/theme.yaml --\ntokens: {{a: 'red{sign}x'}}\n", "theme: own\n"
    )
    made.build()
    assert made.errors() == [
        f"themes/own/theme.yaml: 'tokens.a': a value of a style sheet cannot have '{sign}'"
    ]


def test_a_brand_that_would_end_its_rule_is_refused(tmp_path: Path) -> None:
    made = site(tmp_path, settings="brand: {accent: 'red; } body { color: red'}\n")
    made.build()
    assert made.found("setting-invalid") == [
        "site.yaml: 'brand.accent': a value of a style sheet cannot have ';'"
    ]


def test_a_key_that_theme_yaml_does_not_have_is_named(tmp_path: Path) -> None:
    made = themed(tmp_path, "-- themes/ours/theme.yaml --\nparent: lectern\n")
    made.build()
    (message,) = made.errors()
    assert message.startswith("themes/ours/theme.yaml:1:1: unknown key 'parent' (these are: api,")


def test_the_address_of_a_style_sheet_changes_with_the_files_that_it_names(tmp_path: Path) -> None:
    sheet = "body { background: url({{ site.asset('bg.svg') }}) }"
    made = themed(
        tmp_path,
        "-- themes/ours/templates/base.html --\n"
        '{% extends "lectern/base.html" %}\n'
        "{% block head %}<link rel=stylesheet href={{ site.asset('ours.css') }}>{% endblock %}\n"
        f"-- themes/ours/templates/ours.css.jinja --\n{sheet}\n"
        "-- themes/ours/assets/bg.svg --\n<svg/>\n",
    ).built()
    before = re.findall(r"ours\.css\?v=\w+", made.page("/about/"))
    made.write("-- themes/ours/assets/bg.svg --\n<svg></svg>\n").built()
    assert re.findall(r"ours\.css\?v=\w+", made.page("/about/")) != before
