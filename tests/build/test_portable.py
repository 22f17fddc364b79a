"""A portable build is a folder that opens in a browser as it lies there."""

from __future__ import annotations

import zipfile
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import Browser

from evangelist.build.options import Options
from evangelist.build.pipeline import build
from evangelist.build.portable import portable_page
from tests.documents import Document
from tests.sites import NOW, site

ROOT = Path(__file__).parents[2]
SITE = """
-- site.yaml --
title: Team
url: https://example.org/team/
-- content/services/vpn.md --
---
title: VPN
redirect_from: /old/vpn/
---
[Notes](notes.txt), [about](../about.md#parts), [elsewhere](https://example.net/x/).
-- content/services/notes.txt --
notes
-- content/about.md --
# About

## Parts
"""


def test_links_name_files_as_seen_from_the_page(tmp_path: Path) -> None:
    page = site(tmp_path, SITE).built(portable=True).page("/services/vpn/")
    for link in (
        'href="../notes.txt"',
        'href="../../about/index.html#parts"',
        'href="https://example.net/x/"',
        'href="../../index.html"',
        'href="../../assets/lectern.css?v=',
    ):
        assert link in page
    assert 'href="/' not in page


def test_the_home_page_and_old_addresses_lead_on(tmp_path: Path) -> None:
    made = site(tmp_path, SITE).built(portable=True)
    assert 'href="services/index.html"' in made.page("/")
    assert "../../services/vpn/index.html" in made.page("/old/vpn/")


def test_feeds_and_emails_stay_as_they_are(tmp_path: Path) -> None:
    news = (
        "-- content/news/a.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n[VPN](../services/vpn.md)\n"
    )
    plain = site(tmp_path / "a", SITE + news).built().tree()
    made = site(tmp_path / "b", SITE + news).built(portable=True).tree()
    others = [path for path in plain if not path.endswith(".html")]
    assert [path for path in others if made[path] != plain[path]] == []


@pytest.mark.parametrize(
    "text", ['<code>href="/x/"</code>', '<a data-href="/x/">', '<a href="//x/">']
)
def test_nothing_but_addresses_of_the_site_is_changed(text: str) -> None:
    page = text.replace('<code>href="', "<code>href=&quot;").encode()
    assert portable_page("site/a.html", page, "https://example.org/") == page


def test_what_a_text_says_of_addresses_stays(tmp_path: Path) -> None:
    text = 'Type `<img src="/services/logo.png">` there, or href="/services/" and src="/x/".'
    made = site(tmp_path, f"-- content/a.md --\n# A\n\n{text}\n")
    plain = made.built().page("/a/").split("<main", 1)[1].split("</main>")[0]
    moved = made.built(portable=True).page("/a/").split("<main", 1)[1].split("</main>")[0]
    assert moved == plain


def test_a_finished_html_file_stays_as_it_is(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\n[x](raw.html)\n", "files: {allow: [html]}\n")
    made.write_bytes("content/raw.html", b'<html><a href="/">caf\xe9</a></html>')
    made.built(portable=True)
    assert (made.output / "site/raw.html").read_bytes() == b'<html><a href="/">caf\xe9</a></html>'


def test_every_link_of_the_example_site_leads_to_a_file(tmp_path: Path) -> None:
    build(Options(ROOT, tmp_path, NOW, portable=True, jobs=1))
    dead = []
    for page in (tmp_path / "site").rglob("*.html"):
        for element in Document(page.read_text("utf-8")).root.iter():
            for name in ("href", "src"):
                address = urlsplit(element.get(name) or "")
                if address.scheme or address.netloc or not address.path:
                    continue
                if not (page.parent / url2pathname(address.path)).is_file():
                    dead.append((page.name, element.get(name)))
    assert dead == []


def test_it_opens_out_of_a_zip_file_without_a_server(tmp_path: Path, chromium: Browser) -> None:
    made = site(tmp_path / "made", SITE).built(portable=True)
    packed = tmp_path / "site.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path, data in made.tree().items():
            archive.writestr(path, data)
    folder = tmp_path / "What your boss unpacks"
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    page = chromium.new_page()
    try:
        page.goto((folder / "site/index.html").as_uri())
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Services").click()
        page.get_by_role("main").get_by_role("link", name="VPN").click()
        assert page.locator("h1").inner_text() == "VPN"
        margin = page.evaluate("getComputedStyle(document.body).margin")
        assert margin == "0px"
    finally:
        page.close()
