"""Plain text of a cell as Markdown that shows it as it was written."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?<![(<\w/])(https?://[^\s<>\"']*[\w/#=-])")
_BULLET = re.compile(r"\s*[•·▪◦‣*\N{EN DASH}-]\s+(.*)")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(.*)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text without invisible signs that spreadsheets leave, with one kind of line end."""
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text)).replace("\N{NO-BREAK SPACE}", " ")


def escaped(text: str) -> str:
    """A line of text in which nothing means something to Markdown, except addresses.

    These become links. `**` and links in Markdown stay: who writes them in a cell means them.
    """
    parts = _ADDRESS.split(text)
    for number in range(0, len(parts), 2):
        part = re.sub(r"&(?=#?\w+;)", "&amp;", parts[number]).replace("<", "&lt;")
        part = re.sub(r"([\\`])", r"\\\1", part)
        part = re.sub(r"(?<!\*)\*(?!\*)", r"\\*", part)
        part = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", part)
        part = part.replace("~~", "&#126;~").replace("![", r"!\[").replace("{:", r"\{:")
        parts[number] = part
    for number in range(1, len(parts), 2):
        parts[number] = f"<{parts[number]}>"
    return "".join(parts)


def from_plain(text: str) -> str:
    """Lines become paragraphs, lines with a bullet or a number become lists."""
    blocks: list[str] = []
    last = ""
    for line in clean(text).split("\n"):
        if not line.strip():
            last = ""
            continue
        block, kind = _block(line)
        if kind and kind == last:
            blocks[-1] += f"\n{block}"
        else:
            blocks.append(block)
        last = kind
    return "\n\n".join(blocks)


def _block(line: str) -> tuple[str, str]:
    if bullet := _BULLET.fullmatch(line):
        return f"- {escaped(bullet[1].strip())}", "bullet"
    if number := _NUMBER.fullmatch(line):
        return f"{number[1]}. {escaped(number[2].strip())}", "number"
    return unlisted(escaped(line.strip())), ""


def unlisted(line: str) -> str:
    """A line that begins neither a heading nor a list, a quote, a rule or a definition."""
    line = re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
    line = re.sub(r"^:", "&#58;", line)
    return re.sub(r"^([#>+-])", r"\\\1", line)
