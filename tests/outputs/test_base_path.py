"""A site under /NAME/: every address in every file leads to a file of the site."""

import pytest

from tests.crawl import Crawl
from tests.sites import Workspace, site

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63"
    "f8cfc000000301010018dd8db00000000049454e44ae426082"
)
FILES = """
-- content/index.md --
---
title: Start
---
See [all](services/index.md) or the [VPN](/services/vpn/), or [write](mailto:a@example.org).
-- content/services/index.md --
---
title: What you can get
---
Ask.
-- content/services/vpn.md --
---
title: VPN
category: network
owner: teams/net
tags: [remote, "C++", C]
redirect_from: [/old/vpn/, /old/vpn.html]
image: dot.png
image_alt: A dot
related: services/wifi
get_started: {label: Ask, url: /about/, lead_time: a day}
offerings: [{id: basic, title: Basic, price: {type: fixed, amount: 3, period: year}}]
links: [{label: More, url: /about/}]
---
![A dot](dot.png) and a [file](notes.txt), [itself](#part), [there](../about.md#who).

## Part

[Wi-Fi](wifi.md)
-- content/services/wifi.md --
---
title: Wi-Fi
category: network
---
Air.
-- content/services/notes.txt --
Notes.
-- content/teams/net.md --
---
title: Network team
---
-- content/case-studies/bio.md --
---
title: Biology
services: services/vpn
date: 2026-08-10
---
![A dot](/services/dot.png)
-- content/news/a.md --
---
date: 2026-08-11
image: /services/dot.png
---
[VPN](../services/vpn.md#part)
-- content/newsletters/one-1.md --
---
title: One
date: 2026-11-20
features: [services/vpn]
asks: [{text: Tell us, url: /about/}]
---
![A dot](/services/dot.png)

[VPN](../services/vpn.md)

Read [the page](/about/#who), [here](../about.md?x=1#who).
-- content/guides/how to/ä.md --
---
title: Ä
date: 2026-02-01
---
[Start](../../index.md)
-- content/about.md --
---
title: About
---
# Who

We.
"""
SETTINGS = """
sections: [{folder: guides, feed: true}]
navigation: [services/vpn, {label: About, url: /about/}]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = site(tmp_path_factory.mktemp("base-path"), FILES, SETTINGS)
    workspace.write_bytes("content/services/dot.png", PIXEL)
    workspace.write_bytes(
        "site.yaml",
        f"title: Based\nurl: https://example.org/NAME/\n{SETTINGS}".encode(),
    )
    return workspace.built()


def test_every_address_of_the_site_leads_to_a_file(made: Workspace) -> None:
    assert Crawl(made.tree(), "https://example.org/NAME/").dead() == []


def test_every_part_that_a_link_names_exists(made: Workspace) -> None:
    assert Crawl(made.tree(), "https://example.org/NAME/").without_part() == []


def test_the_crawler_sees_what_it_is_meant_to_see(made: Workspace) -> None:
    crawl = Crawl(
        made.tree() | {"site/x/index.html": b'<a href="/services/vpn/">x</a>'}, made_url()
    )
    assert [(each.page, each.written) for each in crawl.dead()] == [
        ("x/index.html", "/services/vpn/")
    ]
    seen = {(each.page, each.tag) for each in crawl.references()}
    assert ("services/vpn/index.html", "img") in seen
    assert ("feed.xml", "a") in seen
    assert ("atom.xml", "a") in seen
    assert ("feed.json", "a") in seen
    assert ("sitemap.xml", "sitemap") in seen
    assert ("old/vpn/index.html", "meta") in seen
    assert ("guides/feed.xml", "feed") in seen


def made_url() -> str:
    return "https://example.org/NAME/"


@pytest.mark.parametrize(
    "base",
    ["https://preview.example.com/branch/7/", "https://other.example/", "http://localhost:8000/"],
)
def test_base_url_moves_every_address_of_the_site(made: Workspace, base: str) -> None:
    made.built(base_url=base)
    crawl = Crawl(made.tree(), base)
    assert crawl.dead() == []
    assert not [each for each in crawl.references() if each.whole.startswith("https://example.org")]


def test_emails_use_the_address_of_site_yaml_whatever_the_base_url(made: Workspace) -> None:
    made.built()
    before = {path: data for path, data in made.tree().items() if path.startswith("email/")}
    made.built(base_url="https://preview.example.com/branch/7/")
    after = {path: data for path, data in made.tree().items() if path.startswith("email/")}
    assert before == after
    assert b"https://example.org/NAME/services/vpn/" in after["email/one-1.html"]


def test_emails_have_no_address_without_a_host(made: Workspace) -> None:
    made.built()
    crawl = Crawl({"site/one.html": made.tree()["email/one-1.html"]}, "x:/")
    written = [each.written for each in crawl.references()]
    assert len(written) > 5
    assert not [
        url for url in written if not url.startswith(("https://example.org/NAME/", "mailto:"))
    ]
