"""The search: which pages its index has, when it is made, and what the page is without it."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from evangelist.build.options import Options
from evangelist.build.why import AboutOutput, why
from evangelist.outputs import pagefind, search
from tests.sites import NOW, Workspace, site

SITE = """
-- content/index.md --
Welcome.
-- content/services/storage.md --
---
title: Research storage
summary: Keep it.
also_known_as: [H drive, "R & D"]
instead_of: [Dropbox]
redirect_from: /old/
support_contact: storage@example.org
service_levels: {hours: Weekdays}
---
Ask for a folder.
-- content/services/fax.md --
---
title: Fax
lifecycle: retired
---
-- content/services/secret.md --
---
title: Secret
draft: true
---
-- content/news/first.md --
---
title: It begins
date: 2026-11-01
---
Nothing much.
"""
INDEX = "site/pagefind"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("search")
    return site(root, SITE, "lang: en-IE\n").built(search=True, drafts=True)


def records(made: Workspace) -> dict[str, dict[str, Any]]:
    """What the index knows of each page, by its address."""
    files = (made.output / INDEX / "fragment").iterdir()
    texts = (gzip.decompress(file.read_bytes()).decode().partition("{") for file in files)
    found = (json.loads("".join(text[1:])) for text in texts)
    return {record["url"]: record for record in found}


def index(made: Workspace) -> dict[str, bytes]:
    return {path: data for path, data in made.tree().items() if path.startswith(f"{INDEX}/")}


def copied(made: Workspace, root: Path) -> Workspace:
    shutil.copytree(made.root, root)
    return Workspace(root)


def test_the_index_has_the_entries_and_neither_lists_nor_drafts_nor_old_addresses(
    made: Workspace,
) -> None:
    assert set(records(made)) == {"/services/storage/", "/services/fax/", "/news/first/"}
    assert made.exists("site/services/secret/index.html")


def test_it_knows_old_names_and_names_of_products_and_says_what_an_entry_is(
    made: Workspace,
) -> None:
    assert records(made)["/services/storage/"]["meta"] == {
        "title": "Research storage",
        "offer": "Research storage",
        "kind": "Service",
        "summary": "Keep it.",
        "also": "H drive; R & D",
        "instead": "Dropbox",
    }
    assert records(made)["/services/fax/"]["meta"]["state"] == "retired"


def test_it_has_the_words_of_a_page_apart_and_nothing_around_them(made: Workspace) -> None:
    text = records(made)["/services/storage/"]["content"]
    assert "Ask for a folder" in text
    assert "Support hours Weekdays" in text
    assert "Skip to" not in text
    assert "Test site" not in text


def test_nothing_is_in_it_that_only_other_ways_to_show_results_need(made: Workspace) -> None:
    names = {path.split("/")[2].split(".")[0] for path in index(made)}
    assert names == {"fragment", "index", "pagefind", "pagefind-entry", "pagefind-worker", "wasm"}


def test_a_build_after_edits_makes_the_index_that_a_clean_build_makes(
    made: Workspace, tmp_path: Path
) -> None:
    warm = copied(made, tmp_path / "warm")
    warm.write("-- content/news/first.md --\n# Another title\n\nMany words.\n")
    warm.remove("content/services/fax.md")
    warm.write("-- content/services/new.md --\n# New\n").built(search=True, drafts=True)
    clean = Workspace(tmp_path / "clean")
    shutil.copytree(warm.root / "content", clean.root / "content")
    shutil.copy(warm.root / "site.yaml", clean.root)
    clean.built(search=True, drafts=True)
    assert index(warm) == index(clean) != index(made)
    assert not warm.report.foreign


def test_it_is_made_only_where_a_page_has_changed(
    made: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> dict[str, bytes]:
        pytest.fail("no page has changed")

    again = copied(made, tmp_path / "again")
    before = index(again)
    monkeypatch.setattr(search, "index_of", never)
    assert again.built(search=True, drafts=True).report.rendered == ()
    settings = (again.root / "site.yaml").read_text("utf-8")
    again.write_bytes("site.yaml", f"{settings}cname: example.org\n".encode())
    again.built(search=True, drafts=True)
    assert again.report.rendered == ("site/CNAME",)
    assert index(again) == before


def test_what_is_lost_or_changed_in_its_folder_is_made_again_and_what_is_foreign_stays(
    made: Workspace, tmp_path: Path
) -> None:
    again = copied(made, tmp_path / "again")
    before = index(again)
    lost, changed, *_ = before
    again.write_bytes("output/site/pagefind/note.txt", b"mine")
    (again.output / lost).unlink()
    (again.output / changed).write_bytes(b"x")
    again.built(search=True, drafts=True)
    assert again.report.rendered == (INDEX,)
    assert again.report.reasons[INDEX].kind == "lost"
    assert again.report.foreign == (f"{INDEX}/note.txt",)
    assert index(again) == before | {f"{INDEX}/note.txt": b"mine"}


def test_why_is_answered_for_every_file_in_its_folder(made: Workspace) -> None:
    options = Options(made.root, made.output, NOW)
    found = why(options, f"{INDEX}/pagefind.js")
    assert isinstance(found, AboutOutput)
    assert (found.path, found.origin) == (INDEX, "the search index")
    assert "3 finished files" in " ".join(found.depends)


def test_its_folder_is_its_own(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/pagefind/a.md --\nText.\n")
    made.build(search=True)
    assert "wants the address /pagefind/a/, and so does the search index" in made.errors()[0]


def test_the_page_has_every_name_from_a_to_z_and_runs_nothing_without_an_index(
    made: Workspace, tmp_path: Path
) -> None:
    plain = site(tmp_path, SITE).built().page("/search/")
    for line in (
        '<li>Dropbox → <a href="/services/storage/">Research storage</a></li>',
        '<li>R &amp; D → <a href="/services/storage/">Research storage</a></li>',
        '<li><a href="/services/storage/">Research storage</a></li>',
        '<li><a href="/news/">News</a></li>',
    ):
        assert line in plain
        assert line in made.page("/search/")
    assert "It begins" not in plain
    assert "search.js" not in plain
    assert "wasm" not in plain
    assert "script-src 'self' 'wasm-unsafe-eval'; " in made.page("/search/")
    assert "wasm-unsafe-eval" not in made.page("/services/storage/")


def test_a_site_that_opens_from_a_folder_has_no_index(tmp_path: Path) -> None:
    made = site(tmp_path, SITE).built(search=True, portable=True)
    assert index(made) == {}
    assert "search.js" not in made.page("/search/")


def test_search_false_leaves_out_the_page_its_links_and_the_index(tmp_path: Path) -> None:
    made = site(tmp_path, SITE, "search: false\n").built(search=True)
    assert index(made) == {}
    assert not made.exists("site/search/index.html")
    assert "/search/" not in made.page("/") + made.page("/404.html")


def test_where_there_is_nothing_to_find_there_is_no_search(tmp_path: Path) -> None:
    files = "-- content/index.md --\nWelcome.\n-- content/a.md --\n---\ndraft: true\n---\n"
    made = site(tmp_path, files).built(search=True, drafts=True)
    assert index(made) == {}
    assert "/search/" not in made.page("/a/")


def test_without_pagefind_the_advice_names_the_extra_and_the_page_helps_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "_executable", None)
    made = site(tmp_path, SITE).built(search=True)
    (told,) = made.found("search-missing")
    assert "pip install 'evangelist[search]'" in told
    assert index(made) == {}
    assert "Dropbox → " in made.page("/search/")


def test_where_pagefind_fails_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "_executable", lambda: tmp_path / "there is no such program")
    made = site(tmp_path, SITE)
    made.build(search=True)
    assert "Pagefind failed: No such file" in made.errors()[0]
    assert made.tree() == {}
