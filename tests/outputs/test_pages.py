"""The page of an entry: its head, the way to it, and the way on."""

from pathlib import Path

import pytest

from tests.documents import document
from tests.sites import Workspace, site

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63"
    "f8cfc000000301010018dd8db00000000049454e44ae426082"
)
FILES = """
-- content/services/net/vpn.md --
---
title: VPN & more
summary: From "anywhere".
image: dot.png
category: network
---
Text.
-- content/services/net/index.md --
---
title: Networks
---
Text.
-- content/news/one.md --
---
title: One
date: 2026-01-01
---
-- content/news/two.md --
---
title: Two
date: 2026-02-01
---
-- content/news/three.md --
---
title: Three
date: 2026-03-01
lang: de
---
-- content/news/0.md --
No date.
-- content/about/us.md --
Us.
-- content/hebrew.md --
---
title: שלום
lang: he
---
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = site(tmp_path_factory.mktemp("pages"), FILES)
    workspace.write_bytes("content/services/net/dot.png", PIXEL)
    return workspace.built()


def crumbs(made: Workspace, url: str) -> list[str]:
    return document(made, url).texts("//nav[@class='crumbs']//li//a/@href")


def test_breadcrumbs_lead_from_home_through_folders_that_have_a_page(made: Workspace) -> None:
    assert crumbs(made, "/services/net/vpn/") == ["/", "/services/", "/services/net/"]


def test_breadcrumbs_leave_out_folders_without_a_page(made: Workspace) -> None:
    assert crumbs(made, "/about/us/") == ["/"]


def test_home_has_no_breadcrumbs(made: Workspace) -> None:
    assert crumbs(made, "/") == []


def test_breadcrumbs_end_with_the_page_itself(made: Workspace) -> None:
    page = document(made, "/services/net/vpn/")
    assert page.text("//nav[@class='crumbs']//*[@aria-current='page']") == "VPN & more"


@pytest.mark.parametrize(
    "url, previous, following",
    [
        ("/news/0/", [], ["/news/one/"]),
        ("/news/one/", ["/news/0/"], ["/news/two/"]),
        ("/news/two/", ["/news/one/"], ["/news/three/"]),
        ("/news/three/", ["/news/two/"], []),
    ],
)
def test_dated_entries_lead_to_the_older_and_the_newer(
    made: Workspace, url: str, previous: list[str], following: list[str]
) -> None:
    page = document(made, url)
    assert page.texts("//main//a[@rel='prev']/@href") == previous
    assert page.texts("//main//a[@rel='next']/@href") == following


def test_entries_without_dates_by_nature_have_no_neighbours(made: Workspace) -> None:
    assert document(made, "/services/net/vpn/").texts("//a[@rel='prev' or @rel='next']") == []


def test_the_canonical_address_is_whole(made: Workspace) -> None:
    page = document(made, "/services/net/vpn/")
    assert page.text("//link[@rel='canonical']/@href") == "https://example.org/services/net/vpn/"


def test_open_graph_says_what_a_shared_link_shows(made: Workspace) -> None:
    page = document(made, "/services/net/vpn/")

    def said(name: str) -> str:
        return page.text(f"//meta[@property='og:{name}']/@content")

    assert said("title") == "VPN & more"
    assert said("description") == 'From "anywhere".'
    assert said("url") == "https://example.org/services/net/vpn/"
    assert said("image") == "https://example.org/services/net/dot.png.mail.png"
    assert said("site_name") == "Test site"
    assert said("type") == "website"


def test_open_graph_calls_a_dated_entry_an_article(made: Workspace) -> None:
    assert document(made, "/news/one/").text("//meta[@property='og:type']/@content") == "article"


def test_the_title_of_a_page_names_the_site_too(made: Workspace) -> None:
    assert document(made, "/services/net/vpn/").text("//title") == "VPN & more · Test site"


def test_a_page_says_its_own_language_and_direction(made: Workspace) -> None:
    assert document(made, "/news/three/").text("/html/@lang") == "de"
    assert document(made, "/hebrew/").text("/html/@dir") == "rtl"


def test_a_page_has_one_heading_of_the_first_level(made: Workspace) -> None:
    for path in made.tree():
        if path.startswith("site/") and path.endswith(".html"):
            assert len(document(made, f"/{path[5:]}").texts("//h1")) == 1, path


INLINE = "//script[not(@src or @type='application/ld+json')]"
"""What a browser would run; a data block is none of it."""


def test_pages_have_no_inline_script_no_inline_style_and_no_handler(made: Workspace) -> None:
    for path in made.tree():
        if path.startswith("site/") and path.endswith(".html"):
            page = document(made, f"/{path[5:]}")
            assert (
                page.texts(f"{INLINE} | //style | //@style | //@*[starts-with(name(), 'on')]") == []
            )


def test_content_is_never_run_as_a_template(tmp_path: Path) -> None:
    files = """
    -- content/a.md --
    ---
    title: "{{ 7*7 }}"
    summary: "{% include 'base.html' %}"
    ---
    {{ 7*7 }} {% for %}
    """
    made = site(tmp_path, files).built()
    assert document(made, "/a/").text("//h1") == "{{ 7*7 }}"
    assert "{{ 7*7 }} {% for %}" in document(made, "/a/").text("//main")


def test_a_slug_is_the_last_part_of_the_address(tmp_path: Path) -> None:
    files = """
    -- content/news/long-name.md --
    ---
    slug: short
    ---
    -- content/a.md --
    See [x](news/long-name.md).
    """
    made = site(tmp_path, files).built()
    assert made.exists("site/news/short/index.html")
    assert not made.exists("site/news/long-name/index.html")
    assert ("x", "/news/short/") in document(made, "/a/").links("//main")


def test_a_link_to_an_index_page_by_its_file_name_works(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\nSee [x](/a/index.html) [y](/index.html).\n").built()
    assert made.found("link-dead") == []
    assert document(made, "/a/").links("//main//p") == [("x", "/a/"), ("y", "/")]


HOSTILE = [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\\tscript:alert(1)",
    "vbscript:x",
    "data:text/html,x",
]
FIELDS = [
    ("content/services/s.md", 'links: [{{label: x, url: "{}"}}]'),
    ("content/services/s.md", 'links: "{}"'),
    ("content/services/s.md", 'get_started: {{label: x, url: "{}"}}'),
    ("content/newsletters/n.md", 'asks: [{{text: x, url: "{}"}}]'),
]
SETTINGS = [
    'navigation: [{{label: x, url: "{}"}}]',
    'links: {{feedback: "{}"}}',
    'links: {{edit: "{}"}}',
    'newsletter: {{unsubscribe: "{}"}}',
]


@pytest.mark.parametrize("address", HOSTILE)
@pytest.mark.parametrize("path, field", FIELDS)
def test_an_address_in_front_matter_that_runs_code_is_an_error(
    tmp_path: Path, path: str, field: str, address: str
) -> None:
    made = site(tmp_path, f"-- {path} --\n---\ntitle: T\n{field.format(address)}\n---\n")
    made.build()
    assert made.found("value-invalid")[0].startswith(f"{path}:3:")


@pytest.mark.parametrize("setting", SETTINGS)
def test_an_address_in_site_yaml_that_runs_code_is_an_error(tmp_path: Path, setting: str) -> None:
    made = site(tmp_path, "-- content/a.md --\nA.\n", setting.format("javascript:alert(1)") + "\n")
    made.build()
    assert made.found("setting-invalid")[0].startswith("site.yaml:3:")


@pytest.mark.parametrize(
    "address",
    ["https://a.example/?x=javascript:y", "mailto:a@example.org", "tel:+1", "/news/t/", "#x"],
)
def test_an_ordinary_address_in_front_matter_is_taken(tmp_path: Path, address: str) -> None:
    files = (
        f'-- content/news/t.md --\n---\ntitle: T\nlinks: [{{label: x, url: "{address}"}}]\n---\n'
    )
    made = site(tmp_path, files).built()
    assert ("x", address) in document(made, "/news/t/").links("//main")


def test_a_category_that_is_only_being_explored_says_so_on_the_home_page(tmp_path: Path) -> None:
    files = "".join(
        f"-- content/services/{name}.md --\n---\ntitle: {name}\ncategory: {category}\n"
        f"lifecycle: {state}\n---\n"
        for name, category, state in (
            ("Chat", "talk", "exploring"),
            ("VPN", "net", "live"),
            ("Mesh", "net", "exploring"),
        )
    )
    categories = "categories: [{id: talk, title: Talk}, {id: net, title: Network}]\n"
    page = document(site(tmp_path, files, categories).built(), "/")
    assert page.texts("//ul[contains(@class, 'needs-grid')]//li//li") == [
        "Chat being explored",
        "VPN",
    ]
