"""Pictures made smaller: turned upright, in the colours of the web, without a word about them.

Only pixels go from the original into what is made of it, so that no name, place or camera can.
The same bytes and the same version of Pillow give the same picture.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from PIL import Image as Pillow
from PIL import ImageCms

from evangelist.outputs.metadata import bare_gif
from evangelist.site.pictures import SHARPER, Size, is_moving, is_photo, opened, orientation

MAIL_BYTES = 200_000
"""The largest picture in an e-mail: mail programs on the road load more slowly, or not at all."""
MOST_PIXELS = 2.5
"""A file for an e-mail has at most so many times the pixels that are shown."""

_QUALITY = 80
_AVIF = {"quality": 50, "speed": 6, "max_threads": 1, "autotiling": False}
"""By the numbers as good as the WebP. More threads would cut a picture into other tiles, and so
make other bytes on another computer."""
_GREY = (222, 222, 222)
_WHITE = (255, 255, 255, 255)
_WAYS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
_PHOTO_STEPS = (
    *((2, quality) for quality in (82, 74, 66, 58)),
    *((1.5, quality) for quality in (70, 60)),
    *((1, quality) for quality in (70, 55, 40, 25, 10)),
)
"""Sharpness and quality of a JPEG for an e-mail, best first: the last fits whatever it shows."""
_DRAWING_STEPS = (
    *((2, colours) for colours in (0, 256)),
    (1.5, 256),
    *((1, colours) for colours in (256, 64, 16, 4, 2)),
)
"""Sharpness and number of colours (0: all) of a PNG or GIF for an e-mail, best first."""


class DamagedError(Exception):
    """The picture cannot be decoded; the text says why."""


def for_page(data: bytes, size: Size) -> bytes:
    """A WebP of that size; for what is no photo, without loss where that is smaller."""
    picture, photo = _decoded(data, size)
    lossy = _saved(picture, "WEBP", quality=_QUALITY)
    if photo:
        return lossy
    return min(_saved(picture, "WEBP", lossless=True), lossy, key=len)


def for_page_avif(data: bytes, size: Size) -> bytes:
    """An AVIF of that size; the same bytes wherever Pillow has the same libraries."""
    picture, _ = _decoded(data, size)
    return _saved(picture, "AVIF", **_AVIF)


def for_mail(data: bytes, size: Size, ending: str) -> bytes:
    """A JPEG, PNG or GIF that is shown at that size, of at most MAIL_BYTES.

    A GIF that moves keeps its frames where it is whole and small enough; else its first one
    stands still.
    """
    if ending == "gif" and _may_move(data, size) and (bare := bare_gif(data)):
        return bare
    large, _ = _decoded(data, (size[0] * SHARPER, size[1] * SHARPER))
    return _first_that_fits(_photos(large, size) if ending == "jpg" else _few(large, size, ending))


def grey(size: Size, ending: str) -> bytes:
    """A plain surface in the place of a picture that cannot be decoded."""
    plain = Pillow.new("RGB", size, _GREY)
    options = _AVIF if ending == "avif" else {}
    return _saved(plain, {"jpg": "JPEG"}.get(ending, ending.upper()), **options)


def _first_that_fits(tries: Iterator[bytes]) -> bytes:
    data = b""
    for data in tries:  # the last one counts where none fits
        if len(data) <= MAIL_BYTES:
            break
    return data


def _photos(large: Pillow.Image, size: Size) -> Iterator[bytes]:
    if large.mode == "RGBA":
        white = Pillow.new("RGBA", large.size, _WHITE)
        large = Pillow.alpha_composite(white, large).convert("RGB")
    for picture, quality in _steps(large, size, _PHOTO_STEPS):
        yield _saved(picture, "JPEG", quality=quality, optimize=True, progressive=True)


def _few(large: Pillow.Image, size: Size, ending: str) -> Iterator[bytes]:
    for picture, colours in _steps(large, size, _DRAWING_STEPS):
        if ending == "gif" or colours:
            method = Pillow.Quantize.FASTOCTREE if picture.mode == "RGBA" else None
            few = picture.quantize(colours or 256, method, dither=Pillow.Dither.NONE)
            yield _saved(few, ending.upper(), optimize=True)
        else:
            yield _saved(picture, ending.upper(), optimize=True)


def _steps(
    large: Pillow.Image, size: Size, steps: Sequence[tuple[float, int]]
) -> Iterator[tuple[Pillow.Image, int]]:
    """Each step once: a small original has no sharper sizes to try."""
    seen = set()
    for sharpness, setting in steps:
        picture = _smaller(large, size, sharpness)
        if (picture.size, setting) not in seen:
            seen.add((picture.size, setting))
            yield picture, setting


def _smaller(large: Pillow.Image, size: Size, sharpness: float) -> Pillow.Image:
    wide, high = (round(length * sharpness) for length in size)
    wanted = (min(wide, large.width), min(high, large.height))
    return large if wanted == large.size else large.resize(wanted, Pillow.Resampling.LANCZOS)


def _may_move(data: bytes, size: Size) -> bool:
    with opened(data) as picture:
        width = picture.size[0]
        small = len(data) <= MAIL_BYTES and size[0] <= width <= MOST_PIXELS * size[0]
        return small and picture.format == "GIF" and is_moving(picture)


def _decoded(data: bytes, wanted: Size) -> tuple[Pillow.Image, bool]:
    """The picture of that size or its own if that is smaller, upright, in RGB or RGBA.

    The second value says whether it came as a photo. A JPEG is read at the scale that is needed.
    """
    try:
        with opened(data) as picture:
            way = orientation(picture)
            size = (wanted[1], wanted[0]) if way >= 5 else wanted
            size = (min(size[0], picture.width), min(size[1], picture.height))
            photo = is_photo(picture)
            picture.draft(None, size)
            profile = picture.info.get("icc_profile")
            plain = _plain(picture).resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3)
            upright = _in_srgb(plain, profile)
            return (upright.transpose(_WAYS[way]) if way in _WAYS else upright), photo
    except Exception as error:
        raise DamagedError(str(error) or "it is damaged") from error


def _plain(picture: Pillow.Image) -> Pillow.Image:
    """The same in L, RGB, RGBA or CMYK, decoded."""
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        return _opaque(picture.convert("RGBA"))
    if picture.mode in {"L", "RGB", "CMYK"}:
        picture.load()
        return picture
    return picture.convert("L" if picture.mode in {"1", "I", "F"} else "RGB")


def _opaque(picture: Pillow.Image) -> Pillow.Image:
    """Without its transparency where nothing is transparent, as in most screenshots."""
    lowest, _ = picture.getchannel("A").getextrema()
    return picture.convert("RGB") if lowest == 255 else picture


def _in_srgb(picture: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """The colours as every screen shows them; a profile that makes no sense is left out."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(picture, given, screen, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            return _bare(made)
    return _bare(picture.convert(mode))


def _bare(picture: Pillow.Image) -> Pillow.Image:
    """Without all that is said about it: Pillow would write some of that."""
    picture.info = {}
    return picture


def _saved(picture: Pillow.Image, name: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, name, **options)
    return stream.getvalue()
