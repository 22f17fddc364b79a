"""Photos without the words that cameras hide in them: where, when, by whom. No pixel changes."""

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


def stripped(data: bytes) -> bytes:
    """A JPEG, PNG or WebP without metadata, still upright and in its colours; others as given."""
    if data.startswith(_JPEG):
        return _JPEG + _held(data) + b"".join(_jpeg_parts(data))
    if data.startswith(_PNG):
        return _PNG + b"".join(_png_parts(data))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        parts = b"".join(_webp_parts(data))
        return b"RIFF" + (len(parts) + 4).to_bytes(4, "little") + b"WEBP" + parts
    return data


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
