"""Whatever kind of picture it is, and however large: it is shown."""

import contextlib
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from evangelist.outputs.encoding import DamagedError, for_mail, for_page
from evangelist.outputs.metadata import stripped
from evangelist.site.pictures import measured, page_size
from tests import pictures
from tests.documents import Document, document
from tests.pictures import alike, colour, mailed, one, shown


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"])
def test_every_common_format_is_shown(tmp_path: Path, kind: str) -> None:
    name = f"a.{kind.lower()}"
    made = one(tmp_path, pictures.plain((30, 20), kind), name)
    assert not made.report.has("warning")
    picture = shown(made, f"site/news/{name}.webp").convert("RGB")
    assert picture.size == (30, 20)
    assert alike(colour(picture, (9, 9)), (40, 120, 200))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("way", range(1, 9))
def test_a_picture_is_turned_however_the_camera_was_held(
    tmp_path: Path, kind: str, way: int
) -> None:
    lying = Image.new("RGB", (60, 40), (0, 0, 250))
    lying.paste((250, 0, 0), (0, 0, 30, 20))
    upright = {
        1: lying,
        2: lying.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lying.transpose(Image.Transpose.ROTATE_180),
        4: lying.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lying.transpose(Image.Transpose.TRANSPOSE),
        6: lying.transpose(Image.Transpose.ROTATE_270),
        7: lying.transpose(Image.Transpose.TRANSVERSE),
        8: lying.transpose(Image.Transpose.ROTATE_90),
    }[way]
    made = one(tmp_path, pictures.saved(lying, kind, exif=pictures.told(way)))
    picture = shown(made).convert("RGB")
    corners = [(5, 5), (picture.width - 6, 5), (5, picture.height - 6)]
    assert picture.size == upright.size
    assert document(made, "/news/a/").texts("//main//img/@width") == [str(upright.width)]
    for corner in corners:
        assert alike(colour(picture, corner), colour(upright, corner), within=40)


def sixteen_bits() -> Image.Image:
    return Image.frombytes("I;16", (8, 8), b"\x00\x80" * 64)


@pytest.mark.parametrize(
    "picture, kind, wanted",
    [
        (sixteen_bits(), "PNG", (128, 128, 128)),
        (Image.new("1", (8, 8), 1), "PNG", (255, 255, 255)),
        (Image.new("L", (8, 8), 90), "JPEG", (90, 90, 90)),
        (Image.new("P", (8, 8), 1), "PNG", None),
        (Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "TIFF", (255, 0, 0)),
        (Image.new("F", (8, 8), 77), "TIFF", (77, 77, 77)),
        (Image.new("LAB", (8, 8), (255, 128, 128)), "TIFF", None),
    ],
    ids=["16 bit", "1 bit", "grey", "palette", "CMYK", "CMYK TIFF", "float", "LAB"],
)
def test_odd_modes_are_shown_in_rgb(
    tmp_path: Path, picture: Image.Image, kind: str, wanted: tuple[int, int, int] | None
) -> None:
    made = one(tmp_path, pictures.saved(picture, kind))
    assert not made.report.has("warning")
    found = shown(made)
    assert (found.mode, found.size) == ("RGB", (8, 8))
    if wanted:
        assert alike(colour(found, (4, 4)), wanted)


def test_transparency_stays_on_pages_and_in_a_png(tmp_path: Path) -> None:
    glass = pictures.plain((50, 50), of=(200, 0, 0, 100))
    made = mailed(tmp_path, glass, "a.png")
    for name in ("a.png.webp", "a.png.mail.png"):
        assert colour(shown(made, f"site/newsletters/{name}"), (9, 9)) == (200, 0, 0, 100)


def test_transparency_of_a_palette_stays(tmp_path: Path) -> None:
    picture = Image.new("P", (50, 50), 3)
    picture.putpalette(range(30))
    made = one(tmp_path, pictures.saved(picture, "PNG", transparency=3), "a.png")
    assert colour(shown(made, "site/news/a.png.webp"), (9, 9))[3] == 0


def test_what_is_transparent_stands_on_white_in_a_jpeg(tmp_path: Path) -> None:
    made = mailed(tmp_path, pictures.plain((50, 50), "WEBP", (0, 0, 0, 0)), "a.webp")
    assert colour(shown(made, "site/newsletters/a.webp.mail.jpg"), (9, 9)) == (255, 255, 255)


def test_a_drawing_keeps_every_pixel_where_that_is_smaller(tmp_path: Path) -> None:
    drawing = Image.new("RGB", (300, 200), (255, 255, 255))
    drawing.paste((200, 0, 0), (40, 40, 90, 160))
    made = one(tmp_path, pictures.saved(drawing, "PNG"), "a.png")
    assert shown(made, "site/news/a.png.webp").convert("RGB").tobytes() == drawing.tobytes()
    assert len(made.tree()["site/news/a.png.webp"]) < len(pictures.saved(drawing, "PNG"))


def test_colours_of_another_profile_come_to_the_web(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = _swapped(srgb)
    green = Image.new("RGB", (8, 8), (0, 200, 0))
    for number, (profile, kept) in enumerate(
        [(srgb, True), (lab, True), (xyz, True), (b"nonsense", True), (swapped, False)]
    ):
        data = pictures.saved(green, "PNG", icc_profile=profile)
        made = one(tmp_path / str(number), data, "a.png")
        found = shown(made, "site/news/a.png.webp")
        assert alike(colour(found, (4, 4)), (0, 200, 0)) == kept, number
        assert "icc_profile" not in found.info


def _swapped(profile: bytes) -> bytes:
    """A profile whose red and green are each other."""
    return profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


@pytest.mark.parametrize(
    "size, page, mail",
    [
        ((2, 2), (2, 2), (2, 2)),
        ((20000, 500), (1600, 40), (600, 15)),
        ((500, 20000), (400, 16000), (50, 2000)),
        ((20000, 1), (1600, 1), (600, 1)),
        ((601, 400), (601, 400), (600, 399)),
    ],
)
def test_every_size_fits(
    tmp_path: Path, size: tuple[int, int], page: tuple[int, int], mail: tuple[int, int]
) -> None:
    made = mailed(tmp_path, pictures.plain(size), "a.png")
    assert not made.found("image-broken")
    assert shown(made, "site/newsletters/a.png.webp").size == page
    html = Document(made.read("email/i.html"))
    assert (html.text("//img/@width"), html.text("//img/@height")) == tuple(map(str, mail))
    file = shown(made, "site/newsletters/a.png.mail.png")
    assert mail[0] <= file.width <= 2.5 * mail[0]


@pytest.mark.parametrize("ending", ["jpg", "png", "gif"])
def test_the_worst_picture_there_is_fits_into_an_email(ending: str) -> None:
    data = pictures.saved(pictures.noise((600, 2000)), "PNG", compress_level=1)
    made = for_mail(data, (600, 2000), ending)
    assert len(made) <= 200_000
    assert pictures.read(made).size == (600, 2000)


WHOLE = [
    pictures.plain((9, 7), kind, exif=pictures.told(6)) for kind in ("JPEG", "PNG", "WEBP", "TIFF")
] + [pictures.plain((9, 7), kind) for kind in ("GIF", "BMP")]


@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4))))
def test_damage_is_told_and_never_a_crash(data: bytes, wounds: list[tuple[float, bytes]]) -> None:
    for place, wound in wounds:
        at = round(place * len(data))
        data = data[:at] + wound + data[at + 1 :]
    stripped(data)
    picture = measured(data)
    if picture.broken or picture.width * picture.height > 10_000:
        return
    with contextlib.suppress(DamagedError):
        for_page(data, page_size(picture))
        for_mail(data, page_size(picture), "gif")


def test_a_picture_with_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    head = (20_000).to_bytes(4, "big") * 2
    small = pictures.plain((1, 1))
    bomb = (
        small[:16]
        + head
        + small[24:29]
        + zlib.crc32(small[12:16] + head + small[24:29]).to_bytes(4, "big")
        + small[33:]
    )
    made = one(tmp_path, bomb, "a.png")
    assert "too many pixels" in made.found("image-broken")[0]
    assert "<em>A</em>" in made.page("/news/a/")
