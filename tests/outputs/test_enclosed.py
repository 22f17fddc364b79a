"""Pictures that travel within an e-mail."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from tests import pictures
from tests.sites import Workspace, site

FILES = """
-- content/newsletters/2026-11.md --
---
title: Faster laptops
date: 2026-11-20
---
![A chart](chart & table.png)

![The chart again](<chart & table.png>)

![Small](photo.jpg){: width="200"}

![Elsewhere](https://other.example/cat.png)
"""
EMBED = "newsletter: {images: embed}\n"


def made(root: Path, settings: str) -> Workspace:
    workspace = site(root, FILES.replace("(chart & table.png)", "(<chart & table.png>)"), settings)
    workspace.write_bytes(
        "content/newsletters/chart & table.png", pictures.plain((300, 200), "PNG")
    )
    workspace.write_bytes("content/newsletters/photo.jpg", pictures.plain((800, 600), "JPEG"))
    return workspace.built()


def message(workspace: Workspace) -> Message:
    return message_from_bytes((workspace.output / "email/2026-11.eml").read_bytes())


def parts(workspace: Workspace) -> dict[str, bytes]:
    found = {}
    for part in message(workspace).walk():
        if part.get_content_maintype() == "image":
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            found[str(part["Content-ID"]).strip("<>")] = data
    return found


def html(workspace: Workspace) -> str:
    (part,) = [each for each in message(workspace).walk() if each.get_content_type() == "text/html"]
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode()


def test_pictures_stay_on_the_site_unless_told(tmp_path: Path) -> None:
    workspace = made(tmp_path, "")
    assert parts(workspace) == {}
    assert 'src="https://example.org/newsletters/photo.jpg.mail-200.jpg"' in html(workspace)


def test_each_picture_of_the_site_travels_once(tmp_path: Path) -> None:
    workspace = made(tmp_path, EMBED)
    shown = re.findall(r'<img[^>]* src="cid:([^"]+)"', html(workspace))
    assert len(shown) == 3
    assert {*shown} == {*parts(workspace)}
    assert 'src="https://example.org' not in html(workspace)
    assert all(name.endswith("@example.org") for name in shown)


def test_what_travels_is_what_lies_on_the_site(tmp_path: Path) -> None:
    workspace = made(tmp_path, EMBED)
    published = {
        (workspace.output / f"site/newsletters/{name}").read_bytes()
        for name in ("chart & table.png.mail.png", "photo.jpg.mail-200.jpg")
    }
    assert {*parts(workspace).values()} == published


def test_the_html_beside_the_draft_stays_linked(tmp_path: Path) -> None:
    assert "cid:" not in made(tmp_path, EMBED).read("email/2026-11.html")


def test_built_twice_it_is_the_same(tmp_path: Path) -> None:
    one, two = (made(tmp_path / name, EMBED).tree()["email/2026-11.eml"] for name in "ab")
    assert one == two


def test_a_picture_of_the_theme_travels_too(tmp_path: Path) -> None:
    workspace = site(tmp_path, FILES, f"theme: ours\n{EMBED}")
    workspace.write(
        "-- themes/ours/theme.yaml --\nextends: lectern\n-- themes/ours/templates/email.html --\n"
        "<html><head><meta charset='utf-8'><title>x</title></head><body>"
        "<img src=\"{{ site.asset('logo.png') }}\" alt='Us'>"
        "<img src=\"{{ site.asset('logo.svg') }}\" alt='Us'></body></html>\n"
    )
    logo = pictures.plain((40, 40), "PNG")
    workspace.write_bytes("themes/ours/assets/logo.png", logo)
    workspace.write_bytes(
        "themes/ours/assets/logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    )
    workspace.built()
    assert list(parts(workspace).values()) == [logo]
    assert "/assets/logo.svg" in html(workspace)


@pytest.mark.parametrize("name", ["../x.png", "none.png"])
def test_what_is_not_there_stays_as_it_is(tmp_path: Path, name: str) -> None:
    workspace = site(tmp_path, FILES.replace("photo.jpg", name), EMBED).built()
    assert parts(workspace) == {}
