"""Values in brackets, on one line: what a writer may have meant where YAML reads them otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import yaml

from evangelist.content.yaml import quoted

_CUT_BY_COMMA = re.compile(r":\s+(?P<value>[^\s\"'\[{][^:\[{]*),\s*$")
_NEXT_PAIR = re.compile(r",\s*[\w.-]+:\s|\}")
_NO_FLOW_GAP = re.compile(r"([{,]\s*[A-Za-z_]+):(?=[^\s/])")
_FLOW_PAIR = re.compile(r"(\s*)([\w.-]+)\s*:\s*(.*\S)(\s*)")
_LONGEST = 2000
_DEEPEST = 3
MADE_BY = {"[": "square brackets make a list", "{": "curly brackets hold key: value"}
"""What brackets mean, by the first of them."""


def bracketed(value: str) -> Iterator[tuple[str, str, str]]:
    """A value that begins with a bracket: a list that is not closed, or a text."""
    closing = "]" if value[0] == "[" else "}"
    if len(value) > _LONGEST:
        return
    if value.endswith(closing):
        apart = _NO_FLOW_GAP.sub(r"\1: ", value)
        if apart != value:
            yield apart, "a space is missing after the colon", "write key: value"
        message = "a sign inside the brackets means something else in YAML"
        yield _each_quoted(value), message, "put the value in quotes"
    elif closing in value:
        yield quoted(value), MADE_BY[value[0]], "put the value in quotes"
    else:
        yield value + closing, "a bracket is opened and not closed", f"close it with {closing}"


def _each_quoted(value: str, depth: int = 0) -> str:
    """A list or pairs on one line, with those values in quotes that YAML cannot read."""
    opening, closing = value[0], value[-1]
    parts = list(_split(value[1:-1]))
    if opening == "{":
        parts = _joined(parts)
    done = []
    for part in parts:
        pair = _FLOW_PAIR.fullmatch(part) if opening == "{" else None
        text = pair[3] if pair else part.strip()
        if text and not _is_read(f"{opening}{part}{closing}"):
            at = part.rindex(text)
            inside = text[0] + text[-1] in {"[]", "{}"} and depth < _DEEPEST
            new = _each_quoted(text, depth + 1) if inside else quoted(text)
            done.append(f"{part[:at]}{new}{part[at + len(text) :]}")
        else:
            done.append(part)
    return f"{opening}{','.join(done)}{closing}"


def _joined(parts: Iterable[str]) -> list[str]:
    """Pairs; what has no key belongs to the value before it, whose comma has cut it off."""
    pairs: list[str] = []
    for part in parts:
        if pairs and not _FLOW_PAIR.fullmatch(part):
            pairs[-1] += f",{part}"
        else:
            pairs.append(part)
    return pairs


def _split(inner: str) -> Iterator[str]:
    """The parts between commas that stand in no quotes and no brackets."""
    depth, quote, begin = 0, "", 0
    for at, sign in enumerate(inner):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and not inner[begin:at].rpartition(":")[2].strip():
            quote = sign
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        elif sign == "," and depth <= 0:
            yield inner[begin:at]
            begin = at + 1
    yield inner[begin:]


def _is_read(text: str) -> bool:
    try:
        return bool(list(yaml.parse(text, Loader=yaml.SafeLoader)))
    except yaml.YAMLError:
        return False


def with_comma(line: str, begin: int) -> str:
    """The line with the value in quotes that a comma has cut: column `begin` is what was cut off.

    Nothing where there is no such value.
    """
    found = _CUT_BY_COMMA.search(line[:begin])
    end = _NEXT_PAIR.search(line, begin)
    if not found or not end:
        return ""
    value = line[found.start("value") : end.start()].rstrip()
    rest = line[found.start("value") + len(value) :]
    return f"{line[: found.start('value')]}{quoted(value)}{rest}"
