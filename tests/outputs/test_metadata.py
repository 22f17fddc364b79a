"""Files that a text links to: photos say no place, and no pixel changes."""

from pathlib import Path

import pytest
from PIL import ImageCms, PngImagePlugin

from tests import pictures
from tests.pictures import one


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
