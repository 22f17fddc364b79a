"""A site is known by its logo, with a theme of its own and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.sites import Workspace, site

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 32"><path d="M0 0h9"/></svg>'
ISSUE = (
    "-- content/newsletters/2026-01.md --\n---\ntitle: One\ndate: 2026-01-02\nsummary: S\n---\nA.\n"
)
LIST = "newsletter: {from: A <a@x.example>, list: L <l@x.example>}\n"


def branded(root: Path, brand: str, texts: str = "-- content/a.md --\n# A\n") -> Workspace:
    made = site(root, texts, f"brand: {{{brand}}}\n{LIST}")
    made.write_bytes("content/marks/logo.svg", SVG)
    made.write_bytes("content/logo.png", b"")
    Image.new("RGB", (64, 32), "#0b5364").save(root / "content" / "logo.png")
    return made


def test_a_logo_stands_before_the_name_in_its_proportions(tmp_path: Path) -> None:
    made = branded(tmp_path, "logo: marks/logo.svg, logo_dark: logo.png").built()
    page = made.page("/a/")
    assert 'alt="" width="56" height="28"></picture>' in page
    assert '(prefers-color-scheme: dark)" srcset="/assets/logo-dark.png?v=' in page
    assert (made.output / "site/assets/logo.svg").read_bytes() == SVG
    assert "Test site" in page.partition("</picture>")[2][:20]


def test_a_logo_alone_is_heard_as_the_name(tmp_path: Path) -> None:
    page = branded(tmp_path, "logo: logo.png, name_beside_logo: false").built().page("/a/")
    brand = page.partition('<p class="brand">')[2].partition("</p>")[0]
    assert 'alt="Test site"' in brand
    assert brand.count("Test") == 1


def test_an_icon_is_that_of_the_brand(tmp_path: Path) -> None:
    page = branded(tmp_path, "icon: marks/logo.svg").built().page("/a/")
    assert '<link rel="icon" href="/assets/icon.svg?v=' in page


def test_an_email_shows_what_mail_programs_can_show(tmp_path: Path) -> None:
    mail = branded(tmp_path / "png", "logo: logo.png", ISSUE).built().read("email/2026-01.html")
    assert "/assets/logo.png?v=" in mail
    assert 'width="64"' in mail
    drawn = branded(tmp_path / "svg", "logo: marks/logo.svg", ISSUE).built()
    assert ".svg" not in drawn.read("email/2026-01.html")


def test_a_changed_logo_changes_the_pages_that_show_it(tmp_path: Path) -> None:
    made = branded(tmp_path, "logo: logo.png").built()
    Image.new("RGB", (32, 32), "#74305a").save(tmp_path / "content" / "logo.png")
    assert 'width="28" height="28"' in made.built().page("/a/")


@pytest.mark.parametrize(
    "brand,message",
    [
        ("logo: none.svg", "'brand.logo': there is no file content/none.svg"),
        ("logo: ../site.svg", "'brand.logo': ../site.svg lies outside content/"),
        ("icon: a.md", "'brand.icon': a.md is no picture: .svg, .png, .webp, .jpg, .jpeg, .gif"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_told(tmp_path: Path, brand: str, message: str) -> None:
    made = branded(tmp_path, brand)
    (tmp_path / "site.svg").write_bytes(SVG)
    made.build()
    assert message in made.found("setting-invalid")[0]


def test_a_theme_that_names_a_file_it_lacks_is_told(tmp_path: Path) -> None:
    theme = "-- themes/ours/theme.yaml --\nextends: lectern\ntokens: {logo: ours.svg}\n"
    made = site(tmp_path, f"-- content/a.md --\n# A\n{theme}", "theme: ours\n")
    made.build()
    (message,) = made.found("theme-invalid")
    assert message.startswith("themes/ours/theme.yaml")
    assert "the theme has no file 'assets/ours.svg'" in message
