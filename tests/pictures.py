"""Pictures made for tests: a phone's photo, and everything that is not one."""

from __future__ import annotations

import io
import random
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from tests.sites import Workspace, site

Colour = tuple[int, ...] | int
NEWS = "-- content/news/a.md --\n---\ndate: 2026-11-02\n---\n"
ISSUE = "-- content/newsletters/i.md --\n---\ndate: 2026-11-20\n---\n"
CAMERA = "Canarycam 3000"
PLACE = b"CANARYPLACE"
"""Words that a photo carries, and that nothing published may have."""

_EXIF_ORIENTATION, _EXIF_MODEL, _EXIF_GPS = 0x0112, 0x0110, 0x8825
_GPS_NORTH, _GPS_PLACE = 1, 28


def plain(
    size: tuple[int, int], kind: str = "PNG", of: Colour = (40, 120, 200), **options: Any
) -> bytes:
    """A picture of one colour."""
    mode = {1: "L", 3: "RGB", 4: "RGBA"}[len(of) if isinstance(of, tuple) else 1]
    return saved(Image.new(mode, size, of), kind, **options)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """A picture as a file."""
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def read(data: bytes) -> Image.Image:
    """A file as a picture, decoded."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def colour(picture: Image.Image, at: tuple[int, int]) -> tuple[int, ...]:
    """The colour of one pixel."""
    found = picture.getpixel(at)
    assert isinstance(found, tuple)
    return found


def alike(one: tuple[int, ...], other: tuple[int, ...], within: int = 8) -> bool:
    """Whether two colours look the same."""
    return all(abs(a - b) < within for a, b in zip(one, other, strict=True))


def told(orientation: int = 1) -> Image.Exif:
    """What a camera writes into a photo: itself, how it was held, and where it was."""
    exif = Image.Exif()
    exif[_EXIF_MODEL] = CAMERA
    exif[_EXIF_ORIENTATION] = orientation
    exif.get_ifd(_EXIF_GPS).update({_GPS_NORTH: "N", _GPS_PLACE: PLACE})
    return exif


def noise(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Pixels without any sense: what compresses worst."""
    count = size[0] * size[1] * len(mode)
    return Image.frombytes(mode, size, random.Random(3).randbytes(count))  # noqa: S311


@cache
def phone_photo() -> bytes:
    """Twelve megapixels in more than six megabytes, held upright, with its place.

    Lying in the file, its left edge is red: upright, the upper one is.
    """
    scene = noise((504, 378)).resize((4032, 3024), Image.Resampling.BICUBIC)
    photo = Image.blend(scene, noise((4032, 3024)), 0.12)
    photo.paste((220, 20, 20), (0, 0, 300, 3024))
    return saved(photo, "JPEG", quality=93, exif=told(6))


def shown(made: Workspace, path: str = "site/news/a.jpg.webp") -> Image.Image:
    """A picture of a built site, decoded."""
    return read(made.tree()[path])


def one(root: Path, data: bytes, name: str = "a.jpg", text: str = "![A]({})\n") -> Workspace:
    """A site with one entry that shows one picture."""
    workspace = site(root, NEWS + text.format(name))
    workspace.write_bytes(f"content/news/{name}", data)
    return workspace.built()


def mailed(root: Path, data: bytes, name: str = "a.jpg", attributes: str = "") -> Workspace:
    """A site with one issue that shows one picture."""
    workspace = site(root, f"{ISSUE}![A]({name}){attributes}\n")
    workspace.write_bytes(f"content/newsletters/{name}", data)
    return workspace.built()
