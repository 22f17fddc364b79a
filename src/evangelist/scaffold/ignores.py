"""The lines that a `.gitignore` lacks, so that addresses and what is built stay out of git."""

from __future__ import annotations

NAME = ".gitignore"


def with_missing(there: bytes, wanted: bytes) -> bytes:
    """What is there, byte for byte, and below it each rule of `wanted` that it lacks.

    Rules are alike whether or not a slash stands before or behind them. The line ends are those
    of the file.
    """
    has = {_rule(line) for line in there.splitlines()}
    missing = [line for line in wanted.splitlines() if _is_rule(line) and _rule(line) not in has]
    if not missing:
        return there
    end = b"\r\n" if b"\r\n" in there else b"\n"
    gap = b"" if not there or there.endswith(b"\n") else end
    return there + gap + b"".join(line + end for line in missing)


def _is_rule(line: bytes) -> bool:
    return bool(line.strip()) and not line.startswith(b"#")


def _rule(line: bytes) -> bytes:
    return line.removeprefix(b"\xef\xbb\xbf").strip().strip(b"/")
