"""What is not published today shows up nowhere: canary words in drafts, and quotes whose consent
has expired, are looked for in every byte and every name of the output."""

from __future__ import annotations

import base64
import quopri
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.documents import document
from tests.sites import Workspace, site

CANARIES = (
    "CANARYTITLE",
    "CANARYBODY",
    "canaryname",
    "CANARYTAG",
    "CANARYSUMMARY",
    "canarycategory",
)
HIDDEN = """\
title: CANARYTITLE
summary: CANARYSUMMARY
tags: [CANARYTAG]
redirect_from: [/{folder}/canaryname-old/]
{why}
{more}
---
CANARYBODY ![x](canaryname.gif)
"""
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
NEIGHBOURS = """
-- content/services/open.md --
---
title: Open
category: data
related: [services/canaryname]
depends_on: [services/canaryname]
suppliers: [teams/canaryname]
owner: teams/canaryname
replaced_by: services/canaryname
links: [{label: Label kept, url: /services/canaryname/}]
get_started: {label: Ask here, url: /services/canaryname/}
---
See [the label stays](canaryname.md), [by address](/services/canaryname/),
[relative](../canaryname/#x).

[Alone in its paragraph](canaryname.md)

A [news label](../news/canaryname.md) ![a picture](canaryname.md).
-- content/newsletters/issue.md --
---
title: Issue
date: 2026-11-01
features: [services/canaryname, news/canaryname]
asks: [{text: Asked, url: /services/canaryname/}]
---
See [the label stays](../services/canaryname.md).

[Alone in its paragraph](../services/canaryname.md)
-- content/case-studies/case.md --
---
title: Case
date: 2026-11-01
services: [services/canaryname]
customer: teams/canaryname
---
-- content/news/open.md --
---
title: News
date: 2026-11-02
authors: [teams/canaryname]
---
[it](canaryname.md)
"""
FOLDERS = ("services", "news", "case-studies", "newsletters", "teams", "guides")


def hidden(root: Path, why: str, settings: str = "") -> Workspace:
    made = site(root, NEIGHBOURS, f"sections: [{{folder: guides, feed: true}}]\n{settings}")
    for folder in FOLDERS:
        more = "category: canarycategory" if folder == "services" else "date: 2026-11-03"
        text = "---\n" + HIDDEN.format(folder=folder, why=why, more=more)
        made.write_bytes(f"content/{folder}/canaryname.md", text.encode())
        made.write_bytes(f"content/{folder}/canaryname.gif", GIF)
    return made


def leaks(made: Workspace, words: tuple[str, ...] = CANARIES) -> list[str]:
    """Outputs that have a canary in their name or bytes, encoded or not."""
    found = []
    for path, data in made.tree().items():
        readings = [path.encode(), data]
        if path.endswith(".eml"):
            readings.append(quopri.decodestring(data))
            readings += [
                base64.b64decode(each + b"==")
                for each in data.split()
                if len(each) > 40 and each.isalnum()
            ]
        text = b"\n".join(readings).lower()
        found += [f"{path}: {word}" for word in words if word.lower().encode() in text]
    return found


@pytest.mark.parametrize(
    "why", ["draft: true", "draft: yes", "publish_on: 2026-11-23", "expires_on: 2026-11-22"]
)
def test_what_is_not_published_shows_up_nowhere(tmp_path: Path, why: str) -> None:
    assert leaks(hidden(tmp_path, why).built()) == []


def test_the_hunt_finds_what_is_published(tmp_path: Path) -> None:
    found = leaks(hidden(tmp_path, "draft: no").built())
    assert {text.split(": ")[1] for text in found} == set(CANARIES)


def test_what_is_not_published_shows_up_nowhere_under_another_slug(tmp_path: Path) -> None:
    made = hidden(tmp_path, "draft: true")
    for folder in FOLDERS:
        text = made.root.joinpath(f"content/{folder}/canaryname.md").read_text()
        made.write_bytes(
            f"content/{folder}/canaryname.md",
            text.replace("draft: true", "draft: true\nslug: canaryslug").encode(),
        )
    made.write("-- content/about.md --\nSee [label](/services/canaryslug/).\n").built()
    assert leaks(made, (*CANARIES, "canaryslug")) == []
    assert "canaryslug" in made.found("link-draft")[0]


def test_a_navigation_line_to_a_draft_is_left_out_with_a_warning(tmp_path: Path) -> None:
    made = hidden(tmp_path, "draft: true", "navigation: [services/canaryname, services/open]\n")
    made.built()
    assert leaks(made) == []
    assert [text for text in made.found("link-draft") if text.startswith("site.yaml")]


def test_a_draft_that_becomes_one_again_is_taken_back(tmp_path: Path) -> None:
    made = hidden(tmp_path, "draft: no").built()
    for folder in FOLDERS:
        file = made.root / f"content/{folder}/canaryname.md"
        file.write_text(file.read_text().replace("draft: no", "draft: true"))
    made.built()
    assert leaks(made) == []


def test_a_link_to_a_draft_is_shown_as_plain_text_with_a_warning(tmp_path: Path) -> None:
    made = hidden(tmp_path, "draft: true").built()
    main = document(made, "/services/open/")
    assert "See the label stays, by address, relative." in main.text("//main")
    labels = {"the label stays", "by address", "relative", "Alone in its paragraph", "news label"}
    assert not labels & {words for words, _ in main.links("//main")}
    assert any(
        text.startswith("content/services/open.md:12:23: 'canaryname.md' is not published")
        for text in made.found("link-draft")
    )


def test_with_drafts_they_are_shown_and_marked(tmp_path: Path) -> None:
    made = hidden(tmp_path, "draft: true").built(drafts=True)
    page = document(made, "/services/canaryname/")
    assert "CANARYBODY" in page.text("//main")
    assert page.text("//meta[@name='robots']/@content") == "noindex"
    assert page.texts("//*[@class='draft']")


@pytest.mark.parametrize(
    "front, day, shown",
    [
        ("publish_on: 2026-11-22", "2026-11-21", False),
        ("publish_on: 2026-11-22", "2026-11-22", True),
        ("expires_on: 2026-11-22", "2026-11-21", True),
        ("expires_on: 2026-11-22", "2026-11-22", False),
    ],
)
def test_the_day_decides_what_is_published(
    tmp_path: Path, front: str, day: str, *, shown: bool
) -> None:
    made = site(tmp_path, f"-- content/a.md --\n---\ntitle: A\n{front}\n---\n")
    made.built(now=datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC))
    assert made.exists("site/a/index.html") == shown


def test_today_is_the_day_in_the_time_zone_of_the_site(tmp_path: Path) -> None:
    files = "-- content/a.md --\n---\ntitle: A\npublish_on: 2026-11-23\n---\n"
    made = site(tmp_path, files, "timezone: Pacific/Auckland\n")
    made.built(now=datetime(2026, 11, 22, 12, tzinfo=UTC))
    assert made.exists("site/a/index.html")


CONSENT = """
-- content/services/vpn.md --
---
title: VPN
---
[The case](../case-studies/case.md)
-- content/case-studies/case.md --
---
title: Case
services: services/vpn
date: 2026-11-01
results: 3 → 4
consent: {{by: Head, given: 2026-01-01, expires: {}}}
quote: {{text: CANARYQUOTE, person: CANARYPERSON, role: CANARYROLE}}
---
Text.
-- content/newsletters/issue.md --
---
title: Issue
date: 2026-11-02
features: [case-studies/case]
---
[The case](../case-studies/case.md)
"""
QUOTED = ("CANARYQUOTE", "CANARYPERSON", "CANARYROLE")


def test_a_quote_whose_consent_has_expired_is_in_no_output(tmp_path: Path) -> None:
    made = site(tmp_path, CONSENT.format("2026-11-21")).built()
    assert leaks(made, QUOTED) == []
    assert made.found("consent-expired")


def test_a_quote_is_shown_on_the_last_day_of_its_consent(tmp_path: Path) -> None:
    made = site(tmp_path, CONSENT.format("2026-11-22")).built()
    assert "CANARYQUOTE" in made.page("/case-studies/case/")
    assert made.found("consent-expired") == []
