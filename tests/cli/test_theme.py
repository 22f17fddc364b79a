"""evangelist theme: what there is, what is ours, and what has changed below it."""

from pathlib import Path

import pytest

from evangelist.templating import load
from tests.cli.test_commands import run
from tests.sites import Workspace, site

OURS = """
-- content/a.md --
# A
-- themes/ours/theme.yaml --
extends: lectern
api: 1
tokens: {accent: "#1f5c3a"}
-- themes/ours/templates/service.html --
{% extends "lectern/service.html" %}

{% block closing %}
<p>Talk to us.</p>
{% endblock %}
-- themes/ours/templates/_email.html --
{% import "lectern/_email.html" as parent with context %}
{% macro quote(words, by='') %}<div>{{ words }}</div>{% endmacro %}
-- themes/ours/templates/styles/cards.css --
.card { color: red }
"""


@pytest.fixture
def ours(tmp_path: Path) -> Workspace:
    return site(tmp_path, OURS, "theme: ours\n")


def test_list_names_themes_templates_blocks_and_what_is_ours(ours: Workspace) -> None:
    said = run(ours.root, "theme", "list")
    assert said.code == 0
    assert "  ours         themes/ours, extends lectern, api 1, in use\n" in said.out
    assert "  lectern      built in, api 1\n" in said.out
    assert "told, closing*" in said.out
    assert "quote*" in said.out
    assert "styles/cards.css*" in said.out
    assert "styles/home.css" not in said.out
    assert "A star marks what is yours" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    every = run(ours.root, "theme", "list", "--all").out
    assert "styles/home.css" in every
    assert "price_from" in every
    assert "plain_key" not in every
    assert max(map(len, every.splitlines())) <= 80


def test_show_prints_a_block_as_the_parent_has_it_ready_for_a_file_of_ones_own(
    ours: Workspace,
) -> None:
    said = run(ours.root, "theme", "show", "service.html:facts")
    assert said.code == 0
    assert said.out.startswith('{% extends "lectern/service.html" %}\n\n{% block facts %}')
    assert said.out.endswith("{% endblock %}\n")
    assert "evangelist/themes/lectern/templates/service.html:" in said.err
    assert "copy this to themes/ours/templates/service.html" in said.err
    ours.write(f"-- themes/ours/templates/service.html --\n{said.out}").built()


def test_show_says_where_what_it_shows_is_ours_already(ours: Workspace) -> None:
    said = run(ours.root, "theme", "show", "service.html:closing")
    assert "parts.closing" in said.out
    assert "Yours is in themes/ours/templates/service.html" in said.err


@pytest.mark.parametrize(
    "name, told",
    [
        ("footer_about", "{% block footer_about %}"),
        ("styles/cards.css", "@layer"),
        ("_email.html:quote", "{% macro quote("),
        ("service.html:footer_about", '{% extends "lectern/service.html" %}'),
        ("service.html", "facts              for whom, price and time"),
        ("service.html", "navigation         the menu"),
        ("tokens", 'themes/ours/theme.yaml\n  accent             "#1f5c3a"\n'),
        ("tokens", "following from themes/ours/theme.yaml\n  accent_dark "),
        ("radius", "  radius             3px\n"),
    ],
)
def test_show_knows_parts_by_name_in_a_template_and_whole_templates(
    ours: Workspace, name: str, told: str
) -> None:
    said = run(ours.root, "theme", "show", name)
    assert said.code == 0
    assert told in said.out


@pytest.mark.parametrize(
    "name, told",
    [
        ("closing", "Say which:\n  base.html:closing\n"),
        ("list", "Say which:\n  _rows.html:list\n  feeds.html:list\n"),
        ("tokns", "Did you mean 'tokens'?"),
        ("footer_abuot", "Did you mean 'footer_about'?"),
        ("service.html:clsing", "Did you mean 'service.html:closing'?"),
        ("servce.html", "Did you mean 'service.html'?"),
        ("zzz", "evangelist theme list has them all"),
    ],
)
def test_show_of_a_name_that_is_not_clear_says_which_there_are(
    ours: Workspace, name: str, told: str
) -> None:
    said = run(ours.root, "theme", "show", name)
    assert said.code == 2
    assert told in said.err


# --- what has changed below -------------------------------------------------------------------


@pytest.fixture
def newer(
    ours: Workspace, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Workspace:
    """A theme of ours that has been looked at, then a newer built-in theme."""
    assert run(ours.root, "theme", "diff", "--accept").code == 0
    newer = tmp_path_factory.mktemp("newer") / "themes"
    lectern = load.BUILT_IN / "lectern"
    for file in lectern.rglob("*"):
        if file.is_file():
            data = file.read_text("utf-8")
            data = data.replace("{{ parts.closing(page.card) }}", "{{ parts.ending(page.card) }}")
            target = newer / "lectern" / file.relative_to(lectern)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(data, "utf-8", newline="\n")
    monkeypatch.setattr(load, "BUILT_IN", newer)
    return ours


def test_diff_names_what_is_new_and_shows_it_beside_what_it_goes_over(ours: Workspace) -> None:
    said = run(ours.root, "theme", "diff")
    assert said.code == 0
    assert "themes/ours/templates/service.html:3 closing\n" in said.out
    assert "  new; goes over lectern/service.html:" in said.out
    assert "Talk to us" not in said.out
    assert "3 new\n" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    named = run(ours.root, "theme", "diff", "service.html:closing").out
    assert "-{% block closing %}{{ parts.closing(page.card) }}{% endblock %}" in named
    assert "+<p>Talk to us.</p>" in named


def test_diff_does_not_count_what_says_the_same_as_what_it_goes_over(ours: Workspace) -> None:
    facts = run(ours.root, "theme", "show", "service.html:facts").out
    ours.write(f"-- themes/ours/templates/service.html --\n{facts}")
    said = run(ours.root, "theme", "diff").out
    assert "  no different, and can be left out; goes over lectern/service.html:" in said
    assert "2 new; 1 no different, and can be left out\n" in said


def test_diff_tells_what_changed_since_somebody_looked_and_nothing_else(newer: Workspace) -> None:
    said = run(newer.root, "theme", "diff")
    assert said.code == 0
    assert "-{% block closing %}{{ parts.closing(page.card) }}{% endblock %}" in said.out
    assert "+{% block closing %}{{ parts.ending(page.card) }}{% endblock %}" in said.out
    assert "Talk to us" not in said.out
    assert "1 changed since you looked; 2 as it was when you looked\n" in said.out
    assert run(newer.root, "theme", "diff", "--strict").code == 1
    assert "Talk to us" in run(newer.root, "theme", "diff", "service.html:closing").out


def test_diff_is_quiet_again_once_the_change_is_accepted(newer: Workspace) -> None:
    said = run(newer.root, "theme", "diff", "service.html", "--accept")
    assert "Noted:\n  themes/ours/seen/lectern/service.html\n" in said.out
    again = run(newer.root, "theme", "diff", "--strict")
    assert again.code == 0
    assert "3 as it was when you looked" in again.out


def test_diff_tells_a_block_that_is_gone_below(ours: Workspace) -> None:
    run(ours.root, "theme", "diff", "--accept")
    seen = ours.root / "themes/ours/seen/lectern/service.html"
    mine = ours.root / "themes/ours/templates/service.html"
    for file in (seen, mine):
        file.write_bytes(file.read_bytes().replace(b"block closing", b"block farewell"))
    said = run(ours.root, "theme", "diff")
    assert "gone: nothing shows yours any more" in said.out


def test_diff_of_what_is_not_ours_says_which_is(ours: Workspace) -> None:
    said = run(ours.root, "theme", "diff", "service.html:closng")
    assert said.code == 2
    assert "Did you mean 'service.html:closing'?" in said.err
    assert run(site(ours.root / "b", "").root, "theme", "diff").out == (
        "No theme of this site goes over another one.\n"
    )
