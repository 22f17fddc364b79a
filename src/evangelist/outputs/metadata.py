"""Pictures without the words that are hidden in them: where, when, by whom. No pixel changes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from evangelist.site.pictures import opened, orientation

_JPEG = b"\xff\xd8"
_PNG = b"\x89PNG\r\n\x1a\n"
_UPRIGHT = 1
_NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_PNG_WORDS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_WEBP_WORDS = {b"EXIF", b"XMP "}
_WEBP_WORDS_FLAGS = 0x08 | 0x04
_GIF = (b"GIF87a", b"GIF89a")
_GIF_HEAD = 13
_GIF_EXTENSION, _GIF_FRAME, _GIF_END = b"!", b",", b";"
_GIF_CONTROL = re.compile(rb"!\xf9\x04.{4}\x00", re.DOTALL)
"""How long a frame stands, and what of it is transparent."""
_GIF_LOOP = re.compile(rb"!\xff\x0bNETSCAPE2\.0\x03\x01..", re.DOTALL)
"""How often a film is shown."""


def stripped(data: bytes) -> bytes:
    """A JPEG, PNG, WebP or GIF without metadata, still upright and in its colours.

    Others are as given, and so is a damaged GIF.
    """
    if data.startswith(_JPEG):
        return _JPEG + _held(data) + b"".join(_jpeg_parts(data))
    if data.startswith(_PNG):
        return _PNG + b"".join(_png_parts(data))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        parts = b"".join(_webp_parts(data))
        return b"RIFF" + (len(parts) + 4).to_bytes(4, "little") + b"WEBP" + parts
    if data.startswith(_GIF):
        return bare_gif(data) or data
    return data


def bare_gif(data: bytes) -> bytes:
    """A GIF with its frames, how long each stands and how often all are shown: nothing else.

    Empty where its blocks are damaged. What hangs on behind its end is cut off.
    """
    try:
        return b"".join(_gif_parts(data))
    except (IndexError, ValueError):
        return b""


def _held(data: bytes) -> bytes:
    """The one thing in Exif that a photo needs: how the camera was held."""
    try:
        with opened(data) as picture:
            way = orientation(picture)
    except Exception:  # noqa: BLE001 - a damaged file makes decoders raise anything
        return b""
    if way == _UPRIGHT:
        return b""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + bytes([way]) + b"\x00\x00"
    exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    """The segments that make the picture; what phones hang on behind its end is cut off."""
    at = len(_JPEG)
    while match := _NEXT_MARKER.search(data, at):
        yield data[at : match.start()]  # what a scan holds; fill bytes elsewhere
        at = match.end()
        marker = data[at - 1]
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        length = int.from_bytes(data[at : at + 2], "big")
        part = data[at : at + length]
        if _makes_the_picture(marker, part[2:]):
            yield match[0] + part
        at += max(length, 2)
    yield data[at:]


def _makes_the_picture(marker: int, content: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        return (
            (marker == 0xE0 and content.startswith(b"JFIF\x00"))
            or (marker == 0xE2 and content.startswith(b"ICC_PROFILE\x00"))
            or (marker == 0xEE and content.startswith(b"Adobe"))
        )
    return marker != 0xFE


def _png_parts(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name not in _PNG_WORDS:
            yield data[at:end]
        if name == b"IEND":
            return
        at = end


def _webp_parts(data: bytes) -> Iterator[bytes]:
    stream = io.BytesIO(data[12 : 8 + int.from_bytes(data[4:8], "little")])
    while head := stream.read(8):
        size = int.from_bytes(head[4:], "little")
        content = stream.read(size + size % 2)
        if head[:4] == b"VP8X" and content:
            yield head + bytes([content[0] & ~_WEBP_WORDS_FLAGS]) + content[1:]
        elif head[:4] not in _WEBP_WORDS:
            yield head + content


def _gif_parts(data: bytes) -> Iterator[bytes]:
    """The blocks that make the film. Raises IndexError or ValueError on damage."""
    at = _GIF_HEAD + _colours(data[_GIF_HEAD - 3])
    yield data[:at]
    while (kind := data[at : at + 1]) != _GIF_END:
        if kind == _GIF_FRAME:
            end = _behind_chunks(data, at + 11 + _colours(data[at + 9]))
            yield data[at:end]
        elif kind == _GIF_EXTENSION:
            end = _behind_chunks(data, at + 2)
            yield _told_to_the_screen(data[at:end])
        else:
            raise ValueError(kind)
        at = end
    yield _GIF_END


def _colours(flags: int) -> int:
    """How many bytes the table of colours has that flags announce."""
    return 3 * 2 ** ((flags & 0x07) + 1) if flags & 0x80 else 0


def _behind_chunks(data: bytes, at: int) -> int:
    """Where a row of chunks has ended: each begins with its length, and the last is empty."""
    while length := data[at]:
        at += 1 + length
    return at + 1


def _told_to_the_screen(extension: bytes) -> bytes:
    """What of an extension changes how the film looks: mostly nothing."""
    if _GIF_CONTROL.fullmatch(extension):
        return extension
    loop = _GIF_LOOP.match(extension)
    return loop[0] + b"\0" if loop else b""
