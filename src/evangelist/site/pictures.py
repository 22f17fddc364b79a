"""The pictures that entries show: how large they are, what is made of them, which are damaged."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from evangelist.content.places import target_of
from evangelist.content.sources import digest_of
from evangelist.model.body import Addressed, Anchor, Image, Part, Target
from evangelist.model.card import Card
from evangelist.site.drawings import NoDrawingError, drawing_size

Size = tuple[int, int]
PageKind = Literal["webp", "avif"]
"""What pictures of pages are, by their ending: AVIF where the site wants that, beside WebP."""

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
"""The formats that are read, as Pillow calls them: it knows more, but nobody has tried them."""
PAGE_BOX: Size = (1600, 16000)
"""The largest picture of a page: twice the text's measure and more. WebP ends at 16,383."""
STEPS = (400, 600, 800, 1200)
"""The widths of the smaller pictures of a page. A text is 576 pixels wide, so 600 serve a screen of
one pixel for each, 1200 one of two; a phone of 360 has two (800) or three of them (1200)."""
_STEP = 0.8
"""A smaller picture has at most so much of the width of the next: else it saves too little."""
MAIL_BOX: Size = (600, 2000)
"""The largest picture in an e-mail, as it is shown: no wider than the text, for Outlook's sake."""
SHARPER = 2
"""A file for an e-mail has up to so many times the pixels that are shown, for fine screens."""

_ORIENTATION = 0x0112
_TURNED = {5, 6, 7, 8}
_MOVING = {"GIF", "PNG", "WEBP"}
_WRITTEN = re.compile(r'\s(width|height)="([^"]*)"')
_LENGTH = re.compile(r"\s*([0-9]{1,5})(?:\.[0-9]*)?\s*(%?)(?:px)?\s*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's size in pixels as it is seen; zero where it is a drawing without a size.

    `moves` says that it has several frames, `drawn` that it has lines instead of pixels, `photo`
    that it came as a JPEG, `broken` in words why it cannot be read, `digest` which bytes were
    measured.
    """

    width: int = 0
    height: int = 0
    broken: str = ""
    moves: bool = False
    drawn: bool = False
    photo: bool = False
    digest: str = field(default="", repr=False, compare=False)


def measure(file: Path) -> Picture:
    """Read a picture's size. Never raises: a picture that cannot be read says so."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return Picture(broken=error.strerror or str(error))
    return measured_file(file.name, data)


def measured_file(name: str, data: bytes) -> Picture:
    """The size of a picture from its name and its bytes. Never raises: a broken one says so."""
    return _measured_drawing(data) if is_drawing(name) else measured(data)


def _measured_drawing(data: bytes) -> Picture:
    try:
        width, height = drawing_size(data, PAGE_BOX[0])
    except NoDrawingError as error:
        return Picture(broken=str(error), drawn=True, digest=digest_of(data))
    return Picture(width, height, drawn=True, digest=digest_of(data))


def measured(data: bytes) -> Picture:
    """The size of a picture from its bytes. Never raises: a broken one says so."""
    digest = digest_of(data)
    try:
        with opened(data) as picture:
            width, height = picture.size
            turned = orientation(picture) in _TURNED
            moves, photo = is_moving(picture), is_photo(picture)
    except UnidentifiedImageError:
        broken = "it is damaged, or no JPEG, PNG, GIF, WebP, TIFF or BMP"
        return Picture(broken=broken, digest=digest)
    except Pillow.DecompressionBombError:
        broken = "it has too many pixels: more than 178 million"
        return Picture(broken=broken, digest=digest)
    except Exception as error:  # noqa: BLE001 - a damaged file makes decoders raise anything
        return Picture(broken=str(error) or "it is damaged", digest=digest)
    size = (height, width) if turned else (width, height)
    return Picture(*size, moves=moves, photo=photo, digest=digest)


@contextmanager
def opened(data: bytes) -> Iterator[Pillow.Image]:
    """A picture whose head has been read, and nothing else.

    Doubts about it are no business of a terminal: what matters becomes a problem.
    """
    quiet = warnings.catch_warnings(action="ignore")
    with quiet, Pillow.open(io.BytesIO(data), formats=FORMATS) as picture:
        yield picture


def orientation(picture: Pillow.Image) -> int:
    """How the camera was held: 1 to 8 as in Exif, 1 where nothing sensible is said."""
    if picture.format == "TIFF":
        return 1  # Pillow turns these by itself
    try:
        found = picture.getexif().get(_ORIENTATION)
    except Exception:  # noqa: BLE001 - the picture may be whole where its Exif is not
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def is_moving(picture: Pillow.Image) -> bool:
    """Whether it has several frames. Phones hide second pictures in a JPEG: those do not count."""
    try:
        return picture.format in _MOVING and bool(getattr(picture, "is_animated", False))
    except Exception:  # noqa: BLE001 - the first frame may be whole where the second is not
        return False


def is_photo(picture: Pillow.Image) -> bool:
    """Whether it came as a JPEG, as photos do. Phones say MPO where they hide a second picture."""
    return picture.format in {"JPEG", "MPO"}


def is_drawing(path: str) -> bool:
    """Whether this is an SVG: lines instead of pixels."""
    return path.lower().endswith(".svg")


def fitted(size: Size, box: Size) -> Size:
    """The size of a picture within a box: never larger than it is, never less than a pixel."""
    width, height = size
    scale = min(1, box[0] / width, box[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def page_size(picture: Picture) -> Size:
    """How large the picture of a page is."""
    return fitted((picture.width, picture.height), PAGE_BOX)


def mail_size(picture: Picture, width: int = 0) -> Size:
    """How large a picture is shown in an e-mail; `width` is what its writer wants, 0 for none."""
    return fitted((picture.width, picture.height), (width or MAIL_BOX[0], MAIL_BOX[1]))


def steps(picture: Picture) -> tuple[int, ...]:
    """The widths of the smaller pictures of a page that are made of this one, narrowest first."""
    found: list[int] = []
    above = page_size(picture)[0]
    for width in reversed(STEPS):
        if width <= above * _STEP:
            found.insert(0, width)
            above = width
    return tuple(found)


def page_file(path: str, picture: Picture, width: int = 0, kind: PageKind = "webp") -> str:
    """The path of what pages show: the picture made of a file, or what moves or is drawn itself.

    The largest, or the smaller one of a `width`. The whole name of the original is in it, so that
    `a.png` and `a.jpg` have one each.
    """
    return f"{path}{f'-{width}' if width else ''}.{kind}" if is_still(picture) else path


def mail_file(path: str, width: int = 0) -> str:
    """The path of the picture made for e-mails.

    It depends on nothing but the path and the width that the writer wants: an e-mail that was
    sent years ago still finds it.
    """
    return f"{path}.mail{f'-{width}' if width else ''}.{mail_ending(path)}"


def mail_ending(path: str) -> str:
    """PNG and GIF keep their kind in an e-mail, all others become JPEG."""
    ending = path.rsplit(".", 1)[-1].lower()
    return ending if ending in {"png", "gif"} else "jpg"


def is_still(picture: Picture) -> bool:
    """Whether pictures are made of it for pages: it has pixels, and does not move."""
    return has_pixels(picture) and not picture.moves


def has_pixels(picture: Picture) -> bool:
    """Whether anything can be made of it: it can be read, and is no drawing."""
    return bool(picture.width) and not picture.drawn


def written_size(attributes: str) -> tuple[dict[str, str], str]:
    """The width and height that a writer gave a picture, and its other attributes."""
    return dict(_WRITTEN.findall(attributes)), _WRITTEN.sub("", attributes)


def pixels(length: str, whole: int) -> int:
    """A length as a writer gave it, in pixels; of `whole` where it is in percent, else 0."""
    match = _LENGTH.fullmatch(length)
    if not match:
        return 0
    return round(whole * int(match[1]) / 100) if match[2] else int(match[1])


def mail_width(picture: Picture, attributes: str) -> int:
    """The width that a writer wants in an e-mail; 0 for none, or as wide as the text."""
    written, _ = written_size(attributes)
    width = pixels(written.get("width", ""), MAIL_BOX[0])
    if not width and (height := pixels(written.get("height", ""), 0)):
        width = max(1, round(picture.width * height / picture.height))
    return width if width < MAIL_BOX[0] else 0


def images(parts: Iterable[Part]) -> Iterator[Image]:
    """Every picture of a text, in order."""
    for part in parts:
        if isinstance(part, Image):
            yield part
        elif isinstance(part, Addressed | Anchor):
            yield from images(part.parts)


def front_image(card: Card) -> Target:
    """The picture that the front matter names."""
    source = card.source.partition("/")[2]
    return target_of(card.front.image, source, card.url)
