"""Social cards: who has one, what is on it, and the words around it."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from evangelist.outputs.drawing import SIZE, Colours, Drawing, Figure, draw
from tests.sites import Workspace, site

STORAGE = "assets/cards/services/storage.png"
SITE = """
-- content/services/storage.md --
---
title: Research storage
summary: Keep it safe.
---
-- content/services/tokyo.md --
---
title: Speicher in 東京
---
-- content/services/photo.md --
---
title: With a photo
image: photo.gif
image_alt: Four disks
---
-- content/case-studies/biology.md --
---
title: Biology stopped losing weekends 🎉
results: [{measure: Time to restore a file, before: 3, after: 0.2, unit: days}]
---
-- content/choices/where.md --
---
question: Where should I keep my files?
---
-- content/newsletters/7.md --
---
title: What is new
number: 7
date: 2026-11-01
---
"""


def _made(root: Path, settings: str = "") -> Workspace:
    made = site(root, SITE, settings)
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(buffer, "GIF")
    made.write_bytes("content/services/photo.gif", buffer.getvalue())
    return made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return _made(tmp_path_factory.mktemp("cards")).built(cards=True)


def _said(made: Workspace, url: str) -> dict[str, str]:
    """What a page says of its picture, by property."""
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', made.page(url))
    return {name: value for name, value in found if "image" in name or "twitter" in name}


def test_a_service_a_choice_a_case_study_and_an_issue_have_a_card(made: Workspace) -> None:
    cards = {path for path in made.tree() if path.startswith("site/assets/card")}
    assert cards == {
        f"site/assets/{name}.png"
        for name in (
            "cards/site",
            "cards/services/storage",
            "cards/case-studies/biology",
            "cards/choices/where",
            "cards/newsletters/7",
        )
    }


def test_the_page_says_where_its_card_is_how_large_and_what_it_says(made: Workspace) -> None:
    said = _said(made, "/services/storage/")
    address = said.pop("og:image")
    assert re.fullmatch(rf"https://example\.org/{STORAGE}\?v=[0-9a-f]{{8}}", address)
    assert said == {
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Research storage",
        "twitter:card": "summary_large_image",
    }


def test_a_card_is_a_small_picture_of_the_size_that_chats_ask_for(made: Workspace) -> None:
    for path, data in made.tree().items():
        if path.startswith("site/assets/card"):
            assert Image.open(io.BytesIO(data)).size == SIZE
            assert len(data) < 30_000


def test_other_pages_share_the_card_of_the_site(made: Workspace) -> None:
    for url in ("/", "/services/"):
        assert _said(made, url)["og:image"].startswith(
            "https://example.org/assets/cards/site.png?v="
        )
        assert _said(made, url)["og:image:alt"] == "Test site"


def test_a_picture_in_the_front_matter_wins(made: Workspace) -> None:
    said = _said(made, "/services/photo/")
    assert said["og:image"] == "https://example.org/services/photo.gif.mail.gif"
    assert said["og:image:alt"] == "Four disks"


def test_a_title_that_cannot_be_written_gets_the_card_of_the_site_and_an_advice(
    made: Workspace,
) -> None:
    said = _said(made, "/services/tokyo/")
    assert said["og:image"].startswith("https://example.org/assets/cards/site.png")
    [found] = made.found("card-letters")
    assert found.startswith("content/services/tokyo.md:2:1: the font of social cards has no 東 京")


def test_a_title_of_emoji_alone_gets_the_card_of_the_site(tmp_path: Path) -> None:
    made = site(tmp_path, "-- content/services/party.md --\n---\ntitle: 🎉🎉\n---\n")
    said = _said(made.built(cards=True), "/services/party/")
    assert said["og:image"].startswith("https://example.org/assets/cards/site.png")


def test_a_site_has_a_card_where_neither_name_nor_address_can_be_written(tmp_path: Path) -> None:
    made = site(tmp_path, "-- site.yaml --\ntitle: الخدمات\nurl: https://خدمات.example/\n")
    assert made.built(cards=True).exists("site/assets/cards/site.png")


def test_nothing_is_said_where_the_site_itself_is_in_letters_that_the_font_lacks(
    tmp_path: Path,
) -> None:
    made = site(tmp_path, "-- content/services/a.md --\n# خدمة\n")
    made.write("-- site.yaml --\ntitle: الخدمات\nurl: https://example.org/\n")
    assert not made.built(cards=True).found("card-letters")
    assert made.exists("site/assets/cards/site.png")


def test_a_build_from_nothing_draws_the_same_bytes(made: Workspace, tmp_path: Path) -> None:
    assert _made(tmp_path).built(cards=True).tree() == made.tree()


def test_a_card_is_drawn_again_where_its_words_change_and_only_then(tmp_path: Path) -> None:
    made = _made(tmp_path).built(cards=True)
    before = made.tree()
    made.write("-- content/services/storage.md --\n---\ntitle: Storage\n---\n").built(cards=True)
    drawn = {path for path in made.report.rendered if path.startswith("site/assets/card")}
    assert drawn == {f"site/{STORAGE}"}
    assert made.tree()[f"site/{STORAGE}"] != before[f"site/{STORAGE}"]


def test_a_card_that_was_lost_is_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _made(tmp_path).built(cards=True)
    before = made.tree()
    made.remove(f"output/site/{STORAGE}")
    monkeypatch.setattr("evangelist.outputs.cards.draw", lambda _: b"drawn again")
    assert made.built(cards=True).tree() == before
    made.write("-- content/services/storage.md --\n---\ntitle: Storage\n---\n").built(cards=True)
    assert made.read(f"site/{STORAGE}") == "drawn again"


@pytest.mark.parametrize(
    "options",
    [{"write": False}, {"portable": True}, {"preview": True, "cards": False}],
    ids=["check", "portable", "preview"],
)
def test_a_build_that_draws_no_cards_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, bool]
) -> None:
    made = _made(tmp_path).built(cards=True)
    before = made.tree()
    made.built(**{"cards": True, "output": tmp_path / "elsewhere"} | options)
    shutil.rmtree(made.output)
    monkeypatch.setattr("evangelist.outputs.cards.draw", lambda _: b"drawn again")
    assert made.built(cards=True).tree() == before


@pytest.mark.parametrize(
    "settings, options",
    [("cards: false\n", {}), ("", {"portable": True}), ("", {"cards": False})],
    ids=["setting", "portable", "preview"],
)
def test_no_card_is_drawn_where_none_is_wanted(
    tmp_path: Path, settings: str, options: dict[str, bool]
) -> None:
    made = _made(tmp_path, settings).built(**{"cards": True} | options)
    assert not [path for path in made.tree() if path.startswith("site/assets/card")]
    assert "og:image" not in made.page("/services/storage/")


COLOURS = Colours("#ffffff", "#000000", "#444444", "#cccccc", "#0b5364")
LONG = "A title that somebody wrote without a thought for whoever has to read it " * 5


@pytest.mark.parametrize(
    "drawing",
    [
        Drawing(LONG, LONG, LONG, COLOURS, "Service", LONG, LONG),
        Drawing(LONG, "Us", "us.example", COLOURS, figure=Figure(LONG, "3", "4", "days")),
        Drawing("Verfassungs" * 20, "", "", COLOURS),
    ],
    ids=["words", "figure", "word"],
)
def test_nothing_is_drawn_in_the_margins_however_long_it_is(drawing: Drawing) -> None:
    picture = Image.open(io.BytesIO(draw(drawing))).convert("L")
    left, right = (picture.crop((x, 20, x + 70, 630)) for x in (0, SIZE[0] - 70))
    assert left.getextrema() == right.getextrema() == (255, 255)
