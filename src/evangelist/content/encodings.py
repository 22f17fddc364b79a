"""Bytes as text: UTF-8, or a guess at what else they are, to say how to mend it."""

from __future__ import annotations

from evangelist.problems import Problem

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 256
_HOW = (
    "save it again as UTF-8: Notepad and Word ask for the encoding under Save as, "
    "VS Code at the bottom right"
)


def read_text(data: bytes, where: str) -> tuple[str | None, Problem | None]:
    """A file as text with LF as line ends, and what is wrong with its encoding.

    A file in another encoding is an error. Where it is clear which one, the text comes too, so
    that all else that is amiss can be told at once.
    """
    if (utf_16 := _utf_16(data)) is not None:
        return utf_16, _problem("this is UTF-16, which Windows also calls Unicode", where, 1, 1)
    try:
        return _with_lf(data.decode("utf-8-sig")), None
    except UnicodeDecodeError as error:
        before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
    text = _windows(data)
    if text is None:
        return None, _problem("this is not UTF-8", where, line, column)
    odd = [number for number, each in enumerate(data.split(b"\n"), start=1) if not _is_utf_8(each)]
    message = "this is not UTF-8, but probably Windows-1252, which Notepad calls ANSI"
    mended = text.split("\n")[line - 1] if odd == [line] and b"\r" not in _inner(data) else ""
    return text, _problem(message, where, line, column, mended)


def _problem(message: str, where: str, line: int, column: int, mended: str = "") -> Problem:
    return Problem("encoding-invalid", message, where, line, column, _HOW, mended)


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _inner(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _utf_16(data: bytes) -> str | None:
    """The text of a file in UTF-16: it says so itself, or every other byte is zero."""
    order = ""
    if data.startswith(_UTF_16):
        order = "utf-16"
    elif len(data) > 8 and data[:_SAMPLE].count(0) > len(data[:_SAMPLE]) // 3:
        order = "utf-16-le" if data[1] == 0 else "utf-16-be"
    try:
        return _with_lf(data.decode(order)) if order else None
    except UnicodeDecodeError:
        return None


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _windows(data: bytes) -> str | None:
    """The text, each line that is not UTF-8 read as Windows-1252; None for what is no text."""
    try:
        lines = [
            line.decode("utf-8" if _is_utf_8(line) else "cp1252")
            for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        ]
    except UnicodeDecodeError:
        return None
    text = _with_lf("\n".join(lines))
    return text if all(sign.isprintable() or sign in "\n\t\xa0\xad" for sign in text) else None
