"""Files that a text links to: photos say no place, and no pixel changes."""

import warnings
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageSequence, PngImagePlugin

from evangelist.outputs.metadata import stripped
from tests import pictures
from tests.pictures import mailed, one


def linked(root: Path, data: bytes, name: str) -> bytes:
    """What is published of a file that a text links to."""
    return one(root, data, name, "[A]({})\n").tree()[f"site/news/{name}"]


def test_a_photo_that_a_text_links_to_keeps_its_pixels_and_loses_its_place(
    tmp_path: Path,
) -> None:
    photo = pictures.phone_photo() + b"\xff\xd8 a film behind the photo, with CANARYPLACE"
    found = linked(tmp_path, photo, "a.jpg")
    assert pictures.read(found).tobytes() == pictures.read(photo).tobytes()
    assert pictures.read(found).getexif() == {0x0112: 6}
    assert pictures.PLACE not in found
    assert b"Canarycam" not in found


def test_a_linked_photo_keeps_its_colours(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = pictures.plain((9, 9), "JPEG", icc_profile=profile, comment=b"CANARY", progressive=True)
    found = linked(tmp_path, photo, "a.jpg")
    assert pictures.read(found).info["icc_profile"] == profile
    assert b"CANARY" not in found


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_lose_their_words_too(tmp_path: Path, kind: str) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "CANARY")
    data = pictures.plain((9, 9), kind, pnginfo=words, exif=pictures.told(), xmp=b"CANARY")
    found = linked(tmp_path, data, f"a.{kind.lower()}")
    assert pictures.read(found).tobytes() == pictures.read(data).tobytes()
    assert b"canary" in data.lower()
    assert b"canary" not in found.lower()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\0\0\0\0WEBP",
    ],
)
def test_a_damaged_file_that_a_text_links_to_stops_nothing(tmp_path: Path, data: bytes) -> None:
    assert linked(tmp_path, data, "a.jpg").startswith(data[:2])


def test_any_other_file_is_published_as_it_is(tmp_path: Path) -> None:
    assert linked(tmp_path, b"%PDF Exif", "a.pdf") == b"%PDF Exif"


def test_exif_that_claims_too_much_warns_nobody_and_leaves_a_photo_upright(
    tmp_path: Path,
) -> None:
    long = b"\x01\x10\0\x02\0\0\xff\xff\0\0\0\x08"
    held = b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02" + long + held + b"\0\0\0\0"
    photo = pictures.plain((30, 20), "JPEG", exif=exif)
    with pytest.warns(UserWarning, match="larger than file"):
        pictures.read(photo).getexif()
    with warnings.catch_warnings(record=True, action="always") as heard:
        found = linked(tmp_path, photo, "a.jpg")
    assert heard == []
    assert pictures.read(found).getexif() == {0x0112: 6}


def test_a_linked_photo_of_very_many_pixels_warns_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = pictures.plain((30, 20), "JPEG", exif=pictures.told(6))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 500)
    with warnings.catch_warnings(record=True, action="always") as heard:
        found = stripped(photo)
    assert heard == []
    monkeypatch.undo()
    assert pictures.read(found).getexif() == {0x0112: 6}


PLAIN_TEXT = b"!\x01\x0c" + bytes(12) + b"\x06CANARY\0"
APPLICATION = b"!\xff\x0bXMP DataXMP\x06CANARY\0"
LOOP_WITH_WORDS = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\x06CANARY\0"


def film() -> bytes:
    """A GIF of two frames that turns for ever, and that has words wherever it can."""
    frames = [Image.new("RGB", (60, 40), of) for of in ((250, 0, 0), (0, 0, 250))]
    data = pictures.saved(
        frames[0],
        "GIF",
        save_all=True,
        append_images=frames[1:],
        duration=[90, 170],
        loop=0,
        comment=b"CANARY " * 60,
    )
    return data[:-1] + PLAIN_TEXT + APPLICATION + LOOP_WITH_WORDS + b";CANARY"


def seen(data: bytes) -> list[tuple[bytes, object, object]]:
    """What a person sees of a GIF: each frame, how long it stands, how often all turns."""
    return [
        (frame.convert("RGB").tobytes(), frame.info.get("duration"), frame.info.get("loop"))
        for frame in ImageSequence.Iterator(pictures.read(data))
    ]


def test_a_gif_moves_as_before_and_loses_its_words(tmp_path: Path) -> None:
    made = {
        "link": linked(tmp_path / "link", film(), "a.gif"),
        "page": one(tmp_path / "page", film(), "a.gif").tree()["site/news/a.gif"],
        "mail": mailed(tmp_path / "mail", film(), "a.gif").tree()[
            "site/newsletters/a.gif.mail.gif"
        ],
    }
    assert film().count(b"CANARY") > 60
    for place, data in made.items():
        assert b"CANARY" not in data, place
        assert seen(data) == seen(film()), place
    assert len(seen(film())) == 2


def test_a_gif_that_stands_still_loses_its_words_too(tmp_path: Path) -> None:
    still = pictures.saved(pictures.noise((9, 7)), "GIF", comment=b"CANARY")
    found = linked(tmp_path, still, "a.gif")
    assert b"CANARY" in still
    assert b"CANARY" not in found
    assert pictures.read(found).tobytes() == pictures.read(still).tobytes()


def test_colours_of_a_single_frame_stay(tmp_path: Path) -> None:
    whole = film()
    size = 3 * 2 ** ((whole[10] & 7) + 1)
    frame = whole.index(b",", 13 + size)
    alone = whole[:13] + whole[13 + size :]
    alone = alone[:10] + bytes([alone[10] & 0x7F]) + alone[11:]
    at = frame - size + 9
    flags = bytes([0x80 | (whole[10] & 7)])
    alone = alone[:at] + flags + whole[13 : 13 + size] + alone[at + 1 :]
    found = linked(tmp_path, alone, "a.gif")
    assert b"CANARY" not in found
    assert seen(found)[0] == seen(film())[0]


@pytest.mark.parametrize("cut", [*range(1, 40), 60, 120])
def test_a_gif_that_ends_too_early_is_left_alone(cut: int) -> None:
    whole = stripped(film())
    assert stripped(whole) == whole
    assert stripped(whole[:-cut]) == whole[:-cut]


def test_a_gif_with_nonsense_between_its_blocks_is_left_alone_and_stands_still_in_an_email(
    tmp_path: Path,
) -> None:
    damaged = film().replace(PLAIN_TEXT, PLAIN_TEXT + b"\x07")
    assert stripped(damaged) == damaged
    mail = mailed(tmp_path, damaged, "a.gif").tree()["site/newsletters/a.gif.mail.gif"]
    assert b"CANARY" not in mail
    assert len(seen(mail)) == 1
