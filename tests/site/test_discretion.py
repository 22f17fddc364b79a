"""What a writer wants kept back is kept back everywhere."""

from pathlib import Path

from tests.sites import Workspace, site

CASE = """
-- content/services/vpn.md --
---
title: VPN
---
-- content/case-studies/a.md --
---
title: A case
services: services/vpn
customer: The Office Nobody Names
anonymous: yes
results: "3 days → 4 hours"
consent: {by: The Head of It, given: 2024-01-01, expires: 2025-01-01}
quote: A quote that was taken back.
date: 2026-01-01
---
Text
"""


def everything(made: Workspace) -> bytes:
    return b"\n".join(made.tree().values())


def test_an_anonymous_customer_is_named_nowhere(tmp_path: Path) -> None:
    assert b"Nobody Names" not in everything(site(tmp_path, CASE).built())


def test_an_expired_consent_takes_the_quote_and_the_name_with_it(tmp_path: Path) -> None:
    made = site(tmp_path, CASE).built()
    assert b"taken back" not in everything(made)
    assert b"The Head of It" not in everything(made)
    assert made.found("consent-expired")


def test_a_draft_is_not_linked_by_the_whole_address_of_the_site_either(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        """
        -- content/secret.md --
        ---
        draft: true
        ---
        -- content/services/vpn.md --
        ---
        title: VPN
        support_contact: https://example.org/secret/
        get_started: {label: Go, url: https://example.org/secret/}
        ---
        [words](https://example.org/secret/) that stay
        """,
    ).built()
    assert b"example.org/secret" not in everything(made)
    assert "words that stay" in made.page("/services/vpn/")
    assert len(made.found("link-draft")) == 3


def test_a_section_cannot_leave_the_content(tmp_path: Path) -> None:
    for folder in ("../evil", "/../../evil", "a/../b", "..", "a\\b"):
        made = site(tmp_path, settings=f"sections: ['{folder}']\n")
        made.build()
        (error,) = made.errors()
        assert error.startswith("site.yaml:3:")
        assert f"'{folder}' is not a folder below content/" in error
        assert not made.output.exists()


def test_slashes_around_a_section_do_not_matter(tmp_path: Path) -> None:
    files = "-- content/events/a.md --\nText\n"
    made = site(tmp_path, files, settings="sections: [/events/]\n").built()
    assert "/events/a/" in made.page("/events/")


def test_a_text_of_pictures_alone_is_shown(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/a.md --\n# A\n\n![A map](https://elsewhere.example/m.png)\n")
    assert "A map" in made.built().page("/a/")


def test_an_address_without_its_scheme_stays_as_it_is(tmp_path: Path) -> None:
    files = "-- content/a.md --\n[x](//cdn.example.com/a)\n"
    made = site(tmp_path, files).built(base_url="https://example.org/name/")
    assert 'href="//cdn.example.com/a"' in made.page("/a/")


def test_odd_html_in_a_newsletter_stops_nothing(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        """
        -- content/newsletters/1.md --
        <ol start="--5"><li>a</li></ol>

        <ol start="²"><li>a</li></ol>

        <div class="callout callout-foo">b</div>
        """,
    ).built()
    assert "1. a" in made.read("email/1.txt")


def test_asks_within_the_site_are_whole_addresses_in_an_email(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        """
        -- content/newsletters/1.md --
        ---
        asks: {text: Look, url: /newsletters/}
        ---
        """,
    ).built()
    assert "<https://example.org/newsletters/>" in made.read("email/1.txt")
